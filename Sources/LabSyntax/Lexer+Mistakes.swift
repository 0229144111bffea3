import LabDiagnostics

/// What is no token here but is one in another language, or comes out of a word processor.
extension Lexer {
  /// Reports the character at the cursor and returns what it was meant to be.
  ///
  /// `nil` when it is skipped like a blank.
  mutating func foreign(_ report: inout SyntaxReport, into tree: inout SyntaxTree) -> Token? {
    let here = span(cursor, cursor + 1)
    let both = span(cursor, cursor + 2)
    switch (bytes[cursor], byte(at: cursor + 1)) {
    case (UInt8(ascii: "!"), _):
      report.report(.exclamationMark(at: here))
      return repaired(.not, to: cursor + 1)
    case (UInt8(ascii: "="), UInt8(ascii: "~")):
      report.report(.equalsTilde(at: both))
      return repaired(.matches, to: cursor + 2)
    case (UInt8(ascii: "&"), UInt8(ascii: "&")):
      report.report(.noAnd("&&", at: both))
      return plain(.invalid, 2)
    case (UInt8(ascii: "|"), UInt8(ascii: "|")):
      report.report(.doubleBar(at: both))
      return repaired(.or, to: cursor + 2)
    case (UInt8(ascii: "&"), _):
      report.report(.ampersand(at: here))
      return repaired(.pipe, to: cursor + 1)
    case (UInt8(ascii: "'"), _):
      return wronglyQuoted(quote: "'", &report, into: &tree)
    case (UInt8(ascii: "`"), _):
      return wronglyQuoted(quote: "`", &report, into: &tree)
    default:
      return unexpectedScalar(&report, into: &tree)
    }
  }

  /// A `:` that no address claims.
  mutating func colon(_ report: inout SyntaxReport, into tree: inout SyntaxTree) -> Token {
    if byte(at: cursor + 1) == UInt8(ascii: ":"),
      let token = bareIPv6(from: cursor, into: &tree, &report)
    {
      return token
    }
    if valueEnd != cursor, let (_, end) = port(from: cursor + 1, into: &tree, &report) {
      let text = text(cursor, end)
      report.report(.missingHost(text, at: span(cursor, end)))
      return repaired(.invalid, to: end)
    }
    return plain(.colon)
  }

  /// A text in quotes that are none here.
  private mutating func wronglyQuoted(
    quote: Unicode.Scalar,
    _ report: inout SyntaxReport,
    into tree: inout SyntaxTree
  ) -> Token {
    let start = cursor
    let first = start + String(Character(quote)).utf8.count
    var end = first
    var length = 0
    while end < bytes.count, bytes[end] != UInt8(ascii: "\n"), length == 0 {
      length = closingQuoteLength(at: end, of: quote)
      end += max(1, length)
    }
    if length == 0, bytes[end - 1] == UInt8(ascii: "\r") { end -= 1 }
    let contentEnd = end - length
    let content = text(first, contentEnd)
    report.report(.wrongQuotes(content, quote: quote, at: span(start, end)))
    var token = repaired(.string, to: end)
    token.payload = .string(verbatim(first, contentEnd, into: &tree))
    return token
  }

  /// The length of the quote at `offset` that closes `quote`, 0 when there is none.
  private func closingQuoteLength(at offset: Int, of quote: Unicode.Scalar) -> Int {
    if quote.isASCII { return bytes[offset] == UInt8(truncatingIfNeeded: quote.value) ? 1 : 0 }
    if bytes[offset] == UInt8(ascii: "\"") { return 1 }
    guard bytes[offset] >= 0xc2 else { return 0 }
    let scalar = scalar(at: offset)
    return Self.foreignQuotes.contains(scalar) ? String(Character(scalar)).utf8.count : 0
  }

  /// Quotes of word processors and of other languages.
  private static let foreignQuotes: [Unicode.Scalar] = [
    "\u{201C}", "\u{201D}", "\u{201E}", "\u{2018}", "\u{2019}", "\u{201A}", "\u{AB}", "\u{BB}",
  ]

  /// The character at `offset`; the file is known to be UTF-8.
  private func scalar(at offset: Int) -> Unicode.Scalar {
    let end = min(offset + 4, bytes.count)
    return text(offset, end).unicodeScalars.first ?? "\u{FFFD}"
  }

  private mutating func unexpectedScalar(
    _ report: inout SyntaxReport,
    into tree: inout SyntaxTree
  ) -> Token? {
    let scalar = scalar(at: cursor)
    if Self.foreignQuotes.contains(scalar) {
      return wronglyQuoted(quote: scalar, &report, into: &tree)
    }
    let end = cursor + String(Character(scalar)).utf8.count
    let place = span(cursor, end)
    switch scalar {
    case "\u{A0}", "\u{2002}", "\u{2003}", "\u{2009}", "\u{202F}", "\u{3000}":
      report.report(.foreignBlank(scalar, at: place))
      cursor = end
      return nil
    case "\u{200B}", "\u{200C}", "\u{200D}", "\u{2060}", "\u{FEFF}":
      report.report(.invisibleCharacter(scalar, at: place))
      cursor = end
      return nil
    case "\u{2010}"..."\u{2015}", "\u{2212}":
      report.report(.foreignDash(scalar, at: place))
      return plain(.invalid, end - cursor)
    default:
      if scalar.value < 0x20 || scalar.value == 0x7f {
        report.report(.controlCharacter(UInt8(scalar.value), at: place))
      } else {
        report.report(.unexpectedCharacter(String(Character(scalar)), at: place))
      }
      return plain(.invalid, end - cursor)
    }
  }
}
