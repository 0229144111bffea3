import Foundation
import Glibc
import LabTestSupport
import Testing

/// `socklab repl` as somebody at a keyboard has it.
///
/// No test waits for a time: each waits for what the screen shows.
struct TerminalSessionTests {
  private let folder: ScriptFolder

  init() throws { folder = try ScriptFolder() }

  private func prompt(columns: UInt16 = 100) async throws -> TerminalProgram {
    let program = try TerminalProgram(["repl"], in: folder.url, columns: columns)
    #expect(await program.shows("1 > "), "\(program.screen)")
    return program
  }

  private func expect(_ program: TerminalProgram, shows texts: String...) async {
    for text in texts where await !program.shows(text) {
      Issue.record("'\(text)' is not shown:\n\(program.screen)")
      return
    }
  }

  /// The session of a learner who finds out: what is missing is asked for, with a default.
  @Test func whatIsMissingIsAskedFor() async throws {
    let program = try await prompt()
    program.enter("bind 8080")
    await expect(program, shows: "there is no socket yet", "try: socket tcp", " > ")
    program.enter("socket tcp")
    await expect(program, shows: "tcp1 = fd 3", ". is tcp1 now", " > ")
    program.enter("bind . 8080")
    await expect(program, shows: "On which address? 8080 is only the port.", "]: ")
    program.enter("192.168.1.20:8080")
    await expect(program, shows: "-1 EADDRNOTAVAIL", "no address of this network", " > ")
    program.enter("bind . 8080")
    await expect(program, shows: "[127.0.0.1:8080]: ")
    program.enter("")
    await expect(program, shows: "bind(3, 127.0.0.1:8080) = 0", "does not listen yet", " > ")
    program.enter("accept")
    await expect(program, shows: "-1 EINVAL", "tcp1 does not listen", " > ")
    program.type("\u{4}")
    await expect(program, shows: "save as [no]: ")
    program.enter("")
    #expect(await program.ended() == 0)
  }

  /// An actor that goes on while nobody types meets words of its own: they mean the same to what is
  /// typed next.
  @Test func wordsOfAnIdleActorMeanTheSame() async throws {
    let program = try await prompt()
    program.enter("socket tcp as s; bind s localhost:0; listen s")
    await expect(program, shows: "2 > ")
    program.enter("actor a { sleep 100ms; note \"now ${s.state}\" }")
    await expect(program, shows: "now LISTEN")
    program.enter("expect s.state == SYN_SENT within 1ms")
    await expect(program, shows: "s.state is LISTEN, not SYN_SENT", " > ")
    program.enter("expect s.state in [SYN_RECV, LISTEN]")
    await expect(program, shows: "LISTEN", "ok  TCP_INFO of 3: LISTEN", " > ")
    program.enter("expect s.state == LISTEN")
    await expect(program, shows: "ok  TCP_INFO of 3: LISTEN", " > ")
    program.type("\u{4}")
    await expect(program, shows: "save as [no]: ")
    program.enter("")
    #expect(await program.ended() == 0)
  }

  @Test func ctrlCStopsAWaitAndNothingElse() async throws {
    let program = try await prompt()
    program.enter("socket tcp as web; bind web 127.0.0.1:8080; listen web")
    await expect(program, shows: "web takes connections", "2 > ")
    program.enter("accept web")
    await expect(program, shows: "waiting on web, 127.0.0.1:8080, queue 0 of 4096")
    program.type("\u{3}")
    await expect(program, shows: "web listens as before", "3 > ")
    program.enter("expect web.state == LISTEN")
    await expect(program, shows: "ok", "4 > ")
    // Ctrl-C while a line is typed leaves the line.
    program.type("socket nonsense\u{3}")
    await expect(program, shows: "^C", "4 > ")
    program.enter("socket tcp as c")
    await expect(program, shows: "c = fd 4", "5 > ")
    program.type("\u{4}")
    await expect(program, shows: "save as [no]: ")
    program.type("\u{4}")
    #expect(await program.ended() == 0)
  }

  @Test func whatComesInTheBackgroundIsToldAboveTheLine() async throws {
    let program = try await prompt()
    program.enter("socket tcp as web; bind web 127.0.0.1:8080; listen web")
    await expect(program, shows: "2 > ")
    program.enter("accept web &")
    await expect(program, shows: "runs beside the prompt", "3 > ")
    program.enter("actor client { sleep 300ms; socket tcp as c; connect c web; wait done }")
    await expect(program, shows: "4 > ")
    program.type("note \"half a")
    await expect(program, shows: "conn1 = fd", "4 > note \"half a")
    program.enter(" line\"")
    await expect(program, shows: "5 > ")
    program.enter("send conn1 \"x\"")
    await expect(program, shows: "ok 1 byte", "6 > ")
    program.type("\u{4}")
    await expect(program, shows: "save as [no]: ")
    program.enter("")
    #expect(await program.ended() == 0)
  }

  /// `&` while an entry waits: it goes on beside the prompt, and what it gives gets its name.
  @Test func aKeyPutsAWaitInTheBackground() async throws {
    let program = try await prompt()
    program.enter("socket tcp; bind . 127.0.0.1:8080; listen")
    await expect(program, shows: "2 > ")
    program.enter("accept")
    await expect(program, shows: "waiting on tcp1, 127.0.0.1:8080", "&: in the background")
    // What else is typed is for the next prompt.
    program.type("&socket tcp as c\n")
    await expect(
      program,
      shows: "runs beside the prompt as background1",
      "socket tcp as c",
      "c = fd 4"
    )
    await expect(program, shows: "4 > ")
    program.enter("actor late { sleep 300ms; socket tcp as d; connect d tcp1; wait done }")
    await expect(program, shows: "5 > ")
    program.type("note \"half a")
    await expect(program, shows: "conn1 = fd", "5 > note \"half a")
    program.enter(" line\"")
    await expect(program, shows: "6 > ")
    program.enter("send conn1 \"x\"")
    await expect(program, shows: "ok 1 byte", "7 > ")
    program.enter("sleep 1000s; note \"late\"")
    await expect(program, shows: "waiting")
    program.type("&")
    await expect(program, shows: "runs beside the prompt as background2", "8 > ")
    program.type("\u{4}")
    await expect(program, shows: "save as [no]: ")
    program.enter("")
    #expect(await program.ended() == 0)
    #expect(program.isCooked)
  }

  @Test func tabKnowsTheGrammar() async throws {
    let program = try await prompt()
    program.enter("socket tcp as server; bind server 127.0.0.1:8080; listen server")
    await expect(program, shows: "2 > ")
    program.type("acc\t")
    await expect(program, shows: "accept ")
    program.type("\t")
    await expect(program, shows: "server ")
    program.type("\u{15}getsockopt server SO_KEEPA\t")
    await expect(program, shows: "SO_KEEPALIVE ")
    program.type("\u{15}bind server 127.0.0.1:80 expect EADDRI\t")
    await expect(program, shows: "EADDRINUSE ")
    // A second Tab says what may stand here.
    program.type("\u{15}shutdown server \t\t")
    await expect(program, shows: "shutdown SOCKET HOW", "both")
    program.type("\u{3}")
    await expect(program, shows: "2 > ")
    program.type("\u{4}")
    #expect(await program.ended() == 0)
  }

  @Test func blocksGoOnAndComeBack() async throws {
    let program = try await prompt()
    program.enter("repeat 2 {")
    await expect(program, shows: "… > ")
    program.enter("  socet tcp as s")
    await expect(program, shows: "… > ")
    program.enter("}")
    await expect(program, shows: "error[unknown-statement]", "socket", "2 > ")
    // Up-arrow has the whole block.
    program.type("\u{1B}[A")
    await expect(program, shows: "socet tcp as s")
    program.type("\u{3}")
    await expect(program, shows: "2 > ")
    program.type("\u{4}")
    #expect(await program.ended() == 0)
  }

  @Test func historyIsThereInTheNextSession() async throws {
    let first = try await prompt()
    first.enter("socket udp as from_the_first")
    await expect(first, shows: "2 > ")
    first.type("\u{4}")
    #expect(await first.ended() == 0)
    let second = try await prompt()
    second.type("\u{1B}[A")
    await expect(second, shows: "socket udp as from_the_first")
    second.type("\u{3}\u{4}")
    #expect(await second.ended() == 0)
  }

  /// A new network in which all but the last entry has happened.
  @Test func undoReplays() async throws {
    let program = try await prompt()
    program.enter("socket tcp as web; bind web 127.0.0.1:8080; listen web")
    await expect(program, shows: "2 > ")
    program.enter("spawn \"sleep\" \"1000\"")
    await expect(program, shows: "pid", "3 > ")
    program.enter("close web")
    await expect(program, shows: "ok", "4 > ")
    program.enter("undo")
    await expect(program, shows: "entry 3 is undone", "3 > ")
    program.enter("expect web.state == LISTEN")
    await expect(program, shows: "ok", "4 > ")
    program.type("\u{4}")
    await expect(program, shows: "save as [no]: ")
    program.enter("")
    #expect(await program.ended() == 0)
  }

  static let shown = ["README.md", "Documentation/prompt.md"].flatMap { file in
    DocumentationTests.blocks(of: "prompt", in: file)
  }

  /// The sessions of the README and of the guide, typed line by line, show what they are said to.
  @Test(arguments: shown)
  func shownSessionIsReal(_ shown: String) async throws {
    let program = try await prompt()
    var number = 1
    for line in shown.split(separator: "\n") {
      guard let entry = line.firstRange(of: "\(number) > "), entry.lowerBound == line.startIndex
      else { continue }
      program.enter(String(line[entry.upperBound...]))
      number += 1
      await expect(program, shows: "\n\(number) > ")
    }
    let start = try #require(program.screen.range(of: "1 > "))
    let end = try #require(program.screen.range(of: "\n\(number) > "))
    let screen = program.screen[start.lowerBound..<end.lowerBound] + "\n"
    #expect(
      withoutChosenPorts(String(screen)) == withoutChosenPorts(shown),
      "it must show:\n\(screen)"
    )
    #expect(number >= 5)
    program.type("\u{4}")
    await expect(program, shows: "save as [no]: ")
    program.enter("")
    #expect(await program.ended() == 0)
  }

  /// `run --interactive-on-failure`: what a check made is there, with its names.
  @Test func aFailedRunLeavesEverythingAlive() async throws {
    let script = folder.url.appending(path: "fails.sock")
    try """
    socket tcp as web
    bind web 127.0.0.1:8080
    check "a client" {
      socket tcp as c
      connect c web
    }
    """.write(to: script, atomically: true, encoding: .utf8)
    let program = try TerminalProgram(
      ["run", "--interactive-on-failure", "fails.sock"],
      in: folder.url
    )
    await expect(program, shows: "ECONNREFUSED", "all that it made is alive", " > ")
    program.enter("listen web; connect c web; expect c.state == ESTABLISHED")
    await expect(program, shows: "ESTABLISHED", " > ")
    program.type("\u{4}")
    #expect(await program.ended() == 1)
  }

  private let keys = "[Enter] next step   [b] back   [p] prompt"

  /// `run --pause`: `b` is the stop before, in a new network where all has happened up to there.
  @Test func aLectureGoesBack() async throws {
    let script = folder.url.appending(path: "back.sock")
    try """
    step "one" { socket tcp as web; bind web 127.0.0.1:8080 }
    step "two" {
      listen web
      predict "What will it answer?"
      bind web 127.0.0.1:8081 expect EINVAL
    }
    step "three" { close web }
    step "four" { note "the fourth" }
    """.write(to: script, atomically: true, encoding: .utf8)
    let program = try TerminalProgram(["run", "--pause", "back.sock"], in: folder.url)
    await expect(program, shows: "next: one", keys)
    program.type("b")
    await expect(program, shows: "this is the first step", keys)
    program.enter("")
    await expect(program, shows: "next: two", keys)
    program.type("p")
    await expect(program, shows: " > ")
    program.enter("socket udp as mine")
    await expect(program, shows: "mine = fd", " > ")
    program.type("\u{4}")
    await expect(program, shows: keys)
    program.enter("")
    await expect(program, shows: "What will it answer?", "answer: ")
    program.enter("EINVAL")
    await expect(program, shows: "right: EINVAL", "next: three", keys)
    // What was entered before the second step is not there yet; what the first made is.
    program.type("b")
    await expect(program, shows: "back, in a new network", "next: two", keys)
    program.type("p")
    await expect(program, shows: " > ")
    program.enter("sockets")
    await expect(program, shows: "web", " > ")
    #expect(!program.screen.suffix(200).contains("mine"))
    program.enter("expect web.port == 8080")
    await expect(program, shows: "ok", " > ")
    program.type("\u{4}")
    await expect(program, shows: keys)
    program.enter("")
    await expect(program, shows: "listen(3", "answer: ")
    program.enter("EINVAL")
    await expect(program, shows: "next: three", keys)
    program.type("q")
    #expect(await program.ended() == 0)
    #expect(program.isCooked)
  }

  /// `run --pause`: Enter goes on, `p` is the prompt, predictions are counted.
  @Test func aLectureStopsAtItsSteps() async throws {
    let script = folder.url.appending(path: "lecture.sock")
    try """
    lesson "On stage"
    step "one" { socket tcp as web; bind web 127.0.0.1:8080 }
    step "two" {
      ask "Who listens?"
      socket tcp as c
      predict "What will connect answer?"
      connect c web expect ECONNREFUSED
    }
    """.write(to: script, atomically: true, encoding: .utf8)
    let program = try TerminalProgram(["run", "--pause", "lecture.sock"], in: folder.url)
    await expect(program, shows: "On stage", "next: one", keys)
    program.enter("")
    await expect(program, shows: "bind(3, 127.0.0.1:8080) = 0", "next: two", keys)
    program.type("p")
    await expect(program, shows: " > ")
    program.enter("expect web.port == 8080")
    await expect(program, shows: "ok", " > ")
    program.type("\u{4}")
    await expect(program, shows: keys)
    program.enter("")
    await expect(program, shows: "? Who listens?", "answer: ")
    program.enter("nobody")
    await expect(program, shows: "? What will connect answer?", "answer: ")
    program.enter("I say econnrefused")
    await expect(program, shows: "right: ECONNREFUSED", "1 of 1 were right", "[Enter] leave")
    program.enter("")
    #expect(await program.ended() == 0)
    let plain = try await runSocklab(["run", "--pause", "lecture.sock"], in: folder.url)
    #expect(plain.status == 0)
    #expect(plain.stdout.contains("What will connect answer?"))
  }

  /// `load FILE to LINE` leaves what the lines up to there made.
  @Test func aLessonIsLoadedUpToALine() async throws {
    let script = folder.url.appending(path: "lesson.sock")
    try """
    lesson "Loaded"
    step "one" {
      socket tcp as web
      bind web 127.0.0.1:8080
      listen web
      close web
    }
    """.write(to: script, atomically: true, encoding: .utf8)
    let program = try await prompt()
    program.enter("load lesson.sock to 5")
    await expect(program, shows: "done, up to line 5", "alive: web", "2 > ")
    program.enter("load lesson.sock")
    await expect(program, shows: "EADDRINUSE", "it failed there", "3 > ")
    program.type("\u{4}")
    #expect(await program.ended() == 0)
  }

  @Test func theTerminalIsLeftAsItWas() async throws {
    for way in ["ctrl-d", "sigterm", "sighup"] {
      let program = try await prompt()
      program.resize(columns: 60)
      program.type("socket tc")
      await expect(program, shows: "socket tc")
      switch way {
      case "ctrl-d":
        program.type("\u{3}")
        await expect(program, shows: "1 > ")
        program.type("\u{4}")
        #expect(await program.ended() == 0)
      case "sigterm":
        program.send(signal: SIGTERM)
        #expect(await program.ended() == 130)
      default:
        program.send(signal: SIGHUP)
        #expect(await program.ended() == 130)
      }
      #expect(program.isCooked, "\(way)")
    }
  }
}
