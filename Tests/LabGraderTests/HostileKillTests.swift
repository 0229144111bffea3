import Foundation
import LabEvents
import LabTestSupport
import Testing

/// A grader that dies at any of twenty moments has told nobody that they passed.
@Suite("A grader that is killed", .serialized, .timeLimit(.minutes(Sanitizer.patience)))
struct HostileKillTests {
  /// Ten checks that take no time, and one that waits longer than any test does.
  private static var exercise: String {
    let checks = (1...10).map {
      "check c\($0) \"says \($0)\" { spawn submission \"\($0)\" \"MARK\" as it; "
        + "expect it output \"\($0)\\n\" within 1h }\n"
    }
    let last =
      "check last \"waits\" { spawn submission \"wait\" \"MARK\" as it; expect it exit 0 within 1h }\n"
    return "exercise \"Ten and one\"\nsubmission program\nlimit wall 1h\n" + checks.joined() + last
  }

  @Test("kill -9 behind each of twenty checks: results parse, and none says passed")
  func twentyMoments() async throws {
    let all = try HostileClass(Self.exercise)
    let program = ["run": "#!/bin/sh\n[ $1 = wait ] && exec sleep 3600\necho $1\n"]
    let submissions = try ["a", "b"].map { try all.runs.submission("class/\($0)", program) }
    try await withThrowingTaskGroup { group in
      for lane in 0..<4 {
        group.addTask {
          for moment in stride(from: lane, to: 20, by: 4) {
            try await Self.kill(behind: moment, all, submissions)
          }
        }
      }
      try await group.waitForAll()
    }
    await all.expectNobodyLeft()
  }

  private static func kill(
    behind moment: Int,
    _ all: HostileClass,
    _ submissions: [String]
  ) async throws {
    let out = all.runs.folder.appending(path: "out-\(moment)").path
    // A folder of its own for what it leaves behind, which goes with the test.
    let grader = try RunningProgram(
      socklabExecutable().path(percentEncoded: false),
      ["grade", all.exercise, "--out", out, "--jobs", "2"] + submissions,
      environment: ["TMPDIR": all.runs.folder.path]
    )
    let isReached = await becomes(while: grader) {
      let results = results(out)
      return !results.isEmpty && results.reduce(0) { $0 + $1.passed } >= moment
    }
    #expect(isReached, "\(moment): \(results(out))")
    grader.send(signal: SIGKILL)
    #expect(await grader.ended().status == -SIGKILL)
    let names = try FileManager.default.contentsOfDirectory(atPath: out)
    let left = results(out)
    #expect(!left.isEmpty && left.count == names.count { $0.hasSuffix(".json") })
    for result in left {
      #expect(result.outcome == "infra_error", "\(moment): \(result)")
      #expect(result.message == "not finished", "\(moment): \(result)")
    }
  }

  /// Every result of a folder; one that does not parse is left out.
  private static func results(_ out: String) -> [(outcome: String, message: String, passed: Int)] {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: out)) ?? []
    return names.filter { $0.hasSuffix(".json") && !$0.hasPrefix(".") }.compactMap { name in
      guard let bytes = try? Data(contentsOf: URL(filePath: "\(out)/\(name)")),
        let result = try? JSONReader.value(of: Array(bytes)[...])
      else { return nil }
      let passed = result.statuses.values.count { $0 == "passed" }
      return (result.outcome, result["message"]?.string ?? "", passed)
    }
  }
}
