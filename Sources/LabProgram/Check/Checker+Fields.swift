import LabConstants
import LabDiagnostics
import LabPattern
import LabSyntax

/// What stands behind a dot.
extension Checker {
  mutating func fieldValue(_ node: ValueNode) -> TypedValue {
    let base = value(node.a, for: Self.fieldOwner)
    if base.isWrong { return .wrong }
    requireOpen(base, at: tree.values[Int(node.a)].span)
    let lexeme = lexeme(node.name)
    // The base may be a constant that knows no fields.
    if base.word >= 0 || base.group != nil { return unknownField(node, base) }
    if let group = namedGroup(node, base) { return group }
    if base.layout >= 0, base.kinds == .structure { return memberValue(node, base) }
    let mayBeOption = base.kinds.contains(.socket) && lexeme.option >= 0
    if base.kinds.contains(.result), !mayBeOption, let message = controlMessage(node.name) {
      return controlField(node, base, message: message)
    }
    if lexeme.group != nil { return optionValue(node, base, lexeme) }
    if let value = tcpInfoValue(node, base, lexeme) { return value }
    let members =
      base.kinds.isDisjoint(with: [.structure, .address])
      ? [] : Lexicon.members(named: text(node.name))
    guard lexeme.field >= 0 else {
      // The result of a match that is known only at run time may have any group.
      if base.kinds == .any { return partValue(node, base, kinds: .any) }
      // An address is a structure of its family: f.from.ifindex of a packet socket.
      if !members.isEmpty { return partValue(node, base, kinds: members) }
      return unknownField(node, base)
    }
    let field = Lexicon.fields[Int(lexeme.field)]
    if !members.isEmpty, base.kinds.isDisjoint(with: field.owners) {
      return partValue(node, base, kinds: members)
    }
    guard !base.kinds.isDisjoint(with: field.owners) else {
      report(
        .noSuchField(
          field.rawValue,
          of: base.kinds,
          owners: field.owners,
          text: map.text(of: tree.values[Int(node.a)].span),
          at: node.span
        )
      )
      return .wrong
    }
    if base.kinds == .submission, exercise.submission == .program {
      report(.notAScenario(field.rawValue, at: node.span))
      return .wrong
    }
    if field == .connections, base.kinds == .submission {
      return TypedValue(expression: .field(base: place(base.expression), field), kinds: .integer)
    }
    let isFact = field.isLive && !base.kinds.isDisjoint(with: [.socket, .tuple, .program])
    return TypedValue(
      expression: .field(base: place(base.expression), field),
      kinds: field.result.union(members),
      elements: field == .connections ? .tuple : field == .states ? .word : .any,
      isLive: base.isLive || isFact
    )
  }

  private static let fieldOwner = OperandPlan(
    kinds: [.socket, .result, .address, .tuple, .list, .program, .submission]
  )

  /// The control message of that name, which begins with a capital.
  private func controlMessage(_ name: Name) -> Int32? {
    let name = text(name)
    guard let first = name.utf8.first, Lexicon.isCapital(first) else { return nil }
    return ControlMessages.index(named: name).map { Int32($0) }
  }

  /// A group of the regex whose match the base is.
  private mutating func namedGroup(_ node: ValueNode, _ base: TypedValue) -> TypedValue? {
    guard base.pattern >= 0, base.kinds.contains(.result) else { return nil }
    let name = text(node.name)
    guard groupNames[Int(base.pattern)].contains(where: { $0.name == name }) else {
      return nil
    }
    return partValue(node, base, kinds: .bytes)
  }

  /// A part that is found by its name where the script runs.
  mutating func partValue(_ node: ValueNode, _ base: TypedValue, kinds: KindSet) -> TypedValue {
    let place = place(base.expression)
    return TypedValue(
      expression: .part(base: place, name: label(of: node.name)),
      kinds: kinds,
      isLive: base.isLive
    )
  }

  private mutating func optionValue(
    _ node: ValueNode,
    _ base: TypedValue,
    _ lexeme: Lexeme
  ) -> TypedValue {
    guard lexeme.option >= 0 else { return unknownField(node, base) }
    guard base.kinds.contains(.socket) else {
      report(
        .noSuchField(
          text(node.name),
          of: base.kinds,
          owners: .socket,
          text: map.text(of: tree.values[Int(node.a)].span),
          at: node.span
        )
      )
      return .wrong
    }
    if text(node.name) == "SO_ERROR" {
      let base = map.text(of: tree.values[Int(node.a)].span)
      report(.errorAsFact(base, at: node.span))
      return .wrong
    }
    let option = Int32(lexeme.option)
    let type = SocketOptions.at(Int(option)).type
    return TypedValue(
      expression: .option(base: place(base.expression), option: option),
      // An element of a list may be a message: then it is the control message of that name.
      kinds: base.kinds.contains(.result) ? .any : type.kinds,
      isLive: base.kinds == .socket,
      layout: base.kinds.contains(.result) ? -1 : type.readLayout
    )
  }

  /// `c.TCP_INFO.rtt`, or a field of a TCP_INFO that was kept with `let`.
  private mutating func tcpInfoValue(
    _ node: ValueNode,
    _ base: TypedValue,
    _ lexeme: Lexeme
  ) -> TypedValue? {
    if case .option(let socket, let option) = base.expression,
      SocketOptions.at(Int(option)).type == .tcpInfo,
      let field = Lexicon.tcpInfoField(named: text(node.name))
    {
      return TypedValue(
        expression: .tcpInfo(base: socket, field: field),
        kinds: TCPInfoField.all[Int(field)].kinds,
        isLive: true
      )
    }
    guard base.kinds.contains(.structure), base.kinds != .any || lexeme.field < 0,
      let field = Lexicon.tcpInfoField(named: text(node.name))
    else { return nil }
    return TypedValue(
      expression: .tcpInfo(base: place(base.expression), field: field),
      kinds: TCPInfoField.all[Int(field)].kinds
    )
  }

  private mutating func unknownField(_ node: ValueNode, _ base: TypedValue) -> TypedValue {
    let name = text(node.name)
    var candidates = Lexicon.fields.filter { !$0.owners.isDisjoint(with: base.kinds) }
      .map(\.rawValue)
    if base.kinds.contains(.socket) { candidates += SocketOptions.all.map(\.name) }
    if base.kinds.contains(.structure) { candidates += TCPInfoField.all.map(\.name) }
    if base.pattern >= 0 {
      candidates += groupNames[Int(base.pattern)].map(\.name)
    }
    report(
      .unknownField(
        name,
        of: base.kinds,
        suggestions: Suggestion.nearest(to: name, among: candidates, count: 3),
        known: base.kinds.contains(.socket)
          ? candidates.filter { $0 == $0.lowercased() } : candidates,
        at: SourceSpan(start: node.span.end - Int32(name.utf8.count), end: node.span.end)
      )
    )
    return .wrong
  }
}

extension OptionType {
  /// The kinds of value that reading the option gives.
  var kinds: KindSet {
    switch self {
    case .integer, .boolean, .unsigned32, .unsigned64: .integer
    case .timeval: .duration
    case .string: .bytes
    case .structures, .tcpInfo: .structure
    case .interface4: .ip
    case .socketAddress: .address
    case .filter: .list
    case .bytes: [.bytes, .integer, .structure]
    }
  }

  /// The structure that reading the option gives, when there is only one.
  fileprivate var readLayout: Int32 {
    guard case .structures(let names) = self, names.count == 1 else { return -1 }
    return Structures.index(named: names[0]).map { Int32($0) } ?? -1
  }
}

extension TCPInfoField {
  /// Times are durations, states are words, all else is a number.
  var kinds: KindSet {
    switch unit {
    case .count, .bytes, .bytesPerSecond: .integer
    case .milliseconds, .microseconds: .duration
    case .state: [.word, .integer]
    }
  }
}
