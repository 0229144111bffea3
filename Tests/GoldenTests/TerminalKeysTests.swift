import Foundation
import Glibc
import LabTestSupport
import Testing

/// What keys, signals and ends of programs do to a session at a terminal.
struct TerminalKeysTests {
  private let folder: ScriptFolder

  init() throws { folder = try ScriptFolder() }

  private func prompt(_ environment: [String: String] = [:]) async throws -> TerminalProgram {
    let program = try TerminalProgram(["repl"], in: folder.url, environment: environment)
    #expect(await program.shows("1 > "), "\(program.screen)")
    return program
  }

  private func expect(_ program: TerminalProgram, shows texts: String...) async {
    for text in texts where await !program.shows(text) {
      Issue.record("'\(text)' is not shown:\n\(program.screen)")
      return
    }
  }

  private func leave(_ program: TerminalProgram) async {
    program.type("\u{4}\n")
    #expect(await program.ended() == 0)
    #expect(program.isCooked)
  }

  @Test func aWindowChangesItsSize() async throws {
    let program = try await prompt()
    program.type("note \"one line of a text, ")
    await expect(program, shows: "of a text")
    program.resize(columns: 30)
    program.enter("and its end\"")
    await expect(program, shows: "│ one line of a text", "2 > ")
    await leave(program)
  }

  /// Ctrl-Z gives the terminal back, and takes it again afterwards, also while an entry waits.
  @Test func ctrlZStopsTheProgram() async throws {
    let program = try await prompt()
    program.type("socket tcp")
    await expect(program, shows: "socket tcp")
    program.type("\u{1A}")
    #expect(await program.stopped())
    #expect(program.isCooked)
    program.send(signal: SIGCONT)
    await expect(program, shows: "socket tcp")
    program.enter(" as web; bind web 127.0.0.1:8080; listen web")
    await expect(program, shows: "2 > ")
    program.enter("accept web")
    await expect(program, shows: "waiting on web")
    program.type("\u{1A}")
    #expect(await program.stopped())
    #expect(program.isCooked)
    program.send(signal: SIGCONT)
    program.type("\u{3}")
    await expect(program, shows: "web listens as before", "3 > ")
    await leave(program)
  }

  /// After `undo` the session is a copy of the process that the shell knows: both stop.
  @Test func ctrlZStopsAlsoAfterUndo() async throws {
    let program = try await prompt()
    program.enter("socket tcp as a")
    await expect(program, shows: "2 > ")
    program.enter("undo")
    await expect(program, shows: "is undone", "1 > ")
    program.type("\u{1A}")
    #expect(await program.stopped())
    kill(-program.id, SIGCONT)
    program.type("\u{3}")
    await expect(program, shows: "1 > ")
    program.enter("socket tcp as b")
    await expect(program, shows: "b = fd 3", "2 > ")
    await leave(program)
  }

  /// Ctrl-\\ would end a program and leave the terminal as it is.
  @Test func ctrlBackslashDoesNothing() async throws {
    let program = try await prompt()
    program.type("socket ")
    await expect(program, shows: "socket ")
    // The terminal drops what is typed and not read; so nothing may stand before the key.
    program.type("\u{1C}")
    program.enter("tcp")
    await expect(program, shows: "tcp1 = fd 3", "2 > ")
    await leave(program)
  }

  @Test func inputrcIsObeyed() async throws {
    let file = folder.url.appending(path: "inputrc")
    try "\"\\C-o\": \"socket tcp as made_by_a_key\"\n"
      .write(to: file, atomically: true, encoding: .utf8)
    let program = try await prompt(["INPUTRC": file.path(percentEncoded: false)])
    program.type("\u{F}\n")
    await expect(program, shows: "made_by_a_key = fd 3", "2 > ")
    await leave(program)
  }

  /// What comes while a line of the history is looked for leaves the search as it is.
  @Test func aSearchGoesOnWhileActorsTalk() async throws {
    let program = try await prompt()
    program.enter("socket tcp as found_again")
    await expect(program, shows: "2 > ")
    program.enter("actor late { sleep 300ms; note \"from beside\" }")
    await expect(program, shows: "3 > ")
    program.type("\u{12}found")
    await expect(program, shows: "from beside")
    // Enter as a keyboard has it: a line feed would only end the search.
    program.type("\r")
    await expect(program, shows: "found_again = fd 4", "4 > ")
    await leave(program)
  }

  /// Whoever kills the copy that `undo` made finds the terminal as it was, and a failed session.
  @Test func aKilledCopyLeavesTheTerminal() async throws {
    let program = try await prompt()
    program.enter("socket tcp as a")
    await expect(program, shows: "2 > ")
    program.enter("undo")
    await expect(program, shows: "socklab enter ", "1 > ")
    let text = try #require(program.screen.matches(of: /socklab enter (\d+)/).last).output.1
    let copy = try #require(pid_t(text))
    #expect(copy != program.id)
    program.type("half a line")
    await expect(program, shows: "half a line")
    #expect(kill(copy, SIGKILL) == 0)
    #expect(await program.ended() == 1)
    #expect(program.isCooked)
  }

  /// `save` replaces what a session has saved, and nothing else.
  @Test func saveSparesOtherFiles() async throws {
    let other = folder.url.appending(path: "other.c")
    try "int main;\n".write(to: other, atomically: true, encoding: .utf8)
    let program = try await prompt()
    program.enter("socket tcp as a")
    await expect(program, shows: "2 > ")
    program.enter("save other.c")
    await expect(program, shows: "is there already", " > ")
    program.enter("save mine.sock")
    await expect(program, shows: "saved 1 entry", " > ")
    program.enter("save mine.sock --expect")
    await expect(program, shows: "saved 1 entry", " > ")
    await leave(program)
    #expect(try String(contentsOf: other, encoding: .utf8) == "int main;\n")
  }

  @Test func ctrlDDropsABlock() async throws {
    let program = try await prompt()
    program.enter("check \"x\" {")
    await expect(program, shows: "… > ")
    program.type("\u{4}")
    await expect(program, shows: "the block was dropped", "1 > ")
    program.enter("note \"a\"")
    await expect(program, shows: "│ a", "2 > ")
    #expect(program.screen.contains("1 > note \"a\"\n       │ a"), "\(program.screen)")
    await leave(program)
  }

  /// A program that somebody kills is told above the line that is typed; nothing of it is left.
  @Test func aKilledProgramIsTold() async throws {
    let program = try await prompt()
    program.enter("spawn \"sleep\" \"1000\" as job")
    await expect(program, shows: "job = pid ")
    await expect(program, shows: "2 > ")
    let text = try #require(program.screen.firstMatch(of: /job = pid (\d+)/)).output.1
    let id = try #require(pid_t(text))
    program.type("note \"half a")
    await expect(program, shows: "half a")
    #expect(kill(id, SIGKILL) == 0)
    await expect(program, shows: "[ended] job (pid \(id)): ended by SIGKILL", "note \"half a")
    program.enter(" line\"")
    await expect(program, shows: "│ half a line", "3 > ")
    await leave(program)
    #expect(kill(id, 0) == -1)
  }

  @Test func whoWaitsForAFailedActorHearsWhy() async throws {
    let program = try await prompt()
    program.enter("actor helper { expect 1 == 2 }")
    await expect(program, shows: "1 is not 2", "2 > ")
    program.enter("wait helper")
    await expect(program, shows: "actor helper has failed: 1 is not 2", "3 > ")
    program.enter("actor helper { return 5 }")
    await expect(program, shows: "4 > ")
    program.enter("wait helper as five; expect five == 5")
    await expect(program, shows: "5 > ")
    #expect(!program.screen.suffix(300).contains("✗"), "\(program.screen)")
    await leave(program)
  }

  /// What answers otherwise a second time: a directory that is there already.
  @Test func undoKeepsWhatItCannotRepeat() async throws {
    let program = try await prompt()
    let made = folder.url.appending(path: "made").path(percentEncoded: false)
    program.enter("socket tcp as web")
    await expect(program, shows: "2 > ")
    program.enter("run \"mkdir\" \"\(made)\"")
    await expect(program, shows: "3 > ")
    program.enter("close web")
    await expect(program, shows: "ok", "4 > ")
    program.enter("undo")
    await expect(
      program,
      shows: "undo would change more than entry 3; everything is as before",
      "entry 2 answered otherwise in the new network",
      "then: ok   now: failed",
      "4 > "
    )
    await leave(program)
  }

  /// A background statement and the limit of waits live on in the new network.
  @Test func undoKeepsTheBackground() async throws {
    let program = try await prompt()
    program.enter("socket tcp as web; bind web 127.0.0.1:8080; listen web")
    await expect(program, shows: "2 > ")
    program.enter("timeout 7min")
    await expect(program, shows: "ok", "2 > ")
    program.enter("accept web &")
    await expect(program, shows: "background1", "3 > ")
    program.enter("note \"last\"")
    await expect(program, shows: "4 > ")
    program.enter("undo")
    await expect(program, shows: "entry 3 is undone", "3 > ")
    program.enter("timeout")
    await expect(program, shows: "420 s", "3 > ")
    program.enter("socket tcp as c; connect c web")
    await expect(program, shows: "conn1 = fd", "4 > ")
    program.enter("send conn1 \"x\"")
    await expect(program, shows: "ok 1 byte", "5 > ")
    await leave(program)
  }
}
