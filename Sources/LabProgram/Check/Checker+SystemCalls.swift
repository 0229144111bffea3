import LabConstants
import LabDiagnostics
import LabSyntax

/// `call NAME(…)`: all parameters of C in C's order.
extension Checker {
  mutating func systemCallStatement(_ node: StatementNode, _ plan: RowPlan) {
    var clauses = Clauses()
    var call: Int32 = -1
    for position in node.items.indices {
      let item = tree.items[position]
      guard item.form == .value else {
        take(Int32(position), item, into: &clauses)
        continue
      }
      let value = tree.values[Int(item.index)]
      var introduced: Int32 = -1
      if value.form == .name, takeWord(value, plan, &clauses, &introduced, filled: 0) { continue }
      if call < 0, value.form != .call {
        // What follows was meant for its parentheses.
        if !isWrong { report(.notSystemCall(map.text(of: value.span), at: value.span)) }
        call = item.index
      } else if call >= 0 {
        if !isWrong { report(.surplusBehindSystemCall(map.text(of: value.span), at: value.span)) }
      } else {
        call = item.index
      }
    }
    var operation = Operation(verb: .call, modifiers: clauses.modifiers)
    var plan = plan
    if call >= 0 {
      operation.operands = systemCallOperands(call, &plan)
    } else {
      report(.missingSystemCall(at: node.verbSpan))
      (plan.resultCount, plan.result) = (-1, .any)
    }
    operation.limit = limit(clauses, waits: true, verb: .call)
    operation.results =
      descriptorAndResult(clauses, plan) ?? results(clauses, plan, outcome(of: clauses))
    operation.condition = outcomeCondition(clauses, plan)
    program.operations.append(operation)
    program.clauses.append(spans(of: clauses))
    emit(.perform(operation: Int32(program.operations.count) - 1))
  }

  /// `as conn, r`: the new descriptor, and what else the call gave (an address and its length).
  private mutating func descriptorAndResult(_ clauses: Clauses, _ plan: RowPlan) -> NodeRange? {
    guard clauses.result >= 0, plan.resultCount == 1, plan.result == .socket else { return nil }
    let names = tree.items[Int(clauses.result)].names
    guard names.count == 2 else { return nil }
    let first = bindAll(NodeRange(start: names.start, count: 1), kinds: .socket)
    _ = bindAll(NodeRange(start: names.start + 1, count: 1), kinds: .result)
    return NodeRange(start: first.start, count: 2)
  }

  /// The number of the call in the table, then its arguments; what it gives goes into the plan.
  private mutating func systemCallOperands(_ index: Int32, _ plan: inout RowPlan) -> NodeRange {
    (plan.resultCount, plan.result) = (-1, .any)
    let node = tree.values[Int(index)]
    guard node.form == .call else { return .empty }
    guard let number = SystemCall.index(named: text(node.name)) else {
      reportUnknownSystemCall(node)
      return .empty
    }
    let call = SystemCall.all[number]
    switch call.result {
    case .result: (plan.resultCount, plan.result) = (1, .result)
    case .descriptor: (plan.resultCount, plan.result) = (1, .socket)
    case .twoDescriptors: (plan.resultCount, plan.result) = (2, .socket)
    }
    var arguments = [Expression](repeating: .absent, count: call.parameters.count)
    var given = Set<Int>()
    for (offset, position) in (Int(node.a)..<Int(node.a + node.b)).enumerated() {
      let argument = tree.arguments[position]
      guard let place = place(of: argument, offset, in: call) else { continue }
      if !given.insert(place).inserted {
        report(.argumentTwice(call.parameters[place].name, at: argument.span))
      }
      arguments[place] = argumentExpression(argument.value, for: call.parameters[place], of: call)
    }
    for (place, parameter) in call.parameters.enumerated()
    where !given.contains(place) && !parameter.form.hasDefault && !isWrong {
      report(.missingCallArgument(parameter.name, call, at: node.span))
    }
    let mark = pending.count
    pending.append(.integer(Int64(number)))
    pending.append(contentsOf: arguments)
    return placePending(since: mark)
  }

  private mutating func place(of argument: ArgumentNode, _ offset: Int, in call: SystemCall) -> Int?
  {
    if argument.label.index >= 0 {
      let label = text(argument.label)
      if let place = call.parameters.firstIndex(where: { $0.name == label }) { return place }
      report(.unknownCallParameter(label, call, at: argument.span))
      return nil
    }
    if offset < call.parameters.count { return offset }
    if !isWrong { report(.tooManyCallArguments(call, at: argument.span)) }
    return nil
  }

  private mutating func argumentExpression(
    _ index: Int32,
    for parameter: CallParameter,
    of call: SystemCall
  ) -> Expression {
    let node = tree.values[Int(index)]
    if node.form == .placeholder {
      if !parameter.form.hasDefault {
        report(.noDefault(parameter.name, call, at: node.span))
      }
      return .placeholder
    }
    if node.form == .integer, map.text(of: node.span).hasPrefix("0"),
      map.text(of: node.span).dropFirst().first?.isNumber == true
    {
      warn(.octal(node.number, at: node.span))
    }
    let value = value(index, for: OperandPlan(kinds: parameter.form.kinds))
    if value.isWrong { return .absent }
    if value.word >= 0 || value.kinds.isDisjoint(with: parameter.form.kinds) {
      report(
        .callArgument(
          parameter,
          call,
          got: value.kinds,
          text: map.text(of: node.span),
          at: node.span
        )
      )
    }
    requireOpen(value, at: node.span)
    return value.expression
  }

  private mutating func reportUnknownSystemCall(_ node: ValueNode) {
    let name = text(node.name)
    let span = SourceSpan(start: node.span.start, end: node.span.start + Int32(name.utf8.count))
    reportSearched { checker in
      .unknownSystemCall(
        name,
        suggestion: Suggestion.nearest(to: name, among: SystemCall.all.map(\.name)),
        isStatement: Verb(rawValue: name) != nil,
        at: span
      )
    }
  }
}
