import Foundation
import LabEvents
import LabTestSupport
import Testing

/// `socklab grade` from its options to its exit status and files.
@Suite("socklab grade")
struct GradeCommandTests {
  @Test("The exit status is the worst of the results, or what --exit makes of them")
  func exitStatus() async throws {
    let runs = try GradeRuns()
    let (good, raw) = (GradeRuns.fixture("good"), GradeRuns.fixture("raw"))
    #expect(try await runs.grade([good]).status == 0)
    #expect(try await runs.grade([raw]).status == 1)
    #expect(try await runs.grade([raw], ["--pass-score", "1"]).status == 0)
    #expect(try await runs.grade([raw], ["--exit", "graded"]).status == 0)
    #expect(try await runs.grade([good, "/nonexistent/x"]).status == 4)
    #expect(try await runs.grade([good, "/nonexistent/x"], ["--exit", "graded"]).status == 0)
    #expect(try await runs.grade([good], ["--only", "nosuch"]).status == 2)
    #expect(try await runSocklab(["grade", "/nonexistent/exercise", good]).status == 2)
    #expect(try await runSocklab(["grade", "\(good)/run", good]).status == 2)
  }

  @Test("--only runs one check; its result is not a whole one, and says so")
  func only() async throws {
    let runs = try GradeRuns()
    let run = try await runs.grade([GradeRuns.fixture("raw")], ["--only", "echo"])
    #expect(run.status == 0)
    let result = try runs.result("raw")
    #expect(result.statuses["echo"] == "passed")
    #expect(result.statuses.filter { $0.key != "echo" }.allSatisfy { $0.value == "skipped" })
    #expect(result.outcome == "failed" && result["score"]?.double == 1)
    #expect(try result["max_score"]?.double ?? 0 > 1 && runs.text("results.csv").contains("echo"))
    #expect(run.stdout.contains("Only part was graded: echo."))
    // Neither stands for a whole grading.
    let merged = try await runSocklab(["grade", "merge", runs.out])
    #expect(merged.status == 2 && merged.stderr.contains("raw.json"), "\(merged.stderr)")
    let again = try await runs.grade([GradeRuns.fixture("raw")], ["--resume"])
    #expect(again.status == 1)
    #expect(try !runs.result("raw").statuses.values.contains("skipped"))
  }

  @Test("--resume does again what was repeated less, or ran in another network")
  func resumesTheSameOnly() async throws {
    let runs = try GradeRuns()
    let good = GradeRuns.fixture("good")
    _ = try await runs.grade([good], ["--repeat", "2"])
    let twice = try runs.text("good.json")
    _ = try await runs.grade([good], ["--resume", "--repeat", "2"])
    #expect(try runs.text("good.json") == twice)
    _ = try await runs.grade([good], ["--resume", "--repeat", "3"])
    #expect(try runs.result("good")["tests"]?.array?.first?["attempts"]?.array?.count == 3)
    // As a machine with a weaker box has left it.
    for (old, new) in [(#""tier":"full""#, #""tier":"none""#), (#""netns","#, "")] {
      _ = try await runs.grade([good])
      let text = try runs.text("good.json")
      #expect(text.contains(old))
      let weaker = Data(text.replacing(old, with: new).utf8)
      try weaker.write(to: URL(filePath: "\(runs.out)/good.json"))
      _ = try await runs.grade([good], ["--resume", "--require-tier", "full"])
      #expect(try runs.result("good")["run"]?["attempt"]?.double == 2)
    }
  }

  @Test("What does not belong together is not merged: both files are named")
  func mergesOneClass() async throws {
    let runs = try GradeRuns()
    _ = try await runs.grade([GradeRuns.fixture("good")])
    let text = try runs.text("good.json")
    let digest = { (member: String) throws -> String in
      try runs.result("good")[member]?["sha256"]?.string ?? ""
    }
    for (old, new) in [
      (#""id":"line-echo""#, #""id":"other""#), (try digest("exercise"), GradeRuns.otherDigest),
      (try digest("submission"), GradeRuns.otherDigest),
    ] {
      let other = runs.folder.appending(path: "other-\(new.prefix(9).filter { $0 != "\"" })")
      try FileManager.default.createDirectory(at: other, withIntermediateDirectories: true)
      #expect(text.contains(old))
      try Data(text.replacing(old, with: new).utf8).write(to: other.appending(path: "good.json"))
      let run = try await runSocklab(["grade", "merge", runs.out, other.path])
      #expect(run.status == 2, "\(run.stdout)")
      #expect(run.stderr.contains("\(runs.out)/good.json"), "\(run.stderr)")
      #expect(run.stderr.contains("\(other.path)/good.json"), "\(run.stderr)")
    }
    #expect(try await runSocklab(["grade", "merge", runs.out, runs.out]).status == 0)
  }

  @Test("Two submissions never share a result: those with one name are refused")
  func names() async throws {
    let runs = try GradeRuns()
    let script = try String(contentsOfFile: GradeRuns.fixture("good/run"), encoding: .utf8)
    let long = String(repeating: "x", count: 200)
    let students = try ["bob", "bob.gradescope", "a/b/s1", "a-b/s1", long + "1", long + "2"].map {
      try runs.submission($0, ["run": script])
    }
    let run = try await runs.grade(students, ["--format", "gradescope,csv"])
    #expect(run.status == 0, "\(run.stdout)\(run.stderr)")
    let merged = try await runSocklab(["grade", "merge", runs.out])
    #expect(merged.stdout.contains("6 graded: 6 with full marks"), "\(merged.stdout)")
    let twice = try await runs.grade([students[0], students[1], "\(students[0])/"])
    #expect(twice.status == 2)
    #expect(twice.stderr.contains("'\(students[0])' and '\(students[0])/'"), "\(twice.stderr)")
  }

  @Test("--hide-hidden writes files for students; the terminal is theirs without --instructor")
  func hidesHidden() async throws {
    let runs = try GradeRuns()
    let raw = GradeRuns.fixture("raw")
    let options = ["--format", "csv,gradescope,junit,tap"]
    let teacher = try await runs.grade([raw], options + ["--instructor"])
    #expect(teacher.stdout.contains("CANARY-in-the-title") && teacher.stdout.contains("secret"))
    #expect(try runs.text("raw.json").contains("CANARY"))
    let kept = try await runs.grade([raw], options + ["--hide-hidden", "--resume"])
    #expect(kept.stdout.contains("hidden-3") && kept.stdout.contains("(hidden check)"))
    for name in try FileManager.default.contentsOfDirectory(atPath: runs.out) {
      let text = try runs.text(name)
      #expect(!text.contains("CANARY") && !text.contains("secret"), "\(name): \(text)")
    }
    #expect(!kept.stdout.contains("CANARY") && !kept.stdout.contains("secret"))
    #expect(try runs.result("raw")["run"]?["attempt"]?.double == 1)
    // What was left out is not there for teachers: it is graded again.
    _ = try await runs.grade([raw], ["--resume"])
    #expect(try runs.result("raw")["run"]?["attempt"]?.double == 2)
    let merged = runs.folder.appending(path: "merged").path
    let merge = ["grade", "merge", runs.out, "--out", merged, "--hide-hidden"]
    #expect(try await !runSocklab(merge).stdout.contains("secret"))
    let file = try String(contentsOfFile: "\(merged)/raw.json", encoding: .utf8)
    #expect(!file.contains("CANARY") && file.contains("hidden-3"))
    #expect(try await runs.grade([raw], ["--keep", "--hide-hidden"]).status == 2)
  }

  @Test("A Makefile makes the program in the box; what it says when it can't is told")
  func builds() async throws {
    let runs = try GradeRuns()
    let script = try String(contentsOfFile: GradeRuns.fixture("good/run"), encoding: .utf8)
    let submissions = [
      try runs.submission(
        "made",
        ["server.py": script, "Makefile": "run: server.py\n\tcp server.py run; chmod +x run\n"]
      ),
      try runs.submission("broken", ["Makefile": "run:\n\t@echo mistake in line 7; exit 3\n"]),
      try runs.submission("idle", ["Makefile": "all:\n\t@true\n"]),
      try runs.submission("outside", ["Makefile": "run:\n\techo x > /etc/made-by-make\n"]),
    ]
    let run = try await runs.grade(submissions)
    #expect(run.status == 4)
    #expect(try runs.result("made").outcome == "passed")
    #expect(try runs.result("broken").outcome == "ungradable")
    #expect(try runs.result("broken")["message"]?.string?.contains("mistake in line 7") == true)
    #expect(try runs.result("idle")["message"]?.string?.contains("made no file 'run'") == true)
    #expect(
      try runs.result("outside")["message"]?.string?.contains("Read-only file system") == true
    )
    #expect(!FileManager.default.fileExists(atPath: "/etc/made-by-make"))
  }

  @Test("Shards and their merge give the table of the whole; who is missing is told")
  func shards() async throws {
    let runs = try GradeRuns()
    var students: [String] = []
    for number in 0..<5 {
      let source = number == 3 ? "raw" : "good"
      let script = try String(contentsOfFile: GradeRuns.fixture("\(source)/run"), encoding: .utf8)
      students.append(try runs.submission("s\(number)", ["run": script]))
    }
    _ = try await runs.grade(students, ["--stable", "--jobs", "2"])
    let whole = try runs.text("results.csv")
    var folders: [String] = []
    for index in 0..<2 {
      let folder = runs.folder.appending(path: "shard\(index)").path
      folders.append(folder)
      _ = try await runSocklab(
        ["grade", GradeRuns.exercise] + students + ["--shard", "auto", "--out", folder],
        environment: ["TEST_SHARD_INDEX": "\(index)", "TEST_TOTAL_SHARDS": "2"]
      )
    }
    let list = runs.folder.appending(path: "list")
    try Data("s0\ns1\ns2\ns3\ns4\n".utf8).write(to: list)
    let merged = runs.folder.appending(path: "merged").path
    let options = ["--expect", list.path, "--stable", "--out", merged]
    let run = try await runSocklab(["grade", "merge"] + folders + options)
    #expect(run.status == 0, "\(run.stdout)\(run.stderr)")
    #expect(try String(contentsOfFile: "\(merged)/results.csv", encoding: .utf8) == whole)
    let half = try await runSocklab(["grade", "merge", folders[0], "--expect", list.path])
    #expect(half.status == 3)
    #expect(half.stdout.contains("missing: s1, s3"))
  }

  @Test("--resume grades only what has no verdict, and what has changed")
  func resume() async throws {
    let runs = try GradeRuns()
    let script = try String(contentsOfFile: GradeRuns.fixture("good/run"), encoding: .utf8)
    let students = try (0..<3).map { try runs.submission("s\($0)", ["run": script]) }
    _ = try await runs.grade(students)
    // One was left behind by a grader that was killed, one was handed in anew.
    let first = try runs.text("s0.json")
    let unfinished = first.replacing(#""outcome":"passed""#, with: #""outcome":"infra_error""#)
    try Data(unfinished.utf8).write(to: URL(filePath: "\(runs.out)/s0.json"))
    _ = try runs.submission("s1", ["run": script + "# changed\n"])
    let kept = try runs.text("s2.json")
    let run = try await runs.grade(students, ["--resume"])
    #expect(run.status == 0)
    #expect(try runs.result("s0")["run"]?["attempt"]?.double == 2)
    #expect(try runs.result("s1")["run"]?["attempt"]?.double == 2)
    #expect(try runs.text("s2.json") == kept)
  }

  @Test("A seed is the student's own, repeats, and is told")
  func seeds() async throws {
    let runs = try GradeRuns()
    _ = try await runs.grade([GradeRuns.fixture("good")], ["--student", "alice"])
    #expect(try runs.result("good")["run"]?["seed"]?.string == "line-echo/alice")
    _ = try await runs.grade([GradeRuns.fixture("good")], ["--seed", "line-echo/bob"])
    #expect(try runs.result("good")["run"]?["seed"]?.string == "line-echo/bob")
  }

  @Test("A signal finishes the results as ours to repeat", arguments: [SIGTERM, SIGINT, SIGKILL])
  func signals(_ signal: Int32) async throws {
    let runs = try GradeRuns()
    // A check that waits longer than any test does.
    let exercise = try runs.submission(
      "waiting",
      [
        "exercise.sock": """
        exercise "Waits"
        submission program
        limit wall 1h
        check listens "listens" {
          spawn submission as server
          expect server listening 127.0.0.1:7000 within 1h
        }

        """
      ]
    )
    let program = try runs.submission("silent", ["run": "#!/bin/sh\nexec sleep 3600\n"])
    // Where a grader that is killed leaves its folder; it is in the arguments of its boxes.
    let process = try RunningProgram(
      socklabExecutable().path(percentEncoded: false),
      ["grade", exercise, program, "--out", runs.out],
      environment: ["TMPDIR": runs.folder.path]
    )
    let hasBegun = await becomes(while: process) {
      (try? runs.result("silent").statuses.isEmpty) == false
    }
    #expect(hasBegun)
    process.send(signal: signal)
    let ended = await process.ended()
    let told = ended.stdout
    // A check that was not run has not failed.
    #expect(!told.contains("✗"), "\(told)")
    #expect(told.contains("worth a retry: interrupted") == (signal != SIGKILL))
    #expect(ended.status == (signal == SIGKILL ? -SIGKILL : 3))
    // The boxes die soon after; how soon is the kernel's to say.
    let haveEnded = await becomes { [self] in boxes(below: runs.folder.path) == 0 }
    #expect(haveEnded)
    let result = try runs.result("silent")
    #expect(result.outcome == "infra_error")
    #expect(result["message"]?.string == (signal == SIGKILL ? "not finished" : "interrupted"))
  }

  /// Processes of boxes whose files are below a folder.
  private func boxes(below folder: String) -> Int {
    let processes = (try? FileManager.default.contentsOfDirectory(atPath: "/proc")) ?? []
    return processes.count { process in
      guard Int(process) != nil,
        let line = try? Data(contentsOf: URL(filePath: "/proc/\(process)/cmdline"))
      else { return false }
      return line.starts(with: Data("/usr/bin/bwrap".utf8))
        && line.range(of: Data(folder.utf8)) != nil
    }
  }

  @Test("A new exercise judges right; without one of its expectations it does not")
  func newExercise() async throws {
    let runs = try GradeRuns()
    let path = runs.folder.appending(path: "mine").path
    #expect(try await runSocklab(["exercise", "new", path]).status == 0)
    #expect(try await runSocklab(["exercise", "new", path]).status == 2)
    let check = try await runSocklab(["exercise", "check", path, "--repeat", "2"])
    #expect(check.status == 0, "\(check.stdout)\(check.stderr)")
    let script = URL(filePath: "\(path)/exercise.sock")
    let text = try String(contentsOf: script, encoding: .utf8)
    try Data(text.replacing("  expect c eof\n", with: "").utf8).write(to: script)
    let weaker = try await runSocklab(["exercise", "check", path, "--repeat", "1"])
    #expect(weaker.status == 1)
    #expect(weaker.stdout.contains("check hello: no mutant fails it by itself"))
    #expect(weaker.stdout.contains("it must fail hello"))
  }

  @Test("The doctor says what there is, and writes a profile only where it is told")
  func doctor() async throws {
    let runs = try GradeRuns()
    let run = try await runSocklab(["doctor"])
    #expect(run.status == 0, "\(run.stdout)\(run.stderr)")
    #expect(run.stdout.contains("tier full"))
    let allow = try await runSocklab(["doctor", "--allow", "--profiles", runs.folder.path])
    #expect(allow.status == 0)
    let profile = try String(contentsOfFile: "\(runs.folder.path)/socklab", encoding: .utf8)
    #expect(profile.contains(socklabExecutable().path) && profile.contains("userns,"))
    #expect(try await runSocklab(["doctor", "--allow", "--profiles", "/nonexistent"]).status == 3)
  }
}
