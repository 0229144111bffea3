import LabConstants
import LabDiagnostics
import LabSyntax

/// Calls of the functions of the tables.
extension Checker {
  mutating func callValue(_ node: ValueNode) -> TypedValue {
    let index = lexeme(node.name).function
    guard index >= 0 else {
      let name = text(node.name)
      if let layout = Structures.index(named: name) {
        return structureValue(node, layout: Int32(layout))
      }
      if let message = ControlMessages.index(named: name) {
        return controlMessageValue(node, message: Int32(message))
      }
      reportSearched { $0.unknownFunctionDiagnostic(node) }
      return .wrong
    }
    let function = Lexicon.functions[Int(index)]
    let parameters = function.parameters
    var arguments = [TypedValue?](repeating: nil, count: parameters.count)
    var isBad = false
    for (offset, position) in (Int(node.a)..<Int(node.a + node.b)).enumerated() {
      let argument = tree.arguments[position]
      guard let place = parameter(argument, offset, parameters, function) else {
        isBad = true
        continue
      }
      if arguments[place] != nil {
        report(.argumentTwice(parameters[place].name, at: argument.span))
        isBad = true
      }
      // `_` is what a correct program would put there: here, as if it were left out.
      if tree.values[Int(argument.value)].form == .placeholder, parameters[place].isOptional {
        continue
      }
      let value = value(argument.value, for: OperandPlan(kinds: parameters[place].kinds))
      if !value.isWrong, value.kinds.isDisjoint(with: parameters[place].kinds) {
        let span = tree.values[Int(argument.value)].span
        report(
          .wrongKind(
            "\(function.rawValue)()",
            wanted: parameters[place].kinds,
            got: value.kinds,
            text: map.text(of: span),
            at: span
          )
        )
        isBad = true
      }
      isBad = isBad || value.isWrong
      arguments[place] = value
    }
    if isBad { return .wrong }
    for (offset, parameter) in parameters.enumerated()
    where arguments[offset] == nil && !parameter.isOptional {
      report(.missingArgument(parameter.name, function, at: node.span))
      return .wrong
    }
    return lowered(function, arguments, node)
  }

  private mutating func parameter(
    _ argument: ArgumentNode,
    _ offset: Int,
    _ parameters: [Function.Parameter],
    _ function: Function
  ) -> Int? {
    if argument.label.index >= 0 {
      let label = text(argument.label)
      if let place = parameters.firstIndex(where: { $0.name == label }) { return place }
      report(.unknownParameterName(label, function, at: argument.span))
      return nil
    }
    if offset < parameters.count { return offset }
    report(.tooManyArguments(function, at: argument.span))
    return nil
  }

  private mutating func lowered(
    _ function: Function,
    _ arguments: [TypedValue?],
    _ node: ValueNode
  ) -> TypedValue {
    let first = arguments.first.flatMap { $0 } ?? TypedValue()
    if function == .hex, let bytes = constantBytes(first) {
      let span = tree.values[Int(tree.arguments[Int(node.a)].value)].span
      guard let value = Self.bytes(ofHex: bytes) else {
        report(.badHex(at: span))
        return .wrong
      }
      return TypedValue(expression: constant(.bytes(value)), kinds: .bytes)
    }
    if function == .repeat, case .integer(let count) = first.expression, count < 0 {
      report(.negativeCount(count, at: tree.values[Int(tree.arguments[Int(node.a)].value)].span))
      return .wrong
    }
    let mark = pending.count
    for argument in arguments { pending.append(argument?.expression ?? .absent) }
    let range = placePending(since: mark)
    var kinds = Self.result(of: function, first.kinds)
    if function == .at {
      kinds = first.kinds.contains(.list) ? first.elements : []
      if !first.kinds.isDisjoint(with: [.bytes, .structure]) { kinds.formUnion(.integer) }
    }
    return TypedValue(
      expression: .call(function, start: range.start, count: range.count),
      kinds: kinds,
      elements: function == .unique || function == .slice ? first.elements : .any,
      isLive: arguments.contains { $0?.isLive ?? false }
    )
  }

  /// What a function gives for an argument of these kinds.
  private static func result(of function: Function, _ argument: KindSet) -> KindSet {
    switch function {
    case .at, .hex, .repeat, .len, .unique, .int, .random, .randomPort, .ifindex, .checksum, .htons,
      .msghdr,
      .iovec,
      .cmsg, .buffer:
      return function.result
    case .slice:
      let parts = argument.intersection([.bytes, .list])
      return argument.contains(.structure) ? parts.union(.bytes) : parts
    case .u8, .u16, .u32, .u64, .le16, .le32, .le64:
      var kinds: KindSet = []
      if argument.contains(.integer) { kinds.formUnion(.bytes) }
      if argument.contains(.bytes) { kinds.formUnion(.integer) }
      return kinds
    }
  }

  private func constantBytes(_ value: TypedValue) -> [UInt8]? {
    guard case .constant(let index) = value.expression,
      case .bytes(let bytes) = program.constants[Int(index)]
    else { return nil }
    return bytes
  }

  private static func bytes(ofHex digits: [UInt8]) -> [UInt8]? {
    var bytes: [UInt8] = []
    var high: UInt8?
    for digit in digits {
      if digit == UInt8(ascii: " ") {
        if high != nil { return nil }
        continue
      }
      guard let value = Character(UnicodeScalar(digit)).hexDigitValue.map(UInt8.init) else {
        return nil
      }
      if let upper = high {
        bytes.append(upper << 4 | value)
        high = nil
      } else {
        high = value
      }
    }
    return high == nil ? bytes : nil
  }
}
