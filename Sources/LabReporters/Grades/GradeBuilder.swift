import LabDiagnostics
package import LabEvents

/// Turns the events of an exercise into a result.
///
/// The result is valid at every moment, and never says passed before the run has ended: what was
/// not run is an `error`, the whole an `infra_error: not finished`.
package struct GradeBuilder: EventSink {
  /// What the grader knows itself: tool, exercise, submission, run, artifacts.
  ///
  /// May be changed at any time; `result` has it.
  package var base: GradeResult
  /// Overrules what the events say: nothing to grade, the author's fault, ours.
  package var verdict: (outcome: GradeResult.Outcome, message: String)?

  private let only: [String]
  private let runs: Int
  private var runsEnded = 0
  private var wasCut = false
  private let replay: @Sendable (String) -> String?
  private let snapshot: (GradeResult) -> Void
  private var recorder = SectionRecorder()
  private var tests: [GradeTest] = []
  /// Identifiers of checks that each test needs, by the test's id.
  private var needs: [String: [String]] = [:]

  /// Makes a builder that has seen nothing.
  ///
  /// - Parameters:
  ///   - base: Tool, exercise, submission and run.
  ///   - only: Checks that are run (`--only`); empty: all. The others stand in the result as skipped.
  ///   - runs: How often the exercise is run (`--repeat`); before the last end, nothing is finished.
  ///   - replay: The command that repeats a check, given its id; `nil`: none is told.
  ///   - snapshot: Given the result when the run has begun, behind each check, and at the end.
  package init(
    _ base: GradeResult = GradeResult(),
    only: [String] = [],
    runs: Int = 1,
    replay: @escaping @Sendable (String) -> String? = { _ in nil },
    snapshot: @escaping (GradeResult) -> Void = { _ in }
  ) {
    self.base = base
    self.only = only
    self.runs = runs
    self.replay = replay
    self.snapshot = snapshot
  }

  package var interest: EventInterest { [.statements, .explanations] }

  package mutating func receive(_ event: borrowing Event) {
    let ended = recorder.take(event)
    switch event.kind {
    case .runStarted(let start):
      begin(start)
      snapshot(result)
    case .sectionEnded:
      if let ended { take(ended) }
      snapshot(result)
    case .runEnded:
      runsEnded += 1
      takeFile()
      snapshot(result)
    default: break
    }
  }

  package mutating func flush() {}

  /// The run was cut off by the submission: its check has failed, and all behind it were not run.
  ///
  /// - Returns: False when there is no check yet that could fail.
  package mutating func failRunning(code: String, _ message: String) -> Bool {
    let open = tests.indices.filter { tests[$0].status == .error || isLacking(tests[$0]) }
    guard let first = open.first else { return false }
    for index in open {
      tests[index].score = .zero
      if index == first {
        tests[index].status = .failed
        tests[index].cause = GradeTest.Cause(code, message)
      } else {
        tests[index].status = .skipped
        tests[index].dependsOn = tests[first].id
        tests[index].cause = GradeTest.Cause(
          "dependency",
          "not run: \(tests[first].id) did not pass"
        )
      }
    }
    wasCut = true
    snapshot(result)
    return true
  }

  // MARK: - Tests

  private mutating func begin(_ start: RunStart) {
    if base.exercise.title.isEmpty { base.exercise.title = GradeText.line(start.title) }
    if let terms = start.exercise {
      base.submission.kind = terms.submission
      if base.run.limits.isEmpty { base.run.limits = GradeResult.limits(terms) }
    }
    // A further run of the same exercise (`--repeat`) goes on with the tests that are there.
    guard tests.isEmpty else { return }
    let checks = start.sections.filter { $0.form == .check }
    let points = Points.shares(checks.map { $0.terms?.points }, total: start.exercise?.total)
    for (check, points) in zip(checks, points) {
      let id = Self.id(of: check)
      let title = check.title.isEmpty ? id : check.title
      var test = GradeTest(id: id, name: GradeText.line(title), status: .error)
      test.maximum = points
      test.visibility = check.terms?.visibility ?? .visible
      if only.isEmpty || only.contains(id) {
        test.cause = GradeTest.Cause("not-finished", "not run: the grading has not come here")
      } else {
        test.status = .skipped
        test.cause = GradeTest.Cause(GradeTest.notChosen, "not run: not chosen")
      }
      tests.append(test)
      needs[id] = check.terms?.needs ?? []
    }
  }

  static func id(of section: Section) -> String {
    guard section.identifier.isEmpty else { return GradeIdentifier.of(section.identifier) }
    return "\(section.form.rawValue)-\(section.number)"
  }

  private mutating func take(_ record: SectionRecord) {
    let id = Self.id(of: record.section)
    guard let index = tests.firstIndex(where: { $0.id == id && !$0.isNotChosen }) else { return }
    let maker = TestMaker(sources: recorder.sources, replay: replay)
    var test = maker.test(record, id: id, visibility: tests[index].visibility)
    if test.status == .skipped, let needed = neededInVain(by: id) {
      test.dependsOn = needed.id
      let how = needed.status == .skipped ? "was not run" : "did not pass"
      test.cause = GradeTest.Cause("dependency", "not run: \(needed.publicName) \(how)")
    }
    put(test, at: index)
  }

  private func neededInVain(by id: String) -> GradeTest? {
    let needed = needs[id] ?? []
    return tests.first { needed.contains($0.id) && $0.status != .passed && !$0.isNotChosen }
  }

  /// The first repetition that did not pass says how a check ended.
  private mutating func put(_ test: GradeTest, at index: Int) {
    let old = tests[index]
    let isFirst = old.cause?.code == "not-finished"
    var new = isFirst || old.status == .passed ? test : old
    new.attempts = old.attempts + [test.status]
    new.maximum = old.maximum
    new.score = new.status == .passed ? new.maximum : .zero
    new.seconds = isFirst ? test.seconds : old.seconds + test.seconds
    tests[index] = new
  }

  /// A failure outside of every check keeps the others from being run: it is theirs.
  private mutating func takeFile() {
    guard !recorder.file.findings.isEmpty else { return }
    for index in tests.indices where tests[index].cause?.code == "not-finished" {
      let old = tests[index]
      let maker = TestMaker(sources: recorder.sources, replay: replay)
      var test = maker.test(recorder.file, id: old.id, visibility: old.visibility)
      test.name = old.name
      test.seconds = 0
      put(test, at: index)
    }
  }

  // MARK: - The whole

  /// The result so far.
  package var result: GradeResult {
    var result = base
    result.tests = tests.map { test in
      var test = test
      if test.attempts.count < 2 { test.attempts = [] }
      // The schema's list has no word for an attempt that was not made.
      test.attempts.removeAll { $0 == .skipped }
      return test
    }
    result.maximum = Points.sum(tests.map(\.maximum))
    let (outcome, message) = self.verdict ?? judged
    result.outcome = outcome
    result.message = GradeText.lines(message)
    switch outcome {
    case .passed, .failed: result.score = Points.sum(tests.map(\.score))
    // Half a grading is none: points that may change are not told.
    case .ungradable, .exerciseError, .infraError: result.score = .zero
    }
    return result
  }

  private var judged: (GradeResult.Outcome, String) { unfinished ?? counted }

  /// Why points can't be counted yet.
  private var unfinished: (GradeResult.Outcome, String)? {
    if wasCut { return nil }
    guard let summary = recorder.summary else { return (.infraError, "not finished") }
    if case .interrupted(let signal) = summary.outcome {
      return (.infraError, "interrupted: \(signal)")
    }
    if case .cannotRun = summary.outcome {
      return (.infraError, recorder.file.findings.first?.message ?? "it could not run here")
    }
    guard runsEnded >= runs else {
      return (.infraError, "not finished: \(runsEnded) of \(runs) runs")
    }
    if let test = tests.first(where: { $0.status == .error || isLacking($0) }) {
      // The message is for everybody: of a check that is not visible it has the code only.
      let cause = test.visibility == .visible ? test.cause?.message : test.cause?.code
      let name = test.visibility == .visible ? "check \(test.id)" : test.publicName
      return (.infraError, "\(name): \(cause ?? "no verdict")")
    }
    return nil
  }

  private var counted: (GradeResult.Outcome, String) {
    if tests.isEmpty { return (.exerciseError, "the exercise has no check") }
    let score = Points.sum(tests.map(\.score))
    let maximum = Points.sum(tests.map(\.maximum))
    let told = "\(score.text) of \(maximum.text) \(maximum == Points(1) ? "point" : "points")."
    var whole = base
    whole.tests = tests
    whole.maximum = maximum
    let part = tests.filter { !$0.isNotChosen }.map(\.publicName).joined(separator: ", ")
    let bound = whole.isPartial ? "\(told) Only part was graded: \(part)." : told
    if let failure = whole.firstFailure {
      return (.failed, "\(bound) First failure: \(failure.publicName).")
    }
    return (whole.isPartial ? .failed : .passed, bound)
  }

  /// Skipped because the machine lacks something: it must not cost points.
  private func isLacking(_ test: GradeTest) -> Bool {
    test.status == .skipped && test.dependsOn.isEmpty && test.maximum > .zero && !test.isNotChosen
  }
}
