import Foundation
import Glibc
import LabTestSupport
import Testing

/// `--network loopback`: the host's network, on a part of its loopback.
///
/// The host here is a private network that a script of the test makes, so that no test touches the
/// ports of the machine that it runs on.
struct LoopbackTests {
  static let cases = Golden.cases(in: "Fixtures/loopback")

  @Test func fixturesAreFound() { #expect(Self.cases.count >= 5) }

  @Test(arguments: cases)
  func shows(_ test: Golden.Case) async throws {
    let folder = test.url.deletingLastPathComponent()
    let run = try await LoopbackRun([["run", "--stable", test.url.lastPathComponent]], in: folder)
    #expect(run.statuses == ["0"], "\(run.errors)")
    if case .different(let text) = Golden.check(run.output, against: test.facet("out")) {
      Issue.record("\(text)")
    }
  }

  @Test(.enabled(if: geteuid() == 0), arguments: cases)
  func showsAnOrdinaryUserTheSame(_ test: Golden.Case) async throws {
    let script = try String(contentsOf: test.url, encoding: .utf8)
    let folder = try ScriptFolder()
    let name = test.url.lastPathComponent
    try folder.write(name, script)
    let run = try await LoopbackRun([["run", "--stable", name]], in: folder.url, asUser: true)
    #expect(run.statuses == ["0"], "\(run.errors)")
    #expect(Golden.check(run.output, against: test.facet("out"), isUpdating: false) == .same)
  }

  /// The lesson runs to its end: nothing fails, and what needs more is skipped.
  @Test func lesson() async throws {
    let lesson = URL(filePath: #filePath).deletingLastPathComponent()
      .appending(path: "../../examples/lesson4.sock").standardized
    let run = try await LoopbackRun([["run", "--stable", lesson.path(percentEncoded: false)]])
    #expect(run.statuses == ["0"], "\(run.output)\(run.errors)")
    for text in [
      "bind(3, 127.A.B.1:8080) = 0", "22  And on the way?", "error[",
    ] {
      #expect(run.output.contains(text) == (text != "error["), "\(text) in:\n\(run.output)")
    }
    let summary = try #require(run.output.split(separator: "\n").last)
    #expect(summary.contains("steps") && summary.contains("skipped"), "\(summary)")
  }

  /// The same fixed ports at the same time, in one network; each waits until all have bound.
  @Test func runsAtOnceDoNotMeet() async throws {
    let folder = try ScriptFolder()
    let count = 4
    let script = """
      param mine
      socket tcp as web
      bind web 127.0.0.1:8080
      listen web
      run "touch" "\(folder.url.path(percentEncoded: false))${mine}"
      retry within 30s {
        run "test" "-e" "\(folder.url.path(percentEncoded: false))1"
        run "test" "-e" "\(folder.url.path(percentEncoded: false))2"
        run "test" "-e" "\(folder.url.path(percentEncoded: false))3"
        run "test" "-e" "\(folder.url.path(percentEncoded: false))4"
      }
      socket tcp as c
      connect c 127.0.0.1:8080
      accept web as conn
      send conn "${mine}"
      expect c exactly "${mine}"
      """
    let path = try folder.write("meet.sock", script)
    let runs = (1...count).map { ["run", "--quiet", "--set", "mine=\($0)", path] }
    let run = try await LoopbackRun(runs)
    #expect(run.statuses == [String](repeating: "0", count: count), "\(run.output)\(run.errors)")
  }

  /// Never 127.0.0.x, whatever the claim; the header says which.
  @Test func headerNamesTheAddresses() async throws {
    let folder = try ScriptFolder()
    let path = try folder.write(
      "one.sock",
      "socket tcp as s\nbind s localhost:0\nnote \"at ${s.local.ip}.\"\n"
    )
    let run = try await LoopbackRun([["run", path]])
    let range = try #require(
      run.output.firstMatch(of: /loopback, on (127\.\d+\.\d+)\.0\/24 instead of 127\.0\.0\.0\/24/)
    )
    #expect(!range.1.hasPrefix("127.0.") && !range.1.hasPrefix("127.255."))
    #expect(run.output.contains("at \(range.1).1."), "\(run.output)")
  }

  /// In a container everybody may bind port 80: what a step says of it can't be shown.
  @Test func wellKnownPortsThatEverybodyMayBind() async throws {
    let folder = try ScriptFolder()
    let path = try folder.write(
      "ports.sock",
      """
      step "Refused" { socket tcp as s; bind s 127.0.0.1:80 expect EACCES }
      step "Taken" { socket tcp as t; bind t 127.0.0.1:80 }
      """
    )
    let run = try await LoopbackRun(
      [["run", path]],
      network: "sysctl \"net.ipv4.ip_unprivileged_port_start\" \"0\""
    )
    #expect(run.statuses == ["0"], "\(run.output)\(run.errors)")
    for text in ["everybody may bind port 80 here", "1 step passed, 1 skipped"] {
      #expect(run.output.contains(text), "\(text) in:\n\(run.output)")
    }
  }

  /// A program that has a port on all addresses has it on this run's too.
  @Test func portOfAProgramOnAllAddresses() async throws {
    let folder = try ScriptFolder()
    let path = try folder.write("taken.sock", "socket tcp as s\nbind s 127.0.0.1:8080\n")
    let run = try await LoopbackRun(
      [["run", path]],
      network: "socket tcp as other; bind other *:8080; listen other"
    )
    #expect(run.statuses == ["1"])
    for text in ["EADDRINUSE", "has it on every address of this machine"] {
      #expect(run.output.contains(text), "\(text) in:\n\(run.output)")
    }
  }

  @Test func promptSkipsWhatNeedsMore() async throws {
    let folder = try ScriptFolder()
    let path = try folder.write(
      "entries",
      """
      socket tcp as s
      bind s 127.0.0.1:8080
      expect s.local == 127.0.0.1:8080
      socket tcp as w
      bind w *:8081
      network

      """
    )
    let run = try await LoopbackRun([["repl"]], input: path)
    #expect(run.statuses == ["0"], "\(run.output)\(run.errors)")
    for text in ["it binds 0.0.0.0:8081", "127.0.0.N means 127."] {
      #expect(run.output.contains(text), "\(text) in:\n\(run.output)")
    }
  }

  @Test func gradingRefusesIt() async throws {
    let run = try await runSocklab(["grade", "--network", "loopback", "e.sock", "s.sock"])
    #expect(run.status == 2)
    #expect(run.stderr.contains("a network of its own"))
  }
}

/// Runs of `socklab … --network loopback`, all at the same time, inside a private network.
struct LoopbackRun {
  /// Of each run, in their order.
  let statuses: [String]
  /// What they all wrote.
  let output: String
  let errors: String

  /// - Parameters:
  ///   - runs: The command lines without `--network loopback`.
  ///   - working: The folder that they are started in.
  ///   - input: A file that they read as standard input.
  ///   - network: Statements that prepare the network around them.
  ///   - asUser: Whether the runs, and the network around them, are uid 1234's.
  /// - Throws: When nothing can be started.
  init(
    _ runs: [[String]],
    in working: URL = URL(filePath: "/"),
    input: String = "/dev/null",
    network: String = "",
    asUser: Bool = false
  ) async throws {
    let folder = try ScriptFolder()
    let place = folder.url.path(percentEncoded: false)
    // Anybody may write the results.
    try FileManager.default.setAttributes([.posixPermissions: 0o777], ofItemAtPath: place)
    let user = asUser ? try await OrdinaryUser(folder) : nil
    let program =
      asUser ? "\(place)/socklab" : socklabExecutable().path(percentEncoded: false)
    var shell = "export NO_COLOR=1 LC_ALL=C.UTF-8 PATH=/usr/bin:/bin\n"
    for (index, run) in runs.enumerated() {
      let line = ([program] + run).map { "'\($0)'" }.joined(separator: " ")
      shell +=
        "(cd '\(working.path(percentEncoded: false))'; \(line) --network loopback <'\(input)' >'\(place)/\(index).out'"
      shell += " 2>'\(place)/\(index).err'; echo $? >'\(place)/\(index).status') &\n"
    }
    shell += "wait\n"
    let commands = try folder.write("runs.sh", shell)
    let script = try folder.write(
      "host.sock",
      "\(network)\nrun \"sh\" \"\(commands)\" within 2min\n"
    )
    if let user {
      let outside = try await user.run(["run", "--quiet", script])
      #expect(outside.status == 0, "\(outside.stdout)\(outside.stderr)")
    } else {
      let outside = try await runSocklab(["run", "--quiet", script])
      #expect(outside.status == 0, "\(outside.stdout)\(outside.stderr)")
    }
    func texts(_ ending: String) -> [String] {
      runs.indices.map { index in
        let file = folder.url.appending(path: "\(index).\(ending)")
        return (try? String(contentsOf: file, encoding: .utf8)) ?? "no \(ending)"
      }
    }
    statuses = texts("status").map { $0.trimmingCharacters(in: .whitespacesAndNewlines) }
    output = texts("out").joined()
    errors = texts("err").joined()
  }
}
