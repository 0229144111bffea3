import Foundation
import LabDiagnostics
import LabEvents
import LabGrader
import LabReporters
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
    do {
      return (run, try runs.result("mine"))
    } catch {
      Issue.record("no result: status \(run.status), \(run.stdout)\(run.stderr)")
      throw error
    }
  }

  @Test(
    "A scenario that is cut off passes nothing that asks what it did",
    .disabled(if: Sanitizer.isThere, "RLIMIT_DATA of its box counts shadow memory"),
    arguments: [
      "sleep 100s\n", "repeat 1000000000 { let x = 1 }\n",
    ]
  )
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
    #expect(output.contains("scenario was stopped after"), "\(output)")
  }

  @Test("A run that takes too long is the running check's fault, and no reason for another try")
  func overrun() throws {
    let sections = ["one", "two", "three"].enumerated().map { index, id in
      Section(
        form: .check,
        number: index + 1,
        identifier: id,
        title: id,
        line: index + 1,
        terms: CheckTerms(points: 1)
      )
    }
    var builder = GradeBuilder()
    var run = UnfinishedRun()
    #expect(run.endings(after: 9) == nil)
    let start = RunStart(
      path: "exercise.sock",
      form: "exercise",
      title: "E",
      goals: [],
      network: "",
      privileges: "",
      enterPID: nil,
      sections: sections,
      sources: SourceMap(),
      exercise: ExerciseTerms(submission: .program, total: nil, limits: [])
    )
    let kinds: [Event.Kind] = [
      .runStarted(start), .sectionStarted(sections[0]),
      .sectionEnded(SectionEnd(section: sections[0], verdict: .passed)),
      .sectionStarted(sections[1]),
    ]
    for kind in kinds {
      let event = Event(kind, elapsed: 5)
      run.take(event)
      builder.receive(event)
    }
    for event in try #require(run.endings(after: 9)) { builder.receive(event) }
    builder.verdict = (.failed, "")
    let result = builder.result
    #expect(result.outcome == .failed)
    #expect(result.tests.map(\.status) == [.passed, .limit, .skipped])
    #expect(result.score == Points(1))
  }

  @Test("A box that cannot be made costs no points; a program that cannot be executed does")
  func boxNotMade() async throws {
    let exercise = """
      exercise "E"
      submission program
      check runs "it says hello" {
        spawn submission as app
        expect app output "hello" within 5s
      }
      """
    let folder = FileManager.default.temporaryDirectory.appending(
      path: "bwrap-\(UUID().uuidString)"
    )
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    // Works when it is tried, and never again. A shell writes it: what another test starts while this
    // process has it open for writing would keep it from being executed (ETXTBSY).
    let broken = """
      #!/bin/sh
      case "$*" in *json-status-fd*) echo "bwrap: Creating new namespace failed" >&2; exit 1;; esac
      exec /usr/bin/bwrap "$@"

      """
    let write = "printf %s \"$1\" > bwrap && chmod 755 . bwrap"
    let written = try await runProgram(program: "/bin/sh", ["-c", write, "sh", broken], in: folder)
    #expect(written.status == 0)
    let path = ["PATH": "\(folder.path):/usr/bin:/bin"]
    let good = try await grade(
      exercise,
      ["run": "#!/bin/sh\necho hello\n"],
      ["--require-tier", "full"],
      environment: path
    )
    #expect(good.run.status == 3, "\(good.run.stdout)\(good.run.stderr)")
    #expect(good.result.outcome == "infra_error")
    #expect(good.result["message"]?.string?.contains("no box could be made") == true)
    let made = try await grade(
      exercise,
      ["Makefile": "run:\n\tfalse\n"],
      ["--require-tier", "full"],
      environment: path
    )
    #expect(made.result.outcome == "infra_error")
    // This machine has it, and no box shows it.
    let hidden = folder.appending(path: "interpreter").path
    try FileManager.default.copyItem(atPath: folder.path + "/bwrap", toPath: hidden)
    let none = try await grade(exercise, ["run": "#!\(hidden)\n"], ["--require-tier", "full"])
    #expect(none.run.status == 1, "\(none.run.stdout)\(none.run.stderr)")
    #expect(none.result.outcome == "failed")
  }
}
