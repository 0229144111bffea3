import LabDiagnostics

/// What the parser says, by name.
extension Diagnostic {
  static func assignedCall(_ call: String, name: String, at span: SourceSpan) -> Diagnostic {
    Diagnostic(
      "assigned-call",
      "a name stands behind the call",
      at: Label(span, "try: \(call) as \(name)")
    )
  }

  static func braceOnItsOwnLine(at span: SourceSpan) -> Diagnostic {
    Diagnostic(
      "brace-placement",
      "a block begins on the line of its statement",
      at: Label(span, "this '{' belongs to the end of the line above")
    )
  }

  /// `arguments`: what stands in the parentheses, written as a statement's; `nil`: not that simple.
  static func callAsStatement(
    _ name: String,
    arguments: String?,
    at span: SourceSpan
  ) -> Diagnostic {
    Diagnostic(
      "call-as-statement",
      "a statement is written without parentheses",
      at: Label(
        span,
        arguments.map { "try: \(name)\($0.isEmpty ? "" : " ")\($0)" }
          ?? "try: \(name), a blank, and what it needs"
      )
    )
  }

  static func colonAfterVerb(at span: SourceSpan) -> Diagnostic {
    Diagnostic(
      "colon-after-verb",
      "no ':' stands behind a statement's name",
      at: Label(span, "delete it")
    )
  }

  static func constantAsStatement(_ text: String, at span: SourceSpan) -> Diagnostic {
    Diagnostic(
      "constant-as-statement",
      "'\(text)' begins no statement",
      at: Label(span, "statements are written in lower case: \(text.lowercased())")
    )
  }

  static func constantBound(_ text: String, at span: SourceSpan) -> Diagnostic {
    Diagnostic(
      "constant-bound",
      "'\(text)' can't be a name",
      at: Label(span, "UPPER_CASE belongs to the tables; try: \(text.lowercased())")
    )
  }

  static func elseIf(at span: SourceSpan) -> Diagnostic {
    Diagnostic(
      "else-if",
      "behind 'else' stands a block",
      at: Label(span, "try: else { if … { … } }")
    )
  }

  static func elseOnItsOwnLine(at span: SourceSpan) -> Diagnostic {
    Diagnostic(
      "else-placement",
      "'else' stands on the line of the '}' before it",
      at: Label(span, "try: } else {")
    )
  }

  static func equalInLet(at span: SourceSpan) -> Diagnostic {
    Diagnostic("double-equals", "'let' binds with one '='", at: Label(span, "try: ="))
  }

  static func looseColon(at span: SourceSpan) -> Diagnostic {
    Diagnostic(
      "loose-colon",
      "a ':' stands only in an address",
      at: Label(span),
      notes: [Note("addresses", "127.0.0.1:8080  [::1]:8080  localhost:http  *:0  unix:path")]
    )
  }

  static func missingBrace(after word: String, at span: SourceSpan) -> Diagnostic {
    Diagnostic(
      "missing-brace",
      "'\(word)' needs a block",
      at: Label(span, "'{' is missing here")
    )
  }

  static func mixedOperators(
    _ first: String,
    _ second: String,
    at span: SourceSpan
  ) -> Diagnostic {
    Diagnostic(
      "mixed-operators",
      "'\(first)' and '\(second)' stand side by side",
      at: Label(span, "parentheses say which goes first")
    )
  }

  static func noAnd(_ text: String, at span: SourceSpan) -> Diagnostic {
    Diagnostic(
      "no-and",
      "there is no '\(text)'",
      at: Label(span, "two statements say the same: expect …, and expect … below it")
    )
  }

  static func reservedWord(_ text: String, at span: SourceSpan) -> Diagnostic {
    Diagnostic(
      "reserved-word",
      "'\(text)' can't be a name",
      at: Label(span, "it is a word of the language")
    )
  }

  static func singleEquals(at span: SourceSpan) -> Diagnostic {
    Diagnostic("single-equals", "'=' compares nothing", at: Label(span, "try: =="))
  }

  static func tooDeep(limit: Int, at span: SourceSpan) -> Diagnostic {
    .limitReached(
      .depth,
      "more than \(limit) braces and parentheses are open",
      at: Label(span, "one too many; the rest was not read"),
      enough: "\(limit * 2)"
    )
  }

  static func tooManyErrors(limit: Int) -> Diagnostic {
    .limitReached(
      .errors,
      "\(limit) errors; the rest of the file was not read",
      enough: "\(limit * 2)",
      notes: [Note("try", "the first ones first: later ones often follow from them")]
    )
  }

  static func unclosedBrace(at span: SourceSpan) -> Diagnostic {
    Diagnostic(
      "unclosed-brace",
      "a block has no end",
      at: Label(span, "the '}' of this is missing")
    )
  }

  static func unclosedGroup(_ opener: String, at span: SourceSpan) -> Diagnostic {
    let closer = opener == "[" ? "]" : ")"
    return Diagnostic(
      "unclosed-group",
      "'\(opener)' has no '\(closer)'",
      at: Label(span, "opened here, never closed")
    )
  }

  static func unexpectedToken(
    _ found: String,
    expected: [String],
    at span: SourceSpan
  ) -> Diagnostic {
    Diagnostic(
      "unexpected-token",
      "expected \(alternatives(expected)), found \(found)",
      at: Label(span)
    )
  }

  static func unmatchedBrace(at span: SourceSpan) -> Diagnostic {
    Diagnostic(
      "unmatched-brace",
      "no block is open that this could close",
      at: Label(span, "remove it, or open its block with '{'")
    )
  }

  private static func alternatives(_ texts: [String]) -> String {
    guard let last = texts.last, texts.count > 1 else { return texts.first ?? "nothing" }
    return texts.dropLast().joined(separator: ", ") + " or " + last
  }
}
