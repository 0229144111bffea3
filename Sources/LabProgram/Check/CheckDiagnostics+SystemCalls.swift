import LabConstants
import LabDiagnostics

/// `call NAME(…)`.
extension Diagnostic {
  static func callArgument(
    _ parameter: CallParameter,
    _ call: SystemCall,
    got: KindSet,
    text: String,
    at span: SourceSpan
  ) -> Diagnostic {
    Diagnostic(
      "wrong-kind",
      "'\(parameter.name)' of \(call.name) takes \(parameter.form.kinds.subtracting(.word).words)",
      at: Label(span, "\(text) is \(got.words)"),
      notes: [Note("C", call.synopsis)]
    )
  }

  static func controlArguments(_ row: ControlMessage, _ kinds: KindSet, at span: SourceSpan)
    -> Diagnostic
  {
    Diagnostic(
      "missing-operand",
      "\(row.name) carries one value: \(kinds.words)",
      at: Label(span, row.summary)
    )
  }

  static func missingCallArgument(_ name: String, _ call: SystemCall, at span: SourceSpan)
    -> Diagnostic
  {
    Diagnostic("missing-operand", "\(call.name) needs '\(name)'", at: Label(span, call.synopsis))
  }

  static func missingSystemCall(at span: SourceSpan) -> Diagnostic {
    Diagnostic(
      "missing-operand",
      "'call' needs the C call that it should make",
      at: Label(span, "try: call recvfrom(s, _, 10, MSG_PEEK) as r")
    )
  }

  static func noDefault(_ name: String, _ call: SystemCall, at span: SourceSpan) -> Diagnostic {
    Diagnostic(
      "placeholder",
      "no value of '\(name)' is the right one by itself",
      at: Label(span, call.synopsis)
    )
  }

  static func notSystemCall(_ text: String, at span: SourceSpan) -> Diagnostic {
    Diagnostic(
      "not-a-call",
      "'call' takes a C call with its parameters in parentheses",
      at: Label(span, "as in C, without a blank before the parenthesis: call listen(s, 5)")
    )
  }

  static func octal(_ number: Int64, at span: SourceSpan) -> Diagnostic {
    // What C would read: the same digits, each of them three bits.
    let meant = Int64(String(number), radix: 8).map { "0x" + String($0, radix: 16) }
    return Diagnostic(
      "octal",
      severity: .warning,
      "a leading zero means nothing here: this is \(number), not an octal number as in C",
      at: Label(span, meant.map { "in C it would be \($0)" } ?? "")
    )
  }

  static func surplusBehindSystemCall(_ text: String, at span: SourceSpan) -> Diagnostic {
    Diagnostic(
      "too-many-operands",
      "all that the C call takes stands in its parentheses",
      at: Label(span, "what is \(text) for?")
    )
  }

  static func tooManyCallArguments(_ call: SystemCall, at span: SourceSpan) -> Diagnostic {
    Diagnostic(
      "too-many-operands",
      "this is too much for \(call.name)",
      at: Label(span, "it takes: \(call.synopsis)")
    )
  }

  static func unknownCallParameter(_ name: String, _ call: SystemCall, at span: SourceSpan)
    -> Diagnostic
  {
    Diagnostic(
      "unknown-name",
      "\(call.name) has no parameter '\(name)'",
      at: Label(span, "it takes: \(call.synopsis)")
    )
  }

  static func unknownSystemCall(
    _ name: String,
    suggestion: String?,
    isStatement: Bool,
    at span: SourceSpan
  ) -> Diagnostic {
    let label: String
    if isStatement {
      label = "it is a statement of its own: \(name) …"
    } else if let suggestion {
      label = "did you mean '\(suggestion)'?"
    } else {
      label = "the reference lists them: socklab has no call of that name"
    }
    return Diagnostic("unknown-call", "'call' does not know \(name)", at: Label(span, label))
  }
}
