import Foundation
import LabEvents
import LabTestSupport
import Testing

/// Programs that attack the grader, its results, the machine and each other.
///
/// Each is bounded, and does nothing unless it finds itself in a box: an environment that says so
/// and a pid namespace of its own.
@Suite("Hostile submissions", .serialized)
struct HostileTests {
  struct Attack: Sendable, CustomTestStringConvertible {
    let name: String
    /// Points that it may have for what it really did.
    var score = 0.0
    /// What it must have found, in its own words.
    var says: [String] = []
    /// The status of its first check.
    var listens = "failed"

    var testDescription: String { name }
  }

  static let attacks = [
    Attack(name: "read-everything", says: ["top: bin dev etc", "looked at True"]),
    Attack(name: "print-results", score: 1, listens: "passed"),
    Attack(name: "exit-at-once"),
    Attack(name: "kill-everybody", listens: "timeout"),
    Attack(
      name: "fork-bomb",
      says: ["forks True refused True", "threads True"],
      listens: "timeout"
    ),
    Attack(name: "daemon"),
    Attack(name: "flood-output", listens: "limit"),
    Attack(name: "flood-socket", score: 1, listens: "passed"),
    Attack(name: "junk-bytes", listens: "limit"),
    Attack(
      name: "change-network",
      says: [
        "packet Operation not permitted", "raw Operation not permitted",
        "port 80 Permission denied",
        "lo down Operation not permitted", "sysctl Read-only file system",
        "user namespace No space",
        "mount Operation not permitted",
      ]
    ),
    Attack(
      name: "show-environment",
      says: [
        "env HOME LANG PATH PWD SOCKLAB_BOX", "fds 0 1 2", "uid 1000 1000 []",
        "caps 0000000000000000", "new 1", "host box", "tty Inappropriate ioctl",
        "ctty No such device",
      ],
      listens: "timeout"
    ),
    Attack(
      name: "other-families",
      says: [
        "vsock Address family not supported", "alg Address family not supported",
        "bluetooth Address family not supported", "can Address family not supported",
        "audit Protocol not supported", "uevent Protocol not supported",
        "io_uring Function not implemented", "keyctl Operation not permitted",
      ]
    ),
    Attack(name: "spin", listens: "timeout"),
    Attack(name: "eat-memory", listens: "limit"),
    Attack(name: "share-memory", listens: "limit"),
    Attack(name: "fill-files", listens: ""),
  ]

  @Test("Nobody gains points, learns what is hidden, or outlives the grading", arguments: attacks)
  func attack(_ attack: Attack) async throws {
    let runs = try GradeRuns()
    let run = try await runs.grade(
      [GradeRuns.fixture("hostile/\(attack.name)")],
      ["--require-tier", "full", "--format", "csv,gradescope,junit,tap", "--hide-hidden"]
    )
    #expect(run.status == 1, "\(run.stdout)\(run.stderr)")
    let result = try runs.result(attack.name)
    #expect(result.outcome == "failed")
    #expect(result["score"]?.double == attack.score)
    let first = result["tests"]?.array?.first
    if !attack.listens.isEmpty { #expect(first?["status"]?.string == attack.listens) }
    let output = first?["output"]?.string ?? ""
    for words in attack.says { #expect(output.contains(words), "\(words) in: \(output)") }
    #expect(!output.contains("DONE"))
    #expect(!output.contains("FOUND"))
    for name in try FileManager.default.contentsOfDirectory(atPath: runs.out) {
      let text = try runs.text(name)
      // The native result is the teacher's; all else may be shown to students.
      if name != "\(attack.name).json" { #expect(!text.contains("CANARY"), "\(name)") }
      #expect(!text.contains("\u{1b}"), "\(name)")
    }
    #expect(!run.stdout.contains("\u{1b}") && !run.stdout.contains("CANARY"))
    #expect(try survivors() == [])
  }

  @Test("An honest submission beside attacks gets its points")
  func neighbours() async throws {
    let runs = try GradeRuns()
    let attackers = ["fork-bomb", "spin", "kill-everybody", "daemon"].map {
      GradeRuns.fixture("hostile/\($0)")
    }
    _ = try await runs.grade(attackers + [GradeRuns.fixture("good")], ["--jobs", "5"])
    #expect(try runs.result("good").outcome == "passed")
    #expect(try survivors() == [])
  }

  @Test("A box's loopback is not this machine's: nobody hears it")
  func exfiltration() async throws {
    let canary = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    defer { close(canary) }
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_addr.s_addr = UInt32(0x7f00_0001).bigEndian
    var length = socklen_t(MemoryLayout<sockaddr_in>.size)
    let status = withUnsafeMutablePointer(to: &address) {
      $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        bind(canary, $0, length) + listen(canary, 8) + getsockname(canary, $0, &length)
      }
    }
    try #require(status == 0)
    _ = fcntl(canary, F_SETFL, O_NONBLOCK)
    let runs = try GradeRuns()
    let script = """
      #!/usr/bin/python3
      import os, socket, sys
      if os.environ.get("SOCKLAB_BOX") != "1" or os.getpid() >= 100:
          sys.exit("not in a box")
      for host in ("127.0.0.1", "localhost"):
          try:
              socket.create_connection((host, \(UInt16(bigEndian: address.sin_port))), 1)
              print("heard: DONE")
          except OSError as error:
              print("not heard:", error.strerror)

      """
    _ = try await runs.grade([try runs.submission("caller", ["run": script])])
    let output = try runs.result("caller")["tests"]?.array?.first?["output"]?.string ?? ""
    #expect(output.contains("not heard: Connection refused"))
    #expect(!output.contains("DONE"))
    #expect(accept(canary, nil, nil) == -1 && errno == EAGAIN)
  }

  @Test("What lies under a result's name is replaced, and never opened")
  func plantedResults() async throws {
    let runs = try GradeRuns()
    try FileManager.default.createDirectory(atPath: runs.out, withIntermediateDirectories: true)
    let victim = runs.folder.appending(path: "victim")
    try Data("untouched".utf8).write(to: victim)
    symlink(victim.path, "\(runs.out)/good.json")
    mkfifo("\(runs.out)/raw.json", 0o600)
    let run = try await runs.grade(["good", "raw"].map(GradeRuns.fixture))
    #expect(run.status == 1)
    #expect(try String(contentsOf: victim, encoding: .utf8) == "untouched")
    #expect(try runs.result("good").outcome == "passed")
    #expect(try runs.result("raw").statuses["secret"] == "failed")
  }

  @Test("A weaker box is told, and refused where it was ruled out")
  func tiers() async throws {
    let runs = try GradeRuns()
    let none = ["PATH": "/nonexistent"]
    let refused = try await runs.grade(
      [GradeRuns.fixture("good")],
      ["--require-tier", "full"],
      environment: none
    )
    #expect(refused.status == 3)
    #expect(refused.stderr.contains("bwrap is not installed"))
    let run = try await runs.grade([GradeRuns.fixture("good")], environment: none)
    #expect(run.status == 0, "\(run.stdout)\(run.stderr)")
    let sandbox = try runs.result("good")["run"]?["sandbox"]
    #expect(sandbox?["tier"]?.string == (getuid() == 0 ? "uid" : "none"))
    #expect(sandbox?["missing"]?.array?.contains { $0.string == "ipcns" } == true)
    #expect(run.stderr.contains("weak-box") && run.stderr.contains("bwrap is not installed"))
  }

  /// Processes that bear the mark of an attack, in any namespace.
  private func survivors() throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: "/proc").filter { process in
      guard Int(process) != nil,
        let comm = try? String(contentsOfFile: "/proc/\(process)/comm", encoding: .utf8)
      else { return false }
      return comm.hasPrefix("hostile-")
    }
  }
}
