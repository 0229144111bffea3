/// Numbers of bytes outside a script, on a command line, spelled as in one: `4096`, `64KiB`, `1GiB`.
package enum SizeText {
  /// `64KiB` as bytes; `nil` when the text is no size.
  package static func bytes(_ text: String) -> Int? {
    for unit in NumberUnit.allCases where !unit.isTime && text.hasSuffix(unit.rawValue) {
      guard let number = Int(text.dropLast(unit.rawValue.count)), number >= 0 else { return nil }
      let (product, overflows) = number.multipliedReportingOverflow(by: Int(unit.factor))
      return overflows ? nil : product
    }
    guard let number = Int(text), number >= 0 else { return nil }
    return number
  }
}
