import Foundation
import Glibc
import LabTestSupport
import Testing

/// A grader that is killed, at whatever moment, leaves results that are true.
@Suite(.serialized, .timeLimit(.minutes(Sanitizer.patience)))
struct GradeKillTests {
  /// What the results must show when the grader is killed; no time is waited for.
  enum Moment: CaseIterable {
    case aFileIsThere
    case aCheckIsPassed
    case oneIsFinished
    case twoOfThreeChecksArePassed
    case fourAreFinished
    case allButTheEndlessAreFinished

    func isReached(_ results: [String: GradedResult]) -> Bool {
      let finished = results.values.count { $0.isFinished }
      let checks = results.values.filter { !$0.isFinished }.map(\.passedChecks).max() ?? 0
      return switch self {
      case .aFileIsThere: !results.isEmpty
      case .aCheckIsPassed: checks >= 1
      case .oneIsFinished: finished >= 1
      case .twoOfThreeChecksArePassed: checks >= 2
      case .fourAreFinished: finished >= 4
      case .allButTheEndlessAreFinished: finished >= 7 && results.count == 9
      }
    }
  }

  private static let script = """
    exercise "Three answers"
    submission program
    timeout 300s
    limit wall 300s
    check one "the first" { spawn submission "1" as app; expect app output "1\\n"; expect app exit 0 }
    check two "the second" { spawn submission "2" as app; expect app output "2\\n"; expect app exit 0 }
    check three "the third" { spawn submission "3" as app; expect app output "3\\n"; expect app exit 0 }

    """

  private static let right = "echo \"$1\""
  private static let wrong = "[ \"$1\" = 3 ] && echo 4 || echo \"$1\""

  /// Seven that end, of which "s4" to "s6" are wrong.
  ///
  /// Two that don't, in the second check and in the third.
  private static func handedIn(mark: String, endless: [String]) throws -> GradedClass {
    let graded = try GradedClass(script)
    for number in 0..<7 where !endless.contains("s\(number)") {
      try graded.handIn("s\(number)", number < 4 ? right : wrong)
    }
    for (number, name) in endless.enumerated() {
      try graded.handIn(name, "[ \"$1\" = \(number + 2) ] && exec sleep \(mark); echo \"$1\"")
    }
    return graded
  }

  /// An argument of sleep(1) that no other process has.
  private static var mark: String { "1000.\(getpid())\(Int.random(in: 100_000...999_999))" }

  @Test(arguments: Moment.allCases)
  func aKilledGraderLeavesWhatIsTrue(_ moment: Moment) async throws {
    let mark = Self.mark
    let graded = try Self.handedIn(mark: mark, endless: ["z1", "z2"])
    let options = ["--jobs", "2", "--out", graded.path("out")]
    let grader = try graded.begin(options)
    let isReached = await reach(graded, grader) { moment.isReached($0) }
    #expect(isReached)
    grader.send(signal: SIGKILL)
    #expect(await grader.ended().status == -SIGKILL)
    await noProcess(has: mark)

    let left = try graded.results("out")
    for (name, result) in left { expectTrue(result, of: name) }

    // The endless ones are handed in anew, and the rest is graded.
    for name in ["z1", "z2"] {
      try Data("#!/bin/sh\n\(Self.right)\n".utf8).write(
        to: URL(filePath: "\(graded.submissions)/\(name)/run")
      )
    }
    let rest = try await graded.grade(options + ["--resume", "--exit", "graded"])
    #expect(rest.status == 0, "\(rest.stdout)\(rest.stderr)")
    let all = try graded.results("out")
    #expect(all.count == 9)
    for (name, result) in all {
      #expect(result.isFinished)
      expectTrue(result, of: name)
      if let old = left[name], old.isFinished {
        #expect(result.bytes == old.bytes, "\(name) was graded again")
      } else {
        #expect(result.attempt == (left[name] == nil ? 1 : 2), "\(name)")
      }
    }
  }

  @Test(arguments: [SIGTERM, SIGINT, SIGHUP])
  func anInterruptedGraderEndsInOrder(_ signal: Int32) async throws {
    let mark = Self.mark
    // "s3" and later ones wait for these.
    let graded = try Self.handedIn(mark: mark, endless: ["s1", "s2"])
    let temporary = graded.path("tmp")
    #expect(mkdir(temporary, 0o777) == 0 && chmod(temporary, 0o1777) == 0)
    let grader = try graded.begin(
      ["--jobs", "2", "--out", graded.path("out")],
      environment: ["TMPDIR": temporary]
    )
    let isReached = await reach(graded, grader) {
      $0["s0"]?.isFinished == true && $0["s1"]?.passedChecks == 1 && $0["s2"]?.passedChecks == 2
    }
    #expect(isReached)
    let before = try #require(try graded.results("out")["s0"])
    grader.send(signal: signal)
    let end = await grader.ended()
    #expect(end.status == 3, "\(end.stdout)\(end.stderr)")

    let left = try graded.results("out")
    #expect(left.keys.sorted() == ["s0", "s1", "s2"])
    #expect(left["s0"]?.bytes == before.bytes && before.outcome == "passed")
    for name in ["s1", "s2"] {
      let result = try #require(left[name])
      #expect(result.outcome == "infra_error" && result.message == "interrupted", "\(name)")
    }
    await noProcess(has: mark)
    #expect(try FileManager.default.contentsOfDirectory(atPath: temporary).isEmpty)
    // Nothing else lies in the folder but the table.
    let names = try FileManager.default.contentsOfDirectory(atPath: graded.path("out"))
    #expect(names.filter { !$0.hasSuffix(".json") } == ["results.csv"])
  }

  /// Looks at the results until they are as far.
  private func reach(
    _ graded: GradedClass,
    _ grader: RunningProgram,
    _ isReached: @escaping @Sendable ([String: GradedResult]) -> Bool
  ) async -> Bool {
    await becomes(while: grader) { (try? graded.results("out")).map(isReached) == true }
  }

  /// A result says passed, or failed, only of what was graded to its end.
  private func expectTrue(_ result: GradedResult, of name: String) {
    switch result.outcome {
    case "passed":
      #expect(result.statuses == ["passed", "passed", "passed"], "\(name)")
      #expect(!["s4", "s5", "s6"].contains(name))
    case "failed":
      #expect(result.statuses == ["passed", "passed", "failed"], "\(name)")
      #expect(["s4", "s5", "s6"].contains(name))
    default:
      #expect(result.outcome == "infra_error" && result.message == "not finished", "\(name)")
    }
  }

  /// Waits until no process has a word in its command line: who was killed ends soon, not at once.
  private func noProcess(has mark: String) async {
    let haveEnded = await becomes { Self.processes(with: mark) == 0 }
    #expect(haveEnded)
  }

  private static func processes(with mark: String) -> Int {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: "/proc")) ?? []
    return names.count { name in
      guard Int(name) != nil else { return false }
      return (try? String(contentsOfFile: "/proc/\(name)/cmdline", encoding: .utf8))?
        .contains(mark) == true
    }
  }
}

extension GradedResult {
  fileprivate var isFinished: Bool { outcome != "infra_error" }
  fileprivate var passedChecks: Int { statuses.count { $0 == "passed" } }
}
