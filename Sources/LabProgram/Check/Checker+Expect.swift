import LabDiagnostics
import LabSyntax

/// `expect` as a statement: a relation, or a subject and what is expected of it.
extension Checker {
  mutating func expectStatement(_ node: StatementNode) {
    headerState.isOver = true
    var clauses = Clauses()
    let base = expectItems.count
    for position in node.items.indices {
      let item = tree.items[position]
      switch item.form {
      case .value: expectItem(item.index, &clauses)
      case .within:
        if clauses.within >= 0 { report(.duplicateClause("within", at: item.span)) }
        clauses.within = Int32(position)
      case .result:
        if clauses.result >= 0 { report(.duplicateClause("as", at: item.span)) }
        clauses.result = Int32(position)
      case .expect: report(.expectNotTaken("expect", at: item.span))
      }
    }
    let items = Array(expectItems[base...])
    expectItems.removeLast(items.count)
    var operation = Operation(verb: .expect, modifiers: clauses.modifiers)
    if items.isEmpty {
      expectRelation(node, clauses, &operation)
    } else {
      expectSubject(node, items, clauses, &operation)
    }
    program.operations.append(operation)
    var spans = spans(of: clauses)
    if let first = items.first, let last = items.last {
      spans.value = tree.values[Int(first)].span.union(tree.values[Int(last)].span)
    } else {
      let condition = tree.conditions[Int(node.condition)]
      spans.value = condition.span
      let first = tree.relations[condition.relations.indices.lowerBound]
      if condition.relations.count == 1 { spans.left = tree.values[Int(first.left)].span }
    }
    program.clauses.append(spans)
    emit(.perform(operation: Int32(program.operations.count) - 1))
  }

  private mutating func expectItem(_ value: Int32, _ clauses: inout Clauses) {
    let node = tree.values[Int(value)]
    if node.form == .name {
      let modifiers = lexeme(node.name).modifiers
      if modifiers == .soft {
        if clauses.modifiers == .soft { report(.duplicateClause("soft", at: node.span)) }
        clauses.modifiers = .soft
        return
      }
      if !modifiers.isEmpty {
        report(.modifierNotTaken(text(node.name), .expect, at: node.span))
        return
      }
    }
    expectItems.append(value)
  }

  private mutating func expectRelation(
    _ node: StatementNode,
    _ clauses: Clauses,
    _ operation: inout Operation
  ) {
    let (index, isLive) = condition(node.condition, as: .expectation)
    operation.condition = index
    operation.limit = limit(clauses, waits: isLive || isWrong, verb: .expect)
    if clauses.result >= 0 {
      report(.noResult("a relation", at: tree.items[Int(clauses.result)].span))
      let names = tree.items[Int(clauses.result)].names
      _ = bindAll(names, kinds: .any)
    }
  }

  private mutating func expectSubject(
    _ node: StatementNode,
    _ items: [Int32],
    _ clauses: Clauses,
    _ operation: inout Operation
  ) {
    let condition = tree.conditions[Int(node.condition)]
    let relation = tree.relations[condition.relations.indices.lowerBound]
    let subject = value(relation.left, for: .socket)
    let subjectSpan = tree.values[Int(relation.left)].span
    if condition.relations.count > 1 || relation.relation != nil {
      let span = tree.values[Int(items[0])].span
      report(.surplusBehindRelation(map.text(of: span), at: span))
    } else if relation.isNegated {
      report(.negatedSubject(at: relation.span))
    } else if asksActor(items) {
      if !subject.isWrong, !subject.kinds.contains(.actor) {
        report(
          .notAnActor(subject.kinds, text: map.text(of: subjectSpan), at: subjectSpan)
        )
      }
    } else if !subject.isWrong, !isSubject(subject) {
      let first = tree.values[Int(items[0])]
      let isSwapped = first.form == .name && isSocket(first.name)
      report(
        .notSubject(
          subject.kinds,
          text: map.text(of: subjectSpan),
          socket: isSwapped ? text(first.name) : nil,
          at: subjectSpan
        )
      )
    }
    requireOpen(subject, at: subjectSpan)
    let mark = pending.count
    pending.append(subject.expression)
    let form = expectForm(items, of: subject)
    operation.form = form
    if !isWrong, !subject.isWrong { judgeForm(form, subject, tree.values[Int(items[0])].span) }
    operation.operands = placePending(since: mark)
    let waits = form != .silence
    operation.limit = limit(clauses, waits: waits || isWrong, verb: .expect)
    guard clauses.result >= 0 else { return }
    let item = tree.items[Int(clauses.result)]
    switch form {
    case .eof, .reset, .silence, .blocked, .relation, .nothing, .exit, .listening, .read:
      report(.noResult(form.spelling, at: item.span))
    case .bytes, .regex, .line, .exactly, .count, .output, .errors:
      if subject.kinds == .list { report(.noResult("several sockets", at: item.span)) }
    }
    if item.names.count > 1 {
      report(.resultCount("expect", wanted: 1, got: Int(item.names.count), at: item.span))
    }
    operation.results = bindAll(item.names, kinds: .result, pattern: lastPattern)
  }

  /// Whether it is expected of an actor: `blocked 50ms`.
  private mutating func asksActor(_ items: [Int32]) -> Bool {
    let first = tree.values[Int(items[0])]
    return first.form == .name && lexeme(first.name).form == .blocked
  }

  private mutating func isSubject(_ value: TypedValue) -> Bool {
    if !value.kinds.isDisjoint(with: [.socket, .program]) { return true }
    return value.kinds.contains(.list) && value.elements.contains(.socket)
  }

  /// What is expected of a subject; its value goes behind the subject.
  private mutating func expectForm(_ items: [Int32], of subject: TypedValue) -> ExpectForm {
    lastPattern = -1
    let first = tree.values[Int(items[0])]
    var used = 1
    var form = ExpectForm.bytes
    if let word = programForm(items, of: subject) {
      form = word
      used = 2
      expectOfProgram(items, form)
    } else if isMistypedForm(items, of: subject) {
      isWrong = true
    } else if first.form == .name, let word = lexeme(first.name).form {
      form = word
      switch form {
      case .silence:
        used = 2
        expectValue(items, .duration, after: "silence")
      case .exactly:
        used = 2
        expectValue(items, .bytes, after: "exactly")
      case .count:
        used = 2
        expectValue(items, .integer, after: "bytes")
      case .blocked:
        used = 2
        expectValue(items, .duration, after: "blocked")
      case .relation, .bytes, .regex, .line, .eof, .reset, .nothing, .output, .errors, .exit,
        .listening, .read:
        break
      }
    } else {
      let value = value(items[0], for: Self.expected)
      lastPattern = value.kinds == .regex ? value.pattern : -1
      if value.kinds == .regex { form = .regex }
      if !isWrong, subject.kinds != .program, !value.fits(Self.expected) {
        report(
          .notExpected(
            value.kinds,
            text: map.text(of: first.span),
            word: value.word,
            at: first.span
          )
        )
      }
      pending.append(value.expression)
    }
    if items.count > used, !isWrong {
      let span = tree.values[Int(items[used])].span
      report(.surplusExpected(map.text(of: span), form: form, at: span))
    }
    return form
  }

  private mutating func expectValue(_ items: [Int32], _ kind: KindSet, after word: String) {
    guard items.count > 1 else {
      if !isWrong { report(.missingExpected(word, kind, at: tree.values[Int(items[0])].span)) }
      return
    }
    let value =
      kind == .duration
      ? duration(items[1], after: word) : self.value(items[1], for: OperandPlan(kinds: kind))
    let node = tree.values[Int(items[1])]
    if !value.isWrong, value.kinds.isDisjoint(with: kind) {
      report(
        .wrongKind(
          word,
          wanted: kind,
          got: value.kinds,
          text: map.text(of: node.span),
          at: node.span
        )
      )
    }
    pending.append(value.expression)
  }

  /// What a socket may be expected to give.
  static let expected = OperandPlan(kinds: [.bytes, .regex])
}

extension ExpectForm {
  /// It is said by a word, not by the value that is expected.
  var isWord: Bool { self != .relation && self != .regex && self != .bytes }

  /// The word that says it; `bytes` for a bare value too.
  var spelling: String {
    switch self {
    case .relation: "relation"
    case .bytes, .count: "bytes"
    case .regex: "regex"
    case .line: "line"
    case .eof: "eof"
    case .reset: "reset"
    case .silence: "silence"
    case .exactly: "exactly"
    case .nothing: "nothing"
    case .output: "output"
    case .errors: "errors"
    case .exit: "exit"
    case .listening: "listening"
    case .read: "read"
    case .blocked: "blocked"
    }
  }
}
