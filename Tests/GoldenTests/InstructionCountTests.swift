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
  static func perStatement(before: String, each: String) async throws -> Int {
    let folder = try ScriptFolder()
    let program = folder.url.appending(path: "socklab").path(percentEncoded: false)
    // Valgrind does not read what Swift's compiler says for debuggers.
    let copied = try await runProgram(
      program: objcopy,
      ["--strip-debug", socklabExecutable().path(percentEncoded: false), program]
    )
    try #require(copied.status == 0, "\(copied.stderr)")
    var totals: [Int] = []
    for turns in [100, 1_100] {
      let script = try folder.write(
        "\(turns).sock",
        """
        socket tcp as l
        bind l 127.0.0.1:8080
        listen l
        \(before)
        repeat \(turns) {
        \(each)
        }

        """
      )
      totals.append(try await instructions(of: program, script, in: folder.url))
    }
    return (totals[1] - totals[0]) / (1_000 * each.split(separator: "\n").count)
  }

  private static func instructions(of program: String, _ script: String, in folder: URL)
    async throws -> Int
  {
    let arguments = [
      "--tool=callgrind", "--callgrind-out-file=/dev/null", program, "run", "--timeout", "60s",
      "--quiet", script,
    ]
    let run = try await runProgram(program: valgrind, arguments, in: folder)
    try #require(run.status == 0, "\(run.stdout)\(run.stderr)")
    let line = run.stderr.split(separator: "\n").last { $0.contains("Collected : ") }
    let words = try #require(line, "\(run.stderr)").split(separator: " ")
    return try #require(words.last.flatMap { Int($0) }, "\(run.stderr)")
  }
}
