/// Points of a check or of a whole, exact to two decimals.
///
/// Sums of `Double` would give 9.99 of 10 for three thirds; these don't.
package struct Points: Comparable, Sendable {
  package let hundredths: Int

  package static let zero = Points(hundredths: 0)

  package init(hundredths: Int) { self.hundredths = hundredths }

  /// Whole points.
  package init(_ points: Int) { hundredths = points * 100 }

  /// The nearest hundredth; `nil` for what no exercise can be worth.
  package init?(_ value: Double) {
    guard value.isFinite, value >= 0, value < 1e12 else { return nil }
    hundredths = Int((value * 100).rounded())
  }

  package var value: Double { Double(hundredths) / 100 }

  /// "7", "3.5", "3.33".
  package var text: String {
    var text = "\(value)"
    if text.hasSuffix(".0") { text.removeLast(2) }
    return text
  }

  package static func < (left: Points, right: Points) -> Bool {
    left.hundredths < right.hundredths
  }

  package static func + (left: Points, right: Points) -> Points {
    Points(hundredths: left.hundredths + right.hundredths)
  }

  package static func sum(_ points: some Sequence<Points>) -> Points {
    points.reduce(.zero, +)
  }

  /// What each check of an exercise is worth: declared points, and shares of what `total` leaves.
  ///
  /// Shares differ by a hundredth at most, the larger ones first, so that nothing is lost. Without
  /// `total`, a check that declares nothing is worth 1.
  package static func shares(_ declared: [Int?], total: Int?) -> [Points] {
    let given = Points.sum(declared.compactMap { $0.map { Points($0) } })
    let sharing = declared.count { $0 == nil }
    guard let total, sharing > 0 else { return declared.map { Points($0 ?? 1) } }
    let rest = max(0, Points(total).hundredths - given.hundredths)
    var larger = rest % sharing
    return declared.map { points in
      if let points { return Points(points) }
      defer { larger -= 1 }
      return Points(hundredths: rest / sharing + (larger > 0 ? 1 : 0))
    }
  }
}
