import LabDiagnostics

/// Statements: unknown, at the wrong place, too often.
extension Diagnostic {
  static func actorInCleanup(at span: SourceSpan) -> Diagnostic {
    Diagnostic(
      "misplaced-statement",
      "a cleanup cannot start an actor: nobody would wait for it any more",
      at: Label(span)
    )
  }

  static func breakOutsideLoop(at span: SourceSpan) -> Diagnostic {
    Diagnostic(
      "misplaced-statement",
      "'break' leaves a repeat or for, and there is none around it",
      at: Label(span)
    )
  }

  static func cleanupInCleanup(at span: SourceSpan) -> Diagnostic {
    Diagnostic("misplaced-statement", "a cleanup has no cleanup of its own", at: Label(span))
  }

  static func duplicateCheck(_ id: String, line: Int, at span: SourceSpan) -> Diagnostic {
    Diagnostic(
      "duplicate-check",
      "the check in line \(line) has the ID '\(id)' already",
      at: Label(span)
    )
  }

  static func duplicateHeader(_ verb: Verb, line: Int, at span: SourceSpan) -> Diagnostic {
    Diagnostic(
      "duplicate-header",
      "line \(line) has said what '\(verb.rawValue)' says",
      at: Label(span, "once in a file")
    )
  }

  static func duplicateProc(_ name: String, line: Int, at span: SourceSpan) -> Diagnostic {
    Diagnostic("duplicate-proc", "line \(line) has a proc '\(name)' already", at: Label(span))
  }

  static func duplicateSetup(line: Int, at span: SourceSpan) -> Diagnostic {
    Diagnostic("duplicate-setup", "line \(line) has a setup already", at: Label(span))
  }

  static func headerOfIncluded(_ verb: Verb, at span: SourceSpan) -> Diagnostic {
    Diagnostic(
      "misplaced-header",
      "an included file has no '\(verb.rawValue)' of its own",
      at: Label(span, "only param and include")
    )
  }

  static func misplacedHeader(_ verb: Verb, at span: SourceSpan) -> Diagnostic {
    Diagnostic(
      "misplaced-header",
      "'\(verb.rawValue)' belongs to the head of the file, before all other statements",
      at: Label(span)
    )
  }

  static func misplacedProc(at span: SourceSpan) -> Diagnostic {
    Diagnostic("misplaced-statement", "a proc stands in no block", at: Label(span))
  }

  static func misplacedReturn(at span: SourceSpan) -> Diagnostic {
    Diagnostic(
      "misplaced-statement",
      "'return' gives results from a proc or an actor, and there is none around it",
      at: Label(span)
    )
  }

  static func misplacedSection(_ verb: Verb, at span: SourceSpan) -> Diagnostic {
    Diagnostic(
      "misplaced-statement",
      "a \(verb.rawValue) stands in the file itself, in a step, an if or a loop",
      at: Label(span, "not in a scope of its own, setup, retry or privileged")
    )
  }

  static func misplacedSetup(at span: SourceSpan) -> Diagnostic {
    Diagnostic("misplaced-statement", "setup stands in no block", at: Label(span))
  }

  static func missingBlock(_ verb: Verb, at span: SourceSpan) -> Diagnostic {
    Diagnostic(
      "missing-block",
      "'\(verb.rawValue)' needs a block",
      at: Label(span, "{ … } behind it, on the same line")
    )
  }

  static func moreErrors(_ count: Int) -> Diagnostic {
    Diagnostic("more-errors", "… and \(count) more")
  }

  static func needsPrivateNetwork(_ what: String, at span: SourceSpan) -> Diagnostic {
    Diagnostic(
      "host-network",
      "\(what) is for a private network only, and this run uses the machine's",
      at: Label(span)
    )
  }

  static func notCapability(_ text: String, at span: SourceSpan) -> Diagnostic {
    Diagnostic(
      "wrong-kind",
      "'privileged' takes capabilities",
      at: Label(span, "\(text) is none; as CAP_NET_ADMIN, or nothing for all of them")
    )
  }

  static func notInNetwork(_ text: String, at span: SourceSpan) -> Diagnostic {
    Diagnostic(
      "misplaced-statement",
      "'\(text)' cannot stand in the network's block",
      at: Label(span, "only address and sysctl")
    )
  }

  static func notLiteral(_ verb: Verb, at span: SourceSpan) -> Diagnostic {
    Diagnostic(
      "not-literal",
      "'\(verb.rawValue)' is read before the run, so its value must be written out",
      at: Label(span)
    )
  }

  static func passingState(_ state: String, at span: SourceSpan) -> Diagnostic {
    Diagnostic(
      "state-passing",
      severity: .warning,
      "\(state) is only passed through; it may be over before anybody asks",
      at: Label(span)
    )
  }

  static func procNameTaken(_ name: String, at span: SourceSpan) -> Diagnostic {
    Diagnostic(
      "reserved-word",
      "'\(name)' is a statement already; a proc needs another name",
      at: Label(span)
    )
  }

  static func procWithBlock(_ name: String, at position: Int32) -> Diagnostic {
    Diagnostic(
      "unexpected-block",
      "'\(name)' is a proc and takes no block",
      at: Label(SourceSpan(start: position, end: position + 1))
    )
  }

  static func recursion(_ way: [String], at span: SourceSpan) -> Diagnostic {
    Diagnostic(
      "recursion",
      "a proc may not call itself",
      at: Label(span, way.joined(separator: " → "))
    )
  }

  static func refusedInRefused(at span: SourceSpan) -> Diagnostic {
    Diagnostic("misplaced-statement", "a refused block holds no other", at: Label(span))
  }

  static func setupAfterCheck(at span: SourceSpan) -> Diagnostic {
    Diagnostic(
      "misplaced-statement",
      "setup runs before every check, so it stands before them all",
      at: Label(span)
    )
  }

  static func sleep(at span: SourceSpan) -> Diagnostic {
    Diagnostic(
      "sleep",
      severity: .warning,
      "waiting for a fact is always better than sleeping",
      at: Label(span, "as: expect s.state == CLOSE_WAIT, or wait NAME")
    )
  }

  static func tooManyInstructions(limit: Int, at span: SourceSpan) -> Diagnostic {
    .limitReached(
      .instructions,
      "the checked script has more than \(limit) instructions",
      at: Label(span, "a setup counts again in every check"),
      enough: "\(limit * 2)"
    )
  }

  static func unexpectedBlock(_ verb: Verb, at position: Int32) -> Diagnostic {
    Diagnostic(
      "unexpected-block",
      "'\(verb.rawValue)' takes no block",
      at: Label(SourceSpan(start: position, end: position + 1))
    )
  }

  static func unknownStatement(
    _ verb: String,
    suggestion: String?,
    label: String = "",
    at span: SourceSpan
  ) -> Diagnostic {
    Diagnostic(
      "unknown-statement",
      "'\(verb)' is no statement" + did(suggestion.map { [$0] } ?? []),
      at: Label(span, label)
    )
  }

  static func waitResult(_ name: String, at span: SourceSpan) -> Diagnostic {
    Diagnostic(
      "clause-not-taken",
      "'\(name)' is a counter: nothing is returned by it",
      at: Label(span)
    )
  }

  static func waitCount(_ name: String, at span: SourceSpan) -> Diagnostic {
    Diagnostic(
      "too-many-operands",
      "'\(name)' is an actor: 'wait' takes a count for counters only",
      at: Label(span)
    )
  }
}
