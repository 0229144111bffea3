import LabDiagnostics
import LabSyntax

/// Headings and scopes: `step`, `check`, `setup`, `actor`, `cleanup`, `refused`.
extension Checker {
  /// Matches the operands of a statement that is no operation: it takes no clause but those named.
  mutating func plainOperands(
    _ node: StatementNode,
    _ plan: RowPlan,
    allowsResult: Bool = false,
    allowsLimit: Bool = false
  ) -> (operands: NodeRange, clauses: Clauses) {
    let base = matched.count
    let (operands, clauses) = matchOperands(node, plan)
    matched.removeLast(matched.count - base)
    let verb = plan.verb.rawValue
    if clauses.expect >= 0 {
      report(.expectNotTaken(verb, at: tree.items[Int(clauses.expect)].span))
    }
    if clauses.result >= 0, !allowsResult {
      report(.noResult(verb, at: tree.items[Int(clauses.result)].span))
    }
    if clauses.within >= 0, !allowsLimit {
      report(.withinNotTaken(verb, at: tree.items[Int(clauses.within)].span))
    }
    return (operands, clauses)
  }

  /// Whether a `step` or `check` may stand here.
  private mutating func isSectionPlace(_ verb: Verb, at span: SourceSpan) -> Bool {
    if frames[depth].form == .file, frames[depth].closedBlocks == 0 { return true }
    report(.misplacedSection(verb, at: span))
    return false
  }

  mutating func stepStatement(_ node: StatementNode, _ plan: RowPlan) {
    _ = isSectionPlace(.step, at: node.verbSpan)
    let (operands, _) = plainOperands(node, plan)
    stepCount += 1
    let section = addSection(
      .step,
      number: stepCount,
      identifier: "",
      node,
      titleExpression: operands.start
    )
    let own = site
    emit(.stepBegin(section: section))
    walk(block: node.block)
    site = own
    emit(.stepEnd(section: section))
  }

  mutating func checkStatement(_ node: StatementNode, _ plan: RowPlan) {
    let isPlaced = isSectionPlace(.check, at: node.verbSpan)
    let (operands, _) = plainOperands(node, plan)
    checkCount += 1
    let section = addSection(
      .check,
      number: checkCount,
      identifier: checkIdentifier(node),
      node,
      titleExpression: operands.start + 1
    )
    takeTerms(of: node, section: section, isInLoop: !frames[depth].loops.isEmpty)
    let own = site
    let outerDomain = domain
    domainCount += 1
    domain = domainCount
    survey(block: node.block, domain: domain)
    enterFrame(.check)
    let routine = frames[depth].routine
    // A check that stands in the setup itself would have no end.
    if isPlaced, setupStatement >= 0 { lowerSetup() }
    walk(block: node.block)
    leaveFrame(own)
    domain = outerDomain
    emit(.check(section: section, routine: routine))
  }

  private mutating func checkIdentifier(_ node: StatementNode) -> String {
    guard let item = node.items.indices.first, tree.items[item].form == .value else { return "" }
    let value = tree.values[Int(tree.items[item].index)]
    guard value.form == .name else { return "" }
    let earlier = places.check(value.name)
    if earlier >= 0, !isSession || earlier >= entryStart.position {
      report(.duplicateCheck(text(value.name), line: line(of: earlier), at: value.span))
    } else {
      places.setCheck(value.name, at: value.span.start)
    }
    return text(value.name)
  }

  private mutating func addSection(
    _ form: SectionEntry.Form,
    number: Int32,
    identifier: String,
    _ node: StatementNode,
    titleExpression: Int32
  ) -> Int32 {
    var title = ""
    for item in node.items.indices where tree.items[item].form == .value {
      let value = tree.values[Int(tree.items[item].index)]
      if value.form == .string { title = self.title(tree.strings[Int(value.a)]) }
    }
    program.sections.append(
      SectionEntry(
        form: form,
        number: number,
        identifier: identifier,
        title: title,
        titleExpression: titleExpression,
        line: site.line,
        span: node.span,
        hasFreshNetwork: form == .check && setupStatement >= 0
      )
    )
    return Int32(program.sections.count) - 1
  }

  /// A string as text, its holes as they are written.
  private mutating func title(_ node: StringNode) -> String {
    var title = ""
    for index in node.parts.indices {
      let part = tree.parts[index]
      if part.hole < 0 {
        title += String(decoding: bytes(start: part.start, count: part.count), as: UTF8.self)
      } else {
        title += "${" + map.text(of: tree.values[Int(part.hole)].span) + "}"
      }
    }
    return title
  }

  /// `setup` is judged where it stands and lowered into every check.
  mutating func setupStatement(_ node: StatementNode, _ plan: RowPlan) {
    _ = plainOperands(node, plan)
    if nesting > 0 || frames.count > 1 {
      report(.misplacedSetup(at: node.verbSpan))
    } else if statementIndex != setupStatement {
      let first = line(of: tree.statements[Int(setupStatement)].span.start)
      report(.duplicateSetup(line: first, at: node.verbSpan))
    } else if checkCount > 0 {
      report(.setupAfterCheck(at: node.verbSpan))
    }
    let mark = snapshot()
    enterFrame(.check)
    frames[depth].closedBlocks += 1
    walk(block: node.block)
    leaveFrame(site)
    restore(mark)
  }

  /// Writes the statements of `setup` at the head of a check, whose copies its names are.
  private mutating func lowerSetup() {
    let node = tree.statements[Int(setupStatement)]
    survey(block: node.block, domain: domain)
    let statement = statementIndex
    frames[depth].closedBlocks += 1
    walk(block: node.block)
    frames[depth].closedBlocks -= 1
    statementIndex = statement
    isWrong = false
    hasEnded = false
    var index = frames[depth].newest
    while index >= 0 {
      bindings[Int(index)].isCopy = true
      index = bindings[Int(index)].older
    }
  }

  mutating func actorStatement(_ node: StatementNode, _ plan: RowPlan) {
    if frames[depth].form == .cleanup { report(.actorInCleanup(at: node.verbSpan)) }
    _ = plainOperands(node, plan)
    var label: Int32 = -1
    if let item = node.items.indices.first, tree.items[item].form == .value {
      let value = tree.values[Int(tree.items[item].index)]
      if value.form == .name { label = self.label(of: value.name) }
      if value.form == .call {
        report(
          .misplacedOperand(
            "an actor has no parameters: it sees the names that are bound where it starts",
            label: "try: actor \(text(value.name)) { … }",
            at: value.span
          )
        )
      }
    }
    let own = site
    enterFrame(.actor, label: label)
    let routine = frames[depth].routine
    walk(block: node.block)
    leaveFrame(own)
    emit(.actor(routine: routine))
  }

  mutating func cleanupStatement(_ node: StatementNode, _ plan: RowPlan) {
    if frames[depth].form == .cleanup { report(.cleanupInCleanup(at: node.verbSpan)) }
    _ = plainOperands(node, plan)
    let own = site
    enterFrame(.cleanup)
    let routine = frames[depth].routine
    walk(block: node.block)
    leaveFrame(own)
    emit(.cleanup(routine: routine))
  }

  /// The lines of `refused` are judged apart; nothing of them is lowered or stays bound.
  mutating func refusedStatement(_ node: StatementNode, _ plan: RowPlan) {
    _ = plainOperands(node, plan)
    if refusedBranch != 0 { report(.refusedInRefused(at: node.verbSpan)) }
    let own = site
    let wasWrong = isWrong
    let wasFull = isFull
    let outer = collected
    collected = DiagnosticCollection()
    let mark = snapshot()
    discardingBranch { $0.walk(block: node.block) }
    restore(mark)
    let refusal = DiagnosticCollection.sorted(collected.diagnostics, limit: options.limits.errors)
    collected = outer
    isWrong = wasWrong
    site = own
    // A limit that its lines reach is no refusal: what is behind it was not judged.
    if isFull, !wasFull {
      isFull = false
      tooManyInstructions(at: node.span)
    }
    program.refusals.append(
      Refusal(
        diagnostics: refusal.filter { $0.severity == .error },
        span: node.block < 0 ? node.span : tree.blocks[Int(node.block)].span
      )
    )
    emit(.refused(Int32(program.refusals.count) - 1))
  }
}
