import Foundation
import LabEvents
import LabTestSupport
import Testing

/// What a submission gains by going beyond a limit: nothing.
@Suite("Limits of an exercise", .serialized)
struct LimitTests {
  /// Grades one submission by an exercise of the test's own.
  private func grade(
    _ exercise: String,
    _ files: [String: String],
    _ options: [String] = [],
    environment: [String: String] = [:]
  ) async throws -> (run: ProgramRun, result: JSONValue) {
    let runs = try GradeRuns()
    let script = runs.folder.appending(path: "exercise.sock")
    try Data(exercise.utf8).write(to: script)
    let submission = try runs.submission("mine", files)
    let run = try await runSocklab(
      ["grade", script.path, submission, "--out", runs.out] + options,
      environment: environment
    )
    return (run, try runs.result("mine"))
  }

  @Test("A scenario that is cut off passes nothing that asks what it did", arguments: [
    "sleep 100s\n", "repeat 1000000000 { let x = 1 }\n",
  ])
  func scenarioCutOff(_ scenario: String) async throws {
    let exercise = """
      exercise "E"
      submission scenario
      limit wall 2s cpu 1s
      check clean "nothing fails" { expect submission.failures == 0 }
      check calm "no error" { expect not submission.calls has "bind EADDRINUSE" }
      """
    let (run, result) = try await grade(exercise, ["run.sock": scenario])
    #expect(run.status == 1, "\(run.stdout)\(run.stderr)")
    #expect(result.statuses == ["clean": "limit", "calm": "limit"])
    #expect(result["score"]?.double == 0)
    let output = result["tests"]?.array?.first?["output"]?.string ?? ""
    #expect(output.contains("your scenario was stopped after"), "\(output)")
  }
}
