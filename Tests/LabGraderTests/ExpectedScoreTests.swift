import LabGrader
import LabReporters
import Testing

@Suite("What an exercise's own programs must get")
struct ExpectedScoreTests {
  @Test("Score, failed and skipped checks are read, comments and empty lines passed over")
  func reading() throws {
    let expected = try ExpectedScore("# a raw echo\nscore 2.5\n\nfails pieces\nskips packet\n")
    #expect(expected.score == 2.5)
    #expect(expected.fails == ["pieces"])
    #expect(expected.skips == ["packet"])
  }

  @Test(
    "A mistake names its line",
    arguments: [
      ("fails a\n", 1), ("score x\n", 1), ("score 1\nmisses a\n", 2), ("score 1\n\nfails a b\n", 3),
    ]
  )
  func mistakes(_ text: String, _ line: Int) {
    var found: Int?
    do throws(ExpectedScore.Mistake) {
      _ = try ExpectedScore(text)
    } catch {
      found = error.line
    }
    #expect(found == line)
  }

  private func result(_ tests: [(String, GradeTest.Status)]) -> GradeResult {
    var result = GradeResult()
    result.tests = tests.map { id, status in
      var test = GradeTest(id: id, name: id, status: status)
      test.maximum = Points(1)
      test.score = status == .passed ? Points(1) : .zero
      return test
    }
    result.score = Points.sum(result.tests.map(\.score))
    result.maximum = Points(tests.count)
    result.outcome = result.score == result.maximum ? .passed : .failed
    return result
  }

  private func member(_ role: ExerciseSuite.Role) -> ExerciseSuite.Member {
    ExerciseSuite.Member(name: "m", path: "m", role: role)
  }

  @Test("A check that no mutant fails by itself is told, also when one skips it")
  func untested() throws {
    let mutant = member(.mutant(try ExpectedScore("score 1\nfails b\nskips c")))
    let verdict = ExerciseVerdict(
      members: [mutant],
      results: [result([("a", .passed), ("b", .failed), ("c", .skipped)])],
      checks: ["a", "b", "c"]
    )
    #expect(verdict.untested == ["a", "c"])
    #expect(!verdict.isRight)
    #expect(verdict.lines[0].problems.isEmpty)
  }

  @Test("A mutant's score, failures and skips must be as declared")
  func mutants() throws {
    let mutant = member(.mutant(try ExpectedScore("score 2\nfails a\nskips b")))
    let verdict = ExerciseVerdict(
      members: [mutant],
      results: [result([("a", .skipped), ("b", .timeout), ("c", .passed)])],
      checks: ["b"]
    )
    #expect(
      verdict.lines[0].problems == [
        "it must get 2", "it must fail a", "it must not fail b", "b must be skipped",
        "a must not be skipped",
      ]
    )
  }

  @Test("The starter must not pass, a solution must")
  func starterAndSolution() {
    let verdict = ExerciseVerdict(
      members: [member(.starter), member(.solution)],
      results: [result([("a", .passed)]), result([("a", .crashed)])],
      checks: []
    )
    #expect(verdict.lines.map(\.problems.count) == [1, 1])
  }

  @Test("A check that ends once so and once so is a flake")
  func flakes() {
    var flaky = result([("a", .passed)])
    flaky.tests[0].attempts = [.passed, .failed, .passed]
    let verdict = ExerciseVerdict(members: [member(.solution)], results: [flaky], checks: [])
    #expect(verdict.lines[0].problems == ["a ends now so and now so: 2/3 passed, failed 1"])
  }

  @Test("A check that never passes may fail in several ways")
  func severalWaysToFail() throws {
    var spinning = result([("a", .timeout)])
    spinning.tests[0].attempts = [.timeout, .limit, .timeout]
    let verdict = ExerciseVerdict(
      members: [member(.mutant(try ExpectedScore("score 0\nfails a")))],
      results: [spinning],
      checks: ["a"]
    )
    #expect(verdict.lines[0].problems == [])
  }
}
