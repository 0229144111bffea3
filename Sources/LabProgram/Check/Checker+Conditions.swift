import LabConstants
import LabDiagnostics
import LabSyntax

/// Conditions: what is asked by `if`, by `expect`, and of the outcome of a call.
extension Checker {
  enum ConditionUse {
    /// `if`: asked once.
    case question
    /// The statement `expect`.
    case expectation
    /// Behind a call; `plan` says which.
    case outcome(RowPlan)
  }

  mutating func condition(_ index: Int32, as use: ConditionUse) -> (index: Int32, isLive: Bool) {
    let node = tree.conditions[Int(index)]
    var isLive = false
    var allowsFailure = false
    let mark = program.relations.count
    for position in node.relations.indices {
      let relation = relation(tree.relations[position], as: use)
      isLive = isLive || relation.isLive
      allowsFailure = allowsFailure || relation.allowsFailure
      program.relations.append(relation.lowered)
    }
    program.conditions.append(
      Condition(
        relations: NodeRange(start: Int32(mark), count: node.relations.count),
        isLive: isLive,
        allowsFailure: allowsFailure
      )
    )
    return (Int32(program.conditions.count) - 1, isLive)
  }

  private mutating func relation(
    _ node: RelationNode,
    as use: ConditionUse
  ) -> (lowered: Relation, isLive: Bool, allowsFailure: Bool) {
    guard let operation = node.relation else {
      let (value, allowsFailure) = bareRelation(node, as: use)
      let lowered = Relation(
        isNegated: node.isNegated,
        left: value.expression,
        relation: nil,
        right: .absent
      )
      return (lowered, false, allowsFailure)
    }
    let left = value(node.left)
    let right = rightSide(node.right, operation)
    requireOpen(left, at: tree.values[Int(node.left)].span)
    if !left.isWrong, !right.isWrong {
      judge(left, operation, right, node)
      if case .expectation = use, operation == .equal, !node.isNegated {
        warnOfPassingState(left, right, node)
      }
    }
    let lowered = Relation(
      isNegated: node.isNegated,
      left: left.expression,
      relation: operation,
      right: right.expression
    )
    return (lowered, left.isLive || right.isLive, false)
  }

  /// The right side may be a word that only an operator knows.
  private mutating func rightSide(_ index: Int32, _ operation: RelationalOperator) -> TypedValue {
    value(index, for: operation == .in ? Self.members : .anything)
  }

  /// The right side of `in`.
  static let members: OperandPlan = {
    var plan = OperandPlan(kinds: [.range, .list, .word])
    for word in ["ephemeral", "wellknown", "registered", "dynamic"] {
      plan.words.insert(Lexicon.word(word))
    }
    return plan
  }()

  /// A relation without operator: only behind a call, where it is the outcome.
  private mutating func bareRelation(
    _ node: RelationNode,
    as use: ConditionUse
  ) -> (TypedValue, allowsFailure: Bool) {
    let span = tree.values[Int(node.left)].span
    guard case .outcome(let plan) = use else {
      let value = value(node.left)
      if !isWrong { report(.notRelation(value.kinds, text: map.text(of: span), at: span)) }
      return (.wrong, false)
    }
    let value = value(node.left, for: Self.outcomeOperand(plan.verb))
    if value.isWrong { return (value, true) }
    let isFailure = node.isNegated || value.group == .errno || value.word == Self.unanswered
    if !value.fits(Self.outcomeOperand(plan.verb)) {
      report(.notOutcome(plan.verb, value.kinds, text: map.text(of: span), at: span))
      return (.wrong, true)
    }
    // A variable may hold an errno.
    let mayFail = value.group == nil && value.word < 0 && value.kinds.contains(.errno)
    return (value, isFailure || mayFail)
  }

  /// What may stand behind `expect` of a call.
  static func outcomeOperand(_ verb: Verb) -> OperandPlan {
    var plan = OperandPlan(kinds: [.errno, .integer, .word])
    plan.words.insert(ok)
    switch verb {
    case .connect: plan.words.insert(unanswered)
    case .recv: plan.kinds.formUnion([.bytes, .regex])
    case .getsockopt: plan.kinds.formUnion([.bytes, .duration, .structure])
    case .getsockname, .getpeername: plan.kinds.formUnion([.address, .socket])
    case .sysctl: plan.kinds = [.errno, .word, .bytes, .regex]
    case .poll: plan.constants = .pollEvent
    case .call: plan.kinds = .any
    default: break
    }
    return plan
  }

  static let ok = Lexicon.word("ok")

  private mutating func warnOfPassingState(
    _ left: TypedValue,
    _ right: TypedValue,
    _ node: RelationNode
  ) {
    guard right.group == .tcpState, left.isLive else { return }
    let name = tree.values[Int(node.right)]
    guard name.form == .constant else { return }
    switch text(name.name) {
    case "FIN_WAIT1", "CLOSING", "LAST_ACK", "SYN_RECV", "NEW_SYN_RECV":
      warn(.passingState(text(name.name), at: name.span))
    default: break
    }
  }

  /// Whether the two sides can be compared at all.
  private mutating func judge(
    _ left: TypedValue,
    _ operation: RelationalOperator,
    _ right: TypedValue,
    _ node: RelationNode
  ) {
    let isPossible =
      switch operation {
      case .equal, .unequal: Self.canBeEqual(left.kinds, right.kinds)
      case .less, .lessOrEqual, .greater, .greaterOrEqual:
        !left.kinds.intersection(right.kinds).isDisjoint(with: [.integer, .duration])
      case .in: canContain(right, left)
      case .has:
        (left.kinds.contains(.integer) && right.kinds.contains(.integer))
          || left.kinds.contains(.list)
      case .matches:
        !left.kinds.isDisjoint(with: [.bytes, .address, .ip, .word])
          && !right.kinds.isDisjoint(with: [.bytes, .regex])
      }
    if isPossible { return }
    report(
      .cannotCompare(
        operation,
        left.kinds,
        right.kinds,
        left: map.text(of: tree.values[Int(node.left)].span),
        right: map.text(of: tree.values[Int(node.right)].span),
        at: node.span
      )
    )
  }

  static func canBeEqual(_ left: KindSet, _ right: KindSet) -> Bool {
    if !left.isDisjoint(with: right) { return true }
    if left.contains(.structure), right.contains(.bytes) { return true }
    if left.contains(.bytes), right.contains(.structure) { return true }
    // An errno field of a structure is a number in C: 0 is ok.
    if left.contains(.errno) && right.contains(.integer)
      || left.contains(.integer) && right.contains(.errno)
    {
      return true
    }
    // The type of a control message is often an option's number: c.type == IP_TTL.
    if left.contains(.integer) && right.contains(.option) { return true }
    // A socket in place of an address is its local address.
    return (left.contains(.address) && right.contains(.socket))
      || (left.contains(.socket) && right.contains(.address))
  }

  private func canContain(_ container: TypedValue, _ element: TypedValue) -> Bool {
    if container.word >= 0 {
      return Self.members.words.contains(container.word) && element.kinds.contains(.integer)
    }
    if container.kinds.contains(.list) { return true }
    return container.kinds.contains(.range)
      && !element.kinds.isDisjoint(with: [.integer, .duration])
  }

  mutating func outcomeCondition(_ clauses: Clauses, _ plan: RowPlan) -> Int32 {
    guard clauses.expect >= 0 else { return -1 }
    let item = tree.items[Int(clauses.expect)]
    if !plan.answers {
      report(.expectNotTaken(plan.verb.rawValue, at: item.span))
      return -1
    }
    return condition(item.index, as: .outcome(plan)).index
  }
}
