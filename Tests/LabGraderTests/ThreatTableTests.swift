import Foundation
import Testing

/// Documentation/threats.md: every attack has a test, and every test that it names is there.
@Suite("The table of attacks")
struct ThreatTableTests {
  private static let root = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent()

  /// Rows of the table: number and names of tests.
  private static func rows() throws -> [(number: Int, tests: [String])] {
    let url = root.appending(path: "Documentation/threats.md")
    let text = try String(contentsOf: url, encoding: .utf8)
    return text.split(separator: "\n").compactMap { line in
      let cells = line.split(separator: "|").map { $0.trimmingCharacters(in: .whitespaces) }
      guard cells.count == 4, let number = Int(cells[0]) else { return nil }
      let parts = cells[3].split(separator: "`", omittingEmptySubsequences: false)
      let tests = parts.enumerated().filter { $0.offset % 2 == 1 }.map { String($0.element) }
      return (number, tests)
    }
  }

  @Test("The 29 attacks are numbered without a gap, and each has a test")
  func everyAttackHasATest() throws {
    let rows = try Self.rows()
    #expect(rows.map(\.number) == Array(1...29))
    for row in rows { #expect(!row.tests.isEmpty, "row \(row.number)") }
  }

  @Test("Each test that the table names is a function of that suite")
  func testsAreThere() throws {
    let tests = Self.root.appending(path: "Tests")
    let files = FileManager.default.enumerator(at: tests, includingPropertiesForKeys: nil)
    var texts: [String: String] = [:]
    for case let file as URL in try #require(files) where file.pathExtension == "swift" {
      // Two targets may have a suite of one name.
      let text = try String(contentsOf: file, encoding: .utf8)
      texts[file.deletingPathExtension().lastPathComponent, default: ""] += text
    }
    for row in try Self.rows() {
      for test in row.tests {
        let parts = test.split(separator: ".").map { String($0) }
        try #require(parts.count == 2, "\(test)")
        let text = texts[parts[0]] ?? ""
        #expect(text.contains("@Test") && text.contains("func \(parts[1])("), "\(test)")
      }
    }
  }

  @Test("Every program of the hostile set is used")
  func programsAreUsed() throws {
    let folder = URL(filePath: #filePath).deletingLastPathComponent()
    let names = try FileManager.default.contentsOfDirectory(
      atPath: folder.appending(path: "Fixtures/hostile").path
    )
    var text = ""
    for name in try FileManager.default.contentsOfDirectory(atPath: folder.path)
    where name.hasPrefix("Hostile") {
      text += try String(contentsOf: folder.appending(path: name), encoding: .utf8)
    }
    for name in names where name != "box.py" {
      let program = name.replacing(".py", with: "")
      #expect(text.contains("\"\(program)\""), "\(program)")
    }
  }
}
