/// Durations outside a script, on a command line or behind a prompt's `timeout`, spelled as in one.
package enum DurationText {
  /// `500ms` as nanoseconds; `nil` when the text is no duration.
  package static func nanoseconds(_ text: String) -> Int64? {
    for unit in NumberUnit.allCases where unit.isTime && text.hasSuffix(unit.rawValue) {
      guard let number = Double(text.dropLast(unit.rawValue.count)), number >= 0 else { continue }
      let product = number * Double(unit.factor)
      return product < 9e18 ? Int64(product) : nil
    }
    return nil
  }
}
