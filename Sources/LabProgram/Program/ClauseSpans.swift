package import LabDiagnostics

/// Where the parts of a statement stand that a failure marks instead of the whole.
package struct ClauseSpans: Sendable {
  /// The `expect` clause behind a call.
  package var expectation: SourceSpan?
  /// The `within` clause.
  package var within: SourceSpan?
  /// What an `expect` statement expects: the relation, or what stands behind its subject.
  package var value: SourceSpan?
  /// The left side of a relation that stands alone.
  package var left: SourceSpan?

  package init(
    expectation: SourceSpan? = nil,
    within: SourceSpan? = nil,
    value: SourceSpan? = nil,
    left: SourceSpan? = nil
  ) {
    self.expectation = expectation
    self.within = within
    self.value = value
    self.left = left
  }
}
