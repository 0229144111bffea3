import Foundation
import LabTestSupport
import Testing

/// A quiet run does plain statements by a shorter way; it comes to the same end.
struct QuietRunTests {
  @Test(arguments: RunGoldenTests.passing)
  func passes(_ test: Golden.Case) async throws {
    try await expect(test, status: 0)
  }

  @Test(arguments: RunGoldenTests.failing)
  func fails(_ test: Golden.Case) async throws {
    try await expect(test, status: 1)
  }

  private func expect(_ test: Golden.Case, status: Int32) async throws {
    let run = try await runSocklab(
      ["run", "--quiet", test.url.lastPathComponent],
      in: test.url.deletingLastPathComponent(),
      environment: [
        "NO_COLOR": "1", "COLUMNS": "100", "LC_ALL": "C.UTF-8", "PATH": "/usr/bin:/bin",
      ]
    )
    #expect(run.status == status, "\(test.name): \(run.stdout)\(run.stderr)")
    let told = try String(contentsOf: test.facet("out"), encoding: .utf8)
    #expect(Self.failures(run.stdout) == Self.failures(told), "\(run.stdout)")
  }

  /// What failed where, as id and place: ports and times are not the same in two runs.
  private static func failures(_ text: String) -> [String] {
    var failures: [String] = []
    var isPlaced = true
    for line in text.split(separator: "\n") {
      if line.hasPrefix("error["), let end = line.firstRange(of: "]: ") {
        failures.append(String(line[..<end.lowerBound]))
        isPlaced = false
      } else if !isPlaced, line.hasPrefix("  --> ") {
        failures.append(String(line))
        isPlaced = true
      }
    }
    return failures
  }
}
