import Foundation
import LabDiagnostics
import LabTestSupport
import Testing

@testable import LabSyntax

/// A script parsed for a test.
struct Parsing {
  let tree: SyntaxTree
  let block: BlockNode
  let diagnostics: [Diagnostic]

  init(_ bytes: [UInt8], isPrompt: Bool = false, limits: Limits = Limits()) {
    var map = SourceMap()
    let index = map.add(path: "test.sock", bytes: bytes)
    var tree = SyntaxTree()
    var diagnostics: [Diagnostic] = []
    let block = Parser.parse(
      file: index,
      of: map,
      into: &tree,
      limits: limits,
      diagnostics: &diagnostics,
      isPrompt: isPrompt
    )
    self.tree = tree
    self.block = tree.blocks[Int(block)]
    self.diagnostics = diagnostics
  }

  init(_ text: String, isPrompt: Bool = false, limits: Limits = Limits()) {
    self.init(Array(text.utf8), isPrompt: isPrompt, limits: limits)
  }
}

/// Expects that `marked` gives just these diagnostics.
func expectDiagnostics(
  _ marked: String,
  _ specs: DiagnosticSpec...,
  isPrompt: Bool = false,
  limits: Limits = Limits(),
  sourceLocation: Testing.SourceLocation = #_sourceLocation
) {
  let source = MarkedText(marked)
  let parsing = Parsing(source.text, isPrompt: isPrompt, limits: limits)
  let found = differences(of: parsing.diagnostics, from: specs, in: source)
  #expect(
    found.isEmpty,
    "\(source.text)\n\(found.joined(separator: "\n"))",
    sourceLocation: sourceLocation
  )
}

/// Whole scripts: those of the language's description.
enum Corpus {
  static let folder = URL(filePath: #filePath).deletingLastPathComponent()
    .appending(path: "Fixtures")

  static let names = ["lesson.sock", "ports.sock", "under-strain.sock"]

  static func bytes(_ name: String) throws -> [UInt8] {
    try Array(Data(contentsOf: folder.appending(path: name)))
  }
}
