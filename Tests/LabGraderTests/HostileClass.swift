import Foundation
import LabEvents
import LabTestSupport
import Testing

/// Hostile programs that one grading judges, marked so that what is left of them can be found.
///
/// The programs are in Fixtures/hostile. Each first makes sure that it is in a box
/// (Fixtures/hostile/box.py) and ends at once where it is not; each is bounded in count and time,
/// and says `attack NAME ran` behind its deed.
final class HostileClass: Sendable {
  /// One program and what must become of it.
  struct Attack: Sendable {
    let name: String
    /// Points that it may have for what it really did.
    var score = 0.0
    /// What it must have found, in its own words.
    var says: [String] = []
    /// The status of its first check; several where the machine decides.
    var listens = ["failed"]
    /// False where it is ended before it can say so.
    var isWitness = true
  }

  /// A line echo server is wanted, with all the time that a busy machine may need.
  static let patient = """
    exercise "Line echo server"
    submission program
    limit wall 120s cpu 60s
    setup {
      # Few enough to be used up.
      sysctl "net.ipv4.ip_local_port_range" "40000 43999"
      spawn submission "7000" "MARK" as server
    }
    check listens "listens on the port it was given" {
      points 1
      expect server listening 127.0.0.1:7000 within 100s
    }
    check echo "sends a line back, and nothing else" {
      points 1
      needs listens
      expect server listening 127.0.0.1:7000 within 100s
      socket tcp as c
      connect c 127.0.0.1:7000
      send c "hello\\n"
      expect c exactly "hello\\n" within 60s
    }
    check secret "a hidden line: CANARY-title" {
      points 2
      needs listens
      visibility hidden
      hint "CANARY-hint"
      expect server listening 127.0.0.1:7000 within 100s
      socket tcp as c
      connect c 127.0.0.1:7000
      send c "SENT-1"
      expect server read c within 60s
      expect c nothing within 60s
      send c "-2\\n"
      expect c exactly "SENT-1-2\\n" within 60s
    }
    check wish "another: CANARY-wish" {
      points 0
      needs listens
      visibility hidden
      expect server listening 127.0.0.1:7000 within 100s
      socket tcp as c
      connect c 127.0.0.1:7000
      send c "SENT-3\\n"
      expect c exactly "CANARY-answer\\n" within 60s
    }

    """

  let runs: GradeRuns
  /// In the arguments of every program of this class, of what it forks, and of its box.
  let mark = "hostile-\(UUID().uuidString)"
  /// In all that hidden checks say and look for.
  let canary = "CANARY\(UUID().uuidString.filter { $0 != "-" })"
  let exercise: String

  /// Writes an exercise with the mark and the canary, for the teacher's eyes only.
  init(_ text: String = patient) throws {
    runs = try GradeRuns()
    let folder = runs.folder.appending(path: "exercise")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    exercise = folder.path
    let script = text.replacing("MARK", with: mark).replacing("CANARY", with: canary)
    try Data(script.utf8).write(to: folder.appending(path: "exercise.sock"))
    try FileManager.default.setAttributes([.posixPermissions: 0o700], ofItemAtPath: folder.path)
  }

  /// A program of Fixtures/hostile, as it is handed in.
  func handIn(
    _ attack: String,
    as name: String? = nil,
    with more: [String: String] = [:]
  ) throws -> String {
    let box = try Self.text("box.py")
    let files = ["run": try Self.text("\(attack).py"), "box.py": box].merging(more) { $1 }
    return try runs.submission("class/\(name ?? attack)", files)
  }

  private static func text(_ name: String) throws -> String {
    try String(contentsOfFile: GradeRuns.fixture("hostile/\(name)"), encoding: .utf8)
  }

  /// The command line of a grading.
  func arguments(_ submissions: [String], _ options: [String] = []) -> [String] {
    ["grade", exercise] + submissions + ["--out", runs.out] + options
  }

  /// Grades into every format, as students may see it.
  func grade(
    _ submissions: [String],
    _ options: [String] = [],
    environment: [String: String] = [:]
  ) async throws -> ProgramRun {
    let formats = ["--format", "csv,gradescope,junit,tap", "--hide-hidden"]
    return try await runSocklab(
      arguments(submissions, formats + options),
      environment: environment
    )
  }

  /// Points, witness and words of one attack.
  func expect(_ attack: Attack, as name: String? = nil) throws {
    let name = name ?? attack.name
    let result = try runs.result(name)
    let whole = try runs.text("\(name).json")
    #expect(result.outcome == "failed", "\(name): \(whole)")
    #expect(result["score"]?.double == attack.score, "\(name): \(whole)")
    let first = result["tests"]?.array?.first?["status"]?.string ?? ""
    #expect(attack.listens.contains(first), "\(name): \(whole)")
    let outputs = (result["tests"]?.array ?? []).compactMap { $0["output"]?.string }
    let output = outputs.joined(separator: "\n")
    if attack.isWitness { #expect(output.contains("attack \(attack.name) ran"), "\(output)") }
    for words in attack.says { #expect(output.contains(words), "\(name): \(words) in: \(output)") }
    #expect(!output.contains("DONE"), "\(name): \(output)")
  }

  /// No format, and no terminal, tells what is hidden or steers the reader's screen.
  func expectNothingToldOrSteered(_ run: ProgramRun) throws {
    var texts = ["the terminal": run.stdout + run.stderr]
    for name in try FileManager.default.contentsOfDirectory(atPath: runs.out) {
      texts[name] = try runs.text(name)
    }
    for (name, text) in texts {
      #expect(!text.contains(canary), "\(name)")
      // What was sent to a program, it may write down itself.
      if !name.hasPrefix("tell-hidden") { #expect(!text.contains("SENT-"), "\(name)") }
      #expect(!text.unicodeScalars.contains { Self.steers($0) }, "\(name)")
    }
  }

  private static func steers(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x0a, 0x0d: false
    case 0..<0x20, 0x7f..<0xa0, 0x200e, 0x200f, 0x202a...0x202e, 0x2066...0x2069: true
    default: false
    }
  }

  /// Waits until no process has the mark: a box that was ended goes soon, not at once.
  func expectNobodyLeft() async {
    _ = await becomes { self.marked().isEmpty }
    #expect(marked() == [])
  }

  /// The command lines and names of all processes with the mark, in whatever namespace.
  func marked() -> [String] {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: "/proc")) ?? []
    return names.compactMap { name in
      guard Int(name) != nil,
        let line = try? Data(contentsOf: URL(filePath: "/proc/\(name)/cmdline")),
        line.range(of: Data(mark.utf8)) != nil
      else { return nil }
      return "\(name): \(String(decoding: line.suffix(200), as: UTF8.self))"
    }
  }
}
