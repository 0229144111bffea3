import Foundation
import LabEvents
import LabTestSupport
import Testing

/// Submissions whose files are the attack, and Makefiles that do more than to make.
@Suite("Hostile files", .serialized, .timeLimit(.minutes(Sanitizer.patience)))
struct HostileFilesTests {
  @Test("Links, FIFOs, devices, sockets, other people's files and 100,000 files: none is opened")
  func forms() async throws {
    let runs = try GradeRuns()
    let script = try String(contentsOfFile: GradeRuns.fixture("good/run"), encoding: .utf8)
    // Each a good program but for what lies beside it, or in its place.
    func submission(_ name: String) throws -> String {
      try runs.submission("class/\(name)", ["run": script])
    }
    var wanted: [String: String] = [:]
    func add(_ name: String, _ code: String, _ change: (String) -> Void) throws {
      change(try submission(name))
      wanted[name] = code
    }
    let victim = runs.folder.appending(path: "victim").path
    try Data("root:x:0:0\n".utf8).write(to: URL(filePath: victim))
    try add("link", "is a symbolic link") { symlink("/etc/passwd", "\($0)/passwords") }
    try add("link-to-folder", "is a symbolic link") { symlink("/etc", "\($0)/etc") }
    try add("link-upwards", "is a symbolic link") { symlink("../../victim", "\($0)/up") }
    try add("loop", "is a symbolic link") { symlink("loop", "\($0)/loop") }
    try add("linked-program", "is a symbolic link") {
      unlink("\($0)/run")
      symlink("/bin/true", "\($0)/run")
    }
    try add("fifo", "is a FIFO") { mkfifo("\($0)/pipe", 0o666) }
    try add("fifo-program", "is a FIFO") {
      unlink("\($0)/run")
      mkfifo("\($0)/run", 0o777)
    }
    try add("socket", "is a socket") { path in
      _ = try? Canary.unix(Array("\(path)/socket".utf8))
    }
    try add("sparse", "it is larger than") { truncate("\($0)/run", 1 << 40) }
    try add("deep", "nested more than") { path in
      let deep = (0..<80).map { "d\($0)" }.joined(separator: "/")
      try? FileManager.default.createDirectory(
        atPath: "\(path)/\(deep)",
        withIntermediateDirectories: true
      )
    }
    if geteuid() == 0 {
      // The null device: reading it does no harm, if it should ever be read.
      try add("device", "is a device") { mknod("\($0)/null", S_IFCHR | 0o666, 0x103) }
      try add("foreign", "second name of a file that belongs to somebody else") { path in
        chown(path, 1234, 1234)
        chown("\(path)/run", 1234, 1234)
        link(victim, "\(path)/mine")
      }
    }
    // In memory, where a hundred thousand files are made and removed soon.
    let many = "/dev/shm/grade-\(UUID().uuidString)/many"
    let made = try await runProgram(
      program: "/bin/sh",
      ["-c", "mkdir -p \(many) && seq -f '\(many)/%.0f' 100000 | xargs touch"]
    )
    #expect(made.status == 0)
    wanted["many"] = "has more than"
    let names = wanted.keys.sorted()
    let run = try await runs.grade(
      names.map { $0 == "many" ? many : runs.folder.appending(path: "class/\($0)").path }
        + [submission("good")],
      ["--jobs", "4"]
    )
    #expect(run.status == 4, "\(run.stdout)\(run.stderr)")
    // By another program: Foundation takes its time.
    _ = try await runProgram(
      program: "/bin/rm",
      ["-r", (many as NSString).deletingLastPathComponent]
    )
    for name in names {
      let result = try runs.result(name)
      #expect(result.outcome == "ungradable", "\(name)")
      let message = result["message"]?.string ?? ""
      #expect(message.contains(wanted[name] ?? ""), "\(name): \(message)")
      #expect(!message.contains("root:"))
    }
    #expect(try runs.result("good").outcome == "passed")
  }

  /// Nothing is made, or what is no program, or a program beside which something goes on.
  private static let makefiles = [
    "writes": """
    run:
    \t-echo x > /usr/made-by-make
    \t-echo x > /etc/made-by-make
    \t-echo x > ../made-by-make
    \t-echo x > /tmp/../made-by-make
    \techo attack writes ran; false
    """,
    "calls-out": """
    run:
    \tcat /proc/net/route /proc/net/dev | wc -l
    \tbash -c 'echo x > /dev/tcp/127.0.0.1/PORT' && echo DONE || echo attack calls-out ran; false
    """,
    "floods": """
    run:
    \thead -c 100000000 /dev/zero | tr '\\0' 'x'; printf '\\033[2J\\033]0;owned\\007'
    \techo; echo attack floods ran; false
    """,
    "forks": """
    run:
    \t-for i in $$(seq 300); do sh -c ': MARK; sleep 60; :' & done 2>/dev/null
    \techo attack forks ran; false
    """,
    "fills": """
    run:
    \t-head -c 1000000000 /dev/zero > big
    \t-i=0; while [ $$i -lt 30000 ]; do : > n$$i || break; i=$$((i+1)); done 2>/dev/null
    \techo attack fills ran; false
    """,
    "link": "run:\n\tln -s /etc/hostname run\n",
    "no-link": "run:\n\tln -s /nonexistent/x run\n",
    "fifo": "run:\n\tmkfifo run\n",
    "folder": "run:\n\tmkdir run\n",
    "moves": """
    run:
    \tcp program run; chmod +x run
    \t-mv /submission /other && echo DONE
    \t-ln -sf /proc/1/root ../run && echo DONE
    """,
    // What is left running would change the program while it is judged.
    "stays": """
    run:
    \tcp program run; chmod +x run
    \tsetsid sh -c 'trap "" TERM HUP; : MARK; sleep 1; cp good run; sleep 60; :' >/dev/null 2>&1 &
    """,
  ]

  @Test("A Makefile runs in the box, and nothing of it outlives the build")
  func makefiles() async throws {
    let canary = try Canary.tcp(AF_INET)
    let all = try HostileClass()
    let runs = all.runs
    let (good, raw) = (
      try String(contentsOfFile: GradeRuns.fixture("good/run"), encoding: .utf8),
      try String(contentsOfFile: GradeRuns.fixture("raw/run"), encoding: .utf8)
    )
    let submissions = try Self.makefiles.keys.sorted().map { name in
      let text = (Self.makefiles[name] ?? "").replacing("PORT", with: "\(canary.port)")
        .replacing("MARK", with: all.mark)
      return try runs.submission(
        "class/\(name)",
        ["Makefile": "# \(all.mark)\n\(text)\n", "program": raw, "good": good]
      )
    }
    let run = try await all.grade(submissions, ["--require-tier", "full", "--jobs", "4"])
    #expect(run.status == 4, "\(run.stdout)\(run.stderr)")
    for name in ["writes", "calls-out", "floods", "forks", "fills"] {
      let message = try runs.result(name)["message"]?.string ?? ""
      let outcome = try runs.result(name).outcome
      #expect(outcome == "ungradable", "\(message)")
      #expect(message.contains("attack \(name) ran"), "\(message)")
      #expect(!message.contains("DONE") && !message.contains("\u{1b}"), "\(message)")
    }
    for name in ["fifo", "folder"] {
      let whole = try runs.text("\(name).json")
      #expect(whole.contains("\"outcome\":\"ungradable\""), "\(whole)")
    }
    // Whether a file is there on this machine makes no difference.
    #expect(try runs.result("link").outcome == runs.result("no-link").outcome)
    #expect(try runs.result("link")["score"]?.double == 0)
    // The raw echo stays one.
    for name in ["moves", "stays"] {
      let whole = try runs.text("\(name).json")
      #expect(whole.contains("\"score\":2,"), "\(whole)")
      #expect(!whole.contains("DONE"), "\(whole)")
    }
    for path in ["/usr", "/etc", runs.folder.path, "/tmp", "/"] {
      #expect(!FileManager.default.fileExists(atPath: "\(path)/made-by-make"))
    }
    #expect(canary.hasHeardNothing)
    await all.expectNobodyLeft()
  }
}
