import LabDiagnostics
import LabEvents
import LabReporters

/// The events of an exercise, made up: what each check said and how its programs ended.
struct ExerciseScript {
  struct Check {
    var id: String
    var terms = CheckTerms()
    var verdict = Verdict.passed
    var statements: [StatementReport] = []
    var finding: Diagnostic?
    var programs: [ProgramReport] = []
    var line = 3

    var section: Section {
      Section(
        form: .check,
        number: 1,
        identifier: id,
        title: "title of \(id)",
        line: line,
        terms: terms
      )
    }
  }

  var total: Int?
  var checks: [Check]
  var outcome = RunSummary.Outcome.failed
  /// Checks whose events come; the others are never run.
  var count = Int.max
  var hasEnd = true
  /// The exercise's text; its checks begin on line 3.
  var source = ""

  var events: [Event] {
    var events: [Event] = []
    var elapsed: Int64 = 0
    func add(_ kind: Event.Kind) {
      elapsed += 1_000_000
      events.append(Event(kind, elapsed: elapsed))
    }
    add(.runStarted(start))
    for check in checks.prefix(count) {
      add(.sectionStarted(check.section))
      for statement in check.statements { add(.statement(statement)) }
      if let finding = check.finding { add(.finding(finding)) }
      for program in check.programs { add(.programEnded(program)) }
      add(.sectionEnded(SectionEnd(section: check.section, verdict: check.verdict)))
    }
    if hasEnd { add(.runEnded(summary)) }
    return events
  }

  private var start: RunStart {
    var sources = SourceMap()
    if !source.isEmpty { sources.add(path: "exercise.sock", bytes: Array(source.utf8)) }
    return RunStart(
      path: "exercise.sock",
      form: "exercise",
      title: "Echo",
      goals: [],
      network: "private network",
      privileges: "no privileges",
      enterPID: nil,
      sections: checks.map(\.section),
      sources: sources,
      exercise: ExerciseTerms(submission: .program, total: total, limits: [])
    )
  }

  private var summary: RunSummary {
    RunSummary(
      outcome: outcome,
      passed: 0,
      failed: 0,
      skipped: 0,
      notRun: [],
      statements: 0,
      warnings: 0,
      elapsed: 1
    )
  }

  func result(only: [String] = []) -> GradeResult {
    var builder = GradeBuilder(only: only)
    for event in events { builder.receive(event) }
    return builder.result
  }
}

extension ProgramReport {
  /// A submission named `server`.
  static func submission(_ end: End, output: String = "", errors: String = "") -> ProgramReport {
    ProgramReport(
      name: "server",
      isSubmission: true,
      end: end,
      output: output,
      errors: errors,
      dropped: 0
    )
  }
}
