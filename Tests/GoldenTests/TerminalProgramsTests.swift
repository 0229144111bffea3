import Foundation
import LabTestSupport
import Testing

/// Programs and files at the prompt: `!COMMAND`, paths behind Tab, the history's file.
struct TerminalProgramsTests {
  private let folder: ScriptFolder

  init() throws { folder = try ScriptFolder() }

  private func expect(_ program: TerminalProgram, shows texts: String...) async {
    for text in texts where await !program.shows(text) {
      Issue.record("'\(text)' is not shown:\n\(program.screen)")
      return
    }
  }

  private func leave(_ program: TerminalProgram) async {
    program.type("\u{4}")
    if await program.shows("save as [no]: ") { program.enter("") }
    #expect(await program.ended() == 0)
  }

  /// Actors go on while a shell's command has the terminal: else this one would never end.
  @Test func actorsGoOnBesideAShellsCommand() async throws {
    let program = try TerminalProgram(["repl"], in: folder.url)
    program.enter("socket tcp as web; bind web 127.0.0.1:8080; listen web")
    await expect(program, shows: "2 > ")
    program.enter("actor greeter { accept web as c; send c \"hello from here\\n\" }")
    await expect(program, shows: "3 > ")
    let connect =
      "import socket; print(socket.create_connection((\\\"127.0.0.1\\\", 8080)).recv(99))"
    program.enter("!python3 -c \"\(connect)\"")
    await expect(program, shows: "b'hello from here\\n'", "3 > ")
    await leave(program)
  }

  /// A program that changes the terminal's modes and is killed leaves them as they were.
  @Test func aKilledProgramLeavesTheTerminalAsItWas() async throws {
    let program = try TerminalProgram(["repl"], in: folder.url)
    await expect(program, shows: "1 > ")
    program.enter("!stty -echo -icanon; kill -9 $$")
    await expect(program, shows: "(ended by signal SIGKILL)", "1 > ")
    program.enter("note \"still echoed\"")
    await expect(program, shows: "still echoed", "2 > ")
    await leave(program)
    #expect(program.isCooked)
  }

  /// Ctrl-Z has nobody here to let the program go on: it is ignored.
  @Test func ctrlZDoesNotStopAShellsCommand() async throws {
    let program = try TerminalProgram(["repl"], in: folder.url)
    await expect(program, shows: "1 > ")
    program.enter("!echo ready; cat")
    await expect(program, shows: "ready\n")
    program.type("\u{1A}")
    program.enter("and on")
    await expect(program, shows: "and on\nand on")
    program.type("\u{4}")
    await expect(program, shows: "1 > ")
    await leave(program)
  }

  @Test func pathsAreCompletedFromWhereItWasStarted() async throws {
    try folder.write("lecture_one.sock", "note \"the first\"\n")
    let program = try TerminalProgram(["repl"], in: folder.url)
    await expect(program, shows: "1 > ")
    program.type("load lect\t")
    await expect(program, shows: "load lecture_one.sock ")
    program.enter("")
    await expect(program, shows: "the first")
    await leave(program)
  }

  /// What is entered is remembered at once, and is nobody else's business.
  @Test func theHistoryIsOursAlone() async throws {
    let program = try TerminalProgram(["repl"], in: folder.url)
    await expect(program, shows: "1 > ")
    program.enter("note \"before the end\"")
    await expect(program, shows: "2 > ")
    let file = folder.url.appending(path: "state/socklab/history").path(percentEncoded: false)
    #expect(try String(contentsOfFile: file, encoding: .utf8) == "note \"before the end\"\n")
    let attributes = try FileManager.default.attributesOfItem(atPath: file)
    #expect((attributes[.posixPermissions] as? NSNumber)?.intValue == 0o600)
    await leave(program)
  }

  @Test func completionKnowsWhatFits() async throws {
    let program = try TerminalProgram(["repl"], in: folder.url)
    program.enter("socket tcp as web; socket tcp as gone; close gone")
    await expect(program, shows: "2 > ")
    // A state behind '==', a flag behind a COUNT that was left out, no closed socket.
    program.type("expect web.state == LIS\t")
    await expect(program, shows: "== LISTEN ")
    program.type("\u{3}")
    await expect(program, shows: "2 > ")
    program.type("recv web MSG_PE\t")
    await expect(program, shows: "MSG_PEEK ")
    program.type("\u{3}")
    await expect(program, shows: "2 > ")
    program.type("expect \t\t")
    await expect(program, shows: "web")
    #expect(!program.screen.suffix(60).contains("gone"))
    program.type("\u{3}")
    await expect(program, shows: "2 > ")
    await leave(program)
  }

  @Test func whatAPromptHasNoUseForIsRefused() async throws {
    try folder.write("a.sock", "note \"a\"\n")
    let run = try await runSocklab(
      ["run", "--pause", "--events", "e.jsonl", "a.sock"],
      in: folder.url
    )
    #expect(run.status == 2)
    #expect(run.stderr.contains("--pause opens a prompt, where --events means nothing"))
  }
}
