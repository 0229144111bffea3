import Foundation
import Glibc
import LabTestSupport
import Testing

/// A class of 200, graded in three ways and by a job engine: one table.
@Suite(.serialized)
struct GradeScaleTests {
  /// Names that mean something to a shell, a spreadsheet, a table, a file system or GNU parallel.
  static let hostileNames = [
    "=1+1", "-rf", "--jobs", "$(touch made)", "a;b", "it's", "say \"hi\"", "two words", "a,b",
    "100%41", "{}", "{1}", "back\\slash", "new\nline", "tab\there", "x.gradescope", "x", "*",
    "\u{e9}", "e\u{301}", "\u{202e}txt", String(repeating: "\u{fc}", count: 120), "#", "~", "&",
  ]

  /// What programs do, and what they get.
  enum Kind: Int, CaseIterable {
    case right
    case wrong
    case crashing
    case silent
    case missing
    case unreadable
    case aloud

    var program: String? {
      switch self {
      case .right: "echo \"$1\""
      case .wrong: "echo 41"
      case .crashing: "kill -SEGV $$"
      case .silent: "exit 3"
      case .missing: nil
      case .unreadable: "echo \"$1\""
      case .aloud: #"echo '{"outcome":"passed","score":2}'; echo "ok 1 - answers""#
      }
    }

    var outcome: String {
      switch self {
      case .right: "passed"
      case .missing, .unreadable: "ungradable"
      case .wrong, .crashing, .silent, .aloud: "failed"
      }
    }
  }

  static func handedIn(_ count: Int) throws -> GradedClass {
    let graded = try GradedClass(GradedClass.quick)
    for number in 0..<count {
      let kind = Kind.allCases[number % Kind.allCases.count]
      let name = number < hostileNames.count ? hostileNames[number] : "s\(1000 + number)"
      try graded.handIn(name, kind.program)
      if kind == .unreadable { chmod("\(graded.submissions)/\(name)/run", 0o644) }
    }
    // A list has one name in a line, so that one with a line end can't be in it.
    let names = try graded.handedIn().map { $0.dropFirst(graded.submissions.count + 1) }
    let list = names.filter { !$0.contains("\n") }.joined(separator: "\n")
    try graded.folder.write("list", list + "\n")
    return graded
  }

  @Test func everyWayGivesTheSameTable() async throws {
    let graded = try Self.handedIn(200)
    let whole = try await graded.grade(
      ["--jobs", "2", "--stable", "--exit", "graded", "--out", graded.path("whole")]
    )
    #expect(whole.status == 0 && whole.stderr.isEmpty, "\(whole.stderr)")
    let table = try graded.text("whole/results.csv")
    let rows = table.split(separator: "\r\n").dropFirst()
    #expect(rows.count == 200)
    for kind in Kind.allCases {
      let outcomes = Kind.allCases.filter { $0.outcome == kind.outcome }
      let expected = (0..<200).count { outcomes.contains(Kind.allCases[$0 % 7]) }
      #expect(rows.count { $0.contains(",one-answer,\(kind.outcome),") } == expected)
    }
    #expect(try await shards(graded) == table)
    #expect(try await parallel(graded) == table)
  }

  private func shards(_ graded: GradedClass) async throws -> String {
    var folders: [String] = []
    for index in 0..<8 {
      folders.append(graded.path("shard\(index)"))
      let shard = try await graded.grade(
        ["--shard", "\(index)/8", "--jobs", "2", "--exit", "graded", "--out", folders[index]]
      )
      #expect(shard.status == 0, "\(shard.stderr)")
      #expect(try graded.results("shard\(index)").count == 25)
    }
    return try await table(graded, of: folders, to: "sharded")
  }

  /// With the script that the guide shows.
  private func parallel(_ graded: GradedClass) async throws -> String {
    let run = try await runProgram(
      program: "/bin/sh",
      [
        Self.script("parallel.sh"), graded.exercise, graded.submissions, graded.path("each"),
        graded.path("list"),
      ],
      environment: Self.environment
    )
    #expect(run.status == 0, "\(run.stdout)\(run.stderr)")
    #expect(!FileManager.default.fileExists(atPath: "made"))
    return try await table(graded, of: [graded.path("each")], to: "parallel")
  }

  private func table(
    _ graded: GradedClass,
    of folders: [String],
    to out: String
  ) async throws -> String {
    let run = try await graded.merge(
      folders + ["--expect", graded.path("list"), "--stable", "--out", graded.path(out)]
    )
    #expect(run.status == 0, "\(run.stdout)\(run.stderr)")
    return try graded.text("\(out)/results.csv")
  }

  static func script(_ name: String) -> String {
    DocumentationTests.root.appending(path: "examples/grading/\(name)").path(percentEncoded: false)
  }

  /// In which scripts find this `socklab`.
  static var environment: [String: String] {
    let path = ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin"
    let own = socklabExecutable().deletingLastPathComponent().path(percentEncoded: false)
    return ["PATH": "\(own):\(path):/usr/sbin:/sbin"]
  }
}
