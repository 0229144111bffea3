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
  /// Where the verb, or the form's own word, ends; it begins with the statement.
  private var verbEnd: Int32
  /// Verb and items, without the block: what is shown and marked.
  package var span: SourceSpan
  /// In `SyntaxTree.items`; forms without items have the start of their names here.
  package private(set) var items: NodeRange
  private var nameCount: Int32
  /// The condition or the value: no form has both.
  private var subject: Int32
  /// Indices into `blocks`; -1 when there is none.
  package var block: Int32
  package var otherwise: Int32

  /// A statement of which the first word was read.
  init(form: Form, verb: Name = Name(index: -1), verbSpan: SourceSpan) {
    self.form = form
    self.verb = verb
    verbEnd = verbSpan.end
    span = verbSpan
    items = .empty
    nameCount = 0
    subject = -1
    block = -1
    otherwise = -1
  }

  package var verbSpan: SourceSpan { SourceSpan(start: span.start, end: verbEnd) }

  /// In `SyntaxTree.nameLists`.
  package var names: NodeRange { NodeRange(start: items.start, count: nameCount) }

  /// Index in `conditions`; -1 when there is none.
  package var condition: Int32 { form == .expect || form == .conditional ? subject : -1 }

  /// Index in `values`; -1 when there is none.
  package var value: Int32 { form == .binding || form == .loop ? subject : -1 }

  mutating func setItems(_ items: NodeRange) { self.items = items }

  mutating func setCondition(_ condition: Int32) { subject = condition }

  /// What `let` and `for` bind, and to what.
  mutating func setNames(_ names: NodeRange, value: Int32) {
    items = NodeRange(start: names.start, count: 0)
    nameCount = names.count
    subject = value
  }
}

/// One item: `value | "as" names | "within" value | "expect" condition`.
package struct ItemNode: Sendable {
  package enum Form: UInt8, Sendable {
    /// `index` in `values`.
    case value
    /// `names` in `nameLists`, which `index` is the start of.
    case result
    /// `index` in `values`.
    case within
    /// `index` in `conditions`.
    case expect
  }

  package var form: Form
  package var index: Int32
  private var nameCount: Int32 = 0
  /// The whole item, its word included.
  package var span: SourceSpan

  package init(form: Form, index: Int32, span: SourceSpan) {
    self.form = form
    self.index = index
    self.span = span
  }

  /// `as` with its names.
  package init(names: NodeRange, span: SourceSpan) {
    form = .result
    index = names.start
    nameCount = names.count
    self.span = span
  }

  package var names: NodeRange { NodeRange(start: index, count: nameCount) }
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
