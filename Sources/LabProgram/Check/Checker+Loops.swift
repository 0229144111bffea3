import LabConstants
import LabDiagnostics
import LabSyntax

/// `repeat`, `for`, `break`, `retry` and `privileged`.
extension Checker {
  mutating func repeatStatement(_ node: StatementNode, _ plan: RowPlan) {
    let (operands, clauses) = plainOperands(node, plan, allowsResult: true)
    let count =
      program.expressions.indices.contains(Int(operands.start))
      ? program.expressions[Int(operands.start)] : .absent
    var isCertain = false
    if case .integer(let times) = count {
      if times < 0, !isWrong { report(.negativeCount(times, at: node.span)) }
      isCertain = times > 0
    }
    var names = NodeRange.empty
    if clauses.result >= 0 {
      names = tree.items[Int(clauses.result)].names
      if names.count > 1 {
        let span = tree.items[Int(clauses.result)].span
        report(.resultCount("repeat", wanted: 1, got: Int(names.count), at: span))
      }
    }
    var visible: Int32 = -1
    if isCertain, names.count > 0 {
      visible = bind(tree.nameLists[Int(names.start)], kinds: .integer)
    }
    emit(.blockOpened)
    let slot = loopSlot()
    emit(.repeatBegin(slot: slot, count: operands.start))
    let own = site
    walkLoop(isCertain: isCertain) { checker in
      if !isCertain, names.count > 0 {
        visible = checker.bind(checker.tree.nameLists[Int(names.start)], kinds: .integer)
      }
      let top = checker.emit(.repeatNext(slot: slot, visible: visible, end: 0))
      return checker.loopBody(node.block, top: top, own)
    }
    closeBlock(node.block)
  }

  mutating func forStatement(_ node: StatementNode) {
    headerState.isOver = true
    let list = value(node.value, for: OperandPlan(kinds: [.list, .range]))
    if !list.isWrong, list.kinds.isDisjoint(with: [.list, .range]) {
      let span = tree.values[Int(node.value)].span
      report(.notIterable(list.kinds, text: map.text(of: span), at: span))
    }
    let isCertain = list.count > 0
    var kinds =
      list.kinds == .range ? list.elements.intersection([.integer, .duration]) : list.elements
    if node.names.count > 1 || kinds.isEmpty || isWrong { kinds = .any }
    let expression = place(list.expression)
    var names = NodeRange.empty
    if isCertain { names = bindAll(node.names, kinds: kinds) }
    emit(.blockOpened)
    let slot = loopSlot()
    emit(.forBegin(slot: slot, list: expression))
    let own = site
    walkLoop(isCertain: isCertain) { checker in
      if !isCertain { names = checker.bindAll(node.names, kinds: kinds) }
      let top = checker.emit(
        .forNext(slot: slot, names: names.start, count: names.count, end: 0)
      )
      return checker.loopBody(node.block, top: top, own)
    }
    closeBlock(node.block)
  }

  /// The body of a loop and the way back to its top; whether a `break` leaves it.
  private mutating func loopBody(_ block: Int32, top: Int32, _ own: Site) -> Bool {
    frames[depth].loops.append(Loop(guards: frames[depth].guards))
    frames[depth].depth += 1
    walk(block: block)
    frames[depth].depth -= 1
    site = own
    emit(.jump(top))
    land(top)
    guard let loop = frames[depth].loops.popLast() else { return false }
    var jump = loop.breaks
    while jump >= 0 {
      guard case .jump(let next) = code.instructions[Int(jump)] else { break }
      land(jump)
      jump = next
    }
    return loop.breaks >= 0
  }

  /// Two slots for the loop's own use; loops of one nesting in one routine share them.
  private mutating func loopSlot() -> Int32 {
    let nesting = frames[depth].loops.count
    if nesting < frames[depth].loopSlots.count { return frames[depth].loopSlots[nesting] }
    while frames[depth].loopSlots.count <= nesting {
      let slot = newSlot(label: -1)
      _ = newSlot(label: -1)
      frames[depth].loopSlots.append(slot)
    }
    return frames[depth].loopSlots[nesting]
  }

  /// Tells the end of a block, at its closing brace.
  private mutating func closeBlock(_ block: Int32) {
    if block >= 0 {
      let end = tree.blocks[Int(block)].span.end
      site.span = SourceSpan(start: max(0, end - 1), end: end)
      site.line = lines.line(of: site.span.start, in: map)
    }
    emit(.blockClosed)
  }

  mutating func breakStatement(_ node: StatementNode, _ plan: RowPlan) {
    _ = plainOperands(node, plan)
    guard let loop = frames[depth].loops.last else {
      report(.breakOutsideLoop(at: node.verbSpan))
      return
    }
    let guards = frames[depth].guards - loop.guards
    if guards > 0 { emit(.unwind(guards)) }
    let jump = emit(.jump(loop.breaks))
    frames[depth].loops[frames[depth].loops.count - 1].breaks = jump
    hasEnded = true
  }

  mutating func retryStatement(_ node: StatementNode, _ plan: RowPlan) {
    let (_, clauses) = plainOperands(node, plan, allowsLimit: true)
    let limit = limit(clauses, waits: true, verb: .retry)
    var place: Int32 = -1
    if case .absent = limit {} else { place = self.place(limit) }
    let own = site
    emit(.blockOpened)
    let begin = emit(.retryBegin(limit: place, end: 0))
    guarded { $0.walk(block: node.block) }
    site = own
    emit(.retryEnd)
    land(begin)
    closeBlock(node.block)
  }

  mutating func privilegedStatement(_ node: StatementNode, _ plan: RowPlan) {
    _ = plainOperands(node, plan)
    var mask: UInt64 = 0
    for item in node.items.indices where tree.items[item].form == .value {
      let value = tree.values[Int(tree.items[item].index)]
      let lexeme = value.form == .constant ? lexeme(value.name) : Lexeme()
      if lexeme.group == .capability {
        mask |= 1 << UInt64(lexeme.value)
      } else if !isWrong {
        report(.notCapability(map.text(of: value.span), at: value.span))
      }
    }
    let own = site
    emit(.blockOpened)
    emit(.privilegedBegin(mask: mask == 0 ? .max : mask))
    guarded { $0.walk(block: node.block) }
    site = own
    emit(.privilegedEnd)
    closeBlock(node.block)
  }

  /// A block that a `break` has to close on its way out.
  private mutating func guarded(_ body: (inout Checker) -> Void) {
    frames[depth].guards += 1
    frames[depth].closedBlocks += 1
    frames[depth].depth += 1
    body(&self)
    frames[depth].depth -= 1
    frames[depth].closedBlocks -= 1
    frames[depth].guards -= 1
  }
}
