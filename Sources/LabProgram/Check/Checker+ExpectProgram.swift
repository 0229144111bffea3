import LabConstants
import LabDiagnostics
import LabSyntax

/// What is expected of a program, and what of a socket only.
extension Checker {
  /// What is expected of a program, when that is meant.
  ///
  /// Its words belong to a program's `expect` only: elsewhere a script may use them as names.
  mutating func programForm(_ items: [Int32], of subject: TypedValue) -> ExpectForm? {
    let first = tree.values[Int(items[0])]
    guard first.form == .name, let form = lexeme(first.name).programForm else { return nil }
    if subject.kinds == .program || !isBound(first.name) { return form }
    return subject.kinds.contains(.program) && items.count > 1 ? form : nil
  }

  /// A name behind a program that is neither bound nor a word: a word that was mistyped.
  mutating func isMistypedForm(_ items: [Int32], of subject: TypedValue) -> Bool {
    let first = tree.values[Int(items[0])]
    guard subject.kinds == .program, first.form == .name, !isBound(first.name),
      lexeme(first.name).word < 0
    else { return false }
    let name = text(first.name)
    report(
      .unknownForm(
        name,
        suggestion: Suggestion.nearest(to: name, among: ExpectForm.programWords),
        at: first.span
      )
    )
    return true
  }

  /// The value behind `output`, `errors`, `exit`, `listening` and `read`.
  mutating func expectOfProgram(_ items: [Int32], _ form: ExpectForm) {
    let operand = form.programOperand
    guard items.count > 1 else {
      if !isWrong {
        report(
          .missingExpected(form.spelling, operand.kinds, at: tree.values[Int(items[0])].span)
        )
      }
      return
    }
    let value = value(items[1], for: operand)
    let span = tree.values[Int(items[1])].span
    if !value.isWrong, !value.fits(operand) {
      report(.notOfForm(form, value.kinds, text: map.text(of: span), at: span))
    } else if form == .read {
      requireOpen(value, at: span)
    }
    if value.kinds == .regex { lastPattern = value.pattern }
    pending.append(value.expression)
  }

  /// Only a program has output, and only a socket gives bytes.
  mutating func judgeForm(_ form: ExpectForm, _ subject: TypedValue, _ span: SourceSpan) {
    let isProgram = subject.kinds == .program
    if form.isOfProgram, !subject.kinds.contains(.program) {
      report(.onlyOfProgram(form.spelling, at: span))
    } else if !form.isOfProgram, isProgram {
      let text = map.text(of: span)
      report(.notOfProgram(text, isWord: form != .bytes && form != .regex, at: span))
    }
  }
}

extension ExpectForm {
  /// The words that say what is expected of a program.
  static var programWords: [String] { allCases.filter(\.isOfProgram).map(\.spelling).sorted() }

  /// It is expected of a program; the others are expected of sockets.
  var isOfProgram: Bool {
    switch self {
    case .output, .errors, .exit, .listening, .read: true
    default: false
    }
  }

  /// What stands behind its word.
  var programOperand: OperandPlan {
    switch self {
    case .exit:
      var plan = OperandPlan(kinds: [.integer, .word])
      plan.constants = .signal
      return plan
    case .listening: return OperandPlan(kinds: [.address, .socket])
    case .read: return .socket
    default: return OperandPlan(kinds: [.bytes, .regex])
    }
  }
}

extension Diagnostic {
  static func notOfProgram(_ text: String, isWord: Bool, at span: SourceSpan) -> Diagnostic {
    Diagnostic(
      "not-expectable",
      isWord
        ? "a program has no '\(text)'" : "what a program writes is its 'output' or its 'errors'",
      at: Label(
        span,
        isWord ? "output, errors, exit, listening or read" : "try: output \(text)"
      )
    )
  }

  static func notOfForm(_ form: ExpectForm, _ kinds: KindSet, text: String, at span: SourceSpan)
    -> Diagnostic
  {
    let (wanted, example) =
      switch form {
      case .exit: ("a status or a signal", "exit 0 or exit SIGTERM")
      case .listening: ("an address", "listening 127.0.0.1:8080 or *:8080")
      case .read: ("a socket", "read c")
      default: ("text or a regular expression", "\(form.spelling) \"ready\\n\"")
      }
    return Diagnostic(
      "wrong-kind",
      "'\(form.spelling)' takes \(wanted)",
      at: Label(span, "\(text) is \(kinds.words); as \(example)")
    )
  }

  static func unknownForm(_ name: String, suggestion: String?, at span: SourceSpan) -> Diagnostic {
    Diagnostic(
      "not-expectable",
      "a program has no '\(name)'" + (suggestion.map { "; did you mean '\($0)'?" } ?? ""),
      at: Label(span, "output, errors, exit, listening or read")
    )
  }

  static func placeNotTaken(_ verb: Verb, at span: SourceSpan) -> Diagnostic {
    Diagnostic(
      "too-many-operands",
      "'\(verb.rawValue)' knows no 'in'",
      at: Label(span, "only 'spawn' does: the folder that the program starts in")
    )
  }

  static func onlyOfProgram(_ word: String, at span: SourceSpan) -> Diagnostic {
    Diagnostic(
      "not-expectable",
      "'\(word)' is expected of a program, which 'spawn … as app' starts",
      at: Label(span, "of a socket: \"text\", /regex/, line, eof, reset, nothing …")
    )
  }
}
