import Foundation
import Glibc
import LabTestSupport
import Testing

/// The checks of the instructor's guide: right programs pass them, and each catches its mistake.
@Suite struct RecipeTests {
  private static let head = """
    exercise "Recipes"
    submission program
    timeout 30s
    limit wall 120s
    setup {
      spawn submission "7000" as server
      expect server listening 127.0.0.1:7000
    }

    """

  /// Every block of the guide, by the identifier of its check.
  private static var recipes: [String: String] {
    let blocks = DocumentationTests.blocks(of: "sock", in: "Documentation/grading.md")
    let named = blocks.map { block in
      (String(block.split(separator: " ", maxSplits: 2)[1]), block)
    }
    return Dictionary(uniqueKeysWithValues: named)
  }

  private static func example(_ name: String) -> String {
    DocumentationTests.root.appending(path: "examples/exercises/\(name)").path
  }

  /// The checks that do not pass, of these recipes and this program.
  private func fallen(_ recipes: [String], _ program: String, timeout: String = "30s") async throws
    -> [String]
  {
    let graded = try GradedClass(
      Self.head.replacing("timeout 30s", with: "timeout \(timeout)")
        + recipes.compactMap { Self.recipes[$0] }.joined()
    )
    let out = graded.path("out")
    let run = try await runProgram(
      program: GradedClass.socklab,
      ["grade", graded.exercise, program, "--out", out]
    )
    #expect(run.status < 2, "\(run.stdout)\(run.stderr)")
    let name = program.split(separator: "/").last ?? ""
    let bytes = try Data(contentsOf: URL(filePath: "\(out)/\(name).json"))
    let object = try JSONSerialization.jsonObject(with: bytes) as? [String: Any]
    let tests = try #require(object?["tests"] as? [[String: Any]])
    #expect(tests.count == recipes.count)
    return tests.filter { $0["status"] as? String != "passed" }.compactMap { $0["id"] as? String }
  }

  @Test func theGuideHasThem() {
    #expect(
      Set(Self.recipes.keys) == [
        "pieces", "sizes", "queue", "leaves", "others", "late", "order",
      ]
    )
  }

  @Test func rightProgramsPass() async throws {
    let lines = ["pieces", "sizes", "queue", "leaves", "others", "late"]
    #expect(try await fallen(lines, Self.example("echo-server/solutions/python")) == [])
    #expect(try await fallen(["order"], Self.example("length-prefixed/solutions/python")) == [])
  }

  /// A mistake that shows as silence takes the whole limit: such recipes get a short one.
  @Test(arguments: [
    ("pieces", "echo-server/mutants/raw-echo", "30s"),
    ("sizes", "echo-server/mutants/fixed-buffer", "30s"),
    ("leaves", "echo-server/mutants/never-closes", "2s"),
    ("others", "echo-server/mutants/serial", "30s"),
    ("late", "concurrent/mutants/drops", "2s"),
    ("order", "length-prefixed/mutants/little-endian", "30s"),
  ])
  func eachCatchesItsMistake(_ recipe: String, _ program: String, _ timeout: String) async throws {
    #expect(try await fallen([recipe], Self.example(program), timeout: timeout) == [recipe])
  }

  /// Room for one client, and the others wait outside.
  @Test func theQueueOfTheAcceptedIsSeen() async throws {
    let folder = try ScriptFolder()
    let run = """
      #!/usr/bin/env python3
      import socket, sys
      server = socket.socket()
      server.bind(("127.0.0.1", int(sys.argv[1])))
      server.listen(0)
      while True:
          server.accept()

      """
    let path = try folder.write("small", run)
    #expect(chmod(path, 0o755) == 0)
    #expect(try await fallen(["queue"], path, timeout: "2s") == ["queue"])
  }
}
