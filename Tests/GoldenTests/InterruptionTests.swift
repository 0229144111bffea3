import Foundation
import Glibc
import LabTestSupport
import Testing

/// Ctrl-C, SIGTERM and SIGHUP end a run cleanly; nothing of it stays.
struct InterruptionTests {
  @Test(arguments: [SIGINT, SIGTERM, SIGHUP])
  func endsAWait(_ signal: Int32) async throws {
    let folder = try ScriptFolder()
    let script = try folder.write(
      "x.sock",
      """
      cleanup { note "cleaned up" }
      socket tcp as l
      bind l 127.0.0.1:8080
      listen l
      actor one { wait go }
      note "it waits now"
      accept l within 1h
      ready go
      """
    )
    let running = try start(["run", script], temporary: folder)
    #expect(await running.prints("it waits now"))
    running.send(signal: signal)
    let run = await running.ended()
    #expect(run.status == 130)
    for text in ["cleaned up", "Interrupted by SIG", "accept l within 1h", "wait go"] {
      #expect(run.stdout.contains(text), "\(text) is not in:\n\(run.stdout)")
    }
    #expect(try folder.names() == ["x.sock"])
  }

  /// The call sleeps in the kernel, where neither `close` nor an event would wake it.
  @Test func endsABlockingCall() async throws {
    let folder = try ScriptFolder()
    let script = try folder.write(
      "x.sock",
      """
      pair tcp as a, b
      actor reader { recv a blocking within 1h }
      expect reader blocked 10ms
      note "it sleeps now"
      wait reader
      """
    )
    let running = try start(["run", script], temporary: folder)
    #expect(await running.prints("it sleeps now"))
    running.send(signal: SIGINT)
    let run = await running.ended()
    #expect(run.status == 130)
    #expect(run.stdout.contains("recv a blocking within 1h"), "\(run.stdout)")
  }

  /// SIGIO and SIGURG stay pending for the script that asks for them; their default would end us.
  @Test(arguments: [SIGIO, SIGURG, SIGPIPE])
  func isNotEndedBySignalsOfSockets(_ signal: Int32) async throws {
    let folder = try ScriptFolder()
    let script = try folder.write(
      "x.sock",
      "note \"on\"\nrun \"sh\" \"-c\" \"while ! [ -e ${tmp}/go ]; do sleep 0.01; done\" within 1h\nnote \"still on\"\n"
    )
    let running = try start(["run", script], temporary: folder)
    #expect(await running.prints("on"))
    running.send(signal: signal)
    let made = try folder.names().filter { $0 != "x.sock" }
    for name in made { _ = try folder.write("\(name)/go", "") }
    let run = await running.ended()
    #expect(run.status == 0, "\(run.stdout)")
    #expect(run.stdout.contains("still on"))
  }

  @Test func endsABusyScript() async throws {
    let folder = try ScriptFolder()
    let script = try folder.write(
      "x.sock",
      "step \"a\" { note \"on\" }\nrepeat 1000000000 { let n = 1 }\n"
    )
    let running = try start(["run", "--events", "-", script], temporary: folder)
    #expect(await running.prints("\"on\""))
    running.send(signal: SIGTERM)
    let run = await running.ended()
    #expect(run.status == 130)
    #expect(run.stdout.contains("\"outcome\":\"interrupted\""))
  }

  /// The first signal ends the statements, the second one a cleanup that takes long.
  @Test func aSecondSignalEndsTheCleanups() async throws {
    let folder = try ScriptFolder()
    let script = try folder.write(
      "x.sock",
      "cleanup { note \"in it\"; sleep 1h }\nnote \"on\"\nsleep 1h\n"
    )
    let running = try start(["run", "--quiet", "--events", "-", script], temporary: folder)
    #expect(await running.prints("\"on\""))
    running.send(signal: SIGINT)
    #expect(await running.prints("\"in it\""))
    running.send(signal: SIGINT)
    #expect(await running.ended().status == 130)
  }

  /// Whoever holds the FIFO open for writing lives: the program, and what it started.
  @Test func endsTheProgramsToo() async throws {
    let folder = try ScriptFolder()
    let fifo = folder.url.appending(path: "fifo").path(percentEncoded: false)
    #expect(mkfifo(fifo, 0o666) == 0)
    let script = try folder.write(
      "x.sock",
      "run \"sh\" \"-c\" \"exec >\(fifo); echo on; sleep 3600 & wait\" within 2h\n"
    )
    let running = try start(["run", script], temporary: folder)
    let reader = try #require(FileHandle(forReadingAtPath: fifo))
    #expect(try reader.read(upToCount: 3) == Data("on\n".utf8))
    running.send(signal: SIGTERM)
    #expect(await running.ended().status == 130)
    var end = pollfd(fd: reader.fileDescriptor, events: Int16(POLLIN), revents: 0)
    #expect(poll(&end, 1, 60_000) == 1, "a program lives on")
  }

  @Test func endsASeries() async throws {
    let folder = try ScriptFolder()
    let first = try folder.write("a.sock", "note \"first\"\nwait go within 1h\nready go\n")
    let second = try folder.write("b.sock", "note \"second\"\n")
    let running = try start(["run", first, second], temporary: folder)
    #expect(await running.prints("first"))
    running.send(signal: SIGINT)
    let run = await running.ended()
    #expect(run.status == 130)
    #expect(!run.stdout.contains("second"))
    #expect(try folder.names() == ["a.sock", "b.sock"])
  }

  private func start(_ arguments: [String], temporary: ScriptFolder) throws -> RunningProgram {
    try RunningProgram(
      socklabExecutable().path(percentEncoded: false),
      arguments,
      environment: ["TMPDIR": temporary.url.path(percentEncoded: false)]
    )
  }
}
