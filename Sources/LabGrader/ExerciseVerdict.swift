package import LabReporters

/// Whether an exercise judges right: its results held against what they must be.
package struct ExerciseVerdict: Equatable, Sendable {
  /// What one member got.
  package struct Line: Equatable, Sendable {
    package let name: String
    package let score: String
    /// Points that fell by checks that failed.
    package let fails: [String]
    /// Points that fell because a needed check had not passed.
    package let skips: [String]
    /// What it should have been; empty when it is right.
    package let problems: [String]
  }

  package private(set) var lines: [Line] = []
  /// Checks that no mutant fails by itself: nothing shows that they can fail.
  package private(set) var untested: [String] = []

  package var isRight: Bool { untested.isEmpty && lines.allSatisfy { $0.problems.isEmpty } }

  /// Judges.
  ///
  /// - Parameters:
  ///   - members: What was graded.
  ///   - results: What each got, in the same order.
  ///   - checks: The identifiers of all checks that were run.
  package init(
    members: [ExerciseSuite.Member],
    results: [GradeResult],
    checks: [String]
  ) {
    var failed: Set<String> = []
    for (member, result) in zip(members, results) {
      let line = Self.line(member, result)
      lines.append(line)
      if case .mutant = member.role { failed.formUnion(line.fails) }
    }
    untested = checks.filter { !failed.contains($0) }
  }

  private static func line(_ member: ExerciseSuite.Member, _ result: GradeResult) -> Line {
    let fails = result.tests.filter { $0.status != .passed && $0.status != .skipped }.map(\.id)
    let skips = result.tests.filter { $0.status == .skipped }.map(\.id)
    var problems: [String] = []
    if result.outcome != .passed, result.outcome != .failed {
      let message = result.message.split(separator: "\n").first ?? ""
      problems.append("\(result.outcome.rawValue): \(GradeText.line(String(message)))")
    } else {
      problems = Self.problems(member.role, result, fails: fails, skips: skips)
    }
    // A check that once passes and once fails says nothing about a program. One that never passes may
    // fail in several ways: who spins meets the limit of CPU time or the check's own, as the load is.
    for test in result.tests where test.attempts.contains(.passed) {
      guard let others = test.otherEnds else { continue }
      problems.append("\(test.id) ends now so and now so: \(test.passRate), \(others)")
    }
    return Line(
      name: member.name,
      score: "\(result.score.text) of \(result.maximum.text)",
      fails: fails,
      skips: skips,
      problems: problems
    )
  }

  private static func problems(
    _ role: ExerciseSuite.Role,
    _ result: GradeResult,
    fails: [String],
    skips: [String]
  ) -> [String] {
    switch role {
    case .starter:
      return result.outcome == .passed ? ["the starter passes: there is nothing to do"] : []
    case .solution:
      guard let failure = result.firstFailure, result.outcome != .passed else { return [] }
      return ["a solution fails \(failure.id): \(GradeText.line(failure.cause?.message ?? ""))"]
    case .mutant(let expected):
      var problems: [String] = []
      if Points(expected.score) != result.score {
        problems.append("it must get \(Points(expected.score)?.text ?? "?")")
      }
      problems += Set(expected.fails).subtracting(fails).sorted().map { "it must fail \($0)" }
      problems += Set(fails).subtracting(expected.fails).sorted().map { "it must not fail \($0)" }
      problems += Set(expected.skips).subtracting(skips).sorted().map { "\($0) must be skipped" }
      problems += Set(skips).subtracting(expected.skips).sorted().map {
        "\($0) must not be skipped"
      }
      return problems
    }
  }
}
