import Foundation
import Glibc
import LabTestSupport
import Testing

/// `spawn submission`: what a student hands in, bare and in a box, judged by its events.
@Suite struct ExerciseTests {
  /// How the submission is started.
  enum Wrapping: CaseIterable {
    case bare
    /// In namespaces of its own, two processes of `bwrap` around it.
    case box

    var prefix: [String] {
      switch self {
      case .bare: []
      case .box:
        [
          "bwrap", "--unshare-user", "--unshare-pid", "--unshare-ipc", "--unshare-uts",
          "--die-with-parent", "--ro-bind", "/", "/", "--proc", "/proc", "--dev", "/dev", "--",
        ]
      }
    }
  }

  private static let fixtures = URL(filePath: #filePath).deletingLastPathComponent()
    .appending(path: "Fixtures/exercise")

  private static let head = """
    exercise "E"
    submission program
    timeout 30s
    limit wall 60s output 4KiB
    setup {
      spawn submission "7000" as server
      expect server listening 127.0.0.1:7000
    }

    """

  /// One line of a run's events.
  struct Record {
    let members: [String: Any]

    subscript(name: String) -> String? { members[name] as? String }
  }

  /// Runs an exercise on a program, as an ordinary user.
  private func run(
    _ exercise: String,
    on program: [String],
    _ wrapping: Wrapping,
    seed: Int? = nil
  ) async throws -> [Record] {
    let folder = try ScriptFolder()
    let files = try FileManager.default.contentsOfDirectory(
      at: Self.fixtures,
      includingPropertiesForKeys: nil
    )
    for file in files { try folder.write(file.lastPathComponent, Data(contentsOf: file)) }
    let script = try folder.write("exercise.sock", exercise)
    let probe = folder.url.appending(path: "probe").path(percentEncoded: false)
    let built = Bundle.main.bundleURL.appending(path: "LabExerciseProbe")
    // By another process: see OrdinaryUser.
    _ = try await runProgram(program: "/bin/cp", [built.path(percentEncoded: false), probe])
    let temporary = folder.url.appending(path: "tmp").path(percentEncoded: false)
    mkdir(temporary, 0o777)
    chmod(temporary, 0o777)
    let place = folder.url.path(percentEncoded: false)
    let command = program.map { $0.replacingOccurrences(of: "HERE", with: place) }
    let user =
      geteuid() == 0
      ? ["/usr/bin/setpriv", "--reuid", "1234", "--regid", "1234", "--clear-groups"]
      : ["/usr/bin/env"]
    let seeding = seed.map { ["--seed", "\($0)"] } ?? []
    let run = try await runProgram(
      program: user[0],
      user.dropFirst() + [probe, script] + seeding + wrapping.prefix + command,
      environment: ["TMPDIR": temporary]
    )
    #expect(run.stderr.isEmpty && run.status == 0, "\(run.stdout)\(run.stderr)")
    return try run.stdout.split(separator: "\n").map { line in
      let object = try JSONSerialization.jsonObject(with: Data(line.utf8))
      return Record(members: try #require(object as? [String: Any]))
    }
  }

  private func python(_ change: String = "") -> [String] {
    ["/usr/bin/python3", "HERE/line-echo.py"] + (change.isEmpty ? [] : [change])
  }

  private func verdicts(_ records: [Record]) -> [String] {
    records.filter { $0["kind"] == "sectionEnded" }.compactMap { record in
      guard let verdict = record["verdict"] else { return nil }
      return record["reason"].map { "\(verdict): \($0)" } ?? verdict
    }
  }

  private func findings(_ records: [Record]) -> [String] {
    records.filter { $0["kind"] == "finding" }.compactMap { $0["id"] }
  }

  private func ends(_ records: [Record]) -> [String] {
    records.filter { $0["kind"] == "programEnded" }.map { record in
      ["end", "signal", "limit"].compactMap { record[$0] }.joined(separator: " ")
    }
  }

  @Test(arguments: Wrapping.allCases)
  func factsOfASubmissionAreThoseOfTheProgramAlone(_ wrapping: Wrapping) async throws {
    let script = Self.fixtures.appending(path: "line-echo.sock")
    let records = try await run(String(contentsOf: script, encoding: .utf8), on: python(), wrapping)
    #expect(verdicts(records) == Array(repeating: "passed", count: 5), "\(findings(records))")
    #expect(ends(records) == ["running", "running", "running", "running", "ended"])
    let start = try #require(records.first { $0["kind"] == "runStarted" })
    let terms = try #require(start.members["exercise"] as? [String: Any])
    #expect(terms["total"] as? Int == 10)
  }

  @Test(arguments: Wrapping.allCases)
  func aRawEchoFailsWhereItAnswersHalfALine(_ wrapping: Wrapping) async throws {
    let script = Self.fixtures.appending(path: "line-echo.sock")
    let records = try await run(
      String(contentsOf: script, encoding: .utf8),
      on: python("raw"),
      wrapping
    )
    #expect(
      verdicts(records) == [
        "passed", "passed", "failed", "passed", "skipped: needs pieces, which failed",
      ]
    )
  }

  @Test(arguments: Wrapping.allCases, ["raises", "segfault", "exits"])
  func aCrashIsToldThoughItsSocketsCloseFirst(_ wrapping: Wrapping, _ how: String) async throws {
    let exercise =
      Self.head + """
        check echo "a" {
          socket tcp as c
          connect c 127.0.0.1:7000
          send c "hello\\n"
          expect c "hello\\n"
        }
        """
    let records = try await run(exercise, on: python(how), wrapping)
    #expect(verdicts(records) == ["failed"])
    #expect(ends(records) == [how == "segfault" ? "signaled SIGSEGV" : "exited"])
    let report = try #require(records.first { $0["kind"] == "programEnded" })
    #expect(report.members["status"] as? Int == ["raises": 1, "exits": 3][how])
    if how == "raises" { #expect(report["errors"]?.contains("ValueError") == true) }
  }

  @Test(arguments: Wrapping.allCases)
  func tooMuchOutputEndsIt(_ wrapping: Wrapping) async throws {
    let exercise =
      Self.head + """
        check echo "a" {
          socket tcp as c
          connect c 127.0.0.1:7000
          send c "hello\\n"
          expect c "hello\\n"
        }
        check next "b" { expect server listening 127.0.0.1:7000 }
        """
    let records = try await run(exercise, on: python("flood"), wrapping)
    #expect(verdicts(records) == ["failed", "passed"])
    #expect(findings(records) == ["output-limit"])
    #expect(ends(records) == ["limit output", "running"])
    let output = records.first { $0["kind"] == "programEnded" }?["output"] ?? ""
    #expect(output.utf8.count <= 4096 && output.hasPrefix("xxx"))
  }

  @Test(arguments: Wrapping.allCases)
  func aCheckEndsAtItsLimit(_ wrapping: Wrapping) async throws {
    let head = Self.head.replacingOccurrences(of: "wall 60s", with: "wall 2s")
    let exercise =
      head + """
        check endless "a" {
          cleanup { wait server }
          actor other { wait server }
          wait server
        }
        check after "b" {
          needs endless
          expect server listening 127.0.0.1:7000
        }
        """
    let records = try await run(exercise, on: python(), wrapping)
    #expect(verdicts(records) == ["failed", "skipped: needs endless, which failed"])
    #expect(findings(records) == ["wall-limit"])
    #expect(ends(records) == ["running"])
  }

  @Test(arguments: Wrapping.allCases)
  func argumentsEnvironmentSignalsAndStatusAreThoseOfTheProgram(_ wrapping: Wrapping) async throws {
    let exercise = """
      exercise "E"
      submission program
      timeout 30s
      check starts "a" {
        spawn submission "echo $WORD, $HOME; exit 7" env "WORD=one two" as app
        expect app output "one two, /tmp\\n"
        expect app exit 7
      }
      check cpu "b" {
        spawn submission "kill -XCPU $$" as app
        expect app exit 0
      }
      check killed "c" {
        spawn submission "echo up; exec sleep 1000" as app
        expect app output "up"
        kill app SIGKILL
        expect app exit SIGKILL
      }
      """
    let records = try await run(exercise, on: ["/bin/sh", "-c"], wrapping)
    #expect(verdicts(records) == ["passed", "failed", "passed"])
    #expect(findings(records) == ["other-exit"])
    #expect(ends(records) == ["exited", "limit cpu", "ended"])
  }

  @Test(arguments: Wrapping.allCases)
  func aProgramIsLookedAtWhateverItCallsItself(_ wrapping: Wrapping) async throws {
    let exercise =
      Self.head + """
        check leak "a" {
          socket tcp as c
          connect c 127.0.0.1:7000
          send c "hello\\n"
          expect c "hello\\n"
          close c
          retry within 5s { expect server.states has CLOSE_WAIT }
        }
        """
    let records = try await run(exercise, on: python("hides"), wrapping)
    #expect(verdicts(records) == ["passed"], "\(findings(records))")
  }

  /// No limit of setrlimit(2) counts what is shared, or what several processes have together.
  @Test(arguments: Wrapping.allCases, ["grows-together", "grows", ""])
  func memoryOfAllItsProcessesIsBounded(_ wrapping: Wrapping, _ change: String) async throws {
    let memory = change == "grows" ? "32MiB" : "100MiB"
    let head = Self.head.replacingOccurrences(of: "wall 60s", with: "wall 60s memory \(memory)")
    let exercise =
      head + """
        check echo "a" {
          socket tcp as c
          connect c 127.0.0.1:7000
          send c "hello\\n"
          expect c "hello\\n"
        }
        """
    let records = try await run(exercise, on: python(change), wrapping)
    #expect(verdicts(records) == [change.isEmpty ? "passed" : "failed"])
    #expect(findings(records) == (change.isEmpty ? [] : ["memory-limit"]))
    #expect(ends(records) == [change.isEmpty ? "running" : "limit memory"])
  }

  @Test func noProcessIsLeft() async throws {
    let mark = UUID().uuidString
    let exercise = Self.head + "check up \"a\" { points 1 }\n"
    let records = try await run(exercise, on: python("forks-\(mark)"), .box)
    #expect(verdicts(records) == ["passed"])
    for process in try FileManager.default.contentsOfDirectory(atPath: "/proc") {
      let command = try? String(contentsOfFile: "/proc/\(process)/cmdline", encoding: .utf8)
      #expect(command?.contains(mark) != true, "process \(process) is left")
    }
  }

  @Test func portsComeFromTheSeedAndNoCheckChangesThoseOfAnother() async throws {
    func ports(_ seed: Int, _ first: String) async throws -> [String] {
      let exercise = """
        exercise "E"
        submission program
        setup { let port = random_port() }
        check a "a" { \(first); note "a ${port}"; expect port in 10000..29999 }
        check b "b" { note "b ${port}"; expect port in 10000..29999 }
        """
      let records = try await run(exercise, on: ["true"], .bare, seed: seed)
      #expect(verdicts(records) == ["passed", "passed"])
      return records.filter { $0["kind"] == "note" }.compactMap { $0["text"] }
    }
    let once = try await ports(7, "points 1")
    #expect(once.count == 2)
    #expect(try await ports(7, "let more = random(100)") == once)
    #expect(try await ports(8, "points 1") != once)
  }

  @Test func aScenarioIsJudgedByItsCalls() async throws {
    let folder = try ScriptFolder()
    let student = """
      socket tcp as a
      bind a 127.0.0.1:8080
      listen a
      socket tcp as b
      bind b 127.0.0.1:8080 expect EADDRINUSE
      socket tcp as c
      connect c a
      """
    let events = folder.url.appending(path: "events.jsonl").path(percentEncoded: false)
    let script = try folder.write("student.sock", student)
    let ran = try await runProgram(
      program: socklabExecutable().path(percentEncoded: false),
      ["run", "--quiet", "--events", events, script]
    )
    #expect(ran.status == 0, "\(ran.stdout)\(ran.stderr)")
    let exercise = #"""
      exercise "E"
      submission scenario
      check fails "bind fails" { expect submission.calls has "bind EADDRINUSE" }
      check works "bind works" { expect submission.calls has "bind ok" }
      check joins "it connects" { expect submission.connections == 1 }
      check clean "nothing fails" { expect submission.failures == 0 }
      check order "one after the other" {
        expect submission.trace ~ /^bind\((\d+), (.*)\) = 0\n(.*\n)*bind\(\d+, \g2\) = -1 EADDRINUSE$/m
      }
      check other "it never was refused" { expect submission.calls has "connect ECONNREFUSED" }
      """#
    chmod(events, 0o644)
    let records = try await run(exercise, on: ["--events", events], .bare)
    #expect(verdicts(records) == ["passed", "passed", "passed", "passed", "passed", "failed"])
  }

  @Test func anExerciseIsNotRunWithoutASubmission() async throws {
    let script = Self.fixtures.appending(path: "line-echo.sock").path(percentEncoded: false)
    let run = try await runProgram(
      program: socklabExecutable().path(percentEncoded: false),
      ["run", script]
    )
    #expect(run.status == 2)
    #expect(run.stderr.contains("error[exercise]"))
    #expect(run.stderr.contains("socklab grade \(script) PROGRAM"))
    let check = try await runProgram(
      program: socklabExecutable().path(percentEncoded: false),
      ["check", script]
    )
    #expect(check.status == 0 && check.stderr.isEmpty)
  }
}
