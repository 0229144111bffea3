import Foundation
import LabTestSupport
import Testing

/// What `socklab repl` answers to lines that come through a pipe; the folder says how it ends.
struct ReplGoldenTests {
  static let passing = Golden.cases(in: "Fixtures/repl/ok", ending: "session")
  static let failing = Golden.cases(in: "Fixtures/repl/failed", ending: "session")
  static let invalid = Golden.cases(in: "Fixtures/repl/invalid", ending: "session")

  @Test func fixturesAreFound() {
    #expect(Self.passing.count >= 3)
    #expect(Self.failing.count >= 4)
    #expect(Self.invalid.count >= 4)
  }

  @Test(arguments: passing)
  func passes(_ test: Golden.Case) async throws { try await expect(test, status: 0) }

  @Test(arguments: failing)
  func fails(_ test: Golden.Case) async throws { try await expect(test, status: 1) }

  @Test(arguments: invalid)
  func refuses(_ test: Golden.Case) async throws { try await expect(test, status: 2) }

  private func expect(_ test: Golden.Case, status: Int32) async throws {
    let input = try String(contentsOf: test.url, encoding: .utf8)
    let run = try await runRepl(input)
    #expect(run.status == status, "\(test.name): \(run.stdout)\(run.stderr)")
    let shown = withoutChosenPorts(run.stdout)
    if case .different(let text) = Golden.check(shown, against: test.facet("out")) {
      Issue.record("\(text)")
    }
  }

  @Test func aLineThatIsTooLongIsRefused() async throws {
    let long = "note \"" + String(repeating: "x", count: 3 << 20) + "\"\nnote \"behind\"\n"
    let run = try await runRepl(long)
    #expect(!run.stdout.contains("behind"))
    #expect(run.status == 2)
    #expect(run.stdout.contains("more than 1048576 bytes"))
    #expect(run.stdout.utf8.count < 1000)
  }

  @Test func whatIsNoTextIsRefused() async throws {
    let folder = try ScriptFolder()
    let script = folder.url.appending(path: "bytes")
    try Data([0x6e, 0x6f, 0x74, 0x65, 0x20, 0xff, 0x0a] + Array("note \"behind\"\n".utf8)).write(
      to: script
    )
    let path = script.path(percentEncoded: false)
    let run = try await runProgram(
      program: "/bin/sh",
      ["-c", "exec \"$0\" repl < \"$1\"", socklabExecutable().path(percentEncoded: false), path]
    )
    #expect(run.status == 2)
    #expect(run.stdout.contains("not valid UTF-8"))
    #expect(!run.stdout.contains("behind"))
  }

  /// A lesson that was loaded has its header first in what is saved, whatever was entered before.
  @Test func aLoadedLessonIsSavedWithItsHeaderFirst() async throws {
    let folder = try ScriptFolder()
    let path = folder.url.appending(path: "saved.sock").path(percentEncoded: false)
    let lesson = DocumentationTests.root.appending(path: "examples/half-close.sock").path()
    let run = try await runRepl(
      """
      socket tcp as before
      goal "You have seen it."
      load \(lesson)
      socket udp as after
      note "behind"
      save \(path) --expect
      """ + "\n"
    )
    #expect(run.status == 0, "\(run.stdout)")
    let again = try await runSocklab(["run", path])
    let saved = try String(contentsOfFile: path, encoding: .utf8)
    #expect(again.status == 0, "\(saved)\(again.stdout)\(again.stderr)")
    #expect(saved.split(separator: "\n")[1] == "goal \"You have seen it.\"", "\(saved)")
  }

  /// Twenty statements, saved with what the kernel answered, pass at once and again and again.
  @Test func aSavedSessionPasses() async throws {
    let folder = try ScriptFolder()
    let path = folder.url.appending(path: "saved.sock").path(percentEncoded: false)
    let session = """
      socket tcp
      bind . 127.0.0.1:8080
      listen
      socket tcp
      connect . 127.0.0.1:8080
      accept
      send tcp2 "hello\\n"
      recv conn1
      getsockopt conn1 SO_TYPE
      setsockopt tcp2 TCP_NODELAY 1
      expect tcp2.TCP_NODELAY == 1
      let port = tcp2.port
      expect conn1.peer == tcp2.local
      send conn1 "world\\n"
      expect tcp2 line
      shutdown tcp2 write
      expect conn1 eof
      close conn1
      socket udp
      bind . 127.0.0.1:8080
      socket udp as sender
      send sender "a datagram" to 127.0.0.1:8080
      recv udp1
      socket tcp as rival
      connect rival 127.0.0.1:9 expect ECONNREFUSED
      socket unix stream as door
      bind door unix:door
      listen door
      socket unix stream as guest
      connect guest unix:door
      accept door as inside
      send guest "over a file"
      recv inside
      socketpair unix stream as left, right
      send left "x"; recv right
      getsockopt left SO_TYPE
      setsockopt rival SO_REUSEADDR 1
      actor helper {
        socket tcp as h
        connect h 127.0.0.1:8080
        expect h "for the actor\\n"
        ready served
      }
      accept tcp1 as conn9
      send conn9 "for the actor\\n"
      wait served
      spawn "true" as job
      wait job
      note "the end"
      save \(path) --expect
      """
    let run = try await runRepl(session + "\n")
    #expect(run.status == 0, "\(run.stdout)")
    let saved = try String(contentsOfFile: path, encoding: .utf8)
    #expect(saved.contains("recv conn1 expect \"hello\\n\""), "\(saved)")
    #expect(saved.contains("recv inside expect \"over a file\""), "\(saved)")
    #expect(saved.contains("note \"the end\""), "\(saved)")
    for _ in 0..<11 {
      let again = try await runSocklab(["run", path])
      #expect(again.status == 0, "\(again.stdout)\(again.stderr)")
    }
  }
}

/// Runs `socklab repl` with lines that come from a file.
///
/// Not by `runSocklab`: Foundation's `Process` would take the prompt, which closes what it inherited
/// before it reads a line, for one that has ended, and wait for it in the thread that has yet to
/// feed it.
func runRepl(_ input: String) async throws -> EndedProgram {
  let folder = try ScriptFolder()
  defer { withExtendedLifetime(folder) {} }
  let script = folder.url.appending(path: "input")
  try Data(input.utf8).write(to: script)
  return try await runProgram(
    program: "/bin/sh",
    [
      "-c", "exec \"$0\" repl < \"$1\"",
      socklabExecutable().path(percentEncoded: false), script.path(percentEncoded: false),
    ],
    environment: ["NO_COLOR": "1", "COLUMNS": "100", "LC_ALL": "C.UTF-8"]
  )
}

/// Ports that the kernel chose are other ones each time; they have five digits, so columns stay.
func withoutChosenPorts(_ text: String) -> String {
  text.replacing(/\b(3[2-9]|4\d|5\d|60)\d{3}\b/, with: "NNNNN")
}
