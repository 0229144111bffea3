import LabDiagnostics

/// NUMBER with its units, and the dotted quads that begin like one.
extension Lexer {
  mutating func number(into tree: inout SyntaxTree, _ report: inout SyntaxReport) -> Token {
    let start = cursor
    let isNegative = bytes[start] == UInt8(ascii: "-")
    let digits = isNegative ? start + 1 : start
    if bytes[digits] == UInt8(ascii: "0"), byte(at: digits + 1) == UInt8(ascii: "x") {
      return hexadecimal(digits: digits + 2, isNegative: isNegative, &report)
    }
    var end = digits
    while byte(at: end).isDigit { end += 1 }
    let whole = end
    var groups = 1
    while byte(at: end) == UInt8(ascii: "."), byte(at: end + 1).isDigit {
      end += 1
      while byte(at: end).isDigit { end += 1 }
      groups += 1
    }
    if groups == 4, !isNegative { return quadAddress(end: end, into: &tree, &report) }
    if groups > 2 {
      report.report(.malformedQuad(text(start, end), at: span(start, end)))
      let isPort = byte(at: end) == UInt8(ascii: ":") && byte(at: end + 1).isDigit
      return repairedAddress(to: isPort ? wordEnd(from: end + 1) : end, &tree)
    }
    if byte(at: end) == UInt8(ascii: ":"),
      let token = bareIPv6(from: start, into: &tree, &report)
    {
      return token
    }
    return decimal(digits: digits, whole: whole, end: end, isNegative: isNegative, &report)
  }

  /// A token whose error is reported: it goes on as what was meant.
  func repaired(_ kind: TokenKind, to end: Int) -> Token {
    var token = plain(kind, end - cursor)
    token.isRepaired = true
    token.payload = .integer(0)
    return token
  }

  private mutating func decimal(
    digits: Int,
    whole: Int,
    end: Int,
    isNegative: Bool,
    _ report: inout SyntaxReport
  ) -> Token {
    let start = cursor
    let unitEnd = wordEnd(from: end)
    var value = magnitude(digits, whole, radix: 10)
    var isDuration = false
    if unitEnd > end {
      guard let unit = NumberUnit(bytes: bytes[end..<unitEnd]) else {
        report.report(
          .unknownUnit(
            text(end, unitEnd),
            number: text(start, end),
            at: span(start, unitEnd)
          )
        )
        return repaired(.number, to: unitEnd)
      }
      isDuration = unit.isTime
      value = value.flatMap { scaled($0, by: unit, fraction: whole..<end) }
    }
    if end > whole, !isDuration {
      report.report(.fraction(text(start, unitEnd), at: span(start, unitEnd)))
      return repaired(.number, to: unitEnd)
    }
    guard let number = signed(value, isNegative: isNegative) else {
      report.report(.numberTooLarge(at: span(start, unitEnd)))
      return repaired(.number, to: unitEnd)
    }
    var token = plain(.number, unitEnd - start)
    token.payload = isDuration ? .duration(number) : .integer(number)
    return token
  }

  private mutating func hexadecimal(
    digits: Int,
    isNegative: Bool,
    _ report: inout SyntaxReport
  ) -> Token {
    let end = wordEnd(from: digits)
    var isValid = end > digits
    for offset in digits..<end where !bytes[offset].isHexDigit { isValid = false }
    guard isValid else {
      report.report(.badHexadecimal(text(cursor, end), at: span(cursor, end)))
      return repaired(.number, to: end)
    }
    let value = magnitude(digits, end, radix: 16)
    guard let number = signed(value, isNegative: isNegative) else {
      report.report(.numberTooLarge(at: span(cursor, end)))
      return repaired(.number, to: end)
    }
    var token = plain(.number, end - cursor)
    token.payload = .integer(number)
    return token
  }

  /// The digits' value, or `nil` when it does not fit 64 bits.
  func magnitude(_ start: Int, _ end: Int, radix: UInt64) -> UInt64? {
    var value: UInt64 = 0
    for offset in start..<end {
      let (product, overflow) = value.multipliedReportingOverflow(by: radix)
      let (sum, carry) = product.addingReportingOverflow(UInt64(bytes[offset].hexValue))
      if overflow || carry { return nil }
      value = sum
    }
    return value
  }

  /// `value` units and the fraction behind the point (its `.` is the first byte), cut at 1 ns.
  private func scaled(_ value: UInt64, by unit: NumberUnit, fraction: Range<Int>) -> UInt64? {
    let (product, overflow) = value.multipliedReportingOverflow(by: unit.factor)
    if overflow { return nil }
    var total = product
    var place = unit.factor
    for offset in fraction.dropFirst() where place > 0 {
      place /= 10
      total &+= place * UInt64(bytes[offset].hexValue)
    }
    return total >= product ? total : nil
  }

  private func signed(_ value: UInt64?, isNegative: Bool) -> Int64? {
    guard let value else { return nil }
    if !isNegative { return Int64(exactly: value) }
    return value <= UInt64(Int64.max) + 1 ? Int64(truncatingIfNeeded: 0 &- value) : nil
  }
}
