import LabDiagnostics

/// NAME, CONST, FUNC, the reserved words, and the host names that begin like them.
extension Lexer {
  mutating func word(into tree: inout SyntaxTree, _ report: inout SyntaxReport) -> Token {
    let start = cursor
    var end = start
    var hash = NameTable.emptyHash
    while end < bytes.count, bytes[end].isWord {
      hash = NameTable.hash(hash, bytes[end])
      end += 1
    }
    switch byte(at: end) {
    case UInt8(ascii: ":"), UInt8(ascii: "."), UInt8(ascii: "-"):
      if let token = hostAddress(wordEnd: end, into: &tree, &report) { return token }
    default: break
    }
    if let kind = reservedWord(start, end) { return plain(kind, end - start) }
    var token = plain(.name, end - start)
    if bytes[start].isUpper {
      checkCase(start, end, &report)
      if hasOneCase(start, end) { token.kind = .constant }
    }
    token.name = tree.names.intern(UnsafeBufferPointer(rebasing: bytes[start..<end]), hash: hash)
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
    case (2, UInt8(ascii: "a")): stands("as", at: start) ? .as : nil
    case (2, UInt8(ascii: "i")): stands("if", at: start) ? .if : stands("in", at: start) ? .in : nil
    case (2, UInt8(ascii: "o")): stands("or", at: start) ? .or : nil
    case (3, UInt8(ascii: "f")): stands("for", at: start) ? .for : nil
    case (3, UInt8(ascii: "h")): stands("has", at: start) ? .has : nil
    case (3, UInt8(ascii: "l")): stands("let", at: start) ? .let : nil
    case (3, UInt8(ascii: "n")): stands("not", at: start) ? .not : nil
    case (4, UInt8(ascii: "e")): stands("else", at: start) ? .else : nil
    case (6, UInt8(ascii: "e")): stands("expect", at: start) ? .expect : nil
    case (6, UInt8(ascii: "w")): stands("within", at: start) ? .within : nil
    default: nil
    }
  }

  /// Whether a word of that length is this one.
  @inline(__always)
  private func stands(_ word: StaticString, at start: Int) -> Bool {
    word.withUTF8Buffer { word in
      for offset in 0..<word.count where bytes[start + offset] != word[offset] { return false }
      return true
    }
  }
}
