/// Durations on the command line, spelled as in a script.
enum DurationText {
  private static let units: [(String, Int64)] = [
    ("ns", 1), ("us", 1000), ("ms", 1_000_000), ("min", 60_000_000_000), ("h", 3_600_000_000_000),
    ("s", 1_000_000_000),
  ]

  /// `500ms` as nanoseconds; `nil` when the text is no duration.
  static func nanoseconds(_ text: String) -> Int64? {
    for (unit, factor) in units where text.hasSuffix(unit) {
      guard let number = Double(text.dropLast(unit.count)), number >= 0 else { continue }
      let product = number * Double(factor)
      return product < 9e18 ? Int64(product) : nil
    }
    return nil
  }
}
