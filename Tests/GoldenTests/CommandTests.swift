import Foundation
import LabTestSupport
import Testing

/// The commands, their options and how they end.
struct CommandTests {
  static let commandLines: [(Int32, [String])] = [
    (0, ["--version"]), (0, ["--help"]), (0, ["run", "--help"]), (0, ["check", "-h"]),
    (2, ["nonsense"]), (2, ["run"]), (2, ["check"]), (2, ["run", "--nope", "x.sock"]),
    (2, ["run", "--limit", "foo=1", "-"]), (2, ["run", "--limit", "actors=x", "-"]),
    (2, ["run", "--timeout", "5", "-"]), (2, ["run", "--timeout", "5parsecs", "-"]),
    (2, ["run", "--set", "n", "-"]), (2, ["run", "--calls", "long", "-"]),
    (2, ["run", "--quiet", "--verbose", "-"]), (2, ["enter", "x"]),
    (3, ["enter", "999999999", "--", "true"]),
    (0, ["--generate-completion-script", "bash"]),
  ]

  @Test(arguments: commandLines)
  func usage(_ status: Int32, _ arguments: [String]) async throws {
    let run = try await runSocklab(arguments, input: "note \"x\"\n")
    #expect(run.status == status, "\(arguments): \(run.stdout)\(run.stderr)")
    // What was asked for goes to standard output, what is wrong to standard error.
    #expect(run.stdout.isEmpty == (status != 0))
    #expect(run.stderr.isEmpty == (status == 0))
  }

  static let scripts: [(Int32, String)] = [
    (0, "note \"x\"\n"), (1, "expect 1 == 2\n"), (2, "expect 1 =\n"), (0, "require root\n"),
    (1, "check a \"x\" { expect 1 == 2 }\ncheck b \"y\" { note \"z\" }\n"),
  ]

  @Test(arguments: scripts)
  func statusOfAScript(_ status: Int32, _ script: String) async throws {
    let run = try await runSocklab(["run", "-"], input: script)
    #expect(run.status == (script.hasPrefix("require") ? run.status : status))
    #expect(run.status != 3)
  }

  /// A process for each file; the status is the one that needs attention first.
  @Test func severalFiles() async throws {
    let folder = try ScriptFolder()
    try folder.write("good.sock", "note \"good\"\n")
    try folder.write("failing.sock", "expect 1 == 2\n")
    try folder.write("bad.sock", "let x =\n")
    try folder.write(
      "host.sock",
      "network host\nrun \"readlink\" \"/proc/self/ns/net\" as n\nnote \"${n.data}\"\n"
    )
    func status(_ names: [String]) async throws -> (Int32, String) {
      let run = try await runSocklab(["run"] + names.map { $0 + ".sock" }, in: folder.url)
      return (run.status, run.stdout)
    }
    #expect(try await status(["good", "good"]).0 == 0)
    #expect(try await status(["good", "failing", "good"]).0 == 1)
    let all = try await status(["failing", "bad", "good", "host"])
    #expect(all.0 == 2)
    #expect(all.1.contains("good"))
    let own = try FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/ns/net")
    #expect(try await status(["good", "host"]).1.contains(own))
  }

  @Test func settingsAndTimeouts() async throws {
    let script = """
      param count 3
      param name "bob"
      param limit 5s
      param where 127.0.0.1:80
      repeat count as i { note "${name} ${i} ${where}" }
      """
    let plain = try await runSocklab(["run", "-"], input: script)
    #expect(plain.stdout.contains("bob 2 127.0.0.1:80"))
    let set = try await runSocklab(
      [
        "run", "--set", "count=1", "--set", "name=a=b", "--set", "limit=5ms", "--set",
        "where=[::1]:8080", "-",
      ],
      input: script
    )
    #expect(set.status == 0, "\(set.stderr)")
    #expect(set.stdout.contains("a=b 0 [::1]:8080"))
    #expect(!set.stdout.contains("a=b 1"))
    let unknown = try await runSocklab(["run", "--set", "cuont=1", "-"], input: script)
    #expect(unknown.status == 2)
    #expect(unknown.stderr.contains("did you mean 'count'?"))
    let wrong = try await runSocklab(["run", "--set", "count=many", "-"], input: script)
    #expect(wrong.status == 2)
    let missing = try await runSocklab(["run", "-"], input: "param n\nnote \"${n}\"\n")
    #expect(missing.status == 2)
  }

  /// A quiet run tells what fails it, and under --strict that is a leftover.
  @Test func aQuietStrictRunNamesItsLeftovers() async throws {
    let script = "pair tcp as a, b\nsend a \"x\"\n"
    let strict = try await runSocklab(["run", "--quiet", "--strict", "-"], input: script)
    #expect(strict.status == 1)
    #expect(strict.stdout.contains("warning[leftover]"), "\(strict.stdout)")
    #expect(strict.stdout.contains("With --strict, a warning fails the run."))
    let plain = try await runSocklab(["run", "--quiet", "-"], input: script)
    #expect(plain.status == 0 && !plain.stdout.contains("leftover"), "\(plain.stdout)")
  }

  /// Reading stops at the limit, whoever reads: the command, an include, the prompt.
  @Test(arguments: [
    (["check", "big.sock"], "", "'big.sock'"),
    (["run", "-"], "note \"more than twenty bytes\"\n", "'<stdin>'"),
    (["run", "small.sock"], "", "'big.sock'"),
    (["repl"], "load big.sock\n", "'big.sock'"),
  ])
  func fileLimit(_ arguments: [String], _ input: String, _ name: String) async throws {
    let folder = try ScriptFolder()
    try folder.write("big.sock", "note \"more than twenty bytes\"\n")
    try folder.write("small.sock", "include \"big.sock\"")
    let command = [arguments[0], "--limit", "file=20"] + arguments.dropFirst()
    let run = try await runSocklab(command, input: input, in: folder.url)
    #expect(run.status == 2)
    // A prompt tells it among its answers.
    let told = run.stdout + run.stderr
    #expect(told.contains("\(name) has more than 20 bytes, the limit 'file'"), "\(told)")
    #expect(told.contains("--limit file=40"))
  }

  @Test func onlyAndFrom() async throws {
    let script = """
      step "one" { note "first" }
      step "two" { note "second" }
      check third "three" { note "third" }
      check fourth "four" { note "fourth" }
      """
    func shown(_ options: [String]) async throws -> [String] {
      let run = try await runSocklab(["run"] + options + ["-"], input: script)
      #expect(run.status == 0)
      return ["first", "second", "third", "fourth"].filter { run.stdout.contains("│ \($0)") }
    }
    #expect(try await shown([]) == ["first", "second", "third", "fourth"])
    #expect(try await shown(["--only", "1"]) == ["first"])
    #expect(try await shown(["--only", "third"]) == ["third"])
    #expect(try await shown(["--from", "2"]) == ["second", "third", "fourth"])
  }

  @Test func eventsAreJSONLines() async throws {
    let folder = try ScriptFolder()
    let script = try folder.write(
      "x.sock",
      """
      lesson "Bytes \\x01 and \\"quotes\\""
      pair tcp as a, b
      send a "\\0\\xff\\n"
      expect b "x"
      """.replacing("\\x01", with: "")
    )
    let file = folder.url.appending(path: "events").path(percentEncoded: false)
    let toFile = try await runSocklab(["run", "--events", file, script])
    #expect(toFile.status == 1)
    #expect(toFile.stdout.contains("error[bytes-differ]"))
    let toScreen = try await runSocklab(["run", "--events", "-", script])
    for text in [try String(contentsOfFile: file, encoding: .utf8), toScreen.stdout] {
      let kinds = try text.split(separator: "\n").map { line in
        let record = try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any]
        #expect(record?["version"] as? Int == 1)
        return record?["kind"] as? String
      }
      #expect(kinds.first == "runStarted")
      #expect(kinds.last == "runEnded")
      #expect(kinds.contains("finding"))
      #expect(kinds.contains("statement"))
    }
  }

  @Test func colourOnlyOnATerminal() async throws {
    let plain = try await runSocklab(["run", "-"], input: "expect 1 == 2\n")
    #expect(!plain.stdout.contains("\u{1B}"))
    guard FileManager.default.isExecutableFile(atPath: "/usr/bin/script") else { return }
    let folder = try ScriptFolder()
    let path = try folder.write("x.sock", "expect 1 == 2\n")
    let command = "'\(socklabExecutable().path(percentEncoded: false))' run '\(path)'"
    for (noColor, isColoured) in [("", true), ("1", false)] {
      let run = try await runProgram(
        program: "/usr/bin/script",
        ["-qec", command, "/dev/null"],
        environment: ["NO_COLOR": noColor, "TERM": "xterm"]
      )
      #expect(run.status == 1)
      #expect(run.stdout.contains("\u{1B}[") == isColoured || run.stdout.contains("\u{1B}[K"))
      #expect(run.stdout.contains("m✗") == isColoured)
    }
  }

  /// Who reads may go away, and what was inherited is no matter.
  static let shellLines: [(String, String)] = [
    ("SOCKLAB run x.sock | head -n 1", "x.sock"), ("SOCKLAB run x.sock >/dev/full; echo on", "on"),
    ("SOCKLAB run x.sock >&- 2>&-; echo on", "on"),
    ("SOCKLAB run x.sock <&-", "socket(AF_INET, SOCK_STREAM, 0) = 3"),
    (
      "SOCKLAB run x.sock 3</dev/null 4</dev/null 5<. 6<. 9</dev/null",
      "socket(AF_INET, SOCK_STREAM, 0) = 3"
    ),
    ("SOCKLAB run x.sock <&- 3</dev/null", "socket(AF_INET, SOCK_STREAM, 0) = 3"),
    ("SOCKLAB run - < x.sock", "socket(AF_INET, SOCK_STREAM, 0) = 3"),
    ("cat x.sock | SOCKLAB check - && echo fine", "fine"),
  ]

  @Test(arguments: shellLines)
  func shell(_ command: String, _ text: String) async throws {
    let folder = try ScriptFolder()
    try folder.write("x.sock", "socket tcp as s\nrepeat 3000 { note \"line\" }\n")
    let program = "'\(socklabExecutable().path(percentEncoded: false))'"
    let run = try await runProgram(
      program: "/bin/bash",
      ["-c", command.replacing("SOCKLAB", with: program)],
      in: folder.url
    )
    #expect(run.status == 0, "\(run.stderr)")
    #expect(run.stdout.contains(text), "\(run.stdout.prefix(500))")
  }

  /// A second window sees the run's sockets, and the run goes on.
  @Test func enter() async throws {
    let folder = try ScriptFolder()
    let script = try folder.write(
      "x.sock",
      "socket tcp as s\nbind s 127.0.0.1:8099\nlisten s\nnote \"ready\"\naccept s within 1h\n"
    )
    let program = socklabExecutable().path(percentEncoded: false)
    let running = try RunningProgram(program, ["run", "--events", "-", script])
    #expect(await running.prints("\"ready\""))
    let seen = try await runProgram(
      program: program,
      ["enter", "\(running.id)", "--", "cat", "/proc/net/tcp"]
    )
    #expect(seen.status == 0, "\(seen.stderr)")
    // 127.0.0.1:8099 in state LISTEN.
    #expect(seen.stdout.contains("0100007F:1FA3 00000000:0000 0A"), "\(seen.stdout)")
    let status = try await runProgram(
      program: program,
      ["enter", "\(running.id)", "--", "sh", "-c", "exit 7"]
    )
    #expect(status.status == 7)
    running.send(signal: SIGTERM)
    #expect(await running.ended().status == 130)
  }
}
