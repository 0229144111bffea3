import LabConstants
import LabDiagnostics
import LabPattern
import LabSyntax

/// Values, lowered to expressions.
extension Checker {
  /// Lowers a value; `operand` says what is expected there, for messages.
  mutating func value(_ index: Int32, for operand: OperandPlan = .anything) -> TypedValue {
    let node = tree.values[Int(index)]
    switch node.form {
    case .name: return nameValue(node, for: operand)
    case .constant: return constantValue(node, for: operand)
    case .integer: return TypedValue(expression: .integer(node.number), kinds: .integer)
    case .duration:
      return TypedValue(expression: constant(.duration(node.number)), kinds: .duration)
    case .string: return stringValue(tree.strings[Int(node.a)])
    case .regex: return regexValue(node)
    case .address: return addressValue(tree.addresses[Int(node.a)], node.span)
    case .placeholder:
      report(.placeholder(at: node.span))
      return .wrong
    case .lastSocket:
      report(.promptOnly(at: node.span))
      return .wrong
    case .call: return callValue(node)
    case .list: return listValue(node)
    case .field: return fieldValue(node)
    case .binary: return binaryValue(node, for: operand)
    }
  }

  private mutating func nameValue(_ node: ValueNode, for operand: OperandPlan) -> TypedValue {
    let lexeme = lexeme(node.name)
    if lexeme.word >= 0 {
      if boundWords.contains(lexeme.word), !operand.words.contains(lexeme.word) {
        isWrong = true
        return .wrong
      }
      return TypedValue(
        expression: .constant(wordConstant(node.name)),
        kinds: .word,
        word: lexeme.word
      )
    }
    let found = resolve(node.name)
    guard found >= 0 else { return unboundName(node, for: operand) }
    let binding = bindings[Int(found)]
    switch binding.flow.assignment {
    case .unbound: return unboundName(node, for: operand)
    case .perhaps:
      report(.perhapsUnbound(text(node.name), line: line(of: binding.position), at: node.span))
      return .wrong
    case .bound: break
    }
    return TypedValue(
      expression: .local(binding.slot),
      kinds: binding.flow.kinds,
      elements: binding.flow.elements,
      closedAt: binding.flow.closedAt,
      binding: found,
      pattern: binding.flow.pattern,
      layout: binding.flow.layout
    )
  }

  private mutating func unboundName(_ node: ValueNode, for operand: OperandPlan) -> TypedValue {
    let isActor = places.isActor(node.name, domain: domain, insideProc: frames[depth].proc >= 0)
    if isActor {
      return TypedValue(expression: .actors(label: label(of: node.name)), kinds: .actor)
    }
    if isLenient || node.span.start < quotedUntil {
      isWrong = true
    } else {
      reportSearched { $0.unknownNameDiagnostic(node, for: operand) }
      if let last = collected.diagnostics.last, last.id == "text-needs-quotes" {
        quotedUntil = last.primary?.span.end ?? quotedUntil
      }
    }
    return .wrong
  }

  /// The constant of a word, state, signal or capability; one for each name.
  mutating func wordConstant(_ name: Name) -> Int32 {
    let known = wordOfName[Int(name.index)]
    if known >= 0 { return known }
    if let word = sessionWords[text(name)] {
      program.constants.append(.word(word))
    } else {
      program.words.append(text(name))
      program.constants.append(.word(Int32(program.words.count) - 1))
    }
    let index = Int32(program.constants.count) - 1
    wordOfName[Int(name.index)] = index
    wordNames.append(name)
    return index
  }

  private mutating func constantValue(_ node: ValueNode, for operand: OperandPlan) -> TypedValue {
    let lexeme = lexeme(node.name)
    guard let group = lexeme.group else {
      reportSearched { $0.unknownConstantDiagnostic(node, for: operand) }
      return .wrong
    }
    switch group {
    case .errno:
      return TypedValue(
        expression: constant(.errno(Int32(truncatingIfNeeded: lexeme.value))),
        kinds: .errno,
        group: group
      )
    case .option where lexeme.option >= 0:
      return TypedValue(
        expression: constant(.option(Int32(lexeme.option))),
        kinds: .option,
        group: group
      )
    case .tcpState, .signal, .capability, .pointer:
      return TypedValue(
        expression: .constant(wordConstant(node.name)),
        kinds: .word,
        group: group
      )
    default:
      return TypedValue(expression: .integer(lexeme.value), kinds: .integer, group: group)
    }
  }

  mutating func stringValue(_ node: StringNode) -> TypedValue {
    var isPlain = true
    for index in node.parts.indices where tree.parts[index].hole >= 0 { isPlain = false }
    if isPlain {
      return TypedValue(expression: constant(.bytes(plainBytes(node))), kinds: .bytes)
    }
    let mark = pending.count
    var isLive = false
    var isBad = false
    for index in node.parts.indices {
      let part = tree.parts[index]
      if part.hole < 0 {
        pending.append(constant(.bytes(bytes(start: part.start, count: part.count))))
        continue
      }
      let hole = value(part.hole)
      if !hole.isWrong, hole.kinds.isDisjoint(with: Self.textKinds) {
        let span = tree.values[Int(part.hole)].span
        report(.noText(hole.kinds, text: map.text(of: span), at: span))
        isBad = true
      }
      isLive = isLive || hole.isLive
      isBad = isBad || hole.isWrong
      pending.append(hole.expression)
    }
    let parts = placePending(since: mark)
    return TypedValue(
      expression: .text(start: parts.start, count: parts.count),
      kinds: .bytes,
      isLive: isLive,
      isWrong: isBad
    )
  }

  /// What a hole can write out.
  static let textKinds: KindSet = [
    .bytes, .integer, .duration, .address, .ip, .errno, .word, .socket,
  ]

  /// The bytes of a string without holes.
  mutating func plainBytes(_ node: StringNode) -> [UInt8] {
    if node.parts.count == 1 {
      let part = tree.parts[Int(node.parts.start)]
      return bytes(start: part.start, count: part.count)
    }
    var bytes: [UInt8] = []
    for index in node.parts.indices {
      let part = tree.parts[index]
      bytes.append(contentsOf: self.bytes(start: part.start, count: part.count))
    }
    return bytes
  }

  mutating func bytes(start: Int32, count: Int32) -> [UInt8] {
    Array(tree.bytes[Int(start)..<Int(start + count)])
  }

  private mutating func regexValue(_ node: ValueNode) -> TypedValue {
    let options = RegexOption(rawValue: node.b)
    do {
      let pattern = try Pattern(
        bytes(start: Int32(truncatingIfNeeded: node.number), count: node.a),
        caseless: options.contains(.caseless),
        multiline: options.contains(.multiline),
        dotAll: options.contains(.dotMatchesAll),
        extended: options.contains(.extended),
        steps: self.options.limits.pattern
      )
      if self.options.keepsProgram { program.patterns.append(pattern) }
      groupNames.append(pattern.groupNames)
      let index = Int32(groupNames.count) - 1
      return TypedValue(expression: constant(.regex(index)), kinds: .regex, pattern: index)
    } catch {
      // The opening slash comes before the pattern's first byte.
      let position = min(node.span.start + 1 + Int32(error.offset), node.span.end - 1)
      report(.badRegex(error.message, at: SourceSpan(start: position, end: position + 1)))
      return .wrong
    }
  }

  private mutating func listValue(_ node: ValueNode) -> TypedValue {
    let mark = pending.count
    var elements: KindSet = []
    var isLive = false
    var isBad = false
    for index in Int(node.a)..<Int(node.a + node.b) {
      let argument = tree.arguments[index]
      let element = value(argument.value)
      elements.formUnion(element.kinds)
      isLive = isLive || element.isLive
      isBad = isBad || element.isWrong
      pending.append(element.expression)
    }
    let range = placePending(since: mark)
    return TypedValue(
      expression: .list(start: range.start, count: range.count),
      kinds: .list,
      elements: node.b == 0 ? .any : elements,
      isLive: isLive,
      isWrong: isBad,
      count: Int(node.b)
    )
  }
}
