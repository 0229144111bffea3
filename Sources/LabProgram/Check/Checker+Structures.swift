import LabConstants
import LabDiagnostics
import LabSyntax

/// Constructors of structures, and their fields.
extension Checker {
  /// `linger(1, 5)`, `sockaddr_in(port = 80)`: what is not given is zero, or what C programs write.
  mutating func structureValue(_ node: ValueNode, layout index: Int32) -> TypedValue {
    let layout = Structures.all[Int(index)]
    var arguments = [TypedValue?](repeating: nil, count: layout.fields.count)
    var isBad = false
    for (offset, position) in (Int(node.a)..<Int(node.a + node.b)).enumerated() {
      let argument = tree.arguments[position]
      guard let place = field(argument, offset, layout) else {
        isBad = true
        continue
      }
      let field = layout.fields[place]
      if arguments[place] != nil {
        report(.argumentTwice(field.name, at: argument.span))
        isBad = true
      }
      let value = value(argument.value, for: OperandPlan(kinds: field.form.argumentKinds))
      isBad = isBad || value.isWrong
      if !value.isWrong, !judge(value, tree.values[Int(argument.value)].span, field, layout) {
        isBad = true
      }
      arguments[place] = value
    }
    if isBad { return .wrong }
    let mark = pending.count
    for argument in arguments { pending.append(argument?.expression ?? .absent) }
    let range = placePending(since: mark)
    return TypedValue(
      expression: .structure(layout: index, start: range.start, count: range.count),
      kinds: .structure,
      isLive: arguments.contains { $0?.isLive ?? false },
      layout: index
    )
  }

  /// The field that an argument fills.
  private mutating func field(
    _ argument: ArgumentNode,
    _ offset: Int,
    _ layout: StructureLayout
  ) -> Int? {
    if argument.label.index >= 0 {
      let label = text(argument.label)
      if let place = layout.index(ofField: label) { return place }
      report(.unknownStructureField(label, layout, at: argument.span))
      return nil
    }
    if offset < layout.fields.count { return offset }
    report(.tooManyFields(layout, at: argument.span))
    return nil
  }

  /// Whether a value can be what the field holds.
  private mutating func judge(
    _ value: TypedValue,
    _ span: SourceSpan,
    _ field: StructureField,
    _ layout: StructureLayout
  ) -> Bool {
    let wanted = field.form.argumentKinds
    if value.kinds.isDisjoint(with: wanted) {
      report(
        .wrongKind(
          "\(layout.name)(\(field.name))",
          wanted: wanted,
          got: value.kinds,
          text: map.text(of: span),
          at: span
        )
      )
      return false
    }
    if case .integer(let number) = value.expression, let range = field.form.range,
      !range.contains(number)
    {
      report(.outsideField(number, field, layout, at: span))
      return false
    }
    return true
  }

  /// A field of a structure whose layout is known before the run.
  mutating func memberValue(_ node: ValueNode, _ base: TypedValue) -> TypedValue {
    let layout = Structures.all[Int(base.layout)]
    let name = text(node.name)
    guard let index = layout.index(ofField: name) else {
      report(
        .noStructureField(
          name,
          layout,
          at: SourceSpan(start: node.span.end - Int32(name.utf8.count), end: node.span.end)
        )
      )
      return .wrong
    }
    return partValue(node, base, kinds: layout.fields[index].form.kinds)
  }
}

extension FieldForm {
  /// The kinds of value that reading the field gives.
  var kinds: KindSet {
    switch self {
    case .unsigned, .signed, .bigEndian, .family, .pointer, .pointedCount: .integer
    case .errno: [.errno, .word]
    case .ipv4, .ipv6: .ip
    case .socketAddress: .address
    case .timeval, .timespec: .duration
    case .bytes, .text: .bytes
    }
  }

  /// The kinds of value that a constructor takes for the field.
  var argumentKinds: KindSet {
    switch self {
    // A socket stands for its descriptor: pollfd(c, POLLIN).
    case .signed: [.integer, .socket]
    case .unsigned, .bigEndian, .family, .pointedCount: .integer
    case .pointer: [.list, .bytes]
    case .errno: [.errno, .integer]
    case .ipv4, .ipv6: [.ip, .bytes]
    case .socketAddress: [.address, .ip, .socket, .structure, .bytes]
    case .timeval, .timespec: [.duration, .structure]
    case .bytes, .text: [.bytes, .structure]
    }
  }
}
