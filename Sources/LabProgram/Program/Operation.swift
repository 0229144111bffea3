package import LabSyntax

/// A statement of the catalogue, ready to be done.
///
/// Trivial: it owns nothing.
package struct Operation: Sendable {
  package var verb: Verb
  /// For `expect`, which form.
  package var form: ExpectForm
  package var modifiers: ModifierSet
  /// In `expressions`, in the order of the row's operands; `.absent` where one is not given.
  ///
  /// A name of a counter is `.integer`, its index in `labels`; of actors it is `.actors`.
  /// Operands that take several stand last and run to the end of the range.
  /// For `expect SUBJECT …`: subject, then the expected value where the form has one.
  package var operands: NodeRange
  /// `within`, or `.absent`.
  package var limit: Expression
  /// Index in `conditions`: for `expect` with the form `relation` what must hold, for other rows
  /// what is expected of the outcome; -1: it must succeed.
  package var condition: Int32
  /// In `slots`: what `as` names.
  package var results: NodeRange

  package init(
    verb: Verb,
    form: ExpectForm = .relation,
    modifiers: ModifierSet = [],
    operands: NodeRange = .empty,
    limit: Expression = .absent,
    condition: Int32 = -1,
    results: NodeRange = .empty
  ) {
    self.verb = verb
    self.form = form
    self.modifiers = modifiers
    self.operands = operands
    self.limit = limit
    self.condition = condition
    self.results = results
  }
}

/// `relation { "or" relation }`: one of them must hold.
package struct Condition: Sendable {
  /// In `relations`.
  package var relations: NodeRange
  /// Some relation has a live fact in it: it is asked until it is true.
  package var isLive: Bool
  /// Behind a call: some alternative is not success (an errno, `unanswered`, `not …`).
  package var allowsFailure: Bool

  package init(relations: NodeRange, isLive: Bool, allowsFailure: Bool) {
    self.relations = relations
    self.isLive = isLive
    self.allowsFailure = allowsFailure
  }
}

/// One relation: `[not] value [relop value]`.
///
/// Without an operator, behind a call, `left` is the outcome.
package struct Relation: Sendable {
  package var isNegated: Bool
  package var relation: RelationalOperator?
  package var left: Expression
  /// `.absent` without an operator.
  package var right: Expression

  package init(
    isNegated: Bool,
    left: Expression,
    relation: RelationalOperator?,
    right: Expression
  ) {
    self.isNegated = isNegated
    self.left = left
    self.relation = relation
    self.right = right
  }
}
