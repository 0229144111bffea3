import LabDiagnostics
import LabSyntax

/// The head of a check in an exercise: `points`, `needs`, `hint`, `visibility`.
extension Checker {
  /// Reads the statements with which a check begins as what it is worth.
  mutating func takeTerms(of node: StatementNode, section: Int32, isInLoop: Bool) {
    guard program.header.form == Verb.exercise.rawValue, node.block >= 0 else { return }
    let statements = tree.blocks[Int(node.block)].statements.indices
    var end = statements.lowerBound
    while end < statements.upperBound, termVerb(end) != nil { end += 1 }
    exercise.terms = statements.lowerBound..<end
    let identifier = program.sections[Int(section)].identifier
    judgeIdentifier(identifier, node)
    if isInLoop { report(.checkInLoop(at: node.verbSpan)) }
    var terms = SectionTerms()
    var rows: [Verb: Int32] = [:]
    for index in exercise.terms {
      guard let verb = termVerb(index) else { continue }
      term(tree.statements[index], verb, of: identifier, &terms, &rows)
    }
    exercise.points += terms.points ?? 0
    let setup =
      setupStatement >= 0 ? tree.statements[Int(setupStatement)].block : -1
    if !canFail(setup), !canFail(node.block), !isWrong { report(.cannotFail(at: node.span)) }
    program.sections[Int(section)].terms = terms
  }

  private mutating func termVerb(_ index: Int) -> Verb? {
    let node = tree.statements[index]
    guard node.form == .verb, lexeme(node.verb).plan >= 0 else { return nil }
    let plan = plans[Int(lexeme(node.verb).plan)]
    return plan.group == .exercise ? plan.verb : nil
  }

  /// A term as the walk meets it: read already, or at the wrong place.
  mutating func termStatement(_ node: StatementNode, _ plan: RowPlan) {
    if exercise.terms.contains(Int(statementIndex)) { return }
    if program.header.form != Verb.exercise.rawValue {
      report(.noExercise(plan.verb, at: node.verbSpan))
    } else {
      report(.misplacedTerm(plan.verb, at: node.verbSpan))
    }
  }

  /// IDs name results and files, so their letters are few.
  private mutating func judgeIdentifier(_ identifier: String, _ node: StatementNode) {
    if identifier.isEmpty {
      report(.missingCheckID(at: node.verbSpan))
    } else if identifier.utf8.count > 64 || identifier != identifier.lowercased() {
      let item = node.items.indices.first.map { tree.items[$0].span }
      report(.checkID(identifier, at: item ?? node.span))
    }
  }

  private mutating func term(
    _ node: StatementNode,
    _ verb: Verb,
    of check: String,
    _ terms: inout SectionTerms,
    _ rows: inout [Verb: Int32]
  ) {
    let wasWrong = isWrong
    isWrong = false
    defer { isWrong = isWrong || wasWrong }
    if let earlier = rows[verb], verb == .points || verb == .visibility {
      report(.duplicateTerm(verb, line: line(of: earlier), at: node.verbSpan))
    }
    rows[verb] = node.span.start
    if node.block >= 0 {
      report(.unexpectedBlock(verb, at: tree.blocks[Int(node.block)].span.start))
    }
    guard let values = plainValues(of: node, verb) else { return }
    switch verb {
    case .points:
      guard values.count == 1, let points = number(values[0]) else {
        return report(.termForm(.points, "a number from 0 up", at: node.span))
      }
      terms.points = points
      if let total = exercise.total, points > total {
        exercise.hasExcess = true
        report(.pointsBeyondTotal(points, total: total, at: values[0].span))
      }
    case .needs: needs(node, values, of: check, &terms)
    case .hint:
      guard values.count == 1, values[0].form == .string, isPlain(values[0]) else {
        return report(.termForm(.hint, "a text without holes", at: node.span))
      }
      let text = plainBytes(tree.strings[Int(values[0].a)])
      terms.hints.append(String(decoding: text, as: UTF8.self))
    default:
      let word = values.count == 1 && values[0].form == .name ? text(values[0].name) : ""
      if let visibility = SectionTerms.Visibility(rawValue: word) {
        terms.visibility = visibility
        return
      }
      let all = SectionTerms.Visibility.allCases.map(\.rawValue)
      let near = Suggestion.nearest(to: word, among: all)
      report(.termWord(.visibility, word, near, all, at: values.first?.span ?? node.span))
    }
  }

  private func isPlain(_ value: ValueNode) -> Bool {
    let string = tree.strings[Int(value.a)]
    return !string.parts.indices.contains { tree.parts[$0].hole >= 0 }
  }

  private mutating func needs(
    _ node: StatementNode,
    _ values: [ValueNode],
    of check: String,
    _ terms: inout SectionTerms
  ) {
    if values.isEmpty { report(.termForm(.needs, "the IDs of checks", at: node.span)) }
    for value in values {
      guard value.form == .name else {
        report(.termForm(.needs, "the IDs of checks", at: value.span))
        continue
      }
      let name = text(value.name)
      if name == check {
        report(.needsItself(name, at: value.span))
      } else if places.check(value.name) < 0 {
        reportSearched { $0.unknownNeed(name, at: value.span) }
      } else if terms.needs.contains(name) {
        report(.nameTwice(name, at: value.span))
      } else {
        terms.needs.append(name)
      }
    }
  }

  /// The check is further down, or there is none.
  private func unknownNeed(_ name: String, at span: SourceSpan) -> Diagnostic {
    var above: [String] = []
    for node in tree.statements where node.form == .verb && text(node.verb) == "check" {
      guard let item = node.items.indices.first, tree.items[item].form == .value else { continue }
      let value = tree.values[Int(tree.items[item].index)]
      guard value.form == .name else { continue }
      if text(value.name) == name {
        return .needsLater(name, line: line(of: value.span.start), at: span)
      }
      if value.span.start < span.start { above.append(text(value.name)) }
    }
    return .unknownCheck(name, Suggestion.nearest(to: name, among: above), at: span)
  }

  // MARK: - What can fail

  /// Whether anything in a block can fail by what was handed in.
  private func canFail(_ block: Int32) -> Bool {
    guard block >= 0 else { return false }
    return tree.blocks[Int(block)].statements.indices.contains { index in
      let node = tree.statements[index]
      if node.form == .expect { return true }
      if node.form == .verb {
        let plan = lexeme(node.verb).plan
        // A proc may do anything.
        guard plan >= 0 else { return true }
        if !Self.ownVerbs.contains(plans[Int(plan)].verb) { return true }
      }
      return canFail(node.block) || canFail(node.otherwise)
    }
  }

  /// Statements that only say something, or make what is our own.
  private static let ownVerbs: Set<Verb> = [
    .note, .ask, .predict, .points, .needs, .hint, .visibility, .ready, .sleep, .return, .break,
    .socket, .socketpair, .pair, .bind, .listen, .setsockopt, .close, .sysctl, .address, .write,
    .spawn, .repeat, .privileged, .cleanup, .actor,
  ]
}
