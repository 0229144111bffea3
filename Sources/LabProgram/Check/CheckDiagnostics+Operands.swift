import LabDiagnostics

/// Operands and clauses: missing, too many, of the wrong kind.
extension Diagnostic {
  static func argumentCount(
    _ proc: String,
    wanted: Int,
    got: Int,
    line: Int,
    at span: SourceSpan
  ) -> Diagnostic {
    Diagnostic(
      "operand-count",
      "'\(proc)' takes \(count(wanted, "value")) (line \(line)), not \(got)",
      at: Label(span)
    )
  }

  static func clauseNotTaken(_ verb: String, at span: SourceSpan) -> Diagnostic {
    Diagnostic("clause-not-taken", "'\(verb)' takes no clause", at: Label(span))
  }

  static func duplicateClause(_ word: String, at span: SourceSpan) -> Diagnostic {
    Diagnostic("duplicate-clause", "'\(word)' stands twice in this statement", at: Label(span))
  }

  static func duplicateOperand(_ verb: Verb, at span: SourceSpan) -> Diagnostic {
    Diagnostic("duplicate-clause", "'\(verb.rawValue)' was given this already", at: Label(span))
  }

  static func expectNotTaken(_ verb: String, at span: SourceSpan) -> Diagnostic {
    Diagnostic(
      "clause-not-taken",
      "'\(verb)' makes no call, so it has no outcome to expect",
      at: Label(span, "write 'expect' as a statement of its own")
    )
  }

  static func misplacedOperand(
    _ message: String,
    label: String,
    notes: [Note] = [],
    at span: SourceSpan
  ) -> Diagnostic {
    Diagnostic("misplaced-operand", message, at: Label(span, label), notes: notes)
  }

  static func missingExpected(_ word: String, _ kind: KindSet, at span: SourceSpan) -> Diagnostic {
    Diagnostic(
      "missing-operand",
      "'\(word)' needs \(kind.words) behind it",
      at: Label(span, word == "silence" ? "as silence 200ms" : "")
    )
  }

  static func missingName(_ what: String, at span: SourceSpan) -> Diagnostic {
    Diagnostic("missing-operand", "\(what) needs a name", at: Label(span))
  }

  static func missingOperand(
    _ verb: Verb,
    needs: String,
    synopsis: String,
    notes: [Note] = [],
    at span: SourceSpan
  ) -> Diagnostic {
    Diagnostic(
      "missing-operand",
      "'\(verb.rawValue)' needs \(needs)",
      at: Label(span, synopsis),
      notes: notes
    )
  }

  static func modifierNotTaken(_ word: String, _ verb: Verb, at span: SourceSpan) -> Diagnostic {
    Diagnostic(
      "clause-not-taken",
      "'\(verb.rawValue)' does not know the word '\(word)'",
      at: Label(span)
    )
  }

  static func noResult(_ what: String, at span: SourceSpan) -> Diagnostic {
    Diagnostic("clause-not-taken", "'\(what)' gives no result to name", at: Label(span))
  }

  static func notDuration(
    _ word: String,
    number: Int64?,
    _ kinds: KindSet,
    at span: SourceSpan
  ) -> Diagnostic {
    Diagnostic(
      "wrong-kind",
      "'\(word)' takes a duration, not \(kinds.words)",
      at: Label(span, number.map { "with a unit: \($0)s or \($0)ms" } ?? "as 200ms or 3s")
    )
  }

  static func procResultCount(
    _ proc: String,
    gives: Int,
    names: Int,
    line: Int,
    at span: SourceSpan
  ) -> Diagnostic {
    Diagnostic(
      "result-count",
      gives == 0
        ? "'\(proc)' (line \(line)) returns nothing to name"
        : "'\(proc)' (line \(line)) returns \(count(gives, "value")), not \(names)",
      at: Label(span)
    )
  }

  static func resultCount(_ verb: String, wanted: Int, got: Int, at span: SourceSpan) -> Diagnostic
  {
    Diagnostic(
      "result-count",
      "'\(verb)' gives \(count(wanted, "result")), not \(got)",
      at: Label(span, wanted == 2 ? "as a, b" : "as a")
    )
  }

  static func surplusBehindRelation(_ text: String, at span: SourceSpan) -> Diagnostic {
    Diagnostic(
      "too-many-operands",
      "behind a relation nothing more is expected",
      at: Label(span, "'\(text)' does not belong here")
    )
  }

  static func surplusExpected(_ text: String, form: ExpectForm, at span: SourceSpan) -> Diagnostic {
    Diagnostic(
      "too-many-operands",
      "'\(text)' is one thing too many to expect at once",
      at: Label(span, "one 'expect' for each")
    )
  }

  static func tooManyOperands(_ verb: String, synopsis: String, at span: SourceSpan) -> Diagnostic {
    Diagnostic(
      "too-many-operands",
      "this is too much for '\(verb)'",
      at: Label(span, "it takes: \(synopsis)")
    )
  }

  static func withinNotTaken(_ verb: String, at span: SourceSpan) -> Diagnostic {
    Diagnostic(
      "clause-not-taken",
      "'within' has no sense here: '\(verb)' does not wait",
      at: Label(span)
    )
  }

  static func wrongConstant(
    _ name: String,
    is what: String,
    verb: Verb,
    operand: String,
    fitting: String,
    at span: SourceSpan
  ) -> Diagnostic {
    Diagnostic(
      "wrong-constant",
      "\(name) is \(what); '\(verb.rawValue)' takes \(operand) here",
      at: Label(span, fitting.isEmpty ? "" : "as \(fitting)")
    )
  }

  static func wrongKind(
    _ verb: String,
    wanted: KindSet,
    got: KindSet,
    text: String,
    at span: SourceSpan
  ) -> Diagnostic {
    Diagnostic(
      "wrong-kind",
      "'\(verb)' takes \(wanted.words) here",
      at: Label(span, got == .any || got.isEmpty ? "" : "\(text) is \(got.words)")
    )
  }

  static func count(_ number: Int, _ noun: String) -> String {
    switch number {
    case 0: "no \(noun)s"
    case 1: "one \(noun)"
    default: "\(number) \(noun)s"
    }
  }
}
