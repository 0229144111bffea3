import LabDiagnostics
import LabEvents

/// Makes the entry of a result from what happened in a step or check.
struct TestMaker {
  let sources: SourceMap
  /// How the check can be repeated, given its id; `nil`: nothing is said about it.
  let replay: @Sendable (String) -> String?

  func test(_ record: SectionRecord, id: String, visibility: CheckTerms.Visibility) -> GradeTest {
    let verdict = TestVerdict(record)
    let section = record.section
    let fallback = section.title.isEmpty ? id : section.title
    var test = GradeTest(id: id, name: GradeText.line(fallback), status: verdict.status)
    test.visibility = visibility
    test.seconds = record.seconds
    guard test.status != .passed else { return test }
    test.cause = verdict.cause.map { cleaned($0) }
    guard test.status != .skipped else { return test }
    test.place = place(record)
    let feedback = Feedback(record, test.status, replay: replay(id) ?? "")
    // Authors' hints are for this exercise, one line each; ours is for everybody.
    test.cause?.hint = feedback.hints.map { GradeText.line($0) }.joined(separator: "\n")
    let text = visibility == .hidden ? feedback.hiddenText : feedback.text
    test.output = GradeText.lines(text)
    test.isTruncated = record.programs.contains { $0.isSubmission && $0.dropped > 0 }
    return test
  }

  private func cleaned(_ cause: GradeTest.Cause) -> GradeTest.Cause {
    var cause = cause
    cause.message = GradeText.line(cause.message)
    cause.syscall = GradeText.line(cause.syscall)
    cause.expected = GradeText.line(cause.expected)
    cause.actual = GradeText.line(cause.actual)
    return cause
  }

  private func place(_ record: SectionRecord) -> GradeTest.Place? {
    if let span = record.findings.first?.primary?.span, !sources.files.isEmpty {
      let location = sources.location(of: span.start)
      // The folders of whoever grades are nobody's business.
      let file = location.path.split(separator: "/").last.map { String($0) } ?? location.path
      let column = location.column
      return GradeTest.Place(file: GradeText.line(file), line: location.line, column: column)
    }
    return nil
  }
}
