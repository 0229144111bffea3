import LabDiagnostics
import LabSyntax

/// Procs: what they are, and their use as verbs.
extension Checker {
  mutating func procDefinition(_ node: StatementNode, _ plan: RowPlan) {
    if nesting > 0 || frames.count > 1 { report(.misplacedProc(at: node.verbSpan)) }
    var values: [ValueNode] = []
    for index in node.items.indices {
      let item = tree.items[index]
      if item.form == .value {
        values.append(tree.values[Int(item.index)])
      } else {
        report(.clauseNotTaken("proc", at: item.span))
      }
    }
    guard let first = values.first, first.form == .name else {
      if let first = values.first, first.form == .call {
        let name = text(first.name)
        report(
          .misplacedOperand(
            "a proc's parameters stand without parentheses",
            label: "try: proc \(name) a b { … }      and its use: \(name) x y",
            at: first.span
          )
        )
      } else {
        report(.missingName("proc", at: values.first?.span ?? node.verbSpan))
      }
      walkNamelessProc(node)
      return
    }
    let index = places.proc(first.name)
    let lexeme = lexeme(first.name)
    if lexeme.plan >= 0 || lexeme.isGrammarVerb {
      report(.procNameTaken(text(first.name), at: first.span))
    } else if index >= 0, procs[Int(index)].statement != statementIndex, nesting == 0 {
      let earlier = line(of: procs[Int(index)].position)
      report(.duplicateProc(text(first.name), line: earlier, at: first.span))
    }
    let isRegistered = index >= 0 && procs[Int(index)].statement == statementIndex
    let mark = snapshot()
    let own = site
    enterFrame(.proc, label: label(of: first.name), proc: isRegistered ? index : -1)
    bindParameters(values.dropFirst())
    walk(block: node.block)
    leaveFrame(own)
    if !isRegistered { restore(mark) }
  }

  private mutating func walkNamelessProc(_ node: StatementNode) {
    let mark = snapshot()
    enterFrame(.proc)
    walk(block: node.block)
    leaveFrame(site)
    restore(mark)
  }

  private mutating func bindParameters(_ parameters: ArraySlice<ValueNode>) {
    for parameter in parameters {
      guard parameter.form == .name else {
        report(.missingName("a parameter", at: parameter.span))
        _ = newSlot(label: -1)
        continue
      }
      let known = current[Int(parameter.name.index)]
      if known >= 0, bindings[Int(known)].depth == Int32(depth) {
        report(.nameTwice(text(parameter.name), at: parameter.span))
        _ = newSlot(label: -1)
        continue
      }
      _ = bind(NameNode(name: parameter.name, span: parameter.span), kinds: .any)
    }
  }

  mutating func procStatement(_ node: StatementNode, _ index: Int32) {
    headerState.isOver = true
    let proc = procs[Int(index)]
    if frames[depth].proc >= 0 {
      procCalls.append(
        ProcCall(caller: frames[depth].proc, callee: index, statement: statementIndex)
      )
    }
    if node.block >= 0 {
      report(.procWithBlock(text(proc.name), at: tree.blocks[Int(node.block)].span.start))
    }
    let mark = pending.count
    var count: Int32 = 0
    var result: Int32 = -1
    for position in node.items.indices {
      let item = tree.items[position]
      switch item.form {
      case .value:
        let value = value(item.index)
        requireOpen(value, at: item.span)
        pending.append(value.expression)
        count += 1
      case .result:
        if result >= 0 { report(.duplicateClause("as", at: item.span)) }
        result = Int32(position)
      case .within: report(.withinNotTaken(text(proc.name), at: item.span))
      case .expect: report(.expectNotTaken(text(proc.name), at: item.span))
      }
    }
    let arguments = placePending(since: mark)
    if count != proc.parameterCount, !isWrong {
      report(
        .argumentCount(
          text(proc.name),
          wanted: Int(proc.parameterCount),
          got: Int(count),
          line: line(of: proc.position),
          at: node.span
        )
      )
    }
    var results = NodeRange.empty
    if result >= 0 { results = procResults(tree.items[Int(result)], proc) }
    program.callSites.append(
      CallSite(routine: proc.routine, arguments: arguments, results: results)
    )
    emit(.call(site: Int32(program.callSites.count) - 1))
  }

  private mutating func procResults(_ item: ItemNode, _ proc: ProcEntry) -> NodeRange {
    let names = item.names.count
    let fits =
      names == 1
      ? proc.mostResults > 0 : proc.fewestResults <= names && names <= proc.mostResults
    if !fits {
      report(
        .procResultCount(
          text(proc.name),
          gives: Int(proc.mostResults),
          names: Int(names),
          line: line(of: proc.position),
          at: item.span
        )
      )
    }
    return bindAll(item.names, kinds: .any)
  }

  mutating func returnStatement(_ node: StatementNode, _ plan: RowPlan) {
    let (operands, _) = plainOperands(node, plan)
    switch frames[depth].form {
    case .proc, .actor: break
    case .file, .check, .cleanup: report(.misplacedReturn(at: node.verbSpan))
    }
    emit(.leave(start: operands.start, count: operands.count))
    hasEnded = true
  }

  /// Tells procs that call themselves, directly or through others.
  mutating func findRecursion() {
    guard !procCalls.isEmpty else { return }
    var starts = [Int](repeating: 0, count: procs.count + 1)
    for call in procCalls { starts[Int(call.caller) + 1] += 1 }
    for index in 1..<starts.count { starts[index] += starts[index - 1] }
    var next = starts
    var ordered = procCalls
    for call in procCalls {
      ordered[next[Int(call.caller)]] = call
      next[Int(call.caller)] += 1
    }
    // 0 new, 1 on the way, 2 done; the way is a stack of procs and their next calls.
    var marks = [UInt8](repeating: 0, count: procs.count)
    for root in procs.indices where marks[root] == 0 {
      var way = [(proc: root, call: starts[root])]
      marks[root] = 1
      while let (proc, call) = way.last {
        guard call < starts[proc + 1] else {
          marks[proc] = 2
          way.removeLast()
          continue
        }
        way[way.count - 1].call += 1
        let callee = Int(ordered[call].callee)
        if marks[callee] == 0 {
          marks[callee] = 1
          way.append((callee, starts[callee]))
        } else if marks[callee] == 1 {
          let cycle = way.drop { $0.proc != callee }.map { text(procs[$0.proc].name) }
          let span = tree.statements[Int(ordered[call].statement)].verbSpan
          report(.recursion(cycle + [text(procs[callee].name)], at: span))
        }
      }
    }
  }
}
