import LabDiagnostics
import LabSyntax

/// The header of a file, and the files it includes.
extension Checker {
  /// Walks the statements of a whole file.
  ///
  /// The header's own rows are done before the files that it
  /// includes, so that a network's addresses are there first.
  mutating func walkFile(_ statements: NodeRange, isIncluded: Bool = false) {
    headerState.isOver = false
    var first = statements.indices.lowerBound
    while first < statements.indices.upperBound, headerVerb(first) != nil { first += 1 }
    let header = statements.indices.lowerBound..<first
    for index in header where headerVerb(index) != .include {
      headerStatement(Int32(index), isIncluded: isIncluded)
    }
    for index in header where headerVerb(index) == .include { includeStatement(Int32(index)) }
    headerState.isOver = true
    let sizes = snapshot()
    for index in first..<statements.indices.upperBound {
      statement(Int32(index))
      if !options.keepsProgram { discardLowered(since: sizes) }
    }
  }

  private mutating func headerVerb(_ index: Int) -> Verb? {
    let node = tree.statements[index]
    guard node.form == .verb, lexeme(node.verb).plan >= 0 else { return nil }
    let plan = plans[Int(lexeme(node.verb).plan)]
    return plan.group == .header ? plan.verb : nil
  }

  /// A header row where none may stand.
  mutating func misplacedHeader(_ node: StatementNode, _ plan: RowPlan) {
    // Where it stands says nothing any more about whether it is there.
    if Self.isExerciseHeader(plan.verb) { exercise.rows[plan.verb] = node.span }
    report(.misplacedHeader(plan.verb, at: node.verbSpan))
    for item in node.items.indices where tree.items[item].form == .value {
      let value = tree.values[Int(tree.items[item].index)]
      if plan.verb == .param, value.form == .name {
        _ = bind(NameNode(name: value.name, span: value.span), kinds: .any)
        return
      }
    }
  }

  private mutating func headerStatement(_ index: Int32, isIncluded: Bool) {
    let node = tree.statements[Int(index)]
    let plan = plans[Int(lexeme(node.verb).plan)]
    statementIndex = index
    isWrong = false
    setSite(node.span, verb: plan.verb)
    if isIncluded, plan.verb != .param {
      report(.headerOfIncluded(plan.verb, at: node.verbSpan))
    }
    if node.block >= 0, plan.verb != .network {
      report(.unexpectedBlock(plan.verb, at: tree.blocks[Int(node.block)].span.start))
    }
    if plan.verb == .param { return parameter(node, plan) }
    if Self.isExerciseHeader(plan.verb) { return exerciseHeader(node, plan.verb) }
    let base = program.expressions.count
    _ = plainOperands(node, plan)
    if isWrong { return }
    let value =
      base < program.expressions.count
      ? program.expressions[program.expressions.count - 1] : .absent
    switch plan.verb {
    case .lesson, .exercise:
      once(plan.verb, \.form, node)
      program.header.form = plan.verb.rawValue
      program.header.title = headerText(value, node)
    case .goal: program.header.goals.append(headerText(value, node))
    case .network: network(node)
    case .timeout:
      once(plan.verb, \.timeout, node)
      if case .constant(let index) = value,
        case .duration(let limit) = program.constants[Int(index)]
      {
        program.header.timeout = limit
        program.header.timeoutSpan = node.span
      } else {
        report(.notLiteral(plan.verb, at: node.span))
      }
    default: break
    }
  }

  private mutating func once(
    _ verb: Verb,
    _ position: WritableKeyPath<HeaderState, Int32>,
    _ node: StatementNode
  ) {
    let earlier = headerState[keyPath: position]
    if earlier >= 0 {
      report(.duplicateHeader(verb, line: line(of: earlier), at: node.verbSpan))
    } else {
      headerState[keyPath: position] = node.span.start
    }
  }

  private mutating func headerText(_ value: Expression, _ node: StatementNode) -> String {
    if case .constant(let index) = value, case .bytes(let bytes) = program.constants[Int(index)] {
      return String(decoding: bytes, as: UTF8.self)
    }
    report(.notLiteral(plans[Int(lexeme(node.verb).plan)].verb, at: node.span))
    return ""
  }

  private mutating func network(_ node: StatementNode) {
    once(.network, \.network, node)
    for item in node.items.indices where tree.items[item].form == .value {
      let value = tree.values[Int(tree.items[item].index)]
      if value.form == .name, text(value.name) == "host" { program.header.usesHostNetwork = true }
    }
    guard node.block >= 0 else { return }
    nesting += 1
    for index in tree.blocks[Int(node.block)].statements.indices {
      let inner = tree.statements[index]
      let plan = inner.form == .verb ? lexeme(inner.verb).plan : -1
      if plan >= 0, plans[Int(plan)].verb == .address || plans[Int(plan)].verb == .sysctl {
        statement(Int32(index))
      } else {
        report(.notInNetwork(map.text(of: inner.verbSpan), at: inner.verbSpan))
      }
    }
    nesting -= 1
  }

  private mutating func includeStatement(_ index: Int32) {
    let node = tree.statements[Int(index)]
    statementIndex = index
    isWrong = false
    _ = plainOperands(node, plans[Int(lexeme(node.verb).plan)])
    guard let block = inclusions[index] else { return }
    let outer = headerState
    headerState = HeaderState()
    walkFile(tree.blocks[Int(block)].statements, isIncluded: true)
    headerState = outer
  }

  /// A value from outside: `param NAME [DEFAULT]`.
  private mutating func parameter(_ node: StatementNode, _ plan: RowPlan) {
    var values: [Int32] = []
    for item in node.items.indices {
      if tree.items[item].form == .value {
        values.append(tree.items[item].index)
      } else {
        report(.clauseNotTaken("param", at: tree.items[item].span))
      }
    }
    guard let first = values.first, tree.values[Int(first)].form == .name else {
      report(.missingName("param", at: node.verbSpan))
      return
    }
    let name = tree.values[Int(first)]
    let text = text(name.name)
    let operand = operandPlans[Int(plan.operandStart) + 1]
    var value = TypedValue(kinds: .bytes)
    if values.count > 1 {
      value = self.value(values[1], for: operand)
      let span = tree.values[Int(values[1])].span
      if !value.fits(operand) {
        report(
          .wrongKind(
            "param",
            wanted: operand.kinds,
            got: value.kinds,
            text: map.text(of: span),
            at: span
          )
        )
      }
    }
    if values.count > 2 {
      let span = tree.values[Int(values[2])].span
      report(.tooManyOperands("param", synopsis: synopsis(.param), at: span))
    }
    value = outside(text, default: value, hasDefault: values.count > 1, node)
    let slot = bind(NameNode(name: name.name, span: name.span), kinds: value.kinds)
    if isWrong { return }
    addParameter(text, slot: slot, value, node)
  }

  /// The value that counts: the one from outside, read as the kind of the default.
  private mutating func outside(
    _ name: String,
    default value: TypedValue,
    hasDefault: Bool,
    _ node: StatementNode
  ) -> TypedValue {
    guard let bytes = options.settings[name] else {
      if !hasDefault { report(.missingSetting(name, at: node.span)) }
      return value
    }
    if value.kinds == .bytes {
      return TypedValue(expression: constant(.bytes(bytes)), kinds: .bytes)
    }
    guard let index = settingValues[statementIndex], index >= 0 else { return value }
    let given = self.value(index)
    if !given.isWrong, given.kinds != value.kinds {
      report(
        .badSetting(
          name,
          String(decoding: bytes, as: UTF8.self),
          wanted: value.kinds,
          at: node.span
        )
      )
    }
    return given
  }

  private mutating func addParameter(
    _ name: String,
    slot: Int32,
    _ value: TypedValue,
    _ node: StatementNode
  ) {
    switch value.expression {
    case .integer(let number):
      program.header.parameters.append(
        Header.Parameter(name: name, slot: slot, value: .integer(number))
      )
    case .constant(let index):
      program.header.parameters.append(
        Header.Parameter(name: name, slot: slot, value: program.constants[Int(index)])
      )
    case .address:
      // An address is no constant: its family may come from what it meets.
      emit(.bind(slot: slot, expression: place(value.expression)))
    default: report(.notLiteral(.param, at: node.span))
    }
  }
}
