import Foundation
import Glibc
import LabTestSupport
import Testing

/// What a machine can do to a run; each fault has a clear end.
///
/// No descriptors, no memory, a full disk, signals, a clock that jumps.
@Suite struct FaultTests {
  private static let wakes = """
    pair tcp as a, b
    actor w { expect b silence 1ms; send b "now" }
    expect a "now" within 1h

    """

  /// Runs a line of bash in which SOCKLAB stands for the program.
  private func shell(_ command: String, in folder: ScriptFolder) async throws -> EndedProgram {
    let program = "'\(socklabExecutable().path(percentEncoded: false))'"
    return try await runProgram(
      program: "/bin/bash",
      ["-c", command.replacing("SOCKLAB", with: program)],
      in: folder.url,
      environment: ["TMPDIR": folder.url.path(percentEncoded: false)]
    )
  }

  /// Our own descriptors are above 1000 where there is room, else wherever they can be.
  @Test(arguments: [24, 200, 1000, 1003, 1063, 1064, 1100])
  func fewDescriptors(_ limit: Int) async throws {
    let folder = try ScriptFolder()
    try folder.write("x.sock", Self.wakes)
    let run = try await shell(
      // One that slept through its wake-ups would hear of no other signal.
      "ulimit -n \(limit) && timeout -s KILL 100 SOCKLAB run --events e.jsonl x.sock"
        + " && wc -l < e.jsonl",
      in: folder
    )
    #expect(run.status == 0, "\(run.stdout)\(run.stderr)")
    let count = run.stdout.split(separator: "\n").last.flatMap { Int($0) } ?? 0
    #expect(count > 5, "--events lost its descriptor")
    #expect(try folder.names().sorted() == ["e.jsonl", "x.sock"])
  }

  @Test func noDescriptorsForItself() async throws {
    let folder = try ScriptFolder()
    try folder.write("x.sock", Self.wakes)
    let run = try await shell("ulimit -n 4; SOCKLAB run x.sock", in: folder)
    #expect(run.status == 3, "\(run.stdout)\(run.stderr)")
    #expect(run.stderr.contains("EMFILE"))
    #expect(try folder.names() == ["x.sock"])
  }

  @Test func noDescriptorsForTheScript() async throws {
    let folder = try ScriptFolder()
    try folder.write("x.sock", "repeat 100 { socketpair unix stream as a, b }\n")
    let run = try await shell("ulimit -n 64; SOCKLAB run x.sock", in: folder)
    #expect(run.status == 1, "\(run.stderr)")
    #expect(run.stdout.contains("this process may have 64 descriptors open, and has as many"))
    #expect(run.stdout.contains("ulimit -Hn 256"))
  }

  @Test func noPorts() async throws {
    let run = try await runSocklab(
      ["run", "-"],
      input: """
        sysctl "net.ipv4.ip_local_port_range" "40000 40001"
        socket tcp as l
        bind l 127.0.0.1:8080
        listen l
        repeat 3 { socket tcp as c; connect c l }
        """
    )
    #expect(run.status == 1, "\(run.stderr)")
    #expect(run.stdout.contains("EADDRNOTAVAIL"))
    #expect(run.stdout.contains("ip_local_port_range"))
  }

  /// The runtime ends a process whose allocation fails; a run says so, and it is not the script's fault.
  @Test(.disabled(if: Sanitizer.isThere, "a sanitizer's shadow memory is more than this limit"))
  func noMemory() async throws {
    let folder = try ScriptFolder()
    try folder.write(
      "x.sock",
      "let t = repeat(60MiB, \"x\")\nlet l = [t + \"a\", t + \"b\", t + \"c\"]\n"
    )
    let run = try await shell("ulimit -v 150000; SOCKLAB run x.sock", in: folder)
    #expect(run.status == 3, "\(run.stdout)")
    #expect(run.stderr.contains("error[aborted]"), "\(run.stderr)")
    #expect(run.stderr.contains("--limit bytes="))
  }

  @Test func aFullDiskUnderEvents() async throws {
    let folder = try ScriptFolder()
    try folder.write("x.sock", Self.wakes)
    let run = try await shell("SOCKLAB run --events /dev/full x.sock", in: folder)
    #expect(run.status == 3)
    #expect(run.stdout.contains("5 statements passed"), "\(run.stdout)")
    #expect(run.stderr.contains("'/dev/full' of --events could not be written to its end: ENOSPC"))
  }

  /// Whatever else comes, the run goes on; the last signal ends it, and its events parse to the end.
  @Test func signalsAtRandomMoments() async throws {
    var generator = SystemRandomNumberGenerator()
    let harmless = [SIGIO, SIGURG, SIGPIPE, SIGWINCH, SIGCHLD, SIGCONT]
    for _ in 0..<20 {
      let folder = try ScriptFolder()
      let script = try folder.write(
        "x.sock",
        """
        pair tcp as a, b
        actor echo { repeat 1000000 { expect b "x"; send b "y" } }
        let n = 0
        repeat 1000000 {
          let n = n + 1
          note "tick ${n}."
          send a "x"
          expect a "y"
          run "true"
        }
        """
      )
      let running = try RunningProgram(
        socklabExecutable().path(percentEncoded: false),
        ["run", "--events", "-", "--timeout", "60s", script],
        environment: ["TMPDIR": folder.url.path(percentEncoded: false)]
      )
      var tick = 0
      for _ in 0..<6 {
        tick += Int.random(in: 1...4, using: &generator)
        #expect(await running.prints("tick \(tick)."), "no tick \(tick)")
        running.send(signal: try #require(harmless.randomElement(using: &generator)))
      }
      let last = try #require([SIGINT, SIGTERM, SIGHUP].randomElement(using: &generator))
      running.send(signal: last)
      let run = await running.ended()
      #expect(run.status == 130, "\(run.stderr)")
      let lines = run.stdout.split(separator: "\n")
      for line in lines { _ = try JSONSerialization.jsonObject(with: Data(line.utf8)) }
      #expect(lines.last?.contains("\"kind\":\"runEnded\"") == true)
      #expect(try folder.names() == ["x.sock"])
    }
  }

  /// The wall clock goes a day back and forth at each look; limits know the monotonic clock only.
  @Test func aClockThatJumps() async throws {
    let folder = try ScriptFolder()
    try folder.write("x.sock", Self.wakes + "expect a silence 5ms\n")
    try folder.write(
      "jump.c",
      """
      #include <sys/syscall.h>
      #include <sys/time.h>
      #include <time.h>
      #include <unistd.h>
      static long looks;
      int clock_gettime(clockid_t clock, struct timespec *now) {
        int result = syscall(SYS_clock_gettime, clock, now);
        if (result == 0 && clock == CLOCK_REALTIME) now->tv_sec += ++looks % 2 ? 86400 : -86400;
        return result;
      }
      """
    )
    let run = try await shell(
      "cc -shared -fPIC -o jump.so jump.c && LD_PRELOAD=$PWD/jump.so SOCKLAB run x.sock",
      in: folder
    )
    #expect(run.status == 0, "\(run.stdout)\(run.stderr)")
  }
}
