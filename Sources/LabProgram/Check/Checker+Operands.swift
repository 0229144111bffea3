import LabConstants
import LabDiagnostics
import LabSyntax

/// The clauses and words behind a verb.
struct Clauses {
  /// Indices of items; -1: not given.
  var within: Int32 = -1
  var result: Int32 = -1
  var expect: Int32 = -1
  var modifiers: ModifierSet = []
}

/// Which value behind a verb is which operand.
extension Checker {
  /// Matches the items of a statement with the operands of its row and lowers them.
  mutating func matchOperands(
    _ node: StatementNode,
    _ plan: RowPlan
  ) -> (operands: NodeRange, clauses: Clauses) {
    let base = matched.count
    for _ in 0..<plan.operandCount { matched.append(TypedValue()) }
    var filled: UInt64 = 0
    var clauses = Clauses()
    var next: Int32 = 0
    var introduced: Int32 = -1
    var isSkipping = false
    for position in node.items.indices {
      let item = tree.items[position]
      guard item.form == .value else {
        take(Int32(position), item, into: &clauses)
        continue
      }
      let value = tree.values[Int(item.index)]
      // `==` of another room's type is a call.
      let isName = if case .name = value.form { introduced < 0 } else { false }
      if isName, !isOwnName(value, plan, next),
        takeWord(value, plan, &clauses, &introduced, filled: filled)
      {
        continue
      }
      if isSkipping { continue }
      if isName, introduced < 0, !isBound(value.name),
        takeMeantClause(value, at: position, of: node, plan, filled: filled)
      {
        // What follows belongs to what was meant.
        isSkipping = true
        continue
      }
      var operand = introduced
      introduced = -1
      if operand < 0 { operand = self.operand(for: item.index, plan, from: &next) }
      if operand == Self.misfits { continue }
      guard operand >= 0 else {
        // One mistake of this kind is enough.
        if !isWrong { reportSearched { $0.surplus(node, plan, item: position) } }
        continue
      }
      let operandPlan = operandPlans[Int(plan.operandStart + operand)]
      if filled >> UInt64(operand) & 1 == 1, operandPlan.isRepeatable {
        gather(item.index, into: base + Int(operand), operand, operandPlan, plan)
        continue
      }
      if filled >> UInt64(operand) & 1 == 1, !operandPlan.isMany {
        report(.duplicateOperand(plan.verb, at: item.span))
        continue
      }
      fill(
        operand,
        operandPlan,
        with: item.index,
        base: base,
        isFirst: filled >> UInt64(operand) & 1 == 0,
        node,
        plan
      )
      filled |= 1 << UInt64(operand)
    }
    if introduced >= 0, !isWrong {
      reportSearched { $0.missingOperand(node, plan, operand: introduced) }
    }
    requireOperands(node, plan, filled: filled)
    if plan.operandCount > 0, operandPlans[Int(plan.operandStart + plan.operandCount) - 1].isMany,
      filled >> UInt64(plan.operandCount - 1) & 1 == 0
    {
      matched.removeLast()
    }
    let mark = pending.count
    for index in base..<matched.count { pending.append(matched[index].expression) }
    return (placePending(since: mark), clauses)
  }

  static let misfits: Int32 = -2

  /// The word `in`, which the grammar lets stand behind any row.
  private static let place = Lexicon.word("in")

  mutating func take(_ position: Int32, _ item: ItemNode, into clauses: inout Clauses) {
    switch item.form {
    case .within:
      if clauses.within >= 0 { report(.duplicateClause("within", at: item.span)) }
      clauses.within = position
    case .result:
      if clauses.result >= 0 { report(.duplicateClause("as", at: item.span)) }
      clauses.result = position
    case .expect:
      if clauses.expect >= 0 { report(.duplicateClause("expect", at: item.span)) }
      clauses.expect = position
    case .value: break
    }
  }

  /// Whether a word that other rows know is a name here, where one is to be given: `check restart`.
  private mutating func isOwnName(_ value: ValueNode, _ plan: RowPlan, _ next: Int32) -> Bool {
    guard next < plan.operandCount, operandPlans[Int(plan.operandStart + next)].isIdentifier
    else { return false }
    return plan.modifiers.isDisjoint(with: lexeme(value.name).modifiers)
  }

  /// Takes a modifier (`soft`) or a word that introduces an operand (`to`).
  mutating func takeWord(
    _ value: ValueNode,
    _ plan: RowPlan,
    _ clauses: inout Clauses,
    _ introduced: inout Int32,
    filled: UInt64
  ) -> Bool {
    let lexeme = lexeme(value.name)
    if !lexeme.modifiers.isEmpty {
      if !plan.modifiers.contains(lexeme.modifiers) {
        report(.modifierNotTaken(text(value.name), plan.verb, at: value.span))
      } else if clauses.modifiers.contains(lexeme.modifiers) {
        report(.duplicateClause(text(value.name), at: value.span))
      }
      clauses.modifiers.formUnion(lexeme.modifiers)
      return true
    }
    guard lexeme.word >= 0 else { return false }
    for index in 0..<plan.operandCount
    where operandPlans[Int(plan.operandStart + index)].introducer == lexeme.word {
      introduced = index
      return true
    }
    if lexeme.word == Self.place {
      if !isWrong { report(.placeNotTaken(plan.verb, at: value.span)) }
      isWrong = true
      return true
    }
    return false
  }

  /// The operand that the next positional value is; it skips optional ones that it does not fit.
  private mutating func operand(
    for value: Int32,
    _ plan: RowPlan,
    from next: inout Int32
  ) -> Int32 {
    let node = tree.values[Int(value)]
    var candidate = next
    var typed: TypedValue?
    while candidate < plan.operandCount {
      let operand = operandPlans[Int(plan.operandStart + candidate)]
      if operand.introducer >= 0 {
        candidate += 1
        continue
      }
      if operand.isIdentifier {
        if node.form == .name { break }
      } else {
        if typed == nil { typed = self.value(value, for: operand) }
        if typed?.fits(operand) ?? true { break }
      }
      if !operand.isOptional || operand.isMany { break }
      candidate += 1
    }
    guard candidate < plan.operandCount else {
      // It fits none of the optional ones: the first of them says what it should have been.
      guard next < plan.operandCount, let typed else { return -1 }
      var first = next
      while first < plan.operandCount,
        operandPlans[Int(plan.operandStart + first)].introducer >= 0
      { first += 1 }
      guard first < plan.operandCount else { return -1 }
      if !isWrong {
        reportSearched { $0.misfit(plan, operand: first, typed, value: value) }
      }
      return Self.misfits
    }
    lastValue = typed ?? .wrong
    next = operandPlans[Int(plan.operandStart + candidate)].isMany ? candidate : candidate + 1
    return candidate
  }

  private mutating func fill(
    _ operand: Int32,
    _ operandPlan: OperandPlan,
    with value: Int32,
    base: Int,
    isFirst: Bool,
    _ node: StatementNode,
    _ plan: RowPlan
  ) {
    var typed: TypedValue
    if operandPlan.isIdentifier {
      typed = identifier(value, plan)
    } else if operandPlan.introducer >= 0 {
      typed = self.value(value, for: operandPlan)
    } else {
      typed = lastValue
    }
    if operandPlan.isIdentifier {
      // A name fits by being one.
    } else if !typed.fits(operandPlan) {
      if !isWrong {
        let wrong = typed
        reportSearched { $0.misfit(plan, operand: operand, wrong, value: value) }
      }
      typed = .wrong
    } else {
      requireOpen(typed, at: tree.values[Int(value)].span)
    }
    if isFirst { matched[base + Int(operand)] = typed } else { matched.append(typed) }
  }

  private mutating func requireOperands(_ node: StatementNode, _ plan: RowPlan, filled: UInt64) {
    if isWrong { return }
    for index in 0..<plan.operandCount
    where filled >> UInt64(index) & 1 == 0
      && !operandPlans[Int(plan.operandStart + index)].isOptional
    {
      reportSearched { $0.missingOperand(node, plan, operand: index) }
      return
    }
  }

  /// A closed socket can be used only where EBADF, or the POLLNVAL of poll, is expected.
  mutating func requireOpen(_ value: TypedValue, at span: SourceSpan) {
    guard value.closedAt >= 0, value.kinds.contains(.socket), value.binding >= 0 else { return }
    let node = tree.statements[Int(statementIndex)]
    if expectsBadDescriptor(node) { return }
    let canExpect =
      node.form == .verb && lexeme(node.verb).plan >= 0
      && plans[Int(lexeme(node.verb).plan)].answers
      && !tree.items[node.items.indices].contains { $0.form == .expect }
    report(
      .closed(
        text(bindings[Int(value.binding)].name),
        line: line(of: value.closedAt),
        statement: canExpect ? map.text(of: node.span) : nil,
        answer: node.form == .verb && text(node.verb) == Verb.poll.rawValue ? "POLLNVAL" : "EBADF",
        at: span
      )
    )
  }

  private mutating func expectsBadDescriptor(_ node: StatementNode) -> Bool {
    for item in node.items.indices where tree.items[item].form == .expect {
      let condition = tree.conditions[Int(tree.items[item].index)]
      for relation in condition.relations.indices {
        let relation = tree.relations[relation]
        guard relation.relation == nil, !relation.isNegated else { continue }
        let value = tree.values[Int(relation.left)]
        guard value.form == .constant else { continue }
        let name = text(value.name)
        if name == "EBADF" || name == "POLLNVAL" { return true }
      }
    }
    return false
  }
}
