package import LabDiagnostics
package import LabProgram
package import LabSyntax

/// An entry as it was typed, parsed for what has to be filled in.
package struct ParsedEntry {
  let text: [UInt8]
  let tree: SyntaxTree
  package let hasMistakes: Bool
  private let block: Int32

  package init(_ text: String, limits: Limits) {
    self.text = Array(text.utf8)
    var map = SourceMap()
    map.add(path: "", bytes: self.text)
    var tree = SyntaxTree()
    var diagnostics: [Diagnostic] = []
    block = Parser.parse(
      file: 0,
      of: map,
      into: &tree,
      limits: limits,
      diagnostics: &diagnostics,
      isPrompt: true
    )
    self.tree = tree
    hasMistakes = diagnostics.contains { $0.severity == .error }
  }

  /// The statements of the entry itself.
  package var statements: ArraySlice<StatementNode> {
    tree.statements[tree.blocks[Int(block)].statements.indices]
  }

  /// Whether `.` stands in it for the last socket.
  package var hasLastSocket: Bool { tree.values.contains { $0.form == .lastSocket } }

  /// The row of a statement of the catalogue.
  package func row(of statement: StatementNode) -> Row? {
    guard statement.form == .verb, let verb = Verb(rawValue: tree.names.text(of: statement.verb))
    else { return nil }
    return Catalogue.row(verb)
  }

  func items(of statement: StatementNode) -> ArraySlice<ItemNode> {
    tree.items[statement.items.indices]
  }

  /// The values behind a verb, words included.
  func values(of statement: StatementNode) -> [ValueNode] {
    items(of: statement).filter { $0.form == .value }.map { tree.values[Int($0.index)] }
  }

  package func text(of span: SourceSpan) -> String {
    String(decoding: text[Int(span.start)..<Int(span.end)], as: UTF8.self)
  }

  func name(_ value: ValueNode) -> String { tree.names.text(of: value.name) }

  /// The names behind `as`.
  func results(of statement: StatementNode) -> [String] {
    items(of: statement).filter { $0.form == .result }.flatMap { item in
      tree.nameLists[item.names.indices].map { tree.names.text(of: $0.name) }
    }
  }

  /// Whether `expect` behind the statement leaves a failure possible.
  func mayFail(_ statement: StatementNode) -> Bool {
    items(of: statement).contains { $0.form == .expect }
  }
}

/// Text that is put in place of a part of the entry.
package struct Replacement {
  let range: Range<Int>
  let text: String

  package init(range: Range<Int>, text: String) {
    self.range = range
    self.text = text
  }

  package static func applied(_ replacements: [Replacement], to text: [UInt8]) -> String {
    var result: [UInt8] = []
    var position = 0
    for replacement in replacements.sorted(by: { $0.range.lowerBound < $1.range.lowerBound }) {
      result += text[position..<replacement.range.lowerBound]
      result += replacement.text.utf8
      position = replacement.range.upperBound
    }
    return String(decoding: result + text[position...], as: UTF8.self)
  }
}
