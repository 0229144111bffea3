import LabDiagnostics

/// Exercises: their header, and the head of their checks.
extension Diagnostic {
  static func cannotFail(at span: SourceSpan) -> Diagnostic {
    Diagnostic(
      "cannot-fail",
      "nothing in this check can fail, so it says nothing about what is handed in",
      at: Label(span, "as: expect server listening 127.0.0.1:7000")
    )
  }

  static func checkID(_ id: String, at span: SourceSpan) -> Diagnostic {
    Diagnostic(
      "check-id",
      "'\(id)' cannot be the ID of a check in an exercise",
      at: Label(span, "small letters, digits and _, 64 at most: it names results")
    )
  }

  static func checkInLoop(at span: SourceSpan) -> Diagnostic {
    Diagnostic(
      "misplaced-statement",
      "a check of an exercise stands in no loop: its ID is one line of the result",
      at: Label(span, "put the loop inside the check")
    )
  }

  static func duplicateTerm(_ verb: Verb, line: Int, at span: SourceSpan) -> Diagnostic {
    Diagnostic(
      "duplicate-term",
      "line \(line) has said what '\(verb.rawValue)' says",
      at: Label(span, "once in a check")
    )
  }

  static func limitForm(_ name: String, isTime: Bool, at span: SourceSpan) -> Diagnostic {
    let form =
      isTime
      ? "as: \(name) 5s"
      : name == "processes" ? "as: processes 64" : "as: \(name) 64MiB"
    return Diagnostic(
      "wrong-kind",
      "the limit '\(name)' takes \(isTime ? "a duration" : "a number above 0")",
      at: Label(span, form)
    )
  }

  static func misplacedTerm(_ verb: Verb, at span: SourceSpan) -> Diagnostic {
    Diagnostic(
      "misplaced-statement",
      "'\(verb.rawValue)' belongs to the head of a check, before all other statements",
      at: Label(span)
    )
  }

  static func missingCheckID(at span: SourceSpan) -> Diagnostic {
    Diagnostic(
      "missing-check-id",
      "a check of an exercise needs an ID, which results and 'needs' call it by",
      at: Label(span, "as: check echo \"…\"")
    )
  }

  static func needsItself(_ id: String, at span: SourceSpan) -> Diagnostic {
    Diagnostic("needs-order", "'\(id)' is this check itself", at: Label(span))
  }

  static func needsLater(_ id: String, line: Int, at span: SourceSpan) -> Diagnostic {
    Diagnostic(
      "needs-order",
      "'\(id)' comes later, in line \(line): a check can only need one that ran before it",
      at: Label(span, "put that check above this one")
    )
  }

  static func noExercise(_ verb: Verb, at span: SourceSpan) -> Diagnostic {
    Diagnostic(
      "no-exercise",
      "'\(verb.rawValue)' belongs to an exercise, and this file is none",
      at: Label(span, "the header would be: exercise \"TITLE\"")
    )
  }

  static func noSubmission(at span: SourceSpan) -> Diagnostic {
    Diagnostic(
      "unknown-name",
      "nothing is handed in for this file, so there is no 'submission'",
      at: Label(span, "an exercise says in its header: submission program")
    )
  }

  static func notAProgram(at span: SourceSpan) -> Diagnostic {
    Diagnostic(
      "wrong-kind",
      "what is handed in here is a scenario, and there is no program to spawn",
      at: Label(span, "it was run before: submission.calls, submission.connections")
    )
  }

  static func notAScenario(_ field: String, at span: SourceSpan) -> Diagnostic {
    Diagnostic(
      "no-such-field",
      "what is handed in here is a program, whose calls nobody sees",
      at: Label(span, "submission.\(field) is of a scenario; ask the started program")
    )
  }

  static func nothingHandedIn(at span: SourceSpan) -> Diagnostic {
    Diagnostic(
      "missing-header",
      "an exercise says what is handed in",
      at: Label(span, "add a line: submission program")
    )
  }

  static func pointsBeyondTotal(_ points: Int, total: Int, at span: SourceSpan) -> Diagnostic {
    Diagnostic(
      "points-total",
      "the points are \(points), which is more than the total of the exercise, \(total)",
      at: Label(span)
    )
  }

  static func termForm(_ verb: Verb, _ wanted: String, at span: SourceSpan) -> Diagnostic {
    Diagnostic(
      "wrong-kind",
      "'\(verb.rawValue)' takes \(wanted), written out",
      at: Label(span, Catalogue.row(verb)?.synopsis ?? "")
    )
  }

  static func termWord(
    _ verb: Verb,
    _ word: String,
    _ suggestion: String?,
    _ words: [String],
    at span: SourceSpan
  ) -> Diagnostic {
    let list = words.dropLast().joined(separator: ", ") + " or " + (words.last ?? "")
    return Diagnostic(
      "unknown-word",
      word.isEmpty
        ? "'\(verb.rawValue)' takes one word"
        : "'\(verb.rawValue)' does not know '\(word)'" + did(suggestion.map { [$0] } ?? []),
      at: Label(span, list)
    )
  }

  static func unknownCheck(_ id: String, _ suggestion: String?, at span: SourceSpan)
    -> Diagnostic
  {
    Diagnostic(
      "unknown-check",
      "no check has the ID '\(id)'" + did(suggestion.map { [$0] } ?? []),
      at: Label(span)
    )
  }

  static func unknownLimit(_ name: String, _ suggestion: String?, at span: SourceSpan)
    -> Diagnostic
  {
    Diagnostic(
      "unknown-word",
      (name.isEmpty ? "a limit has a name" : "'\(name)' is no limit")
        + did(suggestion.map { [$0] } ?? []),
      at: Label(span, "wall, cpu, memory, processes, output; each with its value")
    )
  }
}
