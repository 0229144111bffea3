import LabConstants
import LabDiagnostics
import LabSyntax

/// Control messages by their names: built (`IP_TTL(9)`) and read (`m.IP_TTL`).
extension Checker {
  /// `SCM_RIGHTS(a, b)`, `IP_PKTINFO(spec_dst = 127.0.0.7)`: the parts of what it carries.
  mutating func controlMessageValue(_ node: ValueNode, message index: Int32) -> TypedValue {
    let row = ControlMessages.all[Int(index)]
    var value: TypedValue
    var parts: (start: Int32, count: Int32) = (0, 0)
    if case .structure(let layout) = row.payload {
      value = structureValue(node, layout: Int32(layout))
      if value.isWrong { return .wrong }
      if case .structure(_, let start, let count) = value.expression { parts = (start, count) }
    } else {
      value = TypedValue(kinds: .structure)
      guard let range = controlArguments(node, row) else { return .wrong }
      parts = (range.start, range.count)
    }
    value.expression = .controlMessage(message: index, start: parts.start, count: parts.count)
    value.layout = -1
    return value
  }

  private mutating func controlArguments(_ node: ValueNode, _ row: ControlMessage) -> NodeRange? {
    let kinds = row.payload.argumentKinds
    let limit = row.payload == .descriptors ? Int32.max : 1
    if node.b > limit || (node.b == 0 && row.payload != .descriptors) {
      report(.controlArguments(row, kinds, at: node.span))
      return nil
    }
    var arguments: [Expression] = []
    for position in Int(node.a)..<Int(node.a + node.b) {
      let argument = tree.arguments[position]
      let value = value(argument.value, for: OperandPlan(kinds: kinds))
      if value.isWrong { return nil }
      requireOpen(value, at: argument.span)
      if value.kinds.isDisjoint(with: kinds) {
        let text = map.text(of: argument.span)
        report(
          .wrongKind(
            "\(row.name)()",
            wanted: kinds,
            got: value.kinds,
            text: text,
            at: argument.span
          )
        )
        return nil
      }
      arguments.append(value.expression)
    }
    let mark = pending.count
    pending.append(contentsOf: arguments)
    return placePending(since: mark)
  }

  /// `m.IP_PKTINFO` of a result: what the control message of that name carried.
  mutating func controlField(_ node: ValueNode, _ base: TypedValue, message: Int32) -> TypedValue {
    let payload = ControlMessages.all[Int(message)].payload
    var layout: Int32 = -1
    if case .structure(let index) = payload { layout = Int32(index) }
    return TypedValue(
      expression: .control(base: place(base.expression), message: message),
      kinds: payload.kinds,
      elements: payload == .descriptors ? .socket : .any,
      layout: layout
    )
  }
}

extension ControlPayload {
  /// The kinds of value that reading it gives.
  var kinds: KindSet {
    switch self {
    case .unsigned, .signed, .bigEndian: .integer
    case .structure: .structure
    case .descriptors: .list
    case .timeval, .timespec: .duration
    case .socketAddress: .address
    case .text, .bytes: .bytes
    }
  }

  /// The kinds of value that its constructor takes.
  var argumentKinds: KindSet {
    switch self {
    case .unsigned, .signed, .bigEndian: [.integer, .bytes]
    case .structure: .structure
    case .descriptors: [.socket, .integer, .list]
    case .timeval, .timespec: [.duration, .structure, .bytes]
    case .socketAddress: [.address, .socket, .bytes]
    case .text, .bytes: [.bytes, .structure]
    }
  }
}
