import Foundation
import LabEvents
import LabTestSupport
import Testing

/// The same attacks where bwrap is missing, as far as they only look: what each tier still promises.
///
/// A test never hurts the machine it runs on, so nothing here stops, fills or floods what is not
/// the program's own.
@Suite("Hostile submissions in weaker boxes", .serialized, .timeLimit(.minutes(Sanitizer.patience)))
struct HostileTierTests {
  typealias Attack = HostileClass.Attack

  /// As everywhere: points are for what was seen on the wire, limits hold, nobody stays.
  static let attacks = [
    Attack(name: "read-everything", says: ["looked at enough True"]),
    Attack(
      name: "print-results",
      score: 1,
      says: ["other descriptors 0"],
      listens: ["passed"]
    ),
    Attack(name: "exit-at-once"),
    Attack(name: "known-answers", score: 2, listens: ["passed"]),
    Attack(name: "tell-hidden", score: 2, listens: ["passed"]),
    Attack(name: "junk-bytes", score: 1, listens: ["passed"]),
    Attack(name: "take-name", score: 2, says: ["called bwrap"], listens: ["passed"]),
    Attack(name: "flood-output", listens: ["limit"], isWitness: false),
    Attack(name: "long-line", listens: ["limit"]),
    Attack(name: "flood-socket", score: 1, says: ["sent much True"], listens: ["passed"]),
    Attack(
      name: "show-environment",
      says: [
        "env HOME LANG PATH SOCKLAB_BOX", "fds 0 1 2\n", "input b''", "caps 0000000000000000",
        "new 1 filter 2",
      ]
    ),
  ]

  private func expectAll(_ all: HostileClass, _ run: ProgramRun, tier: String) async throws {
    #expect(run.status == 1, "\(run.stdout)\(run.stderr)")
    for attack in Self.attacks {
      try all.expect(attack)
      let sandbox = try all.runs.result(attack.name)["run"]?["sandbox"]
      #expect(sandbox?["tier"]?.string == tier)
      let missing = sandbox?["missing"]?.array?.compactMap { $0.string } ?? []
      #expect(Set(missing).isSuperset(of: ["mountns", "ipcns"]))
      #expect(!missing.contains("netns") && !missing.contains("seccomp"))
    }
    // It was not told where the exercise is, and could not look into who knows.
    #expect(try !all.runs.text("read-everything.json").contains(all.canary + "-"))
    try all.expectNothingToldOrSteered(run)
    await all.expectNobodyLeft()
  }

  @Test(
    "Tier uid: a user that nobody is, who reads what everybody may, and no more",
    .enabled(if: geteuid() == 0, "root")
  )
  func uid() async throws {
    let all = try HostileClass()
    let run = try await all.grade(
      try Self.attacks.map { try all.handIn($0.name) },
      ["--jobs", "6"],
      environment: ["PATH": "/nonexistent"]
    )
    try await expectAll(all, run, tier: "uid")
    #expect(try all.runs.text("show-environment.json").contains("spare user True"))
  }

  @Test(
    "Tier none: the grader's own user, whose other files it can read, and whom it can't hide from",
    .enabled(if: geteuid() == 0, "root, to become an ordinary user")
  )
  func none() async throws {
    let all = try HostileClass()
    let user = UInt32(0x6000_0000) | UInt32(getpid()) & 0xffff
    let place = all.runs.folder.path
    // By another process: whoever is forked meanwhile would hold the copy open for writing.
    _ = try await runProgram(
      program: "/bin/cp",
      [socklabExecutable().path(percentEncoded: false), "\(place)/socklab"]
    )
    let submissions = try Self.attacks.map { try all.handIn($0.name) }
    try FileManager.default.createDirectory(
      atPath: "\(place)/tmp",
      withIntermediateDirectories: true
    )
    _ = try await runProgram(program: "/bin/chown", ["-R", "\(user):\(user)", place])
    let options = ["--jobs", "6", "--format", "csv,gradescope,junit,tap", "--hide-hidden"]
    let run = try await runProgram(
      program: "/usr/bin/setpriv",
      ["--reuid", "\(user)", "--regid", "\(user)", "--clear-groups", "\(place)/socklab"]
        + all.arguments(submissions, options),
      environment: ["PATH": "/nonexistent", "TMPDIR": "\(place)/tmp"]
    )
    try await expectAll(all, run, tier: "none")
  }

  @Test("What a program leaves behind in a weaker box is ended with its grading")
  func daemon() async throws {
    let all = try HostileClass(
      """
      exercise "Ends"
      submission program
      limit wall 120s
      check ends "ends at once" {
        spawn submission "7000" "MARK" as it
        expect it exit 0 within 100s
      }

      """
    )
    _ = try await all.grade([try all.handIn("daemon")], environment: ["PATH": "/nonexistent"])
    let whole = try all.runs.text("daemon.json")
    #expect(whole.contains("\"outcome\":\"passed\""), "\(whole)")
    await all.expectNobodyLeft()
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
  }
}
