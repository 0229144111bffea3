import LabReporters
import Testing

/// Checks that end now so and now so, as `--repeat` shows them.
struct RepetitionTableTests {
  private static func result(_ id: String, _ tests: [(String, [GradeTest.Status])]) -> GradeResult {
    var result = GradeResult()
    result.submission.id = id
    result.tests = tests.map { name, attempts in
      var test = GradeTest(
        id: name,
        name: name,
        status: attempts.first { $0 != .passed } ?? .passed
      )
      test.attempts = attempts
      return test
    }
    return result
  }

  private static func runs(_ passed: Int, _ others: [GradeTest.Status]) -> [GradeTest.Status] {
    Array(repeating: .passed, count: passed) + others
  }

  @Test func unsteadyChecksAreListedWithTheirEnds() {
    let result = Self.result(
      "ada",
      [
        ("listens", Self.runs(50, [])),
        ("pieces", Self.runs(47, [.failed, .timeout, .timeout])),
        ("a-long-identifier", Self.runs(9, Array(repeating: .crashed, count: 41))),
        ("never", Array(repeating: .timeout, count: 50)),
      ]
    )
    #expect(
      RepetitionTable([result], runs: 50).lines == [
        "50 runs; these checks did not end the same way each time:",
        "  pieces             47/50 passed  timeout 2, failed 1",
        "  a-long-identifier  9/50 passed   crashed 41",
      ]
    )
  }

  @Test func manySubmissionsAreNamed() {
    let results = [
      Self.result("ada", [("a", Self.runs(1, [.failed]))]), Self.result("bo", [("a", [.passed])]),
      Self.result("::error::x", [("b", Self.runs(1, [.limit]))]),
    ]
    #expect(
      RepetitionTable(results, runs: 2).lines == [
        "2 runs; these checks did not end the same way each time:",
        "  ada         a  1/2 passed  failed 1",
        "  \\x3a:error::x  b  1/2 passed  limit 1",
      ]
    )
  }

  @Test func steadyOnesAreOneLineAndOneRunNone() {
    let result = Self.result("ada", [("a", Self.runs(3, [])), ("b", [.failed, .failed, .failed])])
    #expect(
      RepetitionTable([result], runs: 3).lines == [
        "3 runs: every check ended the same way each time"
      ]
    )
    #expect(RepetitionTable([result], runs: 1).lines == [])
  }
}
