package import LabDiagnostics

/// One statement: the five forms of the grammar.
package struct StatementNode: Sendable {
  package enum Form: UInt8, Sendable {
    /// `VERB {item} [block]`
    case verb
    /// `expect condition {item}`: `condition` is set.
    case expect
    /// `let NAME = value`: `names` has the one name, `value` is set.
    case binding
    /// `if condition block [else block]`: `condition`, `block`, perhaps `otherwise`.
    case conditional
    /// `for names in value block`: `names`, `value`, `block`.
    case loop
  }

  package var form: Form
  /// The verb (only for `.verb`).
  package var verb: Name
  package var verbSpan: SourceSpan
  /// Verb and items, without the block: what is shown and marked.
  package var span: SourceSpan
  /// In `SyntaxTree.items`.
  package var items: NodeRange
  /// In `SyntaxTree.nameLists`.
  package var names: NodeRange
  /// Indices into `conditions`, `values` and `blocks`; -1 when there is none.
  package var condition: Int32
  package var value: Int32
  package var block: Int32
  package var otherwise: Int32

  package init(
    form: Form,
    verb: Name = Name(index: -1),
    verbSpan: SourceSpan,
    span: SourceSpan,
    items: NodeRange = .empty,
    names: NodeRange = .empty,
    condition: Int32 = -1,
    value: Int32 = -1,
    block: Int32 = -1,
    otherwise: Int32 = -1
  ) {
    self.form = form
    self.verb = verb
    self.verbSpan = verbSpan
    self.span = span
    self.items = items
    self.names = names
    self.condition = condition
    self.value = value
    self.block = block
    self.otherwise = otherwise
  }
}

/// One item: `value | "as" names | "within" value | "expect" condition`.
package struct ItemNode: Sendable {
  package enum Form: UInt8, Sendable {
    /// `index` in `values`.
    case value
    /// `names` in `nameLists`.
    case result
    /// `index` in `values`.
    case within
    /// `index` in `conditions`.
    case expect
  }

  package var form: Form
  package var index: Int32
  package var names: NodeRange
  /// The whole item, its word included.
  package var span: SourceSpan

  package init(form: Form, index: Int32 = -1, names: NodeRange = .empty, span: SourceSpan) {
    self.form = form
    self.index = index
    self.names = names
    self.span = span
  }
}

/// A condition: `relation { "or" relation }`.
package struct ConditionNode: Sendable {
  /// In `SyntaxTree.relations`.
  package var relations: NodeRange
  package var span: SourceSpan

  package init(relations: NodeRange, span: SourceSpan) {
    self.relations = relations
    self.span = span
  }
}

/// One relation: `[ "not" ] value [ relop value ]`.
package struct RelationNode: Sendable {
  package var isNegated: Bool
  /// Index in `values`.
  package var left: Int32
  package var relation: RelationalOperator?
  /// Index in `values`; -1 without an operator.
  package var right: Int32
  package var span: SourceSpan

  package init(
    isNegated: Bool,
    left: Int32,
    relation: RelationalOperator?,
    right: Int32,
    span: SourceSpan
  ) {
    self.isNegated = isNegated
    self.left = left
    self.relation = relation
    self.right = right
    self.span = span
  }
}

/// `relop` of the grammar, spelled as in a script.
package enum RelationalOperator: String, CaseIterable, Sendable {
  case equal = "=="
  case unequal = "!="
  case less = "<"
  case lessOrEqual = "<="
  case greater = ">"
  case greaterOrEqual = ">="
  case `in` = "in"
  case has = "has"
  case matches = "~"
}
