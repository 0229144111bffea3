import Foundation
import LabEvents
import LabTestSupport
import Testing

/// What `--keep` leaves beside a result.
@Suite("Transcripts")
struct TraceTests {
  private static let exercise = """
    exercise "Answers"
    submission program
    limit wall 60s
    check first "prints the answer" {
      spawn submission "42" as app
      expect app output "42\\n"
    }
    check canary_id "CANARY-title" {
      visibility hidden
      spawn submission "CANARY-argument" as app
      expect app output "CANARY-expected"
    }
    check last "prints it again" {
      needs canary_id
      spawn submission "43" as app
      expect app output "43\\n"
    }
    check end "and ends" {
      spawn submission "44" as app
      expect app exit 0
    }
    """

  @Test("There is one for instructors and one for students, which has nothing of hidden checks")
  func both() async throws {
    let runs = try GradeRuns()
    let exercise = runs.folder.appending(path: "exercise.sock")
    try Data(Self.exercise.utf8).write(to: exercise)
    let work = try runs.submission("ada", ["run": "#!/bin/sh\necho \"$1\"\necho \"::a::b\" >&2\n"])
    let run = try await runSocklab(
      ["grade", exercise.path, work, "--out", runs.out, "--keep", "--repeat", "2"]
    )
    #expect(run.status == 1, "\(run.stdout)\(run.stderr)")
    let artifacts = try runs.result("ada")["artifacts"]?.array ?? []
    let names = ["ada.events.jsonl", "ada.trace.txt", "ada.trace.student.txt"]
    #expect(artifacts.compactMap { $0["path"]?.string } == names)
    #expect(artifacts.allSatisfy { $0["kind"]?.string == "trace" })
    let (all, student) = (try runs.text(names[1]), try runs.text(names[2]))
    for text in ["CANARY-expected", "canary_id", "output | CANARY-argument", "--- run 2 ---"] {
      #expect(all.contains(text), "\(text) is not in:\n\(all)")
    }
    #expect(!student.lowercased().contains("canary"), "\(student)")
    #expect(!student.contains(runs.folder.path) && student.hasPrefix("exercise.sock "))
    for text in [
      "expect app output \"42\\n\"", "program app: exit status 0", "       output | 42\n",
      "       errors | ::a::b\n", "(a check that is not visible)\n", "(not run)\n", "--- run 2 ---",
      "expect app exit 0",
    ] {
      #expect(student.contains(text), "\(text) is not in:\n\(student)")
    }
  }
}
