import LabDiagnostics

/// NAME, CONST, FUNC, the reserved words, and the host names that begin like them.
extension Lexer {
  mutating func word(into tree: inout SyntaxTree, _ report: inout SyntaxReport) -> Token {
    let start = cursor
    let end = wordEnd(from: start)
    switch byte(at: end) {
    case UInt8(ascii: ":"), UInt8(ascii: "."), UInt8(ascii: "-"):
      if let token = hostAddress(wordEnd: end, into: &tree, &report) { return token }
    default: break
    }
    if let kind = reservedWord(start, end) { return plain(kind, end - start) }
    checkCase(start, end, &report)
    let isConstant = bytes[start].isUpper && hasOneCase(start, end)
    var token = plain(isConstant ? .constant : .name, end - start)
    token.name = intern(start, end, into: &tree)
    if byte(at: end) == UInt8(ascii: "(") {
      token.kind = .function
      token.end += 1
    }
    return token
  }

  /// `_`, which stands alone.
  mutating func underscore(into tree: inout SyntaxTree, _ report: inout SyntaxReport) -> Token {
    let end = wordEnd(from: cursor)
    if end == cursor + 1 { return plain(.placeholder) }
    report.report(.leadingUnderscore(text(cursor, end), at: span(cursor, end)))
    var token = plain(.name, end - cursor)
    token.isRepaired = true
    token.name = intern(cursor, end, into: &tree)
    return token
  }

  /// Whether a word that begins with an upper-case letter goes on so.
  private func hasOneCase(_ start: Int, _ end: Int) -> Bool {
    for offset in start..<end where bytes[offset].isLower { return false }
    return true
  }

  func checkCase(_ start: Int, _ end: Int, _ report: inout SyntaxReport) {
    if bytes[start].isUpper, !hasOneCase(start, end) {
      report.report(.mixedCase(text(start, end), at: span(start, end)))
    }
  }

  private func reservedWord(_ start: Int, _ end: Int) -> TokenKind? {
    switch (end - start, bytes[start]) {
    case (2, UInt8(ascii: "a")): matching(.as, start)
    case (2, UInt8(ascii: "i")): matching(.if, start) ?? matching(.in, start)
    case (2, UInt8(ascii: "o")): matching(.or, start)
    case (3, UInt8(ascii: "f")): matching(.for, start)
    case (3, UInt8(ascii: "h")): matching(.has, start)
    case (3, UInt8(ascii: "l")): matching(.let, start)
    case (3, UInt8(ascii: "n")): matching(.not, start)
    case (4, UInt8(ascii: "e")): matching(.else, start)
    case (6, UInt8(ascii: "e")): matching(.expect, start)
    case (6, UInt8(ascii: "w")): matching(.within, start)
    default: nil
    }
  }

  private func matching(_ kind: TokenKind, _ start: Int) -> TokenKind? {
    var offset = start
    for byte in kind.spelling.utf8 {
      if bytes[offset] != byte { return nil }
      offset += 1
    }
    return kind
  }
}
