import Foundation
import LabTestSupport
import Testing

/// What other projects' test suites demand of sockets, in socklab's own language.
///
/// Each file holds the cases of one category; the expectations are what a kernel answered. Every
/// check's title starts with the case's identifier; README.md lists the cases that are missing.
struct ConformanceTests {
  static let categories = Golden.cases(in: "Fixtures/conformance")

  /// The files whose checks have identifiers; those of `more-` have titles only.
  static let numbered = categories.filter { !$0.name.hasPrefix("more-") }

  @Test func fixturesAreFound() {
    #expect(Self.numbered.count == 12)
    #expect(Self.categories.count == 18)
  }

  @Test(arguments: categories)
  func runs(_ category: Golden.Case) async throws {
    let run = try await runSocklab(["run", "--quiet", "--timeout", "60s", category.url.path()])
    #expect(run.status == 0, "\(category.name):\n\(run.stdout)\(run.stderr)")
  }

  /// A case runs or is missing, once; never both.
  @Test func everyCaseStandsOnce() throws {
    var seen: [String: String] = [:]
    for category in Self.numbered {
      let text = try String(contentsOf: category.url, encoding: .utf8)
      for line in text.split(separator: "\n") where line.hasPrefix("check ") {
        let id = try #require(line.split(separator: "\"").dropFirst().first?.prefix { $0 != " " })
        note(String(id), at: category.name, in: &seen)
      }
    }
    #expect(seen.count >= 60)
    let readme = Golden.folderURL("Fixtures/conformance").appending(path: "README.md")
    let text = try String(contentsOf: readme, encoding: .utf8)
    for line in text.split(separator: "\n") where line.hasPrefix("| ") && line.contains("-0") {
      let id = line.dropFirst(2).prefix { $0 != " " }
      note(String(id), at: "README.md", in: &seen)
    }
    #expect(seen.count == 94)
  }

  private func note(_ id: String, at place: String, in seen: inout [String: String]) {
    let parts = id.split(separator: "-")
    #expect(
      parts.count == 2 && parts[0].count == 3 && parts[1].count == 3,
      "\(place): '\(id)' is no identifier of a case"
    )
    if let other = seen.updateValue(place, forKey: id) {
      Issue.record("\(id) stands in \(other) and in \(place)")
    }
  }
}
