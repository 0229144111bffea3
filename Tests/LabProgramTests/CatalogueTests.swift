import Foundation
import LabDiagnostics
import LabProgram
import Testing

/// The tables agree with themselves, with the reference page and with the checker.
@Suite struct CatalogueTests {
  @Test func everyVerbHasOneRow() {
    for verb in Verb.allCases {
      #expect(Catalogue.rows.count { $0.verb == verb } == (verb == .expect ? 0 : 1), "\(verb)")
    }
  }

  @Test func everyRowIsExplained() {
    for row in Catalogue.rows {
      #expect(!row.summary.isEmpty && !row.summary.hasSuffix("."), "\(row.verb)")
      #expect(row.verb == .include || !row.example.isEmpty, "\(row.verb)")
      let many = row.operands.firstIndex { $0.presence == .any || $0.presence == .several }
      #expect(many == nil || many == row.operands.count - 1, "\(row.verb)")
    }
  }

  @Test(arguments: Catalogue.rows.filter { !$0.example.isEmpty }.map(\.verb.rawValue))
  func everyExampleCompiles(verb: String) throws {
    let row = try #require(Catalogue.rows.first { $0.verb.rawValue == verb })
    let compilation = compile(row.example)
    let errors = compilation.diagnostics.filter { $0.severity == .error }
    #expect(errors.map { describe($0, in: compilation) } == [])
    #expect(row.example.contains(verb))
  }

  /// `SOCKLAB_UPDATE_GOLDEN=1` rewrites the page, and fails, so that nobody updates by accident.
  @Test func theReferencePageIsUpToDate() throws {
    let page = URL(filePath: #filePath).deletingLastPathComponent()
      .appending(path: "../../grammar/reference.md").standardizedFileURL
    let rendered = Reference.rendered()
    if ProcessInfo.processInfo.environment["SOCKLAB_UPDATE_GOLDEN"] != nil {
      try FileManager.default.createDirectory(
        at: page.deletingLastPathComponent(),
        withIntermediateDirectories: true
      )
      try Data(rendered.utf8).write(to: page)
      Issue.record("grammar/reference.md was rewritten")
      return
    }
    let written = String(decoding: try Data(contentsOf: page), as: UTF8.self)
    #expect(written == rendered, "run with SOCKLAB_UPDATE_GOLDEN=1 to rewrite the page")
  }
}
