import Foundation
import LabEvents
import LabKernel
import LabTestSupport
import Testing

/// Limits that hold for all processes of a box together, and what a weaker box still has.
@Suite("Limits of a whole box", .serialized)
struct BoxLimitTests {
  static let hasGroups = Set(ControlGroupPlaces(root: "").uses) == Set(ControlGroupUse.allCases)
  /// Where the grader finds no control groups.
  static let withoutGroups = ["--group-root", "/nonexistent"]
  /// Without bwrap.
  static let withoutBox = ["PATH": "/nonexistent"]

  private static let exercise = """
    exercise "E"
    submission program
    limit wall 120s cpu 1s memory 64MiB processes 8
    check first "it says done" {
      spawn submission "one" as app
      expect app output "done" within 100s
    }

    """

  /// Grades a program of Python by an exercise.
  private func grade(
    _ text: String,
    _ exercise: String = exercise,
    options: [String] = [],
    environment: [String: String] = [:]
  ) async throws -> (run: ProgramRun, result: JSONValue) {
    let runs = try GradeRuns()
    let folder = runs.folder.appending(path: "exam")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    let script = folder.appending(path: "exercise.sock")
    try Data(exercise.utf8).write(to: script)
    let submission = try runs.submission("mine", ["run": "#!/usr/bin/python3\n\(text)\n"])
    let run = try await runSocklab(
      ["grade", script.path, submission, "--out", runs.out] + options,
      environment: environment
    )
    return (run, try runs.result("mine"))
  }

  private func first(_ result: JSONValue) -> (status: String, code: String, output: String) {
    let test = result["tests"]?.array?.first
    return (
      test?["status"]?.string ?? "", test?["cause"]?["code"]?.string ?? "",
      test?["output"]?.string ?? ""
    )
  }

  /// No rlimit counts it, and no process has it mapped.
  private static let keepsFiles = """
    import os, time
    kept = []
    for n in range(20):
      kept.append(os.memfd_create("x"))
      for i in range(8): os.write(kept[-1], bytes(1 << 20))
    time.sleep(1000)
    """

  @Test("Files in memory that nobody has mapped count as memory", .enabled(if: hasGroups))
  func memory() async throws {
    let (run, result) = try await grade(Self.keepsFiles)
    #expect(first(result).status == "limit", "\(run.stdout)\(run.stderr)")
    #expect(first(result).code == "memory-limit")
    #expect(first(result).output.contains("used more than 64 MiB of memory"))
    let mechanisms = result["run"]?["sandbox"]?["mechanisms"]?.array ?? []
    #expect(mechanisms.contains { $0.string == "cgroup" })
  }

  /// Each of them is far from the limit of setrlimit(2), which is one second.
  private static let chain = """
    import os, time
    for n in range(1000):
      if os.fork() == 0:
        while time.process_time() < 0.1: pass
        os._exit(0)
      os.wait()
    """

  @Test("A chain of short processes has the time of one", arguments: [true, false])
  func processorTime(_ usesGroups: Bool) async throws {
    guard !usesGroups || Self.hasGroups else { return }
    let options = usesGroups ? [] : Self.withoutGroups
    let (run, result) = try await grade(Self.chain, options: options)
    #expect(first(result).status == "limit", "\(run.stdout)\(run.stderr)")
    #expect(first(result).code == "cpu-limit")
    #expect(first(result).output.contains("used a processor for more than 1 s"))
  }

  @Test("What the first check used is no burden of the second")
  func checksAreBoundEachForItself() async throws {
    let spin = """
      import time
      while time.process_time() < 0.6: pass
      print("done")
      """
    let checks = ["second", "third"].map { name in
      """
      check \(name) "again" {
        spawn submission "two" as app
        expect app output "done" within 100s
      }

      """
    }
    let (run, result) = try await grade(spin, Self.exercise + checks.joined())
    #expect(result.outcome == "passed", "\(run.stdout)\(run.stderr)")
  }

  @Test("Who has all processes that it may is told so", .enabled(if: hasGroups))
  func processes() async throws {
    let forks = """
      import os, signal, sys
      for n in range(20):
        try: child = os.fork()
        except OSError: break
        if child == 0: signal.pause()
      print("had", n, "children", flush=True)
      signal.pause()
      """
    let exercise = Self.exercise.replacing("within 100s", with: "within 6s")
    let (run, result) = try await grade(forks, exercise)
    #expect(first(result).output.contains("had 7 children"), "\(run.stdout)\(run.stderr)")
    let told = "your program has all the processes and threads that it may: limit processes 8"
    #expect(first(result).output.contains(told))
  }

  @Test("Where there are no control groups it is graded, and the result says so")
  func noGroups() async throws {
    let (run, result) = try await grade("print('done')", options: Self.withoutGroups)
    #expect(run.status == 0, "\(run.stdout)\(run.stderr)")
    let sandbox = result["run"]?["sandbox"]
    #expect(sandbox?["missing"]?.array?.contains { $0.string == "cgroup" } == true)
    #expect(sandbox?["mechanisms"]?.array?.contains { $0.string == "cgroup" } == false)
    let doctor = try await runSocklab(["doctor"] + Self.withoutGroups)
    #expect(doctor.stdout.contains("! control group    no"), "\(doctor.stdout)")
    #expect(doctor.stdout.contains("-p Delegate=yes"))
    #expect(doctor.stdout.contains("no control groups are mounted"))
  }

  @Test("/tmp has so many files and no more, and begins empty for each program")
  func temporaryFiles() async throws {
    let exercise = """
      exercise "E"
      submission program
      check first "it fills its folders" {
        spawn submission "one" as app
        spawn submission "one" as other
        expect app output "had 0 0" within 100s
        expect app output "made True True" within 100s
        expect other output "had 0 0" within 100s
        expect other output "made True True" within 100s
      }

      """
    let fills = """
      import os
      print("had", len(os.listdir("/tmp")), len(os.listdir("/dev/shm")))
      def fill(folder):
        for n in range(20000):
          try: open(f"{folder}/{n}", "w").close()
          except OSError: return 9000 < n < 10001
      print("made", fill("/tmp"), fill("/dev/shm"))
      """
    let (run, result) = try await grade(fills, exercise, options: ["--repeat", "2"])
    #expect(result.outcome == "passed", "\(run.stdout)\(run.stderr)")
  }

  @Test("In a weaker box nobody reads the exercise, and its limits are the grader's own")
  func weakerBox() async throws {
    let looks = """
      import os, resource, sys
      if os.environ.get("SOCKLAB_BOX") != "1": sys.exit("not in a box")
      for path in sys.argv[1:]:
        try: print(os.path.basename(path), len(open(path).read()))
        except OSError as error: print(os.path.basename(path), error.strerror)
      pids = sorted(int(name) for name in os.listdir("/proc") if name.isdigit())
      print("processes", pids[0], len(pids))
      try: print("limit", resource.prlimit(1, resource.RLIMIT_NOFILE, (3, 3)))
      except OSError as error: print("limit", error.strerror)
      os.kill(1, 9)
      print("killed")
      """
    let runs = try GradeRuns()
    let folder = runs.folder.appending(path: "exam")
    let mutant = folder.appending(path: "mutants/one/run")
    try FileManager.default.createDirectory(
      at: mutant.deletingLastPathComponent(),
      withIntermediateDirectories: true
    )
    try Data("secret".utf8).write(to: mutant)
    // Temporary folders of this machine may be closed to others; what is tested is not that.
    for path in [runs.folder.path, folder.path] {
      try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: path)
    }
    let script = folder.appending(path: "exercise.sock")
    let exercise = """
      exercise "E"
      submission program
      check looks "a" {
        spawn submission "\(script.path)" "\(mutant.path)" as app
        expect app output "exercise.sock 0" within 100s
        expect app output "run No such file" within 100s
        expect app output "processes 1 2" within 100s
        expect app output "limit Operation not permitted" within 100s
        expect app output "killed" within 100s
      }

      """
    try Data(exercise.utf8).write(to: script)
    let submission = try runs.submission("mine", ["run": "#!/usr/bin/python3\n\(looks)\n"])
    let run = try await runSocklab(
      ["grade", script.path, submission, "--out", runs.out],
      environment: Self.withoutBox
    )
    #expect(try runs.result("mine").outcome == "passed", "\(run.stdout)\(run.stderr)")
    #expect(run.stderr.contains("warning[weak-box]"))
    #expect(run.stderr.contains("bwrap is not installed"))
    #expect(run.stderr.contains("socklab doctor"))
  }

  @Test("A whole box is not warned of")
  func wholeBox() async throws {
    let (run, result) = try await grade("print('done')")
    #expect(result["run"]?["sandbox"]?["tier"]?.string == "full")
    #expect(!run.stderr.contains("weak-box"), "\(run.stderr)")
  }

  /// bwrap's first process waits for ever when the second dies at the wrong moment; the kernel does
  /// not ask it.
  @Test("A grader that is killed while it starts programs leaves none of them")
  func killedGrader() async throws {
    let mark = "3\(UInt32.random(in: 10_000_000...99_999_999))"
    let exercise = """
      exercise "E"
      submission program
      limit wall 1h
      check many "a" {
        repeat 12 { spawn submission "\(mark)" as app }
        spawn submission "\(mark)" as last
        expect last output "never" within 1h
      }

      """
    let runs = try GradeRuns()
    let script = runs.folder.appending(path: "exercise.sock")
    try Data(exercise.utf8).write(to: script)
    let submission = try runs.submission("mine", ["run": "#!/bin/sh\nexec sleep $1\n"])
    var graders: [pid_t] = []
    for _ in 0..<5 {
      let grader = try RunningProgram(
        socklabExecutable().path(percentEncoded: false),
        ["grade", script.path, submission],
        environment: ["TMPDIR": runs.folder.path]
      )
      _ = await becomes(while: grader) { [self] in processes(with: mark) > 0 }
      graders.append(grader.id)
      grader.send(signal: SIGKILL)
      _ = await grader.ended()
    }
    _ = await becomes { [self] in
      processes(with: mark) + processes(with: runs.folder.path) == 0
    }
    #expect(processes(with: mark) == 0)
    #expect(processes(with: runs.folder.path) == 0)
    // The groups of those graders go with the next one.
    _ = try await runSocklab(["doctor"])
    let left = ControlGroupPlaces(root: "").all.flatMap { FolderListing.names(in: $0.folder) }
    #expect(left.filter { name in graders.contains { name.hasPrefix("socklab-\($0)-") } } == [])
  }

  /// Processes other than graders that have a word in their arguments.
  private func processes(with word: String) -> Int {
    let processes = (try? FileManager.default.contentsOfDirectory(atPath: "/proc")) ?? []
    return processes.count { process in
      guard Int(process) != nil,
        let line = try? Data(contentsOf: URL(filePath: "/proc/\(process)/cmdline")),
        line.range(of: Data(word.utf8)) != nil
      else { return false }
      return line.range(of: Data("socklab\0grade".utf8)) == nil
    }
  }
}
