import LabConstants
import LabDiagnostics
import LabSyntax

/// Finds the words for a mistake: what was written, what was meant.
extension Checker {
  func row(_ verb: Verb) -> Row? { Catalogue.row(verb) }

  func synopsis(_ verb: Verb) -> String { row(verb)?.synopsis ?? verb.rawValue }

  private func operand(_ plan: RowPlan, _ index: Int32) -> Operand {
    row(plan.verb)?.operands[Int(index)] ?? Operand("VALUE", .any)
  }

  /// A value that is no operand of the row, because all of them are there.
  func surplus(_ node: StatementNode, _ plan: RowPlan, item: Int) -> Diagnostic {
    let item = tree.items[item]
    let value = tree.values[Int(item.index)]
    let verb = plan.verb.rawValue
    if value.form == .name, text(value.name) == "to" {
      return .misplacedOperand(
        "'\(verb)' takes its address without 'to'",
        label: synopsis(plan.verb),
        at: item.span
      )
    }
    let hasResult = tree.items[node.items.indices].contains { $0.form == .result }
    if value.form == .name, lexeme(value.name).word < 0, plan.resultCount > 0, !hasResult {
      return .misplacedOperand(
        "a result is named with 'as'",
        label: "try: as \(text(value.name))",
        at: item.span
      )
    }
    return .tooManyOperands(verb, synopsis: synopsis(plan.verb), at: item.span)
  }

  /// A value that is there and is none of what the operand takes.
  func misfit(
    _ plan: RowPlan,
    operand index: Int32,
    _ typed: TypedValue,
    value: Int32
  ) -> Diagnostic {
    let node = tree.values[Int(value)]
    let text = map.text(of: node.span)
    let operand = operand(plan, index)
    let verb = plan.verb.rawValue
    if operand.kinds == .socket, let mistake = notSocket(plan, typed, text, node) { return mistake }
    if operand.kinds.contains(.address), let mistake = notAddress(plan, typed, text, node) {
      return mistake
    }
    if typed.word >= 0 || typed.group != nil {
      return misfittingName(plan, operand, typed, node)
    }
    if operand.kinds == .duration {
      return .notDuration(
        verb,
        number: node.form == .integer ? node.number : nil,
        typed.kinds,
        at: node.span
      )
    }
    if plan.verb == .listen, typed.kinds == .address {
      return .misplacedOperand(
        "'listen' takes no address: 'bind' gives the socket its address, before",
        label: "bind SOCKET \(text)",
        at: node.span
      )
    }
    if operand.kinds.contains(.word), typed.kinds == .bytes {
      return .misplacedOperand(
        "'\(verb)' takes a word here, and words have no quotes",
        label: operand.words.isEmpty ? "" : "one of: \(operand.words.joined(separator: " "))",
        at: node.span
      )
    }
    return .wrongKind(verb, wanted: operand.kinds, got: typed.kinds, text: text, at: node.span)
  }

  /// Something else where the socket should be.
  private func notSocket(
    _ plan: RowPlan,
    _ typed: TypedValue,
    _ text: String,
    _ node: ValueNode
  ) -> Diagnostic? {
    let statement = tree.statements[Int(statementIndex)]
    let values = tree.items[statement.items.indices].filter { $0.form == .value }
    let verb = plan.verb.rawValue
    if values.count > 1 {
      let second = tree.values[Int(values[1].index)]
      if second.form == .name, isSocket(second.name) {
        let socket = self.text(second.name)
        return .misplacedOperand(
          "'\(verb)' takes the socket first",
          label: "try: \(verb) \(socket) \(text)",
          at: node.span
        )
      }
    }
    guard node.form == .address || node.form == .integer || node.form == .string else { return nil }
    return .missingOperand(
      plan.verb,
      needs: needs(plan),
      synopsis: synopsis(plan.verb),
      notes: socketNotes() + portNotes(typed, node),
      at: node.span
    )
  }

  func isSocket(_ name: Name) -> Bool {
    let found = current[Int(name.index)]
    return found >= 0 && bindings[Int(found)].depth >= frames[depth].visibleFrom
      && bindings[Int(found)].flow.kinds == .socket
  }

  /// "a socket and an address": what the row cannot do without.
  private func needs(_ plan: RowPlan) -> String {
    let required = (row(plan.verb)?.operands ?? []).filter {
      switch $0.presence {
      case .required, .several: true
      case .optional, .any: false
      }
    }
    let words = required.map { operand in
      operand.kinds.contains(.address) ? "an address" : operand.described
    }
    guard words.count > 1, let last = words.last else { return words.first ?? "more" }
    return words.dropLast().joined(separator: ", ") + " and " + last
  }

  /// Which sockets there are.
  private func socketNotes() -> [Diagnostic.Note] {
    let sockets = visibleNames().filter { $0.flow.kinds == .socket && $0.flow.closedAt < 0 }
    if sockets.isEmpty { return [Diagnostic.Note("try", "socket tcp as s      first")] }
    let names = sockets.prefix(6).map { text($0.name) }.joined(separator: ", ")
    return [Diagnostic.Note("note", "sockets here: \(names)")]
  }

  private func portNotes(_ typed: TypedValue, _ node: ValueNode) -> [Diagnostic.Note] {
    guard node.form == .integer, (0...65535).contains(node.number) else { return [] }
    return [
      Diagnostic.Note(
        "note",
        "\(node.number) is a port; an address is HOST:PORT, as 127.0.0.1:\(node.number)"
      )
    ]
  }

  /// Something else where the address should be.
  private func notAddress(
    _ plan: RowPlan,
    _ typed: TypedValue,
    _ text: String,
    _ node: ValueNode
  ) -> Diagnostic? {
    if node.form == .integer, (0...65535).contains(node.number) {
      return .misplacedOperand(
        "\(text) is a port; an address is HOST:PORT, as 127.0.0.1:\(text)",
        label: "on which address?",
        at: node.span
      )
    }
    if typed.kinds == .ip {
      let items = tree.items[tree.statements[Int(statementIndex)].items.indices]
      let next = items.first { $0.form == .value && $0.span.start > node.span.end }
      var port = "8080"
      if let next, tree.values[Int(next.index)].form == .integer {
        port = map.text(of: next.span)
      }
      return .misplacedOperand(
        "\(text) is an address without a port",
        label: "try: \(text):\(port)",
        at: node.span
      )
    }
    if node.form == .string {
      let plain = text.dropFirst().dropLast()
      return .misplacedOperand(
        "an address stands without quotes",
        label: plain.contains(":") ? "try: \(plain)" : "as 127.0.0.1:8080 or unix:path",
        at: node.span
      )
    }
    if node.form == .name, self.text(node.name) == "to" {
      return .misplacedOperand(
        "'\(plan.verb.rawValue)' takes its address without 'to'",
        label: synopsis(plan.verb),
        at: node.span
      )
    }
    return nil
  }

  /// A word or constant of the tables that does not fit here.
  private func misfittingName(
    _ plan: RowPlan,
    _ operand: Operand,
    _ typed: TypedValue,
    _ node: ValueNode
  ) -> Diagnostic {
    let text = map.text(of: node.span)
    if typed.word >= 0 {
      if !operand.words.isEmpty {
        return .unknownWord(
          text,
          operand: operand.name.lowercased(),
          suggestion: Suggestion.nearest(to: text, among: operand.words),
          words: operand.words,
          at: node.span
        )
      }
      return .wrongKind(
        plan.verb.rawValue,
        wanted: operand.kinds,
        got: .word,
        text: "'\(text)'",
        at: node.span
      )
    }
    let fitting =
      operand.constants.map(Self.examples)
      ?? (operand.kinds.contains(.option) ? "SO_REUSEADDR" : "")
    return .wrongConstant(
      text,
      is: typed.group?.description ?? "a constant",
      verb: plan.verb,
      operand: operand.constants?.description ?? operand.described,
      fitting: fitting,
      at: node.span
    )
  }

  /// A few names of a table.
  static func examples(_ group: ConstantGroup) -> String {
    Constants.all.filter { $0.group == group }.prefix(3).map(\.name).joined(separator: ", ")
  }

  /// An operand that is not there.
  func missingOperand(_ node: StatementNode, _ plan: RowPlan, operand index: Int32) -> Diagnostic {
    let operand = operand(plan, index)
    let hasNone = !tree.items[node.items.indices].contains { $0.form == .value }
    return .missingOperand(
      plan.verb,
      needs: hasNone ? needs(plan) : operand.described,
      synopsis: synopsis(plan.verb),
      notes: operand.kinds == .socket ? socketNotes() : [],
      at: SourceSpan(start: node.verbSpan.start, end: node.span.end)
    )
  }
}

extension Operand {
  /// For messages: "a socket", "a family".
  var described: String {
    if isIdentifier { return "a name" }
    if kinds.contains(.word) || kinds.isEmpty || kinds == .any {
      return Self.article(name.lowercased())
    }
    if constants != nil || !kinds.contains(.socket) && kinds.kinds.count > 2 {
      return Self.article(name.lowercased())
    }
    return kinds.words
  }

  private static func article(_ word: String) -> String {
    "aeiou".contains(word.first ?? "x") ? "an \(word)" : "a \(word)"
  }
}

extension ConstantGroup {
  /// For messages.
  var description: String {
    switch self {
    case .errno: "an errno"
    case .level: "a level of socket options"
    case .option: "a socket option"
    case .messageFlag: "a message flag"
    case .pollEvent: "a poll event"
    case .epollEvent: "an epoll event"
    case .signal: "a signal"
    case .tcpState: "a TCP state"
    case .capability: "a capability"
    case .addressFamily: "an address family"
    case .socketType: "a socket type"
    case .protocolNumber: "a protocol"
    case .shutdown: "a direction of shutdown"
    case .fileFlag: "a file flag"
    case .ioctl: "an ioctl request"
    case .controlMessage: "a control message"
    case .pointer: "a pointer"
    case .other: "a constant"
    }
  }
}
