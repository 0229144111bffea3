import Foundation
import LabEvents
import LabTestSupport
import Testing

/// What a submission can't reach: this machine's network, its files, its terminal, its clock.
@Suite("Out of reach", .serialized, .timeLimit(.minutes(Sanitizer.patience)))
struct HostileReachTests {
  @Test("A box's loopback is not this machine's: nobody hears it")
  func exfiltration() async throws {
    let all = try HostileClass()
    let (tcp, tcp6, udp) = (try Canary.tcp(AF_INET), try Canary.tcp(AF_INET6), try Canary.udp())
    let name = "hostile-canary-\(UUID().uuidString)"
    let abstract = try Canary.unix([0] + Array(name.utf8))
    let path = all.runs.folder.appending(path: "canary").path
    let unix = try Canary.unix(Array(path.utf8))
    chmod(path, 0o777)
    let canaries = """
      {"tcp": \(tcp.port), "tcp6": \(tcp6.port), "udp": \(udp.port), "abstract": "\(name)", \
      "path": "\(path)"}
      """
    let caller = try all.handIn("reach-host", with: ["canaries.json": canaries])
    _ = try await all.grade([caller], ["--require-tier", "full"])
    try all.expect(
      HostileClass.Attack(
        name: "reach-host",
        says: [
          "tcp 127.0.0.1 Connection refused", "tcp 127.0.0.2 Connection refused",
          "udp 127.0.0.1 Connection refused", "udp 127.0.0.2 Connection refused",
          "tcp ::1 Connection refused", "abstract Connection refused",
          "path No such file or directory", "vsock Address family not supported",
          "interfaces lo\n", "routes 0\n",
        ]
      )
    )
    for canary in [tcp, tcp6, udp, abstract, unix] { #expect(canary.hasHeardNothing) }
  }

  @Test("What lies under a result's name is replaced, and never opened")
  func plantedResults() async throws {
    let all = try HostileClass()
    let runs = all.runs
    try FileManager.default.createDirectory(atPath: runs.out, withIntermediateDirectories: true)
    let victim = runs.folder.appending(path: "victim")
    try Data("untouched".utf8).write(to: victim)
    symlink(victim.path, "\(runs.out)/linked.json")
    symlink("/dev/null", "\(runs.out)/nowhere.json")
    // Whoever opened it would wait for ever.
    mkfifo("\(runs.out)/waiting.json", 0o600)
    try Data("{}".utf8).write(to: URL(filePath: "\(runs.out)/locked.json"))
    chmod("\(runs.out)/locked.json", 0)
    let script = try String(contentsOfFile: GradeRuns.fixture("raw/run"), encoding: .utf8)
    let names = ["linked", "nowhere", "waiting", "locked"]
    // And what lies beside the program under such names is a file like any other.
    let more = ["run": script, "results.json": #"{"score": 4}"#, "linked.json": "{}"]
    let submissions = try names.map { try runs.submission("class/\($0)", more) }
    let run = try await all.grade(submissions, ["--jobs", "4"])
    #expect(run.status == 1, "\(run.stdout)\(run.stderr)")
    #expect(try String(contentsOf: victim, encoding: .utf8) == "untouched")
    for name in names {
      #expect(try runs.result(name).statuses["hidden-3"] == "failed", "\(name)")
      #expect(try runs.result(name)["score"]?.double == 2, "\(name)")
    }
  }

  @Test("A folder under a result's name is this machine's fault, and no verdict")
  func folderInTheWay() async throws {
    let runs = try GradeRuns()
    let folder = "\(runs.out)/good.json"
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    let run = try await runs.grade([GradeRuns.fixture("good")])
    #expect(run.status == 3, "\(run.stdout)\(run.stderr)")
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder).isEmpty)
  }

  @Test("The grader's terminal is not the program's, in no tier", arguments: ["full", "weaker"])
  func terminal(_ tier: String) async throws {
    let all = try HostileClass()
    let program = try all.handIn("terminal")
    // A terminal of the test's own: what is written into its input would be read behind the grading.
    let script = """
      import fcntl, os, pty, select, struct, sys, termios, tty
      child, terminal = pty.fork()
      if child == 0:
          tty.setraw(0)
          os.execv(sys.argv[1], sys.argv[1:])
      said = b""
      while True:
          try:
              data = os.read(terminal, 4096)
          except OSError:
              break
          if not data:
              break
          said += data
      print(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]))
      sys.stdout.buffer.write(said)
      """
    // The shell stays behind the grader and asks how many bytes wait in the terminal's input.
    let last = """
      "$@"; status=$?
      /usr/bin/python3 -c 'import fcntl, struct, termios; print("input:", \
      struct.unpack("i", fcntl.ioctl(0, termios.FIONREAD, b"0000"))[0])'
      exit $status
      """
    let grader = [socklabExecutable().path(percentEncoded: false)] + all.arguments([program])
    let run = try await runProgram(
      program: "/usr/bin/python3",
      ["-c", script, "/bin/sh", "-c", last, "sh"] + grader,
      environment: tier == "full" ? [:] : ["PATH": "/nonexistent"]
    )
    #expect(run.stdout.contains("input: 0"), "\(run.stdout)\(run.stderr)")
    try all.expect(
      HostileClass.Attack(
        name: "terminal",
        says: [
          "tiocsti 0 Inappropriate ioctl", "tiocsti 1 Inappropriate ioctl",
          "tiocsti 2 Inappropriate ioctl", "tty No such device or address", "input b''",
        ]
      )
    )
    let whole = try all.runs.text("terminal.json")
    #expect(whole.contains("\"tier\":\"full\"") == (tier == "full"), "\(whole)")
  }

  @Test(
    "A clock that jumps by years changes no verdict",
    .enabled(if: FileManager.default.isExecutableFile(atPath: "/usr/bin/cc"), "a C compiler")
  )
  func clock() async throws {
    let runs = try GradeRuns()
    // In the grader, each look at the wall clock is a hundred years away from the one before.
    let source = runs.folder.appending(path: "clock.c")
    try Data(
      """
      #define _GNU_SOURCE
      #include <sys/syscall.h>
      #include <sys/time.h>
      #include <time.h>
      #include <unistd.h>
      static long step(void) {
        static long looks;
        return (++looks % 2 ? 100 : -10) * 31557600L;
      }
      int clock_gettime(clockid_t id, struct timespec *t) {
        int answer = syscall(SYS_clock_gettime, id, t);
        if (id == CLOCK_REALTIME) t->tv_sec += step();
        return answer;
      }
      int gettimeofday(struct timeval *restrict t, void *restrict zone) {
        struct timespec s;
        clock_gettime(CLOCK_REALTIME, &s);
        t->tv_sec = s.tv_sec;
        t->tv_usec = s.tv_nsec / 1000;
        return 0;
      }
      time_t time(time_t *t) {
        struct timespec s;
        clock_gettime(CLOCK_REALTIME, &s);
        if (t) *t = s.tv_sec;
        return s.tv_sec;
      }

      """.utf8
    ).write(to: source)
    let library = runs.folder.appending(path: "clock.so").path
    let built = try await runProgram(
      program: "/usr/bin/cc",
      ["-shared", "-fPIC", "-o", library, source.path]
    )
    try #require(built.status == 0, "\(built.stderr)")
    let run = try await runs.grade(
      ["good", "raw"].map(GradeRuns.fixture),
      environment: ["LD_PRELOAD": library]
    )
    #expect(run.status == 1, "\(run.stdout)\(run.stderr)")
    #expect(try runs.result("good").outcome == "passed")
    #expect(try runs.result("raw")["score"]?.double == 2)
    for name in ["good", "raw"] {
      let told = try #require(try runs.result(name)["run"])
      let year = Int(told["started"]?.string?.prefix(4) ?? "") ?? 0
      // The witness: the clock did jump.
      #expect(year > 2100 || year < 2020, "\(year)")
      #expect((0..<86_400).contains(told["seconds"]?.double ?? -1))
    }
  }
}
