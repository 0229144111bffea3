import LabEvents

/// A result as JUnit and TAP see it: a list of tests under one name.
package struct ReportSuite: Sendable {
  /// Why there are no tests that could be told.
  package enum End: Equatable, Sendable {
    case told
    /// It failed as a whole: there was nothing to grade, the script is not valid.
    case failed(code: String, message: String)
    /// It could not be done, here and now.
    case broken(code: String, message: String)
  }

  /// As `echo-server.s042`.
  package var name: String
  /// One line of facts for people, as `exercise: echo-server`.
  package var facts: [(name: String, value: String)]
  /// What JUnit has as properties.
  package var properties: [(name: String, value: String)]
  /// RFC 3339, UTC.
  package var started: String
  package var seconds: Double
  package var tests: [GradeTest]
  package var end: End
  /// Points of the whole; `nil`: there are none.
  package var points: (score: Points, maximum: Points)?

  /// Tests as they are told: a broken whole tells none of its own.
  var toldTests: [GradeTest] {
    switch end {
    case .told: return tests
    case .failed(let code, let message):
      return [Self.whole(.failed, code, message)]
    case .broken(let code, let message):
      return [Self.whole(.error, code, message)]
    }
  }

  private static func whole(_ status: GradeTest.Status, _ code: String, _ message: String)
    -> GradeTest
  {
    var test = GradeTest(id: code, name: message, status: status)
    test.cause = GradeTest.Cause(GradeIdentifier.ofCode(code), message)
    return test
  }

  /// Whether every test is as it should be.
  var isGood: Bool {
    toldTests.allSatisfy { $0.status == .passed || $0.status == .skipped }
  }
}

extension GradeResult {
  /// As a suite.
  ///
  /// - Parameter hidesHidden: Leaves out every check that is not `visible`, for eyes of students.
  /// - Returns: The suite; it holds no more than the result.
  package func suite(hidesHidden: Bool = false) -> ReportSuite {
    var facts = [("exercise", exercise.id), ("submission", submission.id)]
    if !run.seed.isEmpty { facts.append(("seed", run.seed)) }
    let code = GradeIdentifier.ofCode(outcome.rawValue)
    let text = message.isEmpty ? "no reason is known" : message
    let end: ReportSuite.End =
      switch outcome {
      case .passed, .failed: .told
      case .ungradable: .failed(code: code, message: text)
      case .exerciseError, .infraError: .broken(code: code, message: text)
      }
    return ReportSuite(
      name: "\(exercise.id).\(submission.id)",
      facts: facts.map { (name: $0.0, value: $0.1) },
      properties: [
        (name: "score", value: score.text), (name: "max_score", value: maximum.text),
        (name: "outcome", value: outcome.rawValue),
        (name: "sandbox", value: run.sandbox.tier.rawValue), (name: "seed", value: run.seed),
      ],
      started: run.started,
      seconds: run.seconds,
      tests: hidesHidden ? tests.filter { $0.visibility == .visible } : tests,
      end: end,
      points: (score, maximum)
    )
  }
}
