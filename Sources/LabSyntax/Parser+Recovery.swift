import LabDiagnostics

/// What happens at a mistake: one message, then on to the next statement.
extension Parser {
  /// Goes one brace, parenthesis or bracket deeper.
  mutating func enter(_ place: SourceSpan) throws(SyntaxFailure) {
    nesting += 1
    guard nesting > limits.depth else { return }
    if !hasBareBrace { report.report(.tooDeep(limit: limits.depth, at: place)) }
    stop()
    throw SyntaxFailure()
  }

  /// Reports the token that nothing here accepts.
  mutating func unexpected() -> SyntaxFailure {
    if token.kind == .endOfFile, let open = openGroups.last { return unclosed(open) }
    switch token.kind {
    case .invalid: break
    case .colon: report.report(.looseColon(at: tokenSpan))
    case .name where tokenText == "and": report.report(.noAnd("and", at: tokenSpan))
    default:
      if let and = precedingAnd() {
        report.report(.noAnd("and", at: and))
      } else if !isStopped, !token.isRepaired {
        report.report(
          .unexpectedToken(found, expected: expected.descriptions, at: tokenSpan)
        )
      }
    }
    return SyntaxFailure()
  }

  /// The group that `open` began has neither a `,` nor its end here.
  mutating func unclosed(_ open: Token) -> SyntaxFailure {
    guard token.startsLine || token.kind == .endOfFile, !groupCloses() else {
      return unexpected()
    }
    if isStopped { return SyntaxFailure() }
    if token.kind == .endOfFile { openEnds += 1 }
    report.report(.unclosedGroup(text(of: open), at: openerSpan(open)))
    return SyntaxFailure()
  }

  /// What stands at the start of a statement and begins none.
  mutating func noStatement() -> SyntaxFailure {
    switch token.kind {
    case .else:
      report.report(.elseOnItsOwnLine(at: tokenSpan))
      presume(.else)
    case .leftBrace:
      // One message for a heap of braces.
      if !hasBareBrace { report.report(.braceOnItsOwnLine(at: tokenSpan)) }
      hasBareBrace = true
    case .function:
      let name = tree.names.text(of: token.name)
      report.report(.callAsStatement(name, arguments: callArguments(), at: tokenSpan))
    case .constant:
      report.report(.constantAsStatement(tokenText, at: tokenSpan))
    default:
      return unexpected()
    }
    return SyntaxFailure()
  }

  /// `NAME = VERB …`: the words behind the `=` at this token, when they look like a statement.
  func assignedCall() -> String? {
    let line = lexer.text(Int(token.end), lexer.lineEnd(from: Int(token.end)))
    let end = line.firstIndex { "#;{}\r".contains($0) } ?? line.endIndex
    let words = line[..<end].split(separator: " ")
    guard words.count > 1, words[0].utf8.allSatisfy(\.isLetter),
      words[1].utf8.first.map({ $0.isLetter || $0.isDigit }) ?? false
    else { return nil }
    return words.joined(separator: " ")
  }

  /// The arguments of a call at this token with blanks for commas; `nil` when they go beyond the
  /// line or hold more than plain values.
  private func callArguments() -> String? {
    var result = ""
    var isQuoted = false
    for character in lexer.text(Int(token.end), lexer.lineEnd(from: Int(token.end))) {
      switch character {
      case "\"":
        isQuoted.toggle()
        result.append(character)
      case _ where isQuoted: result.append(character)
      case ")":
        while result.last == " " { result.removeLast() }
        return result
      case "(", "[", "=", "|", "&", "\\", "{": return nil
      case ",", " ", "\t":
        if !result.isEmpty, result.last != " " { result.append(" ") }
      default: result.append(character)
      }
    }
    return nil
  }

  /// A reserved word or a constant where a name is bound.
  mutating func unbindableName() -> SyntaxFailure {
    report.report(
      token.kind == .constant
        ? .constantBound(tokenText, at: tokenSpan) : .reservedWord(tokenText, at: tokenSpan)
    )
    return SyntaxFailure()
  }

  /// Skips to the end of the statement, looking into its blocks.
  mutating func recover() {
    if !leaveGroup() { return }
    report.isQuiet = true
    defer { report.isQuiet = false }
    while true {
      switch token.kind {
      case .newline, .semicolon, .rightBrace, .endOfFile: return
      case .leftBrace:
        report.isQuiet = false
        let count = openStatements.count
        _ = try? block()
        openStatements.removeLast(openStatements.count - count)
        report.isQuiet = true
      default: advance()
      }
    }
  }

  /// Goes behind the group in which the mistake is, if it has an end; `false` when the next
  /// statement begins at this token.
  private mutating func leaveGroup() -> Bool {
    guard lexer.groupDepth > 0 else { return true }
    if groupCloses() {
      report.isQuiet = true
      while lexer.groupDepth > 0 { advance() }
      advance()
      report.isQuiet = false
      return true
    }
    lexer.groupDepth = 0
    return !token.startsLine
  }

  /// Whether the open groups end before a brace, a word that begins a statement, or the file's
  /// end.
  ///
  /// At most one look for each reported mistake, so their number bounds the work.
  private mutating func groupCloses() -> Bool {
    if report.isFull || isStopped {
      stop()
      return false
    }
    let saved = (lexer, token, previousEnd, expected, report.isQuiet)
    report.isQuiet = true
    defer {
      (lexer, token, previousEnd, expected, report.isQuiet) = saved
    }
    while true {
      switch token.kind {
      case .leftBrace, .rightBrace, .endOfFile, .let, .if, .for: return false
      default:
        if lexer.groupDepth == 0 { return true }
        advance()
      }
    }
  }

  /// An item `and` before the mistake: what follows it was meant as a second condition.
  private func precedingAnd() -> SourceSpan? {
    let last = token.kind == .not ? tree.items.last : tree.items.dropLast().last
    guard token.kind.isComparison || token.kind == .not, let item = last, item.form == .value
    else { return nil }
    let value = tree.values[Int(item.index)]
    guard value.form == .name, tree.names.text(of: value.name) == "and" else { return nil }
    return value.span
  }

  var tokenText: String { lexer.text(Int(token.start), Int(token.end)) }

  private func text(of token: Token) -> String {
    lexer.text(Int(token.end) - 1, Int(token.end))
  }

  private func openerSpan(_ open: Token) -> SourceSpan { span(open.end - 1, open.end) }

  private var found: String {
    switch token.kind {
    case .newline, .endOfFile: return token.kind.description
    case .string: return "a string"
    default:
      let text = tokenText
      return text.utf8.count <= 24 ? "'\(text)'" : token.kind.description
    }
  }
}
