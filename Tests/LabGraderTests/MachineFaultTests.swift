import Foundation
import LabEvents
import LabTestSupport
import Testing

/// What the machine lacks, and what a weaker box can't keep from its submission.
@Suite("Faults of the machine, and weaker boxes", .serialized)
struct MachineFaultTests {
  @Test("A box that can't be made any more is this machine's fault")
  func lostBox() async throws {
    let runs = try GradeRuns()
    // The first box, in which this machine is tried, is a true one.
    let fake = try runs.submission(
      "bin",
      [
        "run": """
        #!/bin/sh
        /bin/mkdir "$0.tried" 2>/dev/null && exec /usr/bin/bwrap "$@"
        echo "bwrap: Creating new namespace failed: No space left on device" >&2
        exit 1

        """
      ]
    )
    // By another process: one that this one starts meanwhile would hold it open for writing, and
    // nobody may execute such a file (ETXTBSY).
    _ = try await runProgram(program: "/bin/cp", ["\(fake)/run", "\(fake)/bwrap"])
    try FileManager.default.setAttributes([.posixPermissions: 0o777], ofItemAtPath: fake)
    let run = try await runs.grade([GradeRuns.fixture("good")], environment: ["PATH": fake])
    #expect(run.status == 3, "\(run.stdout)\(run.stderr)")
    #expect(try runs.result("good").outcome == "infra_error")
    #expect(try runs.result("good")["message"]?.string?.contains("No space left") == true)
  }

  @Test("--network host grades one after another; a check that needs a fresh network is not failed")
  func hostNetwork() async throws {
    let runs = try GradeRuns()
    let exercise = try runs.submission(
      "ends",
      [
        "exercise.sock": """
        exercise "Ends"
        submission program
        check ends "ends with status 0" {
          spawn submission as it
          expect it exit 0
        }

        """
      ]
    )
    let program = try runs.submission("true", ["run": "#!/bin/sh\nexit 0\n"])
    let run = try await runSocklab(
      ["grade", exercise, program, "--network", "host", "--out", runs.out]
    )
    #expect(run.status == 0, "\(run.stdout)\(run.stderr)")
    let missing = try runs.result("true")["run"]?["sandbox"]?["missing"]?.array ?? []
    #expect(missing.contains { $0.string == "netns" })
    let fresh = try await runs.grade([GradeRuns.fixture("good")], ["--network", "host"])
    #expect(fresh.status == 3, "\(fresh.stdout)\(fresh.stderr)")
  }

  @Test("Folders of graders that are gone are removed, and no others")
  func abandonedFolders() async throws {
    let runs = try GradeRuns()
    let gone = try RunningProgram("/bin/true", [])
    _ = await gone.ended()
    let place = runs.folder.appending(path: "tmp").path
    let dead = "socklab-grade-\(gone.id)-"
    let names = ["\(dead)aaaaaa", "\(dead)locked", "socklab-grade-\(getpid())-aaaaaa", "\(dead)x"]
    for name in names {
      try FileManager.default.createDirectory(
        atPath: "\(place)/\(name)/boxes/box",
        withIntermediateDirectories: true
      )
    }
    let victim = runs.folder.appending(path: "victim").path
    try Data("untouched".utf8).write(to: URL(filePath: victim))
    symlink(victim, "\(place)/\(names[0])/boxes/link")
    let held = open("\(place)/\(names[1])", O_RDONLY | O_DIRECTORY)
    defer { close(held) }
    #expect(flock(held, LOCK_EX | LOCK_NB) == 0)
    _ = try await runSocklab(["doctor"], environment: ["TMPDIR": place])
    let left = try FileManager.default.contentsOfDirectory(atPath: place)
    #expect(left.sorted() == names.dropFirst().sorted())
    #expect(FileManager.default.fileExists(atPath: victim))
  }

  /// Without bwrap: it may signal its probe, which is all that this does, and only to that one.
  ///
  /// The probe is the first process of a pid namespace: only what it takes reaches it.
  @Test(
    "Who ends its grader in a weaker box has failed; it can neither kill nor stop it",
    arguments: [("SIGTERM", "grader-killed"), ("SIGKILL", "failed"), ("SIGSTOP", "failed")]
  )
  func graderKilled(_ signal: String, _ code: String) async throws {
    let runs = try GradeRuns()
    let program = try runs.submission(
      "killer",
      [
        "run": """
        #!/usr/bin/python3
        import os, signal
        parent = os.getppid()
        with open(f"/proc/{parent}/comm") as file:
            name = file.read().strip()
        if os.environ.get("SOCKLAB_BOX") == "1" and name.startswith("socklab"):
            os.kill(parent, signal.\(signal))

        """
      ]
    )
    let run = try await runs.grade([program], environment: ["PATH": "/nonexistent"])
    #expect(run.status == 1, "\(run.stdout)\(run.stderr)")
    let result = try runs.result("killer")
    #expect(result.outcome == "failed" && result["score"]?.double == 0)
    let first = result["tests"]?.array?.first
    #expect(first?["status"]?.string == "failed")
    let found = first?["cause"]?["code"]?.string
    #expect(code == "failed" ? found != "grader-killed" : found == code, "\(found ?? "")")
  }

  @Test("In a weaker box no program gains privileges, and none is told where the exercise lies")
  func weakerBox() async throws {
    let runs = try GradeRuns()
    let program = try runs.submission(
      "looks",
      [
        "run": """
        #!/usr/bin/python3
        import os, sys
        if os.environ.get("SOCKLAB_BOX") != "1":
            sys.exit("not in a box")
        line = open(f"/proc/{os.getppid()}/cmdline", "rb").read()
        print("exercise told", b"line-echo" in line)
        print([x.strip() for x in open("/proc/self/status") if x.startswith("NoNewPrivs")])
        sys.exit(1)

        """
      ]
    )
    _ = try await runs.grade([program], environment: ["PATH": "/nonexistent"])
    let output = try runs.result("looks")["tests"]?.array?.first?["output"]?.string ?? ""
    #expect(output.contains("exercise told False"), "\(output)")
    #expect(output.contains(#"NoNewPrivs:\t1"#), "\(output)")
  }
}
