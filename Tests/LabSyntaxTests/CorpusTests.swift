import LabDiagnostics
import Testing

@testable import LabSyntax

@Suite struct CorpusTests {
  @Test(arguments: Corpus.names)
  func `a script of the description is right`(name: String) throws {
    let parsing = try Parsing(Corpus.bytes(name))
    #expect(parsing.diagnostics == [])
    #expect(parsing.block.statements.count > 5)
  }
}
