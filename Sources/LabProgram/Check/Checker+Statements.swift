import LabDiagnostics
import LabSyntax

/// One statement after the other.
extension Checker {
  mutating func walk(block: Int32) {
    guard block >= 0 else { return }
    nesting += 1
    for index in tree.blocks[Int(block)].statements.indices { statement(Int32(index)) }
    nesting -= 1
  }

  mutating func statement(_ index: Int32) {
    let node = tree.statements[Int(index)]
    statementIndex = index
    isWrong = false
    if discardedCount + program.instructions.count + Int(code.count)
      > options.limits.instructions
    {
      return tooManyInstructions(at: node.span)
    }
    switch node.form {
    case .binding:
      setSite(node.span, verb: .expect)
      letStatement(node)
    case .conditional:
      setSite(node.span, verb: .expect)
      ifStatement(node)
    case .loop:
      setSite(node.span, verb: .repeat)
      forStatement(node)
    case .expect:
      setSite(node.span, verb: .expect)
      expectStatement(node)
    case .verb:
      let plan = lexeme(node.verb).plan
      if plan >= 0 {
        setSite(node.span, verb: plans[Int(plan)].verb)
        rowStatement(node, plans[Int(plan)])
      } else if places.proc(node.verb) >= 0 {
        setSite(node.span, verb: .proc)
        procStatement(node, places.proc(node.verb))
      } else {
        unknownStatement(node)
      }
    }
  }

  /// Told once: whatever follows is too much as well.
  mutating func tooManyInstructions(at span: SourceSpan) {
    guard !isFull else { return }
    isFull = true
    report(.tooManyInstructions(limit: options.limits.instructions, at: span))
  }

  private mutating func rowStatement(_ node: StatementNode, _ plan: RowPlan) {
    if plan.group == .header { return misplacedHeader(node, plan) }
    headerState.isOver = true
    if plan.hasBlock, node.block < 0 {
      report(.missingBlock(plan.verb, at: node.verbSpan))
    } else if !plan.hasBlock, node.block >= 0 {
      report(.unexpectedBlock(plan.verb, at: tree.blocks[Int(node.block)].span.start))
    }
    if plan.group == .exercise { return termStatement(node, plan) }
    switch plan.verb {
    case .step: stepStatement(node, plan)
    case .check: checkStatement(node, plan)
    case .setup: setupStatement(node, plan)
    case .actor: actorStatement(node, plan)
    case .cleanup: cleanupStatement(node, plan)
    case .proc: procDefinition(node, plan)
    case .repeat: repeatStatement(node, plan)
    case .retry: retryStatement(node, plan)
    case .refused: refusedStatement(node, plan)
    case .privileged: privilegedStatement(node, plan)
    case .return: returnStatement(node, plan)
    case .break: breakStatement(node, plan)
    case .call: systemCallStatement(node, plan)
    default: operationStatement(node, plan)
    }
  }

  private mutating func letStatement(_ node: StatementNode) {
    guard node.value >= 0, node.names.count == 1 else { return }
    let name = tree.nameLists[Int(node.names.start)]
    let value = value(node.value)
    let slot = bind(
      name,
      kinds: value.isWrong ? .any : value.kinds,
      elements: value.elements,
      pattern: value.pattern,
      layout: value.layout
    )
    emit(.bind(slot: slot, expression: place(value.expression)))
  }

  private mutating func ifStatement(_ node: StatementNode) {
    let condition = condition(node.condition, as: .question)
    let branch = emit(.branch(condition: condition.index, otherwise: 0))
    frames[depth].depth += 1
    walkBranches { checker in
      checker.walk(block: node.block)
    } _: { checker in
      if node.otherwise >= 0 {
        let jump = checker.emit(.jump(0))
        checker.land(branch)
        checker.walk(block: node.otherwise)
        checker.land(jump)
      } else {
        checker.land(branch)
      }
    }
    frames[depth].depth -= 1
  }

  /// A verb that no table knows: its results count as bound, its block is looked at all the same.
  private mutating func unknownStatement(_ node: StatementNode) {
    setSite(node.span, verb: .note)
    if isLenient {
      isWrong = true
    } else {
      reportSearched { $0.unknownStatementDiagnostic(node) }
    }
    headerState.isOver = true
    for item in node.items.indices where tree.items[item].form == .result {
      for name in tree.items[item].names.indices { _ = bind(tree.nameLists[name], kinds: .any) }
    }
    guard node.block >= 0 else { return }
    let mark = snapshot()
    frames[depth].loops.append(Loop(guards: frames[depth].guards))
    walk(block: node.block)
    frames[depth].loops.removeLast()
    restore(mark)
  }
}
