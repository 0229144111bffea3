import LabDiagnostics

/// `value`, `atom`, `call`, `arg`, `list`; each returns an index in `values`.
extension Parser {
  /// Whether a value begins here.
  @inline(__always)
  mutating func atValue() -> Bool {
    expected.formUnion(.value)
    return token.kind.rawValue <= TokenKind.leftBracket.rawValue && token.kind != .field
  }

  /// Atoms joined by operators, from left to right.
  mutating func value() throws(SyntaxFailure) -> Int32 {
    var left = try atom()
    var first: ValueOperator?
    while let operation = valueOperator() {
      if let first, !operation.mixes(with: first) {
        report.report(.mixedOperators(first.spelling, operation.spelling, at: tokenSpan))
      }
      first = first ?? operation
      advance()
      let right = try atom()
      let whole = tree.values[Int(left)].span.union(tree.values[Int(right)].span)
      tree.values.append(
        ValueNode(.binary, a: left, b: right, number: operation.rawValue, span: whole)
      )
      left = Int32(tree.values.count - 1)
    }
    return left
  }

  @inline(__always)
  private mutating func valueOperator() -> ValueOperator? {
    expected.insert(.plus)
    expected.insert(.minus)
    expected.insert(.pipe)
    expected.insert(.range)
    switch token.kind {
    case .plus: return .plus
    case .minus: return .minus
    case .pipe: return .or
    case .range: return .range
    default: return nil
    }
  }

  /// One operand with its fields.
  mutating func atom() throws(SyntaxFailure) -> Int32 {
    var index = try operand()
    while at(.field) {
      let whole = tree.values[Int(index)].span.union(tokenSpan)
      tree.values.append(ValueNode(.field, a: index, name: token.name, span: whole))
      index = Int32(tree.values.count - 1)
      presume(.field)
    }
    return index
  }

  private mutating func operand() throws(SyntaxFailure) -> Int32 {
    guard atValue() else { throw unexpected() }
    let node: ValueNode
    switch (token.kind, token.payload) {
    case (.function, _): return try call()
    case (.leftBracket, _): return try list()
    case (.leftParen, _): return try parenthesis()
    case (.name, _): node = ValueNode(.name, name: token.name, span: tokenSpan)
    case (.constant, _): node = ValueNode(.constant, name: token.name, span: tokenSpan)
    case (.placeholder, _): node = ValueNode(.placeholder, span: tokenSpan)
    case (.lastSocket, _): node = ValueNode(.lastSocket, span: tokenSpan)
    case (_, .integer(let number)):
      node = ValueNode(.integer, number: number, span: tokenSpan)
    case (_, .duration(let number)):
      node = ValueNode(.duration, number: number, span: tokenSpan)
    case (_, .string(let index)): node = ValueNode(.string, a: index, span: tokenSpan)
    case (_, .address(let index)): node = ValueNode(.address, a: index, span: tokenSpan)
    case (_, .regex(let start, let count, let options)):
      node = ValueNode(
        .regex,
        a: count,
        b: options.rawValue,
        number: Int64(start),
        span: tokenSpan
      )
    case (_, .none): preconditionFailure("a token that begins a value has a payload")
    }
    tree.values.append(node)
    // The next token may have holes, whose values go into the tree when it is cut.
    let index = Int32(tree.values.count - 1)
    advance()
    return index
  }

  /// Parses `"(" value ")"`.
  mutating func parenthesis() throws(SyntaxFailure) -> Int32 {
    let open = token
    try openGroup(.leftParen)
    let index = try value()
    try close(.rightParen, openedBy: open)
    tree.values[Int(index)].span = span(open.start, previousEnd)
    return index
  }

  /// Parses `FUNC [ arg { "," arg } [ "," ] ] ")"`.
  mutating func call() throws(SyntaxFailure) -> Int32 {
    let open = token
    try openGroup(.function)
    let arguments = try arguments(to: .rightParen, openedBy: open, isCall: true)
    tree.values.append(
      ValueNode(
        .call,
        a: arguments.start,
        b: arguments.count,
        name: open.name,
        span: span(open.start, previousEnd)
      )
    )
    return Int32(tree.values.count - 1)
  }

  /// Parses `"[" [ value { "," value } [ "," ] ] "]"`.
  mutating func list() throws(SyntaxFailure) -> Int32 {
    let open = token
    try openGroup(.leftBracket)
    let elements = try arguments(to: .rightBracket, openedBy: open, isCall: false)
    tree.values.append(
      ValueNode(
        .list,
        a: elements.start,
        b: elements.count,
        span: span(open.start, previousEnd)
      )
    )
    return Int32(tree.values.count - 1)
  }

  /// What stands between the brackets, moved into the tree side by side.
  private mutating func arguments(
    to closer: TokenKind,
    openedBy open: Token,
    isCall: Bool
  ) throws(SyntaxFailure) -> NodeRange {
    let first = openArguments.count
    defer { openArguments.removeLast(openArguments.count - first) }
    while !at(closer) {
      if openArguments.count > first {
        guard at(.comma) else { throw unclosed(open) }
        presume(.comma)
        if at(closer) { break }
      }
      if isCall {
        openArguments.append(try arg())
      } else {
        let element = try value()
        openArguments.append(
          ArgumentNode(value: element, span: tree.values[Int(element)].span)
        )
      }
    }
    try close(closer, openedBy: open)
    let start = tree.arguments.count
    for index in first..<openArguments.count { tree.arguments.append(openArguments[index]) }
    return NodeRange(start: Int32(start), count: Int32(tree.arguments.count - start))
  }

  /// Parses `[ NAME "=" ] value`.
  ///
  /// A name that turns out to stand before `=` is taken back as a value and becomes the label:
  /// the second token of look-ahead.
  mutating func arg() throws(SyntaxFailure) -> ArgumentNode {
    let first = token
    let index = try value()
    guard first.kind == .name, previousEnd == first.end, at(.assign) else {
      return ArgumentNode(value: index, span: tree.values[Int(index)].span)
    }
    tree.values.removeLast()
    presume(.assign)
    let value = try value()
    return ArgumentNode(label: first.name, value: value, span: span(first.start, previousEnd))
  }

  /// Takes what begins a group.
  private mutating func openGroup(_ opener: TokenKind) throws(SyntaxFailure) {
    try enter(tokenSpan)
    openGroups.append(token)
    presume(opener)
  }

  private mutating func close(
    _ closer: TokenKind,
    openedBy open: Token
  ) throws(SyntaxFailure) {
    guard at(closer) else { throw unclosed(open) }
    advance()
    openGroups.removeLast()
    nesting -= 1
  }
}

extension ValueOperator {
  /// Whether both may stand in one value without parentheses.
  fileprivate func mixes(with other: ValueOperator) -> Bool {
    switch (self, other) {
    case (.plus, .minus), (.minus, .plus): true
    default: self == other
    }
  }
}
