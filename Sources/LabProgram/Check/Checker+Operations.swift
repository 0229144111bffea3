import LabConstants
import LabDiagnostics
import LabSyntax

/// Statements that are one operation of the machine.
extension Checker {
  mutating func operationStatement(_ node: StatementNode, _ plan: RowPlan) {
    let base = matched.count
    let (operands, clauses) = matchOperands(node, plan)
    var operation = Operation(verb: plan.verb, modifiers: clauses.modifiers, operands: operands)
    // What is made on a thread of its own may sleep there.
    let waits = plan.waits || clauses.modifiers.contains(.blocking)
    operation.limit = limit(clauses, waits: waits, verb: plan.verb)
    let outcome = outcome(of: clauses)
    operation.results = results(clauses, plan, outcome)
    operation.condition = outcomeCondition(clauses, plan)
    if plan.verb == .close || plan.verb == .reset, matched.count > base {
      noteClosed(matched[base], outcome, at: node.span.start)
    }
    if plan.verb == .setsockopt, matched.count > base + 2 {
      judgeOption(matched[base + 1], matched[base + 2], node)
    }
    matched.removeLast(matched.count - base)
    judge(plan, node)
    program.operations.append(operation)
    program.clauses.append(spans(of: clauses))
    emit(.perform(operation: Int32(program.operations.count) - 1))
  }

  mutating func spans(of clauses: Clauses) -> ClauseSpans {
    ClauseSpans(
      expectation: clauses.expect >= 0 ? tree.items[Int(clauses.expect)].span : nil,
      within: clauses.within >= 0 ? tree.items[Int(clauses.within)].span : nil
    )
  }

  private mutating func noteClosed(_ value: TypedValue, _ outcome: Outcome, at position: Int32) {
    guard value.binding >= 0, outcome == .success, !isWrong else { return }
    var flow = bindings[Int(value.binding)].flow
    flow.closedAt = position
    setFlow(value.binding, flow)
  }

  /// What is special about single rows.
  private mutating func judge(_ plan: RowPlan, _ node: StatementNode) {
    switch plan.verb {
    case .sleep:
      if !isWrong { warn(.sleep(at: node.span)) }
    case .spawn:
      guard exercise.submission == .scenario, let item = node.items.indices.first,
        tree.items[item].form == .value
      else { return }
      let value = tree.values[Int(tree.items[item].index)]
      if value.form == .name, text(value.name) == Verb.submission.rawValue {
        report(.notAProgram(at: value.span))
      }
    case .address:
      if program.header.usesHostNetwork { report(.needsPrivateNetwork("address", at: node.span)) }
    case .sysctl:
      let values = tree.items[node.items.indices].count { $0.form == .value }
      if program.header.usesHostNetwork, values > 1 {
        report(.needsPrivateNetwork("setting a sysctl", at: node.span))
      }
    default: break
    }
  }

  /// What `expect` behind a call leaves possible.
  enum Outcome {
    case success
    case failure
    case either
  }

  mutating func outcome(of clauses: Clauses) -> Outcome {
    guard clauses.expect >= 0 else { return .success }
    let condition = tree.conditions[Int(tree.items[Int(clauses.expect)].index)]
    var canSucceed = false
    var canFail = false
    for index in condition.relations.indices {
      let relation = tree.relations[index]
      let value = tree.values[Int(relation.left)]
      if relation.relation != nil {
        canSucceed = true
      } else if relation.isNegated {
        canSucceed = true
        canFail = true
      } else if value.form == .constant, lexeme(value.name).group == .errno {
        canFail = true
      } else if value.form == .name, lexeme(value.name).word < 0 {
        canSucceed = true
        canFail = true
      } else if value.form == .name, lexeme(value.name).word == Self.unanswered {
        canFail = true
      } else {
        canSucceed = true
      }
    }
    return canSucceed ? canFail ? .either : .success : .failure
  }

  static let unanswered = Lexicon.word("unanswered")

  mutating func limit(_ clauses: Clauses, waits: Bool, verb: Verb) -> Expression {
    guard clauses.within >= 0 else { return .absent }
    let item = tree.items[Int(clauses.within)]
    if !waits {
      report(.withinNotTaken(verb.rawValue, at: item.span))
      return .absent
    }
    return duration(item.index, after: "within").expression
  }

  /// A value that must be a duration.
  mutating func duration(_ index: Int32, after word: String) -> TypedValue {
    let value = value(index, for: OperandPlan(kinds: .duration))
    if value.isWrong || value.kinds.contains(.duration) { return value }
    let node = tree.values[Int(index)]
    report(
      .notDuration(
        word,
        number: node.form == .integer ? node.number : nil,
        value.kinds,
        at: node.span
      )
    )
    return .wrong
  }

  /// Binds what `as` names.
  mutating func results(_ clauses: Clauses, _ plan: RowPlan, _ outcome: Outcome) -> NodeRange {
    guard clauses.result >= 0 else { return .empty }
    let item = tree.items[Int(clauses.result)]
    if plan.resultCount == 0 {
      report(.noResult(plan.verb.rawValue, at: item.span))
    } else if plan.resultCount > 0, Int(item.names.count) != plan.resultCount {
      report(
        .resultCount(
          plan.verb.rawValue,
          wanted: plan.resultCount,
          got: Int(item.names.count),
          at: item.span
        )
      )
    }
    var kinds = plan.result
    if kinds != .any {
      switch outcome {
      case .success: break
      case .failure: kinds = .result
      case .either: kinds.formUnion(.result)
      }
    }
    return bindAll(item.names, kinds: kinds)
  }

  /// Binds names in their order; their slots lie side by side in `slots`.
  mutating func bindAll(_ names: NodeRange, kinds: KindSet, pattern: Int32 = -1) -> NodeRange {
    let start = Int32(program.slots.count)
    guard names.count > 0 else { return .empty }
    let first = tree.nameLists[Int(names.start)].span.start
    for index in names.indices {
      let name = tree.nameLists[index]
      let known = current[Int(name.name.index)]
      if known >= 0, bindings[Int(known)].depth == Int32(depth),
        bindings[Int(known)].position >= first, bindings[Int(known)].position < name.span.start
      {
        report(.nameTwice(text(name.name), at: name.span))
      }
      let slot = bind(name, kinds: kinds, pattern: pattern)
      program.slots.append(slot)
    }
    return NodeRange(start: start, count: names.count)
  }
}
