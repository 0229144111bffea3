import LabDiagnostics

/// `file`, `block`, `sep`, `statement` and its five forms, `item`, `names`.
extension Parser {
  /// The statements up to the end of the file.
  mutating func file() -> NodeRange {
    var statements = NodeRange.empty
    while true {
      statements = statementList(appendingTo: statements)
      if at(.endOfFile) { return statements }
      report.report(.unmatchedBrace(at: tokenSpan))
      presume(.rightBrace)
    }
  }

  /// The statements up to a `}` or the end of the file, moved into the tree side by side.
  private mutating func statementList(appendingTo range: NodeRange) -> NodeRange {
    let first = openStatements.count
    // What an unmatched `}` has cut off from its neighbours comes back to them.
    for index in range.indices { openStatements.append(tree.statements[index]) }
    statements()
    let start = tree.statements.count
    for index in first..<openStatements.count { tree.statements.append(openStatements[index]) }
    openStatements.removeLast(openStatements.count - first)
    return NodeRange(start: Int32(start), count: Int32(tree.statements.count - start))
  }

  private mutating func statements() {
    while true {
      while sep() {}
      if at(.rightBrace) || at(.endOfFile) { return }
      // From here on, a mistake in this very token is skipped with its line.
      token.startsLine = false
      let start = token.start
      let depth = nesting
      do {
        try statement()
        hasBareBrace = false
        if !at(.newline), !at(.semicolon), !at(.rightBrace), !at(.endOfFile) {
          throw unexpected()
        }
      } catch {
        nesting = depth
        openGroups.removeAll(keepingCapacity: true)
        recover()
      }
      precondition(
        token.start > start || token.kind == .endOfFile || token.kind == .rightBrace,
        "the parser makes no progress"
      )
    }
  }

  mutating func sep() -> Bool { take(.newline) || take(.semicolon) }

  /// Parses `"{" file "}"`: the index in `blocks`.
  mutating func block() throws(SyntaxFailure) -> Int32 {
    let open = token.start
    try enter(tokenSpan)
    presume(.leftBrace)
    return closeBlock(from: open)
  }

  /// The rest of a block whose `{` is at `open`.
  mutating func closeBlock(from open: Int32) -> Int32 {
    let statements = statementList(appendingTo: .empty)
    nesting -= 1
    if !take(.rightBrace) {
      if !isStopped, !isMissingBrace {
        isMissingBrace = true
        openEnds += 1
        report.report(.unclosedBrace(at: span(open, open + 1)))
      }
    }
    tree.blocks.append(BlockNode(statements: statements, span: span(open, previousEnd)))
    return Int32(tree.blocks.count - 1)
  }

  /// The block that this form must have.
  mutating func requiredBlock(after word: TokenKind) throws(SyntaxFailure) -> Int32 {
    if at(.leftBrace) { return try block() }
    guard token.kind == .newline || token.kind == .endOfFile else { throw unexpected() }
    let place = span(previousEnd, previousEnd)
    while sep() {}
    if token.kind == .leftBrace {
      report.report(.braceOnItsOwnLine(at: tokenSpan))
      return try block()
    }
    // The lines that follow are looked at as if the brace were there.
    report.report(.missingBrace(after: word.spelling, at: place))
    isMissingBrace = true
    // At the prompt only an `else` may wait for its block.
    if word == .else, token.kind == .endOfFile { openEnds += 1 }
    try enter(place)
    return closeBlock(from: previousEnd)
  }

  mutating func statement() throws(SyntaxFailure) {
    expected.formUnion(.statement)
    switch token.kind {
    case .name: try command()
    case .expect: try expectation()
    case .let: try binding()
    case .if: try conditional()
    case .for: try loop()
    default: throw noStatement()
    }
  }

  /// Parses `VERB { item } [ block ]`.
  private mutating func command() throws(SyntaxFailure) {
    var node = StatementNode(form: .verb, verb: token.name, verbSpan: tokenSpan)
    let start = token.start
    presume(.name)
    if token.kind == .colon, token.start == previousEnd {
      report.report(.colonAfterVerb(at: tokenSpan))
      presume(.colon)
    }
    if token.kind == .assign, let call = assignedCall() {
      report.report(.assignedCall(call, name: tree.names.text(of: node.verb), at: tokenSpan))
      throw SyntaxFailure()
    }
    node.setItems(try items())
    node.span = span(start, previousEnd)
    if at(.leftBrace) { node.block = try block() }
    openStatements.append(node)
  }

  /// Parses `"expect" condition { item }`.
  private mutating func expectation() throws(SyntaxFailure) {
    var node = StatementNode(form: .expect, verbSpan: tokenSpan)
    let start = token.start
    presume(.expect)
    node.setCondition(try condition())
    node.setItems(try items())
    node.span = span(start, previousEnd)
    openStatements.append(node)
  }

  /// Parses `"let" NAME "=" value`.
  private mutating func binding() throws(SyntaxFailure) {
    var node = StatementNode(form: .binding, verbSpan: tokenSpan)
    let start = token.start
    presume(.let)
    let names = NodeRange(start: Int32(tree.nameLists.count), count: 1)
    try name()
    if token.kind == .equal {
      report.report(.equalInLet(at: tokenSpan))
      presume(.equal)
    } else {
      try expect(.assign)
    }
    node.setNames(names, value: try value())
    node.span = span(start, previousEnd)
    openStatements.append(node)
  }

  /// Parses `"if" condition block [ "else" block ]`.
  private mutating func conditional() throws(SyntaxFailure) {
    var node = StatementNode(form: .conditional, verbSpan: tokenSpan)
    let start = token.start
    presume(.if)
    node.setCondition(try condition())
    node.span = span(start, previousEnd)
    node.block = try requiredBlock(after: .if)
    if take(.else) {
      if token.kind == .if { report.report(.elseIf(at: tokenSpan)) }
      node.otherwise =
        token.kind == .if ? try elseIf() : try requiredBlock(after: .else)
    }
    openStatements.append(node)
  }

  /// What follows a reported `else if` is looked at like any `if`, and dropped.
  private mutating func elseIf() throws(SyntaxFailure) -> Int32 {
    try enter(tokenSpan)
    defer { nesting -= 1 }
    let count = openStatements.count
    try conditional()
    openStatements.removeLast(openStatements.count - count)
    return -1
  }

  /// Parses `"for" names "in" value block`.
  private mutating func loop() throws(SyntaxFailure) {
    var node = StatementNode(form: .loop, verbSpan: tokenSpan)
    let start = token.start
    presume(.for)
    let names = try names()
    try expect(.in)
    node.setNames(names, value: try value())
    node.span = span(start, previousEnd)
    node.block = try requiredBlock(after: .for)
    openStatements.append(node)
  }

  private mutating func items() throws(SyntaxFailure) -> NodeRange {
    let first = tree.items.count
    while try item() {}
    return NodeRange(start: Int32(first), count: Int32(tree.items.count - first))
  }

  /// Appends one item, if one follows.
  mutating func item() throws(SyntaxFailure) -> Bool {
    let start = token.start
    var node: ItemNode
    if atValue() {
      node = ItemNode(form: .value, index: try value(), span: tokenSpan)
    } else if take(.as) {
      node = ItemNode(names: try names(), span: tokenSpan)
    } else if take(.within) {
      node = ItemNode(form: .within, index: try value(), span: tokenSpan)
    } else if take(.expect) {
      node = ItemNode(form: .expect, index: try condition(), span: tokenSpan)
    } else {
      return false
    }
    if token.kind == .in, node.form != .expect { return try itemWithPlace(node, from: start) }
    node.span = span(start, previousEnd)
    tree.items.append(node)
    return true
  }

  /// The rest of `… "in" value`: to the catalogue `in` is a word like `to`.
  private mutating func itemWithPlace(_ item: ItemNode, from start: Int32) throws(SyntaxFailure)
    -> Bool
  {
    var item = item
    item.span = span(start, previousEnd)
    tree.items.append(item)
    let word = tokenSpan
    tree.values.append(ValueNode(.name, name: tree.names.intern("in"), span: word))
    tree.items.append(
      ItemNode(form: .value, index: Int32(tree.values.count - 1), span: word)
    )
    presume(.in)
    let place = token.start
    let index = try value()
    tree.items.append(ItemNode(form: .value, index: index, span: span(place, previousEnd)))
    return true
  }

  /// Parses `NAME { "," NAME }`, in `nameLists`.
  mutating func names() throws(SyntaxFailure) -> NodeRange {
    let first = tree.nameLists.count
    repeat { try name() } while take(.comma)
    return NodeRange(start: Int32(first), count: Int32(tree.nameLists.count - first))
  }

  private mutating func name() throws(SyntaxFailure) {
    if token.kind.isReservedWord || token.kind == .constant { throw unbindableName() }
    let node = NameNode(name: token.name, span: tokenSpan)
    try expect(.name)
    tree.nameLists.append(node)
  }
}
