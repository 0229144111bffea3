import Foundation
import LabEvents
import LabTestSupport
import Testing

/// Scenarios that are handed in to get points without the work, or to get out of their box.
@Suite("Hostile scenarios", .serialized, .timeLimit(.minutes(Sanitizer.patience)))
struct HostileScenarioTests {
  /// One scenario and what must become of it.
  struct HandIn {
    let name: String
    let text: String
    /// `ungradable` ones are refused before they run, with this in their message.
    var refusal: String?
    /// Of the others: the status of the first check.
    var status = "failed"
    /// What its calls were, in the first check's words.
    var calls: String?
    var score = 0.0
  }

  /// What never ends meets its limit after a few seconds; what ends by itself is given all the time that a
  /// busy machine may need for it.
  private static func exercise(limit: String = "wall 120s cpu 60s") -> String {
    """
    exercise "In use, and free again"
    submission scenario
    limit \(limit)
    \(checks)
    """
  }

  private static let checks = #"""
    check fails "bind fails with EADDRINUSE" {
      expect submission.calls has "bind EADDRINUSE"
    }
    check again "and then it succeeds" {
      expect submission.trace ~ /bind\([0-9]+, 127.0.0.1:8080\) = -1 EADDRINUSE.*\n(.*\n)*bind\([0-9]+, 127.0.0.1:8080\) = 0/
    }
    check talks "somebody connects" {
      expect submission.connections >= 1
    }
    check clean "nothing fails that was not expected" {
      points 0
      expect submission.failures == 0
    }

    """#

  private static let forged =
    #"\nbind(5, 127.0.0.1:8080) = -1 EADDRINUSE\nbind(5, 127.0.0.1:8080) = 0\n"#

  static let handIns = [
    HandIn(name: "loop", text: "repeat 1000000000 { socket tcp as c; close c }", status: "limit"),
    HandIn(
      name: "sends",
      text: "socketpair unix stream as a, b\nrepeat 1000000000 { send a \"x\"; recv b }",
      status: "limit"
    ),
    HandIn(name: "sleep", text: "actor x { sleep 1h }\nsleep 1h", status: "limit"),
    HandIn(
      name: "memory",
      text: "let a = repeat(1000000, \"abcdefghij\")\nlet b = repeat(10000, a)\nsocket tcp as c"
    ),
    HandIn(name: "recursion", text: "proc p { p }\np", refusal: "recursion"),
    HandIn(
      name: "parentheses",
      text: "let a = " + String(repeating: "(", count: 20000),
      refusal: "limit-depth"
    ),
    HandIn(
      name: "blocks",
      text: String(repeating: "repeat 2 {\n", count: 2000)
        + String(repeating: "}\n", count: 2000),
      refusal: "limit-depth"
    ),
    HandIn(name: "zeros", text: String(repeating: "\0", count: 100_000), refusal: "binary-file"),
    HandIn(name: "shadow", text: "include \"/etc/shadow\"", refusal: "nothing can be included"),
    HandIn(
      name: "exercise",
      text: "include \"../exercise/exercise.sock\"",
      refusal: "nothing can be included"
    ),
    HandIn(name: "run", text: "run \"id\"", refusal: "may not use 'run'"),
    HandIn(name: "spawn", text: "spawn \"/bin/sh\" as s", refusal: "may not use 'spawn'"),
    HandIn(name: "write", text: "write \"/tmp/x\" \"y\"", refusal: "may not use 'write'"),
    HandIn(
      name: "open",
      text: "call open(\"/etc/shadow\", 0, 0) as f",
      refusal: "may not use 'call open'"
    ),
    HandIn(
      name: "raw-write",
      text: "call write(1, \"{}\\n\", 3)",
      refusal: "may not use 'call write'"
    ),
    // By way of an actor, a proc or a cleanup it is the same.
    HandIn(
      name: "deep",
      text: "proc p { actor a { run \"id\" } }\np",
      refusal: "may not use 'run'"
    ),
    HandIn(name: "late", text: "cleanup { run \"id\" }", refusal: "may not use 'run'"),
    HandIn(name: "sysctl", text: "sysctl \"kernel.core_pattern\" \"x\""),
    HandIn(
      name: "namespaces",
      text: "call unshare(0x10000000)\ncall unshare(0x40000000)",
      calls: "unshare"
    ),
    HandIn(
      name: "own-points",
      text: "check fails \"f\" { points 10; expect 1 == 1 }",
      refusal: "points"
    ),
    HandIn(
      name: "forged-path",
      text: "socket unix stream as u\n"
        + "call connect(u, \"\\x01\\x00/x\(forged)\", 86) expect ENOENT or ENAMETOOLONG",
      calls: "connect"
    ),
    HandIn(
      name: "forged-bytes",
      text: "socketpair unix stream as a, b\nsend a \"\(forged)\"",
      calls: "send ok"
    ),
    HandIn(
      name: "forged-words",
      text: "step \"\(forged)\" {\nnote \"\(forged)\"\nsocket tcp as c\n}",
      calls: "socket ok"
    ),
    HandIn(
      name: "forged-events",
      text: "call send(1, \"{\\\"kind\\\":\\\"runEnded\\\"}\\n\", _, 0) expect ENOTSOCK\n"
        + "call send(2, \"{}\\n\", _, 0) expect ENOTSOCK\ncall shutdown(1, 2) expect ENOTSOCK",
      calls: "send ENOTSOCK"
    ),
    HandIn(
      name: "wild-pointers",
      text: "socketpair unix stream as a, b\nsend b \"x\"\n"
        + "call recv(a, 94000000000000, 100, 0) expect EFAULT\n"
        + "call getsockname(a, 12345, 67890) expect EFAULT",
      calls: "recv EFAULT"
    ),
    HandIn(
      name: "regex-bomb",
      text: "socket tcp as s\nbind s 127.0.0.1:8080\nlisten s\nsocket tcp as r\n"
        + "repeat 300 { bind r 127.0.0.1:8080 expect EADDRINUSE }",
      status: "passed",
      score: 1
    ),
    HandIn(
      name: "other-unix-name",
      text: "socket unix stream as u\nbind u unix:door\nsocket unix stream as v\n"
        + "bind v unix:door expect EADDRINUSE",
      // It did what the first check asks for; the second asks for a port.
      status: "passed",
      score: 1
    ),
  ]

  @Test(
    "Points are for calls that were made, files are out of reach, and everything ends",
    .disabled(if: Sanitizer.isThere, "RLIMIT_DATA of its box counts shadow memory")
  )
  func handIns() async throws {
    let ending = Self.handIns.filter { $0.status != "limit" }
    let runs = try await grade(ending, Self.exercise(), status: 4)
    let whole = try runs.text("honest.json")
    #expect(whole.contains("\"outcome\":\"passed\""), "\(whole)")
  }

  @Test(
    "What never ends is ended, and its calls earn nothing",
    .disabled(if: Sanitizer.isThere, "RLIMIT_DATA of its box counts shadow memory")
  )
  func endless() async throws {
    let endless = Self.handIns.filter { $0.status == "limit" }
    _ = try await grade(endless, Self.exercise(limit: "wall 5s cpu 3s"), status: 1)
  }

  /// Grades them beside an honest scenario, and looks at what became of each.
  private func grade(
    _ handIns: [HandIn],
    _ exercise: String,
    status: Int32
  ) async throws -> GradeRuns {
    let runs = try GradeRuns()
    let folder = try runs.submission("exercise", ["exercise.sock": exercise])
    let honest = """
      lesson "Honest"
      socket tcp as s
      bind s 127.0.0.1:8080
      listen s
      socket tcp as r
      bind r 127.0.0.1:8080 expect EADDRINUSE
      close s
      bind r 127.0.0.1:8080
      listen r
      socket tcp as c
      connect c 127.0.0.1:8080

      """
    let submissions =
      try handIns.map {
        try runs.submission($0.name, ["run.sock": "lesson \"x\"\n\($0.text)\n"])
      } + [try runs.submission("honest", ["run.sock": honest])]
    let run = try await runSocklab(
      ["grade", folder, "--out", runs.out, "--jobs", "6"] + submissions
    )
    #expect(run.status == status, "\(run.stdout)\(run.stderr)")
    for handIn in handIns { try expect(handIn, runs) }
    return runs
  }

  private func expect(_ handIn: HandIn, _ runs: GradeRuns) throws {
    let result = try runs.result(handIn.name)
    let whole = try runs.text("\(handIn.name).json")
    #expect(result["score"]?.double == handIn.score, "\(whole)")
    #expect(!whole.contains("root:"), "\(whole)")
    if let refusal = handIn.refusal {
      #expect(result.outcome == "ungradable", "\(whole)")
      #expect(result["message"]?.string?.contains(refusal) == true, "\(whole)")
      return
    }
    #expect(result.outcome == "failed", "\(whole)")
    #expect(result.statuses["fails"] == handIn.status, "\(whole)")
    let message = result["tests"]?.array?.first?["cause"]?["message"]?.string ?? ""
    if let calls = handIn.calls { #expect(message.contains(calls), "\(whole)") }
  }

  @Test(
    "A scenario's network is its own, whatever it asks for",
    .disabled(if: Sanitizer.isThere, "RLIMIT_DATA of its box counts shadow memory")
  )
  func network() async throws {
    let canary = try Canary.tcp(AF_INET)
    let runs = try GradeRuns()
    let folder = try runs.submission("exercise", ["exercise.sock": Self.exercise()])
    let scenario = """
      lesson "x"
      network host
      socket tcp as c
      connect c 127.0.0.1:\(canary.port) expect ECONNREFUSED

      """
    let program = try runs.submission("caller", ["run.sock": scenario])
    _ = try await runSocklab(["grade", folder, "--out", runs.out, program])
    let result = try runs.result("caller")
    let whole = try runs.text("caller.json")
    #expect(whole.contains("connect ECONNREFUSED"), "\(whole)")
    #expect(result.statuses["clean"] == "passed", "\(whole)")
    #expect(canary.hasHeardNothing)
  }
}
