import Foundation
import LabTestSupport
import Testing

/// What `socklab check` tells, and `socklab run` before it would run; the folder says how it ends.
struct CheckGoldenTests {
  static let failing = Golden.cases(in: "Fixtures/check/failed")
  static let warned = Golden.cases(in: "Fixtures/check/warned")

  @Test func fixturesAreFound() {
    #expect(!Self.failing.isEmpty)
    #expect(!Self.warned.isEmpty)
  }

  @Test(arguments: failing)
  func checkFails(_ test: Golden.Case) async throws {
    let run = try await socklab("check", test)
    #expect(run.status == 2)
    #expect(run.stdout.isEmpty)
    compare(run.stderr, test)
  }

  /// The same mistakes, all told together, and no call is made.
  @Test(arguments: failing)
  func runFailsLikeCheck(_ test: Golden.Case) async throws {
    let run = try await socklab("run", test)
    #expect(run.status == 2)
    #expect(run.stdout.isEmpty, "nothing has run: \(run.stdout)")
    compare(run.stderr.replacing(" Nothing was run.", with: ""), test)
    #expect(run.stderr.hasSuffix(" Nothing was run.\n"))
  }

  @Test(arguments: warned)
  func checkWarns(_ test: Golden.Case) async throws {
    let run = try await socklab("check", test)
    #expect(run.status == 0)
    #expect(run.stdout.isEmpty)
    compare(run.stderr, test)
  }

  private func socklab(_ command: String, _ test: Golden.Case) async throws -> ProgramRun {
    try await runSocklab(
      [command, test.url.lastPathComponent],
      in: test.url.deletingLastPathComponent(),
      environment: [
        "NO_COLOR": "1", "COLUMNS": "100", "LC_ALL": "C.UTF-8", "PATH": "/usr/bin:/bin",
      ]
    )
  }

  private func compare(_ text: String, _ test: Golden.Case) {
    if case .different(let difference) = Golden.check(text, against: test.facet("err")) {
      Issue.record("\(difference)")
    }
  }
}
