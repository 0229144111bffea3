import LabDiagnostics
import LabSyntax

/// Names behind a call that were meant as a clause, or as the name of its result.
extension Checker {
  /// Tells what an unbound name behind a complete call was meant to be; `false`: it is none of this.
  mutating func takeMeantClause(
    _ value: ValueNode,
    at position: Int,
    of node: StatementNode,
    _ plan: RowPlan,
    filled: UInt64
  ) -> Bool {
    guard !isLenient, !isWrong, lexeme(value.name).word < 0, !isBound(value.name),
      isComplete(plan, filled: filled)
    else { return false }
    let word = text(value.name)
    let following = tree.items[node.items.indices].dropFirst(
      position + 1 - node.items.indices.lowerBound
    )
    if ["timeout", "limit", "deadline"].contains(word), let next = following.first,
      next.form == .value
    {
      let limit = map.text(of: next.span)
      report(
        .misplacedOperand(
          "a limit is written with 'within'",
          label: "try: within \(limit)",
          at: value.span.union(next.span)
        )
      )
      return true
    }
    if let clause = Suggestion.nearest(to: word, among: ["expect", "within"]) {
      let place = value.span
      report(
        .unknownWord(word, operand: "word here", suggestion: clause, words: [], at: place)
      )
      return true
    }
    guard plan.result == .socket, plan.resultCount == 1,
      !following.contains(where: { $0.form == .value || $0.form == .result }),
      !tree.items[node.items.indices].contains(where: { $0.form == .result })
    else { return false }
    return takeMeantResult(value, of: node, plan, filled: filled)
  }

  /// `socket tcp server`: the socket's name without its `as`.
  private mutating func takeMeantResult(
    _ value: ValueNode,
    of node: StatementNode,
    _ plan: RowPlan,
    filled: UInt64
  ) -> Bool {
    let word = text(value.name)
    let operands = row(plan.verb)?.operands ?? []
    let open = operands.indices.filter {
      filled >> UInt64($0) & 1 == 0 && operands[$0].introducer == nil && !operands[$0].words.isEmpty
    }
    let known = open.flatMap { operands[$0].words } + visibleNames().map { text($0.name) }
    if Suggestion.nearest(to: word, among: known) != nil { return false }
    let before = map.text(of: SourceSpan(start: node.span.start, end: value.span.start))
    report(
      .misplacedOperand(
        open.first.map { "'\(word)' is no \(operands[$0].name.lowercased())" }
          ?? "a result is named with 'as'",
        label: open.isEmpty ? "try: as \(word)" : "to name the socket: \(before)as \(word)",
        at: value.span
      )
    )
    _ = bind(NameNode(name: value.name, span: value.span), kinds: .socket)
    return true
  }

  /// Whether all operands that a row must have are there; rows that take new names never are.
  private mutating func isComplete(_ plan: RowPlan, filled: UInt64) -> Bool {
    for index in 0..<plan.operandCount {
      let operand = operandPlans[Int(plan.operandStart + index)]
      if operand.isIdentifier { return false }
      if !operand.isOptional, filled >> UInt64(index) & 1 == 0 { return false }
    }
    return filled != 0
  }
}
