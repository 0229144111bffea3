import LabDiagnostics
import LabSyntax

/// Values: addresses, fields, functions, operators, comparisons.
extension Diagnostic {
  static func argumentTwice(_ name: String, at span: SourceSpan) -> Diagnostic {
    Diagnostic("duplicate-clause", "'\(name)' is given twice", at: Label(span))
  }

  static func badHex(at span: SourceSpan) -> Diagnostic {
    Diagnostic(
      "bad-hex",
      "this is no sequence of bytes in hexadecimal",
      at: Label(span, "pairs of digits 0-9 a-f, blanks between them: \"16 03 01\"")
    )
  }

  static func badHole(
    _ part: String,
    wanted: KindSet,
    got: KindSet,
    at span: SourceSpan
  ) -> Diagnostic {
    Diagnostic(
      "wrong-kind",
      "the \(part) of an address must be \(wanted.words)",
      at: Label(span, "this is \(got.words)")
    )
  }

  static func badOperator(
    _ operation: ValueOperator,
    _ left: KindSet,
    _ right: KindSet,
    left leftText: String,
    right rightText: String,
    at span: SourceSpan
  ) -> Diagnostic {
    Diagnostic(
      "wrong-kind",
      "'\(operation.spelling)' cannot join \(left.words) and \(right.words)",
      at: Label(span, "\(leftText) is \(left.words), \(rightText) is \(right.words)")
    )
  }

  static func badRegex(_ message: String, at span: SourceSpan) -> Diagnostic {
    Diagnostic("bad-regex", "this regular expression is not valid", at: Label(span, message))
  }

  static func cannotCompare(
    _ operation: RelationalOperator,
    _ left: KindSet,
    _ right: KindSet,
    left leftText: String,
    right rightText: String,
    at span: SourceSpan
  ) -> Diagnostic {
    var label = "\(leftText) is \(left.words), \(rightText) is \(right.words)"
    if left.contains(.socket), !right.isDisjoint(with: [.bytes, .regex]) {
      label = "what a socket receives: expect \(leftText) \(rightText)"
    } else if right == .regex {
      label = "a regular expression searches with ~"
    } else if operation == .in {
      label = "'in' takes a range, as 1024..65535, or a list"
    }
    return Diagnostic(
      "cannot-compare",
      "'\(operation.rawValue)' cannot compare \(left.words) with \(right.words)",
      at: Label(span, label)
    )
  }

  static func emptyRange(_ low: Int64, _ high: Int64, at span: SourceSpan) -> Diagnostic {
    Diagnostic(
      "empty-range",
      "\(low)..\(high) holds nothing: a range goes up",
      at: Label(span, "\(high)..\(low)?")
    )
  }

  static func errorAsFact(_ socket: String, at span: SourceSpan) -> Diagnostic {
    Diagnostic(
      "reading-changes",
      "reading SO_ERROR clears it, so it is no fact to look at in passing",
      at: Label(span, "ask by a statement: getsockopt \(socket) SO_ERROR as r")
    )
  }

  static func hostName(_ name: String, at span: SourceSpan) -> Diagnostic {
    Diagnostic(
      "host-name",
      "'\(name)' would need a resolver, and a run has none",
      at: Label(span, "write its address, or localhost")
    )
  }

  static func missingArgument(_ name: String, _ function: Function, at span: SourceSpan)
    -> Diagnostic
  {
    Diagnostic(
      "missing-operand",
      "'\(function.rawValue)' needs '\(name)'",
      at: Label(span, function.synopsis)
    )
  }

  static func negativeCount(_ count: Int64, at span: SourceSpan) -> Diagnostic {
    Diagnostic("negative-count", "\(count) times is not possible", at: Label(span))
  }

  static func negatedSubject(at span: SourceSpan) -> Diagnostic {
    Diagnostic(
      "not-a-relation",
      "'not' belongs to a relation, not to what a socket should receive",
      at: Label(span, "that nothing comes: expect s silence 200ms")
    )
  }

  static func noSuchField(
    _ field: String,
    of kinds: KindSet,
    owners: KindSet,
    text: String,
    at span: SourceSpan
  ) -> Diagnostic {
    Diagnostic(
      "unknown-field",
      "\(kinds.words) has no '\(field)'; \(owners.words) has",
      at: Label(span, "\(text) is \(kinds.words)")
    )
  }

  static func noText(_ kinds: KindSet, text: String, at span: SourceSpan) -> Diagnostic {
    Diagnostic(
      "wrong-kind",
      "\(kinds.words) cannot be written out in a text",
      at: Label(span, "\(text) is \(kinds.words)")
    )
  }

  static func notExpected(
    _ kinds: KindSet,
    text: String,
    word: Int8,
    at span: SourceSpan
  ) -> Diagnostic {
    Diagnostic(
      "not-expectable",
      "a socket cannot be expected to give \(word >= 0 ? "'\(text)'" : kinds.words)",
      at: Label(
        span,
        "\"text\", /regex/, line, eof, reset, silence 200ms, exactly \"text\" or bytes 4"
      )
    )
  }

  static func notIterable(_ kinds: KindSet, text: String, at span: SourceSpan) -> Diagnostic {
    Diagnostic(
      "wrong-kind",
      "'for' goes through a list or a range",
      at: Label(span, "\(text) is \(kinds.words)")
    )
  }

  static func notOutcome(_ verb: Verb, _ kinds: KindSet, text: String, at span: SourceSpan)
    -> Diagnostic
  {
    Diagnostic(
      "not-expectable",
      "'\(verb.rawValue)' cannot end with \(kinds == .word ? "'\(text)'" : kinds.words)",
      at: Label(span, "an errno, ok or a number it returns; else write a relation")
    )
  }

  static func notRelation(_ kinds: KindSet, text: String, at span: SourceSpan) -> Diagnostic {
    let label =
      kinds == .socket
      ? "what of it? \(text) \"text\", \(text) eof, \(text).state == ESTABLISHED"
      : "compare it: == != < <= > >= in has ~"
    return Diagnostic(
      "not-a-relation",
      "'\(text)' alone says nothing that could be true",
      at: Label(span, label)
    )
  }

  /// `socket`: the socket that stands behind what is expected of it.
  static func notAnActor(_ kinds: KindSet, text: String, at span: SourceSpan) -> Diagnostic {
    Diagnostic(
      "not-a-subject",
      "'blocked' is expected of an actor",
      at: Label(span, "\(text) is \(kinds.words)")
    )
  }

  static func notSubject(
    _ kinds: KindSet,
    text: String,
    socket: String?,
    at span: SourceSpan
  ) -> Diagnostic {
    Diagnostic(
      "not-a-subject",
      "something is expected of a socket, or of a list of sockets",
      at: Label(
        span,
        socket.map { "try: expect \($0) \(text)" } ?? "\(text) is \(kinds.words)"
      )
    )
  }

  static func pathTooLong(_ length: Int, at span: SourceSpan) -> Diagnostic {
    Diagnostic(
      "path-too-long",
      "a Unix address has room for 108 bytes, sun_path; this path has \(length)",
      at: Label(span)
    )
  }

  static func placeholder(at span: SourceSpan) -> Diagnostic {
    Diagnostic(
      "placeholder",
      "'_' stands for a parameter of 'call', and nowhere else",
      at: Label(span)
    )
  }

  static func portRange(_ text: String, number: Int32, at span: SourceSpan) -> Diagnostic {
    let cut = number & 0xffff
    let label =
      cut == 0
      ? "in C, htons(\(text)) is 0, and the kernel would choose a port for you"
      : "in C, htons(\(text)) is port \(cut): the upper bits are lost"
    return Diagnostic(
      "port-range",
      "\(text) is no port: a port is 16 bits, 0 to 65535",
      at: Label(span, number == .max ? "" : label)
    )
  }

  static func promptOnly(at span: SourceSpan) -> Diagnostic {
    Diagnostic(
      "prompt-only",
      "'.' is the last socket only at the prompt",
      at: Label(span, "write its name")
    )
  }

  static func tooManyArguments(_ function: Function, at span: SourceSpan) -> Diagnostic {
    Diagnostic(
      "too-many-operands",
      "this is too much for '\(function.rawValue)'",
      at: Label(span, "it takes: \(function.synopsis)")
    )
  }

  static func unknownField(
    _ name: String,
    of kinds: KindSet,
    suggestions: [String],
    known: [String],
    at span: SourceSpan
  ) -> Diagnostic {
    Diagnostic(
      "unknown-field",
      "\(kinds.words) has no '\(name)'" + did(suggestions),
      at: Label(
        span,
        known.isEmpty || known.count > 20 ? "" : "it has: \(known.joined(separator: " "))"
      )
    )
  }

  static func unknownFunction(_ name: String, suggestion: String?, at span: SourceSpan)
    -> Diagnostic
  {
    Diagnostic(
      "unknown-function",
      "there is no function '\(name)'" + did(suggestion.map { [$0] } ?? []),
      at: Label(span)
    )
  }

  static func unknownParameterName(_ name: String, _ function: Function, at span: SourceSpan)
    -> Diagnostic
  {
    Diagnostic(
      "unknown-name",
      "'\(function.rawValue)' has no parameter '\(name)'",
      at: Label(span, "it takes: \(function.synopsis)")
    )
  }

  static func namedPort(_ name: String, host: String, at span: SourceSpan) -> Diagnostic {
    Diagnostic(
      "misplaced-operand",
      "a value in an address stands in ${…}",
      at: Label(span, "try: \(host):${\(name)}")
    )
  }

  static func unknownService(_ name: String, suggestion: String?, at span: SourceSpan)
    -> Diagnostic
  {
    Diagnostic(
      "unknown-service",
      "there is no service '\(name)'" + did(suggestion.map { [$0] } ?? []),
      at: Label(span, "a number from 0 to 65535 is always possible")
    )
  }
}
