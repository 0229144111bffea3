package import LabDiagnostics

/// The parsed scripts of one run: flat arrays of trivial nodes that refer to each other by index.
///
/// Included files are parsed into the same tree, so that one index space holds the whole run.
/// Nodes of one parent (the statements of a block, the items of a statement) lie side by side.
package struct SyntaxTree: Sendable {
  package var names = NameTable()
  package var blocks: [BlockNode] = []
  package var statements: [StatementNode] = []
  package var items: [ItemNode] = []
  package var conditions: [ConditionNode] = []
  package var relations: [RelationNode] = []
  package var values: [ValueNode] = []
  /// Lists of values: call arguments, list elements.
  package var arguments: [ArgumentNode] = []
  /// Names behind `as` and `for`.
  package var nameLists: [NameNode] = []
  package var strings: [StringNode] = []
  package var parts: [StringPart] = []
  package var addresses: [AddressNode] = []
  /// Decoded bytes of strings, of regular expressions and of addresses' texts.
  package var bytes: [UInt8] = []

  package init() {}

  /// Makes room once for the nodes of a source of so many bytes.
  ///
  /// The shares are those of dense scripts: what isn't used is never written to, so it costs
  /// nothing, while arrays that grow by doubling touch every page several times.
  mutating func reserve(forSource size: Int) {
    names.reserve(forSource: size)
    blocks.reserveCapacity(size / 128 + 1)
    statements.reserveCapacity(size / 20)
    items.reserveCapacity(size / 12)
    values.reserveCapacity(size / 10)
    nameLists.reserveCapacity(size / 64)
    conditions.reserveCapacity(size / 96)
    relations.reserveCapacity(size / 96)
    strings.reserveCapacity(size / 48)
    parts.reserveCapacity(size / 48)
    addresses.reserveCapacity(size / 192)
    bytes.reserveCapacity(size / 4)
  }
}

/// Neighbours in one of the tree's arrays.
package struct NodeRange: Equatable, Sendable {
  package var start: Int32
  package var count: Int32

  package init(start: Int32, count: Int32) {
    self.start = start
    self.count = count
  }

  package static let empty = NodeRange(start: 0, count: 0)

  package var indices: Range<Int> { Int(start)..<Int(start + count) }
}

/// `{ … }`, or a whole file.
package struct BlockNode: Sendable {
  /// In `SyntaxTree.statements`.
  package var statements: NodeRange
  /// From brace to brace; for a file, all of it.
  package var span: SourceSpan

  package init(statements: NodeRange, span: SourceSpan) {
    self.statements = statements
    self.span = span
  }
}

/// A name where it stands.
package struct NameNode: Sendable {
  package var name: Name
  package var span: SourceSpan

  package init(name: Name, span: SourceSpan) {
    self.name = name
    self.span = span
  }
}
