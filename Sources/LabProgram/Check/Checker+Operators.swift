import LabDiagnostics
import LabSyntax

/// `+ - | ..`
extension Checker {
  mutating func binaryValue(_ node: ValueNode, for operand: OperandPlan) -> TypedValue {
    // `a + b + c …` leans to the left: walked along, so that a long sum does not nest.
    var chain: [ValueNode] = [node]
    while let last = chain.last, tree.values[Int(last.a)].form == .binary {
      chain.append(tree.values[Int(last.a)])
    }
    guard let first = chain.last else { return .wrong }
    var result = value(first.a, for: operand)
    for node in chain.reversed() {
      let right = value(node.b, for: operand)
      guard let operation = ValueOperator(rawValue: node.number) else { return .wrong }
      result = combine(result, operation, right, node)
    }
    return result
  }

  private mutating func combine(
    _ left: TypedValue,
    _ operation: ValueOperator,
    _ right: TypedValue,
    _ node: ValueNode
  ) -> TypedValue {
    if left.isWrong || right.isWrong { return .wrong }
    // A structure joined to bytes is its bytes.
    let isJoin = operation == .plus && !left.kinds.union(right.kinds).isDisjoint(with: .structure)
    let common =
      isJoin
      ? left.kinds.withBytes.intersection(right.kinds.withBytes)
      : left.kinds.intersection(right.kinds)
    let kinds: KindSet =
      switch operation {
      case .plus: common.intersection([.integer, .bytes, .duration, .list])
      case .minus: common.intersection([.integer, .duration])
      case .or: common.intersection(.integer)
      case .range: common.isDisjoint(with: [.integer, .duration]) ? [] : .range
      }
    if kinds.isEmpty {
      report(
        .badOperator(
          operation,
          left.kinds,
          right.kinds,
          left: map.text(of: tree.values[Int(node.a)].span),
          right: map.text(of: tree.values[Int(node.b)].span),
          at: node.span
        )
      )
      return .wrong
    }
    let group = left.group ?? right.group
    if let folded = Self.fold(left.expression, operation, right.expression) {
      return TypedValue(expression: .integer(folded), kinds: .integer, group: group)
    }
    var result = TypedValue(kinds: kinds, group: group, isLive: left.isLive || right.isLive)
    if kinds == .list { result.elements = left.elements.union(right.elements) }
    if operation == .range, case .integer(let low) = left.expression,
      case .integer(let high) = right.expression
    {
      if low > high { report(.emptyRange(low, high, at: node.span)) }
      result.count = high - low < 1 << 40 ? Int(high - low + 1) : -1
      result.elements = .integer
    }
    let leftPlace = place(left.expression)
    let rightPlace = place(right.expression)
    result.expression = .binary(operation, left: leftPlace, right: rightPlace)
    return result
  }

  /// The number that two numbers give, when it is known now and fits.
  private static func fold(
    _ left: Expression,
    _ operation: ValueOperator,
    _ right: Expression
  ) -> Int64? {
    guard case .integer(let a) = left, case .integer(let b) = right else { return nil }
    switch operation {
    case .plus:
      let (sum, overflow) = a.addingReportingOverflow(b)
      return overflow ? nil : sum
    case .minus:
      let (difference, overflow) = a.subtractingReportingOverflow(b)
      return overflow ? nil : difference
    case .or: return a | b
    case .range: return nil
    }
  }
}

extension KindSet {
  /// With structures counted as the bytes that they are.
  fileprivate var withBytes: KindSet { contains(.structure) ? union(.bytes) : self }
}
