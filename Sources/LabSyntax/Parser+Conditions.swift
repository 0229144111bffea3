import LabDiagnostics

/// `condition`, `relation`, `relop`.
extension Parser {
  /// Parses `relation { "or" relation }`: the index in `conditions`.
  mutating func condition() throws(SyntaxFailure) -> Int32 {
    let start = token.start
    let first = tree.relations.count
    repeat { try relation() } while take(.or)
    let count = tree.relations.count - first
    tree.conditions.append(
      ConditionNode(
        relations: NodeRange(start: Int32(first), count: Int32(count)),
        span: span(start, previousEnd)
      )
    )
    return Int32(tree.conditions.count - 1)
  }

  /// Parses `[ "not" ] value [ relop value ]`.
  mutating func relation() throws(SyntaxFailure) {
    let start = token.start
    let isNegated = take(.not)
    let left = try value()
    var right: Int32 = -1
    let relation = relop()
    if relation != nil { right = try value() }
    tree.relations.append(
      RelationNode(
        isNegated: isNegated,
        left: left,
        relation: relation,
        right: right,
        span: span(start, previousEnd)
      )
    )
  }

  /// Takes a comparison, if one follows.
  mutating func relop() -> RelationalOperator? {
    expected.formUnion(.relop)
    let relation: RelationalOperator
    switch token.kind {
    case .equal: relation = .equal
    case .unequal: relation = .unequal
    case .less: relation = .less
    case .lessOrEqual: relation = .lessOrEqual
    case .greater: relation = .greater
    case .greaterOrEqual: relation = .greaterOrEqual
    case .in: relation = .in
    case .has: relation = .has
    case .matches: relation = .matches
    case .assign:
      report.report(.singleEquals(at: tokenSpan))
      relation = .equal
    default: return nil
    }
    advance()
    return relation
  }
}
