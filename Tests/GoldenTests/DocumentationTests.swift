import Foundation
import LabProgram
import LabTestSupport
import Testing

/// What the README, the reference and the examples show is true: their scripts run.
@Suite(.serialized)
struct DocumentationTests {
  static let root = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent()

  static let examples: [String] = {
    let folder = root.appending(path: "examples").path()
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
    return names.filter { $0.hasSuffix(".sock") }.sorted()
  }()

  static let scripts = blocks(of: "sock", in: "README.md")

  @Test func examplesAreFound() {
    #expect(Self.examples.count >= 7)
    #expect(Self.examples.contains("lesson4.sock"))
    #expect(Self.scripts.count >= 2)
  }

  @Test(arguments: examples)
  func exampleRuns(_ name: String) async throws {
    let path = Self.root.appending(path: "examples/\(name)").path()
    let run = try await runSocklab(["run", "--quiet", "--strict", "--timeout", "60s", path])
    #expect(run.status == 0, "\(name):\n\(run.stdout)\(run.stderr)")
  }

  @Test(arguments: scripts)
  func readmeScriptRuns(_ script: String) async throws {
    let run = try await runSocklab(["run", "--quiet", "--timeout", "60s", "-"], input: script)
    #expect(run.status == 0, "\(script)\n\(run.stdout)\(run.stderr)")
  }

  /// The README's first script shows what the README says it shows.
  @Test func readmeOutputIsReal() async throws {
    let folder = URL(filePath: NSTemporaryDirectory()).appending(path: UUID().uuidString)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let script = try #require(Self.scripts.first)
    try script.write(to: folder.appending(path: "hello.sock"), atomically: true, encoding: .utf8)
    let run = try await runSocklab(["run", "--stable", "hello.sock"], in: folder)
    let shown = try #require(Self.blocks(of: "output", in: "README.md").first)
    #expect(run.stdout == shown, "the README must show:\n\(run.stdout)")
  }

  @Test(arguments: Catalogue.rows.filter { !$0.example.isEmpty }.map(\.verb.rawValue))
  func referenceExampleRuns(_ verb: String) async throws {
    let row = try #require(Verb(rawValue: verb).flatMap { Catalogue.row($0) })
    let run = try await runSocklab(["run", "--quiet", "--timeout", "60s", "-"], input: row.example)
    // An exercise needs what somebody hands in.
    let isExercise = row.example.contains("submission program")
    #expect(
      run.status == (isExercise ? 2 : 0),
      "\(verb):\n\(row.example)\n\(run.stdout)\(run.stderr)"
    )
  }

  /// The fenced blocks of a language, without their fences.
  static func blocks(of language: String, in file: String) -> [String] {
    let url = root.appending(path: file)
    guard let text = try? String(contentsOf: url, encoding: .utf8) else { return [] }
    var blocks: [String] = []
    var block: [Substring]?
    for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
      if line == "```\(language)" {
        block = []
      } else if line == "```", let lines = block {
        blocks.append(lines.joined(separator: "\n") + "\n")
        block = nil
      } else {
        block?.append(line)
      }
    }
    return blocks
  }
}
