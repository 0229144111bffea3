import LabDiagnostics
import LabSyntax

/// What must be known before the first statement is judged: procs, actors, counters, `setup`.
extension Checker {
  /// Looks through a whole file, and the files it includes.
  mutating func surveyFile(_ statements: NodeRange) {
    // What an entry of a prompt names, the next ones know.
    if !isSession || domain == 0 {
      domainCount += 1
      domain = domainCount
    }
    surveyTop(statements)
  }

  private mutating func surveyTop(_ statements: NodeRange) {
    for index in statements.indices {
      let node = tree.statements[index]
      guard node.form == .verb, lexeme(node.verb).plan >= 0 else {
        surveyBlocks(of: node, domain: domain)
        continue
      }
      switch plans[Int(lexeme(node.verb).plan)].verb {
      case .proc: surveyProc(Int32(index), node)
      case .setup:
        if setupStatement < 0 { setupStatement = Int32(index) }
        surveyBlocks(of: node, domain: domain)
      case .include:
        if let block = inclusions[Int32(index)] {
          surveyTop(tree.blocks[Int(block)].statements)
        }
      default: surveyStatement(node, domain: domain)
      }
    }
  }

  /// The names of a check's own actors and counters; called when the check is entered.
  mutating func survey(block: Int32, domain: Int32) {
    guard block >= 0 else { return }
    for index in tree.blocks[Int(block)].statements.indices {
      surveyStatement(tree.statements[index], domain: domain)
    }
  }

  private mutating func surveyBlocks(of node: StatementNode, domain: Int32) {
    survey(block: node.block, domain: domain)
    survey(block: node.otherwise, domain: domain)
  }

  private mutating func surveyStatement(_ node: StatementNode, domain: Int32) {
    if node.form == .verb, lexeme(node.verb).plan >= 0 {
      switch plans[Int(lexeme(node.verb).plan)].verb {
      case .check, .proc:
        // Domains of their own; their names are only known to be somewhere.
        if domain == self.domain, domain >= 0 { surveyBlocks(of: node, domain: -2) }
        return
      case .actor: mark(node, isActor: true, domain: domain)
      case .ready: mark(node, isActor: false, domain: domain)
      default: break
      }
    }
    surveyBlocks(of: node, domain: domain)
  }

  private mutating func mark(_ node: StatementNode, isActor: Bool, domain: Int32) {
    guard let name = firstName(of: node) else { return }
    places.mark(name, isActor ? .actor : .counter)
    if domain == Self.procDomain {
      places.mark(name, isActor ? .procActor : .procCounter)
    } else if domain >= 0 {
      places.mark(name, isActor: isActor, domain: domain)
    }
  }

  private mutating func firstName(of node: StatementNode) -> Name? {
    for item in node.items.indices {
      let item = tree.items[item]
      guard item.form == .value else { return nil }
      let value = tree.values[Int(item.index)]
      return value.form == .name ? value.name : nil
    }
    return nil
  }

  /// Names inside a proc.
  static let procDomain: Int32 = -3

  private mutating func surveyProc(_ index: Int32, _ node: StatementNode) {
    surveyBlocks(of: node, domain: Self.procDomain)
    guard let name = firstName(of: node), lexeme(name).plan < 0, !lexeme(name).isGrammarVerb,
      places.proc(name) < 0
        || (isSession && procs[Int(places.proc(name))].statement < entryStart.statement)
    else { return }
    places.setProc(name, Int32(procs.count))
    let routine = Int32(program.routines.count)
    program.routines.append(
      Routine(
        form: .proc,
        label: label(of: name),
        entry: 0,
        end: 0,
        frameSize: 0,
        captures: .empty
      )
    )
    program.slotLabels.append([])
    var parameters: Int32 = -1
    for item in node.items.indices where tree.items[item].form == .value { parameters += 1 }
    var results = ResultCount()
    countResults(of: node.block, into: &results)
    procs.append(
      ProcEntry(
        name: name,
        statement: index,
        routine: routine,
        parameterCount: max(0, parameters),
        fewestResults: results.fewest ?? 0,
        mostResults: results.most,
        position: node.span.start
      )
    )
  }

  private struct ResultCount {
    var fewest: Int32?
    var most: Int32 = 0
  }

  /// How many values the `return`s of a block give; an actor's are its own.
  private func countResults(of block: Int32, into results: inout ResultCount) {
    guard block >= 0 else { return }
    for index in tree.blocks[Int(block)].statements.indices {
      let node = tree.statements[index]
      if node.form == .verb, lexeme(node.verb).plan >= 0 {
        let verb = plans[Int(lexeme(node.verb).plan)].verb
        if verb == .actor || verb == .cleanup || verb == .refused { continue }
        if verb == .return {
          results.fewest = min(results.fewest ?? .max, node.items.count)
          results.most = max(results.most, node.items.count)
        }
      }
      countResults(of: node.block, into: &results)
      countResults(of: node.otherwise, into: &results)
    }
  }
}
