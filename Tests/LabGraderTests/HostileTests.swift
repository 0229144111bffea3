import Foundation
import LabEvents
import LabTestSupport
import Synchronization
import Testing

/// Programs that attack the grader, its results, the machine and each other, in a full box.
///
/// Documentation/threats.md says which attack is tested where.
@Suite("Hostile submissions", .serialized, .timeLimit(.minutes(Sanitizer.patience)))
struct HostileTests {
  typealias Attack = HostileClass.Attack

  /// Those that look, forge and try to reach what is not theirs.
  static let lookers = [
    Attack(
      name: "read-everything",
      says: ["top: bin dev etc", "looked at enough True"]
    ),
    Attack(
      name: "print-results",
      score: 1,
      says: ["other descriptors 0"],
      listens: ["passed"]
    ),
    Attack(name: "plant-results", says: ["written /tmp/ /dev/shm/", "beyond the root True"]),
    Attack(name: "exit-at-once"),
    Attack(name: "known-answers", score: 2, says: ["asked for 6"], listens: ["passed"]),
    Attack(name: "tell-hidden", score: 2, says: ["SENT-1"], listens: ["passed"]),
    Attack(name: "junk-bytes", score: 1, listens: ["passed"]),
    Attack(name: "take-name", score: 2, says: ["called bwrap"], listens: ["passed"]),
    Attack(
      name: "change-network",
      says: [
        "packet Operation not permitted", "raw Operation not permitted",
        "port 80 Permission denied", "repair Operation not permitted",
        "transparent Operation not permitted", "mark Operation not permitted",
        "lo down Operation not permitted", "link Operation not permitted",
        "route Operation not permitted", "sysctl Read-only file system",
        "user namespace No space", "net namespace Operation not permitted",
        "mount Operation not permitted", "host name Operation not permitted",
        "sock destroy Operation not permitted",
      ]
    ),
    Attack(
      name: "show-environment",
      says: [
        "env HOME LANG PATH PWD SOCKLAB_BOX", "fds 0 1 2\n", "input b''", "uid 1000 1000 []",
        "caps 0000000000000000 0000000000000000", "new 1 filter 2", "host box",
      ]
    ),
    Attack(
      name: "other-families",
      says: [
        "vsock Address family not supported", "alg Address family not supported",
        "bluetooth Address family not supported", "can Address family not supported",
        "audit Protocol not supported", "uevent Protocol not supported",
        "io_uring Function not implemented", "keyctl Operation not permitted",
        "add_key Operation not permitted", "request_key Operation not permitted",
      ]
    ),
    Attack(
      name: "clock",
      says: ["clock_settime Operation not permitted", "unshare time Operation not permitted"]
    ),
    Attack(
      name: "kill-everybody",
      says: ["signals to [1]\n", "all: No such process"]
    ),
    Attack(
      name: "stop-everybody",
      says: ["others []", "parent 1\n"],
      listens: ["crashed"]
    ),
    Attack(name: "daemon"),
    Attack(name: "hold-outputs", listens: ["crashed"]),
  ]

  @Test("Nobody gains points, learns what is hidden, or outlives the grading")
  func lookers() async throws {
    let all = try HostileClass()
    let submissions = try Self.lookers.map { try all.handIn($0.name) }
    let run = try await all.grade(submissions, ["--require-tier", "full", "--jobs", "6"])
    #expect(run.status == 1, "\(run.stdout)\(run.stderr)")
    for attack in Self.lookers { try all.expect(attack) }
    #expect(try !all.runs.text("read-everything.json").contains("FOUND"))
    try all.expectNothingToldOrSteered(run)
    try await expectParsed(all)
    await all.expectNobodyLeft()
  }

  /// Those that take what others need.
  static let hogs = [
    Attack(
      name: "fork-bomb",
      says: ["forks True refused True", "threads True"],
      listens: ["crashed"]
    ),
    Attack(name: "thread-bomb", says: ["threads True refused True"], listens: ["crashed"]),
    Attack(name: "eat-memory", listens: ["limit"]),
    Attack(name: "share-memory", listens: ["limit"]),
    Attack(
      name: "fill-files",
      says: [
        "sparse File too large", "written at most 64 MiB True", "/x Read-only file system",
        "/submission/x Read-only file system", "/usr/x Read-only file system",
        "/etc/x Read-only file system", "/dev/x Read-only file system",
        "/somaxconn Read-only file system",
      ],
      // Where a control group counts its files as its memory.
      listens: ["failed", "limit"]
    ),
    Attack(name: "flood-output", listens: ["limit"], isWitness: false),
    Attack(name: "long-line", listens: ["limit"]),
    Attack(name: "flood-socket", score: 1, says: ["sent much True"], listens: ["passed"]),
    Attack(name: "descriptors", says: ["sockets True"], listens: ["crashed"]),
    Attack(
      name: "use-up-ports",
      says: ["connections True", "used up True"],
      listens: ["crashed"]
    ),
  ]

  @Test("Whoever takes all that there is takes nothing from an honest submission beside")
  func hogs() async throws {
    let (all, honest) = (try HostileClass(), try HostileClass())
    let submissions =
      try Self.hogs.map { try all.handIn($0.name) }
      + (2...8).map { try all.handIn("fork-bomb", as: "fork-bomb-\($0)") }
    let formats = ["--format", "csv,gradescope,junit,tap", "--hide-hidden"]
    let options = ["--require-tier", "full", "--jobs", "\(submissions.count)"] + formats
    let grader = try RunningProgram(
      socklabExecutable().path(percentEncoded: false),
      all.arguments(submissions, options)
    )
    // Each has begun; some may have met a limit by then.
    let seen = Mutex(Set<String>())
    let haveBegun = await becomes(while: grader) {
      seen.withLock { $0.formUnion(all.marked()) }
      return seen.withLock { $0.count } >= submissions.count
    }
    #expect(haveBegun)
    let good = try await honest.grade([GradeRuns.fixture("good")])
    #expect(try honest.runs.result("good").outcome == "passed", "\(good.stdout)\(good.stderr)")
    #expect(try honest.runs.result("good")["score"]?.double == 4)
    let run = await grader.ended()
    #expect(run.status == 1, "\(run.stdout)\(run.stderr)")
    for attack in Self.hogs { try all.expect(attack) }
    for number in 2...8 {
      let bomb = try #require(Self.hogs.first { $0.name == "fork-bomb" })
      try all.expect(bomb, as: "fork-bomb-\(number)")
    }
    try all.expectNothingToldOrSteered(run)
    try await expectParsed(all)
    await all.expectNobodyLeft()
  }

  @Test(
    "Floods leave the grader small: 64 MB are more than it needs",
    .disabled(if: Sanitizer.isThere, "a sanitizer's shadow memory would be measured")
  )
  func memoryOfTheGrader() async throws {
    let all = try HostileClass()
    let submissions = try ["flood-output", "long-line", "flood-socket"].map { try all.handIn($0) }
    // The largest of the grader and all that it has waited for.
    let script = """
      import resource, subprocess, sys
      subprocess.run(sys.argv[1:], stdout=subprocess.DEVNULL)
      print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)
      """
    let grader = [socklabExecutable().path(percentEncoded: false)] + all.arguments(submissions)
    let run = try await runProgram(
      program: "/usr/bin/python3",
      ["-c", script] + grader + ["--jobs", "3"]
    )
    let peak = try #require(Int(run.stdout.trimmingCharacters(in: .newlines)), "\(run.stderr)")
    #expect(peak < 64 << 10, "\(peak) KiB")
    #expect(try all.runs.text("flood-socket.json").contains("sent much True"))
    #expect(try all.runs.text("long-line.json").contains("output-limit"))
  }

  /// Time is the only thing that these take.
  private static let impatient = """
    exercise "Answers in time"
    submission program
    limit wall 6s cpu 1s
    setup { spawn submission "7000" "MARK" as server }
    check listens "listens" {
      expect server listening 127.0.0.1:7000 within 100s
    }
    check answers "answers at last" {
      needs listens
      expect server listening 127.0.0.1:7000 within 100s
      socket tcp as c
      connect c 127.0.0.1:7000
      expect c bytes 1000 within 1h
    }

    """

  @Test("Who drips, sleeps or spins is over when the check's own time is")
  func timeWasters() async throws {
    let all = try HostileClass(Self.impatient)
    let names = ["drip", "ignore-signals", "spin"]
    let run = try await all.grade(try names.map { try all.handIn($0) }, ["--jobs", "3"])
    #expect(run.status == 1, "\(run.stdout)\(run.stderr)")
    for name in names {
      let result = try all.runs.result(name)
      let whole = try all.runs.text("\(name).json")
      #expect(result.outcome == "failed", "\(whole)")
      #expect(!result.statuses.values.contains("error"), "\(whole)")
      #expect(result.statuses[name == "spin" ? "listens" : "answers"] == "limit", "\(whole)")
      #expect(whole.contains("attack \(name) ran"), "\(whole)")
    }
    #expect(try all.runs.text("drip.json").contains("wall-limit"))
    await all.expectNobodyLeft()
  }

  private static let client = """
    exercise "A client"
    submission program
    limit wall 120s
    check asks "connects, and says hello" {
      socket tcp as s
      bind s 127.0.0.1:7000
      listen s
      spawn submission "7000" "MARK" as client
      expect client output "ran\\n" within 100s
      accept s as c within 10ms
      expect c "hello\\n"
    }
    check later "asks a server that is there later" {
      spawn submission "7002" "MARK" as client
      expect client output "ran\\n" within 100s
      socket tcp as s
      bind s 127.0.0.1:7001
      listen s
      accept s as c within 10ms
      expect c "hello\\n"
    }

    """

  @Test("A client has to connect: neither its exit status nor a server of its own counts")
  func clients() async throws {
    let all = try HostileClass(Self.client)
    let run = try await all.grade(try ["squat", "exit-at-once"].map { try all.handIn($0) })
    #expect(run.status == 1, "\(run.stdout)\(run.stderr)")
    for name in ["squat", "exit-at-once"] {
      #expect(try all.runs.result(name)["score"]?.double == 0)
      #expect(try all.runs.text("\(name).json").contains("attack \(name) ran"))
    }
    // It could not have the exercise's port, and is named where it has taken one.
    let squat = try all.runs.text("squat.json")
    #expect(squat.contains("port 7000 Address already in use"), "\(squat)")
    let named = "127.0.0.1:7001 is in LISTEN; your program (line 14) has it"
    #expect(squat.contains(named), "\(squat)")
    await all.expectNobodyLeft()
  }

  @Test("Two boxes at the same time have no place in common where a word could be left")
  func channels() async throws {
    let all = try HostileClass()
    let pair = try ["one", "two"].map { try all.handIn("channels", as: $0) }
    _ = try await all.grade(pair, ["--require-tier", "full", "--jobs", "2"])
    var times: [(from: Double, to: Double)] = []
    for name in ["one", "two"] {
      let output = try all.runs.result(name)["tests"]?.array?.first?["output"]?.string ?? ""
      #expect(output.contains("attack channels ran"), "\(output)")
      #expect(output.contains("tried 20 seen []"), "\(output)")
      let words = output.split { $0.isWhitespace }
      let place = try #require(words.firstIndex(of: "from"), "\(output)")
      times.append((Double(words[place + 1]) ?? 0, Double(words[place + 3]) ?? 0))
    }
    // Else they could not have met.
    #expect(times[0].from < times[1].to && times[1].from < times[0].to, "\(times)")
    await all.expectNobodyLeft()
  }

  /// Every file of a grading, read by somebody else's reader.
  private func expectParsed(_ all: HostileClass) async throws {
    let script = """
      import csv, json, os, sys, xml.etree.ElementTree as tree
      count = 0
      for name in sorted(os.listdir(sys.argv[1])):
          with open(os.path.join(sys.argv[1], name), encoding="utf-8", newline="") as file:
              if name.endswith(".json"):
                  json.load(file)
              elif name.endswith(".xml"):
                  tree.parse(file)
              elif name.endswith(".csv"):
                  assert len({len(row) for row in csv.reader(file)}) == 1
              else:
                  continue
              count += 1
      print(count)
      """
    let read = try await runProgram(program: "/usr/bin/python3", ["-c", script, all.runs.out])
    #expect(read.status == 0, "\(read.stderr)")
    #expect(Int(read.stdout.trimmingCharacters(in: .newlines)) ?? 0 > 20)
  }
}
