import Foundation
import LabTestSupport
import Testing

/// What the README, the guide and the list of exercises say of grading is true.
@Suite struct GradingDocumentationTests {
  private static let root = DocumentationTests.root

  private static func text(_ name: String) throws -> String {
    try String(contentsOf: root.appending(path: name), encoding: .utf8)
  }

  /// The README's excerpt, but for the time that it took.
  @Test func readmeGradingIsReal() async throws {
    let block = try #require(DocumentationTests.blocks(of: "console", in: "README.md").first)
    let lines = block.split(separator: "\n", maxSplits: 1)
    let words = lines[0].split(separator: " ").map { String($0) }
    #expect(words.prefix(2) == ["$", "socklab"])
    let run = try await runSocklab(Array(words.dropFirst(2)), in: Self.root)
    let time = /[0-9]+\.[0-9]{3}/
    #expect(
      run.stdout.replacing(time, with: "0.000") == lines[1].replacing(time, with: "0.000"),
      "the README must show:\n\(run.stdout)"
    )
  }

  @Test func theListOfExercisesIsTrue() throws {
    let folder = Self.root.appending(path: "examples/exercises")
    let list = try Self.text("examples/exercises/README.md")
    let names = try folders(in: folder)
    #expect(names.count >= 10)
    for name in names {
      let row = try #require(
        list.split(separator: "\n").first { $0.hasPrefix("| [`\(name)`](\(name)/) |") },
        "examples/exercises/README.md has no row for \(name)"
      )
      let cells = row.split(separator: "|").map { $0.trimmingCharacters(in: .whitespaces) }
      let script = try Self.text("examples/exercises/\(name)/exercise.sock")
      let total = script.split(separator: "\n").first { $0.hasPrefix("total ") }
      #expect(cells[3] == total?.dropFirst("total ".count) ?? "", "points of \(name)")
      let mutants = try folders(in: folder.appending(path: "\(name)/mutants"))
      #expect(cells[4] == "\(mutants.count)", "mutants of \(name)")
    }
  }

  @Test(
    arguments: [
      "README.md", "Documentation/grading.md", "examples/README.md", "examples/exercises/README.md",
    ]
  )
  func linksLeadSomewhere(_ name: String) throws {
    let text = try Self.text(name)
    let folder = Self.root.appending(path: name).deletingLastPathComponent()
    let headings = text.split(separator: "\n").filter { $0.hasPrefix("#") }.map { line in
      line.drop { $0 == "#" || $0 == " " }.lowercased().filter { $0.isLetter || " -".contains($0) }
        .replacing(" ", with: "-")
    }
    for match in text.matches(of: /\]\(([^)\s]+)\)/) {
      let target = String(match.1)
      if target.hasPrefix("http") { continue }
      if target.hasPrefix("#") {
        #expect(headings.contains(String(target.dropFirst())), "\(name): \(target)")
      } else {
        let file = target.prefix { $0 != "#" }
        let path = folder.appending(path: String(file)).path(percentEncoded: false)
        #expect(FileManager.default.fileExists(atPath: path), "\(name): \(target)")
      }
    }
  }

  /// Gradescope's folder, metadata and result, but for the container.
  @Test(arguments: ["echo \"$1\"", "echo 41", nil])
  func gradescopeGetsItsResult(_ program: String?) async throws {
    let graded = try GradedClass(GradedClass.quick)
    try graded.handIn("work", program)
    let manager = FileManager.default
    let home = graded.folder.url.appending(path: "autograder")
    try manager.createDirectory(
      at: home.appending(path: "source"),
      withIntermediateDirectories: true
    )
    try manager.moveItem(
      atPath: graded.exercise,
      toPath: graded.path("autograder/source/exercise")
    )
    try manager.moveItem(
      atPath: "\(graded.submissions)/work",
      toPath: graded.path("autograder/submission")
    )
    try graded.folder.write(
      "autograder/submission_metadata.json",
      #"{"id": 7, "users": [{"id": 4711, "email": "ada@example.edu", "name": "Ada"}]}"#
    )
    var environment = GradeScaleTests.environment
    environment["AUTOGRADER"] = home.path(percentEncoded: false)
    let run = try await runProgram(
      program: "/bin/sh",
      [GradeScaleTests.script("gradescope/run_autograder")],
      environment: environment
    )
    #expect(run.status == 0, "\(run.stdout)\(run.stderr)")
    let bytes = try Data(contentsOf: home.appending(path: "results/results.json"))
    let object = try JSONSerialization.jsonObject(with: bytes)
    let result = try #require(object as? [String: Any])
    #expect(result["score"] as? Double == (program == "echo \"$1\"" ? 2 : 0))
    let extra = try #require(result["extra_data"] as? [String: Any])
    #expect(extra["seed"] as? String == "exercise/4711")
    let outcomes: [String?: String] = [
      "echo \"$1\"": "passed", "echo 41": "failed", nil: "ungradable",
    ]
    #expect(extra["outcome"] as? String == outcomes[program])
  }

  private func folders(in folder: URL) throws -> [String] {
    try FileManager.default.contentsOfDirectory(
      at: folder,
      includingPropertiesForKeys: [.isDirectoryKey]
    )
    .filter { try $0.resourceValues(forKeys: [.isDirectoryKey]).isDirectory == true }
    .map(\.lastPathComponent).sorted()
  }
}
