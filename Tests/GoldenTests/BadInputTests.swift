import Foundation
import Glibc
import LabTestSupport
import Testing

/// What is no script gets one clear diagnostic and status 2; nothing is run.
struct BadInputTests {
  /// A file's bytes and the one diagnostic that it gets; none: the file is fine.
  struct Input: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let bytes: @Sendable () -> Data
    let diagnostic: String?

    init(_ name: String, _ diagnostic: String?, _ bytes: @escaping @Sendable () -> Data) {
      testDescription = name
      self.bytes = bytes
      self.diagnostic = diagnostic
    }
  }

  static let inputs = [
    Input("empty", nil) { Data() },
    Input("only comments", nil) { Data("# nothing\n\n".utf8) },
    Input("CRLF", nil) { Data("note \"a\"\r\nnote \"b\"\r\n".utf8) },
    Input("no line end", nil) { Data("note \"a\"".utf8) },
    Input("a binary file", "binary-file") { Data([0x7F, 0x45, 0x4C, 0x46, 2, 1, 1, 0, 0, 0, 0]) },
    Input("invalid UTF-8", "invalid-utf8") { Data("note \"ok".utf8) + [0xFF, 0x22, 0x0A] },
    Input("a byte order mark", "byte-order-mark") {
      Data([0xEF, 0xBB, 0xBF] + "note \"a\"\n".utf8)
    },
    Input("an unterminated string", "unterminated-string") {
      Data("note \"a\nnote \"b\"\n".utf8)
    },
    Input("a 50 MB line", "limit-file") { Data(repeating: 0x78, count: 50_000_000) },
    Input("a line of 2 MB", "limit-line") { Data(repeating: 0x78, count: 2_000_000) },
    Input("100,000 nested blocks", "limit-depth") {
      Data(String(repeating: "if 1 == 1 {\n", count: 100_000).utf8)
    },
    Input("100,000 parentheses", "limit-depth") {
      Data(("let x = " + String(repeating: "(", count: 100_000)).utf8)
    },
    Input("100,000 brackets", "limit-depth") {
      Data(("let x = " + String(repeating: "[", count: 100_000)).utf8)
    },
    Input("a block that is not closed", "unclosed") { Data("step \"x\" {\nnote \"y\"\n".utf8) },
  ]

  @Test(arguments: inputs)
  func isToldOnce(_ input: Input) async throws {
    let folder = try ScriptFolder()
    let path = try folder.write("x.sock", input.bytes())
    for command in ["run", "check"] {
      let run = try await runSocklab([command, path])
      #expect(run.status == (input.diagnostic == nil ? 0 : 2), "\(run.stderr.prefix(2000))")
      let errors = run.stderr.split(separator: "\n").filter { $0.hasPrefix("error[") }
      if let diagnostic = input.diagnostic {
        #expect(errors.count == 1, "\(run.stderr.prefix(2000))")
        #expect(errors.first?.contains(diagnostic) == true, "\(run.stderr.prefix(2000))")
        #expect(run.stdout.isEmpty)
      } else {
        #expect(run.stderr.isEmpty)
      }
    }
  }

  @Test func directoryAndMissingFile() async throws {
    let folder = try ScriptFolder()
    let empty = try await runSocklab(["run", "."], in: folder.url)
    #expect(empty.status == 2)
    #expect(empty.stderr.contains("in the folder '.' and below it is no file NAME.sock"))
    let directory = try await runSocklab(["check", "."], in: folder.url)
    #expect(directory.status == 2)
    #expect(directory.stderr.contains("error[unreadable]: '.' cannot be read: it is a directory"))
    let missing = try await runSocklab(["run", "no.sock"], in: folder.url)
    #expect(missing.status == 2)
    #expect(missing.stderr.contains("'no.sock' cannot be read: there is no such file"))
    let endless = try await runSocklab(["check", "/dev/zero"])
    #expect(endless.status == 2)
    #expect(endless.stderr.contains("error[limit-file]: '/dev/zero'"))
  }

  @Test(.enabled(if: geteuid() == 0)) func unreadableFile() async throws {
    let folder = try ScriptFolder()
    let path = try folder.write("x.sock", "note \"x\"\n")
    chmod(path, 0)
    let program = try await OrdinaryUser(folder)
    let run = try await program.run(["check", path])
    #expect(run.status == 2)
    #expect(run.stderr.contains("you may not read it"))
  }

  @Test func includeCycle() async throws {
    let folder = try ScriptFolder()
    try folder.write("a.sock", "include \"b.sock\"\n")
    try folder.write("b.sock", "include \"a.sock\"\n")
    let run = try await runSocklab(["run", "a.sock"], in: folder.url)
    #expect(run.status == 2)
    #expect(run.stderr.contains("a.sock → b.sock → a.sock"))
    #expect(run.stderr.contains("1 error. Nothing was run."))
  }

  /// F5: five different mistakes are told together, sorted, each with its place.
  @Test(arguments: Golden.cases(in: "Fixtures/bad"))
  func mistakesAreToldTogether(_ test: Golden.Case) async throws {
    let run = try await runSocklab(
      ["run", test.url.lastPathComponent],
      in: test.url.deletingLastPathComponent(),
      environment: ["NO_COLOR": "1", "LC_ALL": "C.UTF-8"]
    )
    #expect(run.status == 2)
    #expect(run.stdout.isEmpty)
    if case .different(let text) = Golden.check(run.stderr, against: test.facet("err")) {
      Issue.record("\(text)")
    }
  }

  /// A script that is not valid makes no call on any socket.
  @Test(.enabled(if: FileManager.default.isExecutableFile(atPath: "/usr/bin/strace")))
  func noSocketIsMade() async throws {
    let folder = try ScriptFolder()
    let script = try folder.write("x.sock", "socket tcp as s\nlisten s\nlisten wbe\n")
    let trace = folder.url.appending(path: "trace").path(percentEncoded: false)
    let run = try await runProgram(
      program: "/usr/bin/strace",
      ["-f", "-e", "trace=network", "-o", trace, socklabExecutable().path(), "run", script]
    )
    #expect(run.status == 2)
    let calls = try String(contentsOfFile: trace, encoding: .utf8).split(separator: "\n")
    #expect(calls.filter { $0.contains("(") && !$0.contains("SIG") } == [])
  }
}
