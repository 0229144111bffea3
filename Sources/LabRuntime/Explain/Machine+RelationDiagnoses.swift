import LabDiagnostics
import LabKernel
import LabPattern
import LabProgram
import LabSyntax

/// A relation that does not hold: both values.
extension Machine {
  mutating func relationFailed(_ operation: Operation, isLive: Bool) throws(Failure) -> Diagnostic {
    let asked = told.facts
    let asking = beginAsking()
    defer { endAsking(asking) }
    let condition = program.conditions[Int(operation.condition)]
    // What is told are the values that were compared, `random` included.
    current.statement.randomTaken = 0
    var texts: [String] = []
    for index in condition.relations.indices {
      texts.append(try relationText(program.relations[index]))
    }
    let limit = isLive ? ", after " + Self.durationText(limit(of: operation).nanoseconds) : ""
    let headline = texts.count == 1 ? texts[0] : "none of \(texts.count) relations holds"
    var notes: [Diagnostic.Note] = []
    if texts.count > 1 {
      notes.append(.lines("values", texts))
    }
    if !asked.isEmpty {
      notes.append(.lines("kernel", Array(asked.suffix(4))))
    }
    return .failure(
      isLive ? "timeout" : "relation",
      headline + limit,
      expectedValue,
      label: isLive ? "asked again and again" : "",
      notes: notes
    )
  }

  /// "s.queued is 0, not 1", "5 is not in 1..4".
  private mutating func relationText(_ relation: Relation) throws(Failure) -> String {
    let value = describe(try evaluate(relation.left))
    let right = describe(try evaluate(relation.right))
    let written = leftText ?? value
    let left = written == value || written.count > 40 ? "" : "\(written) is "
    let text = "\(left)\(value)"
    return left.isEmpty
      ? "\(text) \(verb(relation, right))"
      : "\(text)\(Self.contradiction(relation, right) ?? ", which \(verb(relation, right))")"
  }

  private static func contradiction(_ relation: Relation, _ right: String) -> String? {
    guard !relation.isNegated else { return nil }
    switch relation.relation {
    case .equal?: return ", not \(right)"
    case .in?: return ", not in \(right)"
    case .less?: return ", not less than \(right)"
    case .greater?: return ", not greater than \(right)"
    case .lessOrEqual?: return ", not \(right) or less"
    case .greaterOrEqual?: return ", not \(right) or more"
    default: return nil
    }
  }

  private func verb(_ relation: Relation, _ right: String) -> String {
    let not = relation.isNegated ? "" : "not "
    return switch relation.relation {
    case .equal?: "is \(not)\(right)"
    case .unequal?: relation.isNegated ? "is not \(right)" : "is \(right)"
    case .less?: "is \(not)less than \(right)"
    case .lessOrEqual?: "is \(not)\(right) or less"
    case .greater?: "is \(not)greater than \(right)"
    case .greaterOrEqual?: "is \(not)\(right) or more"
    case .in?: "is \(not)in \(right)"
    case .has?: relation.isNegated ? "has \(right)" : "does not have \(right)"
    case .matches?: relation.isNegated ? "matches \(right)" : "does not match \(right)"
    case nil: "does not hold"
    }
  }
}
