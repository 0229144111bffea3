import LabDiagnostics
import LabSyntax

/// The header of an exercise: `submission`, `limit`, `total`.
///
/// Their words stay free for the script's names (`as program`, `as output`), so these rows are read
/// here and not by the operands of the catalogue.
extension Checker {
  static func isExerciseHeader(_ verb: Verb) -> Bool {
    verb == .submission || verb == .limit || verb == .total
  }

  mutating func exerciseHeader(_ node: StatementNode, _ verb: Verb) {
    if let earlier = exercise.rows[verb] {
      report(.duplicateHeader(verb, line: line(of: earlier.start), at: node.verbSpan))
    } else {
      exercise.rows[verb] = node.span
    }
    guard let values = plainValues(of: node, verb) else { return }
    switch verb {
    case .submission: submissionRow(node, values)
    case .total:
      guard values.count == 1, let total = number(values[0]), total > 0 else {
        return report(.termForm(.total, "a number from 1 up", at: node.span))
      }
      exercise.total = total
    default: limitRow(node, values)
    }
  }

  /// The values behind a verb that takes no clause.
  mutating func plainValues(of node: StatementNode, _ verb: Verb) -> [ValueNode]? {
    var values: [ValueNode] = []
    for index in node.items.indices {
      let item = tree.items[index]
      guard item.form == .value else {
        report(.clauseNotTaken(verb.rawValue, at: item.span))
        return nil
      }
      values.append(tree.values[Int(item.index)])
    }
    return values
  }

  /// A number that is written out.
  func number(_ value: ValueNode) -> Int? {
    guard value.form == .integer, (0...1_000_000_000).contains(value.number) else { return nil }
    return Int(value.number)
  }

  private mutating func submissionRow(_ node: StatementNode, _ values: [ValueNode]) {
    if exercise.slot < 0 {
      exercise.slot = bind(NameNode(name: node.verb, span: node.verbSpan), kinds: .submission)
    }
    let kinds = ExerciseHeader.Submission.allCases.map(\.rawValue)
    let word = values.count == 1 && values[0].form == .name ? text(values[0].name) : ""
    guard let submission = ExerciseHeader.Submission(rawValue: word) else {
      let near = Suggestion.nearest(to: word, among: kinds)
      report(.termWord(.submission, word, near, kinds, at: values.first?.span ?? node.span))
      return
    }
    exercise.submission = submission
  }

  /// Names with their values.
  private mutating func limitRow(_ node: StatementNode, _ values: [ValueNode]) {
    if values.isEmpty { report(.termForm(.limit, "names with values", at: node.span)) }
    var seen: Set<String> = []
    for start in stride(from: 0, to: values.count, by: 2) {
      let name = values[start].form == .name ? text(values[start].name) : ""
      guard SubmissionLimits.names.contains(name) else {
        let near = Suggestion.nearest(to: name, among: SubmissionLimits.names)
        return report(.unknownLimit(name, near, at: values[start].span))
      }
      guard seen.insert(name).inserted else {
        return report(.duplicateClause(name, at: values[start].span))
      }
      let wanted = SubmissionLimits.isTime(name) ? ValueNode.Form.duration : .integer
      let isLast = start + 1 == values.count
      guard !isLast, values[start + 1].form == wanted, values[start + 1].number > 0 else {
        let span = isLast ? values[start].span : values[start + 1].span
        return report(.limitForm(name, isTime: wanted == .duration, at: span))
      }
      exercise.limits[name: name] = values[start + 1].number
    }
  }

  // MARK: - The whole

  /// At the end of a file: what only all of it together can show.
  mutating func judgeExercise() {
    guard program.header.form == Verb.exercise.rawValue else {
      // Most files have none, and sorting none costs something too.
      if exercise.rows.isEmpty { return }
      for (verb, span) in exercise.rows.sorted(by: { $0.value.start < $1.value.start }) {
        report(.noExercise(verb, at: span))
      }
      exercise.rows = [:]
      return
    }
    if exercise.rows[.submission] == nil, checkCount > 0, headerState.form >= 0 {
      let start = headerState.form
      let end = start + Int32(Verb.exercise.rawValue.utf8.count)
      report(.nothingHandedIn(at: SourceSpan(start: start, end: end)))
    }
    if let total = exercise.total, exercise.points > total, !exercise.hasExcess,
      let span = exercise.rows[.total]
    {
      report(.pointsBeyondTotal(exercise.points, total: total, at: span))
    }
    program.header.exercise = ExerciseHeader(
      submission: exercise.submission,
      slot: exercise.slot,
      total: exercise.total,
      limits: exercise.limits
    )
  }
}
