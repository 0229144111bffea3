import Foundation
import LabTestSupport
import Testing

/// What a statement costs: user-space instructions, which no noise touches.
///
/// Valgrind counts those of a run with a thousand turns of a loop more; the difference is theirs.
@Suite(.enabled(if: InstructionCount.isPossible, InstructionCount.reason))
struct InstructionCountTests {
  @Test func connectionsCostLittle() async throws {
    let count = try await InstructionCount.perStatement(
      before: "",
      each: """
        socket tcp as c
        connect c 127.0.0.1:8080
        accept l as s
        send c "ping\\n"
        expect s "ping\\n"
        send s "pong\\n"
        expect c "pong\\n"
        close c
        expect s eof
        close s
        """
    )
    #expect(count <= 250)
  }

  @Test func messagesCostLittle() async throws {
    let count = try await InstructionCount.perStatement(
      before: """
        socket tcp as c
        connect c 127.0.0.1:8080
        accept l as s
        """,
      each: """
        send c "ping\\n"
        expect s "ping\\n"
        send s "pong\\n"
        expect c "pong\\n"
        """
    )
    #expect(count <= 250)
  }

  @Test func payloadsCostLittle() async throws {
    let count = try await InstructionCount.perStatement(
      before: """
        pair tcp as a, b
        setsockopt a SO_SNDBUF 1MiB
        let chunk = repeat(64KiB, "x")
        """,
      each: """
        send a chunk
        expect b bytes 65536
        """
    )
    #expect(count <= 250)
  }

  /// Two statements of seven make lists, and both sockets of each turn are closed at the end of the
  /// file, by no statement.
  @Test func openConnectionsCostNoMore() async throws {
    let count = try await InstructionCount.perStatement(
      before: """
        let clients = []
        let conns = []
        """,
      each: """
        socket tcp as c
        connect c 127.0.0.1:8080
        accept l as s
        let clients = clients + [c]
        let conns = conns + [s]
        """,
      after: """
        for conn in conns { send conn "hello\\n" }
        for client in clients { expect client "hello\\n" }
        """,
      statements: 7
    )
    #expect(count <= 450)
  }

  /// An actor is made, waits twice and ends for seven statements.
  @Test func actorsThatWaitCostNoMore() async throws {
    let count = try await InstructionCount.perStatement(
      before: "let conns = []",
      each: """
        actor visitor {
        socket tcp as c
        connect c 127.0.0.1:8080
        expect c "hello\\n"
        }
        """,
      after: """
        repeat turns {
        accept l as s
        let conns = conns + [s]
        }
        for conn in conns { send conn "hello\\n" }
        wait visitor
        """,
      statements: 7
    )
    #expect(count <= 1_900)
  }

  /// A file alone needs no parser of options, which would cost more than all the rest.
  @Test func startingCostsLittle() async throws {
    let folder = try ScriptFolder()
    let program = try await InstructionCount.program(in: folder)
    let script = try folder.write("x.sock", "pair tcp as a, b\nsend a \"x\"\nexpect b \"x\"\n")
    let count = try await InstructionCount.instructions(of: program, [script], in: folder.url)
    #expect(count <= 11_000_000)
  }
}

/// Counts instructions with valgrind's callgrind.
private enum InstructionCount {
  static let valgrind = "/usr/bin/valgrind"
  static let objcopy = "/usr/bin/objcopy"

  // What a sanitizer adds would be counted too, and valgrind has no room for its shadow memory.
  static var isPossible: Bool { isRelease && !Sanitizer.isThere && areToolsThere }
  static let reason: Comment = "counts a release build (tools/test), with valgrind and objcopy"

  private static var isRelease: Bool {
    socklabExecutable().resolvingSymlinksInPath().pathComponents.contains("release")
  }

  private static var areToolsThere: Bool {
    [valgrind, objcopy].allSatisfy { FileManager.default.isExecutableFile(atPath: $0) }
  }

  /// The instructions of one statement, the loop's own among them.
  ///
  /// - Parameters:
  ///   - before: Statements before the loop.
  ///   - each: What the loop does, a statement in each line.
  ///   - after: What stands behind the loop; it may do something for each of its turns.
  ///   - statements: How many come with a turn; `nil`: those of `each`.
  /// - Returns: Their instructions, divided by their number.
  /// - Throws: What stands in the way of counting.
  static func perStatement(
    before: String,
    each: String,
    after: String = "",
    statements: Int? = nil
  ) async throws -> Int {
    let folder = try ScriptFolder()
    let program = try await program(in: folder)
    let options = ["--timeout", "60s", "--quiet"]
    var totals: [Int] = []
    for turns in [100, 1_100] {
      let script = try folder.write(
        "\(turns).sock",
        """
        param turns \(turns)
        socket tcp as l
        bind l 127.0.0.1:8080
        listen l
        \(before)
        repeat turns {
        \(each)
        }
        \(after)

        """
      )
      totals.append(try await instructions(of: program, options + [script], in: folder.url))
    }
    let made = 1_000 * (statements ?? each.split(separator: "\n").count)
    return (totals[1] - totals[0]) / made
  }

  /// A copy without what Swift's compiler says for debuggers, which valgrind does not read.
  static func program(in folder: ScriptFolder) async throws -> String {
    let program = folder.url.appending(path: "socklab").path(percentEncoded: false)
    let copied = try await runProgram(
      program: objcopy,
      ["--strip-debug", socklabExecutable().path(percentEncoded: false), program]
    )
    try #require(copied.status == 0, "\(copied.stderr)")
    return program
  }

  /// All user-space instructions of `run` with these arguments.
  static func instructions(of program: String, _ arguments: [String], in folder: URL)
    async throws -> Int
  {
    let counting = ["--tool=callgrind", "--callgrind-out-file=/dev/null", program, "run"]
    let run = try await runProgram(program: valgrind, counting + arguments, in: folder)
    try #require(run.status == 0, "\(run.stdout)\(run.stderr)")
    let line = run.stderr.split(separator: "\n").last { $0.contains("Collected : ") }
    let words = try #require(line, "\(run.stderr)").split(separator: " ")
    return try #require(words.last.flatMap { Int($0) }, "\(run.stderr)")
  }
}
