import LabDiagnostics
package import LabEvents

/// Turns the events of any run into a `RunResult`.
package struct RunResultBuilder: EventSink {
  private var recorder = SectionRecorder()
  private var base: RunResult
  private var tests: [GradeTest] = []
  /// How often an id has been used: a check in a loop has one entry for each time.
  private var uses: [String: Int] = [:]
  private var warnings: [Diagnostic] = []

  package init(_ base: RunResult) { self.base = base }

  package var interest: EventInterest { .statements }

  package mutating func receive(_ event: borrowing Event) {
    if case .finding(let finding) = event.kind, finding.severity == .warning, warnings.count < 20 {
      warnings.append(finding)
    }
    if case .runEnded(let summary) = event.kind {
      // What was under way when the run was interrupted.
      if let open = recorder.open { take(open) }
      _ = recorder.take(event)
      end(summary)
    } else if let ended = recorder.take(event) {
      take(ended)
    }
  }

  package mutating func flush() {}

  package var result: RunResult {
    var result = base
    result.tests = tests
    return result
  }

  private mutating func take(_ record: SectionRecord) {
    let section = record.section
    var test = GradeTest(
      id: newID(GradeBuilder.id(of: section)),
      name: GradeText.line(section.title.isEmpty ? GradeBuilder.id(of: section) : section.title),
      status: .passed
    )
    tell(record, &test)
    tests.append(test)
  }

  private func tell(_ record: SectionRecord, _ test: inout GradeTest) {
    let verdict = TestVerdict(record)
    test.status = verdict.status
    test.seconds = record.seconds
    test.cause = verdict.cause
    guard test.isFailure || test.status == .error else { return }
    if let span = record.findings.first?.primary?.span, !recorder.sources.files.isEmpty {
      let location = recorder.sources.location(of: span.start)
      let file = GradeText.line(location.path)
      test.place = GradeTest.Place(file: file, line: location.line, column: location.column)
    }
    test.cause?.hint = record.findings.first?.notes.first { $0.title == "try" }?.text ?? ""
    test.output = rendered(record.findings)
  }

  private func rendered(_ findings: [Diagnostic]) -> String {
    let renderer = DiagnosticRenderer(map: recorder.sources, style: .plain, width: 100)
    let drawn = recorder.sources.files.isEmpty ? "" : renderer.render(findings)
    return GradeText.lines(drawn)
  }

  private mutating func newID(_ id: String) -> String {
    uses[id, default: 0] += 1
    let count = uses[id] ?? 1
    return count == 1 ? id : "\(id).\(count)"
  }

  // MARK: - The end

  private mutating func end(_ summary: RunSummary) {
    base.title = GradeText.line(recorder.start?.title ?? "")
    base.seconds = SectionRecord.seconds(summary.elapsed)
    base.message = ""
    switch summary.outcome {
    case .passed: base.outcome = .passed
    case .skipped(let reason):
      base.outcome = .passed
      if tests.isEmpty { tests.append(fileTest(.skipped, GradeTest.Cause("skipped", reason))) }
    case .failed: base.outcome = .failed
    case .cannotRun:
      base.outcome = .environment
      base.message = recorder.file.findings.first?.message ?? "it could not run here"
    case .interrupted(let signal):
      base.outcome = .interrupted
      base.message = "interrupted: \(signal)"
    }
    tellFile(summary)
    for section in summary.notRun { tests.append(notRun(section)) }
  }

  /// What failed outside of every step and check, or leftovers under `--strict`; a file without
  /// steps and checks is one test.
  private mutating func tellFile(_ summary: RunSummary) {
    var test = fileTest(.passed, nil)
    tell(recorder.file, &test)
    test.seconds = base.seconds
    if test.status == .passed, summary.outcome == .failed,
      !tests.contains(where: { $0.isFailure || $0.status == .error })
    {
      let cause = warnings.first.map { GradeTest.Cause(GradeIdentifier.ofCode($0.id), $0.message) }
      test.status = .failed
      test.cause = cause ?? GradeTest.Cause("failed", "the run failed")
      test.output = rendered(warnings)
    }
    if test.status != .passed || (tests.isEmpty && summary.notRun.isEmpty) {
      tests.insert(test, at: 0)
    }
  }

  private func fileTest(_ status: GradeTest.Status, _ cause: GradeTest.Cause?) -> GradeTest {
    let name = base.title.isEmpty ? base.file : base.title
    var test = GradeTest(id: "file", name: GradeText.line(name), status: status)
    test.cause = cause
    return test
  }

  private mutating func notRun(_ section: Section) -> GradeTest {
    let id = GradeBuilder.id(of: section)
    let title = section.title.isEmpty ? id : section.title
    var test = GradeTest(id: newID(id), name: GradeText.line(title), status: .skipped)
    let reason =
      base.outcome == .failed ? "an earlier step failed" : "the run ended before it"
    test.cause = GradeTest.Cause("not-run", "not run: \(reason)")
    return test
  }
}
