import LabDiagnostics

/// Cuts the bytes of one file into tokens, on demand; `grammar/socklab.ebnf` is its specification.
///
/// The state is one offset, the number of open groups (inside ( ) and [ ] a line end is a blank)
/// and where the last value ended (a `-` or `.` that touches a value belongs to it). What a
/// beginner writes for a token is reported and returned as the token that was meant, so that the
/// rest of the statement is looked at too.
struct Lexer {
  let bytes: UnsafeBufferPointer<UInt8>
  /// Position of the first byte in the `SourceMap`.
  let base: Int32
  let isPrompt: Bool
  var cursor = 0
  /// Open ( and [.
  var groupDepth = 0
  /// Where the last token ended, when it can end a value.
  var valueEnd = -1
  /// Up to here no host name with a port was found: keeps `a-a-a-a` from being scanned again for
  /// each of its parts.
  var hostFreeEnd = 0

  init(bytes: UnsafeBufferPointer<UInt8>, base: Int32, isPrompt: Bool) {
    self.bytes = bytes
    self.base = base
    self.isPrompt = isPrompt
  }

  /// The byte at an offset; 0 behind the end (a file with a NUL never comes here).
  @inline(__always)
  func byte(at offset: Int) -> UInt8 { offset < bytes.count ? bytes[offset] : 0 }

  func span(_ start: Int, _ end: Int) -> SourceSpan {
    SourceSpan(start: base + Int32(start), end: base + Int32(end))
  }

  func text(_ start: Int, _ end: Int) -> String {
    String(decoding: bytes[start..<max(start, min(end, bytes.count))], as: UTF8.self)
  }

  /// The end of the line that holds `offset`, without CR.
  func lineEnd(from offset: Int) -> Int {
    var end = offset
    while end < bytes.count, bytes[end] != UInt8(ascii: "\n") { end += 1 }
    if end > offset, bytes[end - 1] == UInt8(ascii: "\r") { end -= 1 }
    return end
  }

  /// The next token; `.endOfFile` for ever behind the last.
  mutating func next(into tree: inout SyntaxTree, _ report: inout SyntaxReport) -> Token {
    var startsLine = skipBlanks()
    var scanned = scan(into: &tree, &report)
    while scanned == nil {
      if skipBlanks() { startsLine = true }
      scanned = scan(into: &tree, &report)
    }
    guard var token = scanned else { return plain(.endOfFile, 0) }
    token.startsLine = startsLine
    cursor = Int(token.end)
    valueEnd = token.kind.endsValue ? cursor : -1
    switch token.kind {
    case .leftParen, .leftBracket, .function: groupDepth += 1
    case .rightParen, .rightBracket: groupDepth = max(0, groupDepth - 1)
    default: break
    }
    return token
  }

  /// Skips blanks and comments, and line ends inside a group: whether there was one.
  private mutating func skipBlanks() -> Bool {
    var startsLine = false
    while cursor < bytes.count {
      switch bytes[cursor] {
      case UInt8(ascii: " "), UInt8(ascii: "\t"), UInt8(ascii: "\r"):
        cursor += 1
      case UInt8(ascii: "#"):
        while cursor < bytes.count, bytes[cursor] != UInt8(ascii: "\n") { cursor += 1 }
      case UInt8(ascii: "\n") where groupDepth > 0:
        cursor += 1
        startsLine = true
      default:
        return startsLine
      }
    }
    return startsLine
  }

  /// The token at the cursor; `nil` when it was reported and skipped like a blank.
  private mutating func scan(
    into tree: inout SyntaxTree,
    _ report: inout SyntaxReport
  ) -> Token? {
    guard cursor < bytes.count else { return plain(.endOfFile, 0) }
    let first = bytes[cursor]
    if first.isLetter { return word(into: &tree, &report) }
    if first.isDigit { return number(into: &tree, &report) }
    switch first {
    case UInt8(ascii: "\n"): return plain(.newline)
    case UInt8(ascii: "\""): return string(into: &tree, &report)
    case UInt8(ascii: "-"):
      let isSign = byte(at: cursor + 1).isDigit && valueEnd != cursor
      return isSign ? number(into: &tree, &report) : plain(.minus)
    case UInt8(ascii: "."): return dot(into: &tree, &report)
    case UInt8(ascii: "["): return bracket(into: &tree, &report)
    case UInt8(ascii: "/"): return slash(into: &tree, &report)
    case UInt8(ascii: "*"), UInt8(ascii: "$"): return markedHost(into: &tree, &report)
    case UInt8(ascii: ":"): return colon(&report, into: &tree)
    case UInt8(ascii: "_"): return underscore(into: &tree, &report)
    default: return sign(first, into: &tree, &report)
    }
  }

  /// Punctuation, and what only looks like it.
  private mutating func sign(
    _ first: UInt8,
    into tree: inout SyntaxTree,
    _ report: inout SyntaxReport
  ) -> Token? {
    let second = byte(at: cursor + 1)
    switch first {
    case UInt8(ascii: "{"): return plain(.leftBrace)
    case UInt8(ascii: "}"): return plain(.rightBrace)
    case UInt8(ascii: "("): return plain(.leftParen)
    case UInt8(ascii: ")"): return plain(.rightParen)
    case UInt8(ascii: "]"): return plain(.rightBracket)
    case UInt8(ascii: ","): return plain(.comma)
    case UInt8(ascii: ";"): return plain(.semicolon)
    case UInt8(ascii: "+"): return plain(.plus)
    case UInt8(ascii: "~"): return plain(.matches)
    case UInt8(ascii: "="):
      if second == UInt8(ascii: "~") { return foreign(&report, into: &tree) }
      return second == UInt8(ascii: "=") ? plain(.equal, 2) : plain(.assign)
    case UInt8(ascii: "<"):
      return second == UInt8(ascii: "=") ? plain(.lessOrEqual, 2) : plain(.less)
    case UInt8(ascii: ">"):
      return second == UInt8(ascii: "=") ? plain(.greaterOrEqual, 2) : plain(.greater)
    case UInt8(ascii: "!"):
      return second == UInt8(ascii: "=") ? plain(.unequal, 2) : foreign(&report, into: &tree)
    case UInt8(ascii: "|"):
      return second == UInt8(ascii: "|") ? foreign(&report, into: &tree) : plain(.pipe)
    default: return foreign(&report, into: &tree)
    }
  }

  /// A token without content, at the cursor.
  func plain(_ kind: TokenKind, _ length: Int = 1) -> Token {
    Token(kind: kind, start: Int32(cursor), end: Int32(cursor + length))
  }

  /// `..`, a field, or the last socket.
  private mutating func dot(
    into tree: inout SyntaxTree,
    _ report: inout SyntaxReport
  ) -> Token {
    let second = byte(at: cursor + 1)
    if second == UInt8(ascii: ".") { return plain(.range, 2) }
    guard second.isLetter else {
      if isPrompt, valueEnd != cursor { return plain(.lastSocket) }
      report.report(.unexpectedCharacter(".", at: span(cursor, cursor + 1)))
      return plain(.invalid)
    }
    if valueEnd != cursor {
      // At the prompt `.port` is the field of the last socket: an empty token, then the field.
      if isPrompt { return plain(.lastSocket, 0) }
      let end = wordEnd(from: cursor + 1)
      report.report(.looseField(text(cursor, end), at: span(cursor, end)))
      return plain(.invalid, end - cursor)
    }
    let end = wordEnd(from: cursor + 1)
    checkCase(cursor + 1, end, &report)
    var token = plain(.field, end - cursor)
    token.name = intern(cursor + 1, end, into: &tree)
    return token
  }

  func wordEnd(from offset: Int) -> Int {
    var end = offset
    while byte(at: end).isWord { end += 1 }
    return end
  }

  func intern(_ start: Int, _ end: Int, into tree: inout SyntaxTree) -> Name {
    tree.names.intern(UnsafeBufferPointer(rebasing: bytes[start..<end]))
  }
}
