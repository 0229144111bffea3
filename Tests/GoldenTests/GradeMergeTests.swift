import Foundation
import Glibc
import LabTestSupport
import Testing

/// `grade merge`: what is no result of this class is never counted silently.
@Suite struct GradeMergeTests {
  /// Three students: one right, one wrong, one without a program; results in "out".
  private func graded(_ options: [String] = []) async throws -> GradedClass {
    let graded = try GradedClass(GradedClass.quick)
    try graded.handIn("ada", "echo \"$1\"")
    try graded.handIn("bob", "echo 41")
    try graded.handIn("eve", nil)
    let run = try await graded.grade(["--out", graded.path("out"), "--exit", "graded"] + options)
    #expect(run.status == 0, "\(run.stderr)")
    return graded
  }

  /// A copy of a result, changed.
  private func copy(
    _ graded: GradedClass,
    _ name: String,
    to folder: String,
    as newName: String? = nil,
    _ change: (String) -> String = { $0 }
  ) throws {
    mkdir(graded.path(folder), 0o755)
    let text = change(try graded.text("out/\(name).json"))
    try graded.folder.write("\(folder)/\(newName ?? name).json", text)
  }

  @Test func whoIsMissingIsNamed() async throws {
    let graded = try await graded()
    try graded.folder.write("list", "zoe\nada\n  bob\t\r\n\neve\n\u{1b}[31m\n")
    try copy(graded, "bob", to: "out") {
      $0.replacingOccurrences(of: #""outcome":"failed""#, with: #""outcome":"infra_error""#)
    }
    let run = try await graded.merge(
      [graded.path("out"), "--expect", graded.path("list"), "--out", graded.path("all")]
    )
    #expect(run.status == 3)
    #expect(run.stdout.hasSuffix("missing: zoe, bob, \\x1b[31m\n"), "\(run.stdout)")
    #expect(try graded.text("all/results.csv").split(separator: "\r\n").count == 4)
    let noList = try await graded.merge([graded.path("out"), "--expect", graded.path("nolist")])
    #expect(noList.status == 2 && noList.stderr.contains("--expect: '"))
    let noFolder = try await graded.merge([graded.path("out"), graded.path("nofolder")])
    #expect(noFolder.status == 2 && noFolder.stderr.contains("there is no folder '"))
  }

  @Test func anotherExerciseOrAnotherVersionOfItIsRefused() async throws {
    let graded = try await graded()
    try copy(graded, "ada", to: "more", as: "kim") {
      $0.replacingOccurrences(of: #""id":"ada""#, with: #""id":"kim""#)
        .replacingOccurrences(of: #""id":"one-answer""#, with: #""id":"two-answers""#)
    }
    let other = try await graded.merge([graded.path("out"), graded.path("more")])
    #expect(other.status == 2)
    #expect(other.stderr.contains("out/ada.json' is of the exercise 'one-answer'"))
    #expect(other.stderr.contains("more/kim.json' of 'two-answers'"))

    try graded.folder.write("one-answer/exercise.sock", GradedClass.quick + "# changed\n")
    let again = try await graded.grade(["--out", graded.path("more"), "--exit", "graded"])
    #expect(again.status == 0)
    unlink(graded.path("more/kim.json"))
    let version = try await graded.merge(
      [graded.path("out"), graded.path("more"), "--out", graded.path("all")]
    )
    #expect(version.status == 2)
    #expect(version.stderr.contains("more/ada.json' are of two versions of the exercise"))
    #expect(version.stderr.contains("grade again with --resume"))
    #expect(version.stderr.contains("3 errors. Nothing was joined."))
    #expect(!FileManager.default.fileExists(atPath: graded.path("all")))
  }

  @Test func twoOfOneNameAreNotOne() async throws {
    let graded = try await graded()
    try graded.handIn("later", nil)
    let run = graded.submissions + "/bob/run"
    try Data("#!/bin/sh\necho \"$1\"\n".utf8).write(to: URL(filePath: run))
    _ = try await graded.grade(["--out", graded.path("more"), "--exit", "graded"])
    let merged = try await graded.merge([graded.path("out"), graded.path("more")])
    #expect(merged.status == 2)
    #expect(merged.stderr.contains("are of two different submissions called 'bob'"))
    #expect(merged.stderr.contains("out/bob.json'") && merged.stderr.contains("more/bob.json'"))
  }

  @Test func theLatestVerdictOfOneSubmissionCounts() async throws {
    let graded = try await graded()
    // A second attempt that this machine spoiled, and one that was finished.
    try copy(graded, "ada", to: "more") {
      $0.replacingOccurrences(of: #""outcome":"passed""#, with: #""outcome":"infra_error""#)
        .replacingOccurrences(of: #""attempt":1"#, with: #""attempt":3"#)
    }
    try copy(graded, "bob", to: "more") {
      $0.replacingOccurrences(of: #""attempt":1"#, with: #""attempt":2"#)
    }
    let folders = [graded.path("more"), graded.path("out")]
    for order in [folders, folders.reversed()] {
      let run = try await graded.merge(order + ["--out", graded.path("all")])
      #expect(run.status == 0, "\(run.stdout)\(run.stderr)")
      let all = try graded.results("all")
      #expect(all["ada"]?.outcome == "passed" && all["ada"]?.attempt == 1)
      #expect(all["bob"]?.outcome == "failed" && all["bob"]?.attempt == 2)
    }
  }

  /// What may lie in a folder of results under the name of one, and what is said of it.
  enum Garbage: String, CaseIterable {
    case empty = "is no result: it is no JSON"
    case text = "is no result: it is no JSON\n"
    case cut = "is no result: it is no JSON from byte"
    case otherJSON = "is no result: its member 'schema' is missing or wrong"
    case otherSchema = "is no result: its schema is 'socklab.grade/9', not socklab.grade/1"
    case noPoints = "is no result: its member 'score' is missing or wrong"
    case folder = "is no result: it is not a plain file"
    case fifo, nowhere
    case bytes

    var words: String {
      switch self {
      case .fifo, .nowhere: Self.folder.rawValue
      case .bytes: Self.empty.rawValue
      default: rawValue
      }
    }
  }

  @Test(arguments: Garbage.allCases)
  func whatIsNoResultIsNamed(_ garbage: Garbage) async throws {
    let graded = try await graded()
    let path = graded.path("out/kim.json")
    switch garbage {
    case .empty: try graded.folder.write("out/kim.json", "")
    case .text: try graded.folder.write("out/kim.json", "passed, surely\n")
    case .cut: try copy(graded, "ada", to: "out", as: "kim") { String($0.dropLast(40)) }
    case .otherJSON: try graded.folder.write("out/kim.json", #"{"outcome":"passed"}"#)
    case .otherSchema:
      try copy(graded, "ada", to: "out", as: "kim") {
        $0.replacingOccurrences(of: "socklab.grade/1", with: "socklab.grade/9")
      }
    case .noPoints:
      try copy(graded, "ada", to: "out", as: "kim") {
        $0.replacingOccurrences(of: #""score":2"#, with: #""score":"all""#)
      }
    case .folder: #expect(mkdir(path, 0o755) == 0)
    case .fifo: #expect(mkfifo(path, 0o644) == 0)
    case .nowhere: #expect(symlink("/nonexistent", path) == 0)
    case .bytes: try graded.folder.write("out/kim.json", Data([0xff, 0xfe, 0, 0x1b]))
    }
    let run = try await graded.merge([graded.path("out"), "--out", graded.path("all")])
    #expect(run.status == 2)
    #expect(run.stderr.contains("'\(path)' \(garbage.words)"), "\(run.stderr)")
    #expect(run.stderr.contains("1 error. Nothing was joined."))
    #expect(!run.stderr.contains("\u{1b}"))
    #expect(!FileManager.default.fileExists(atPath: graded.path("all")))
  }
}
