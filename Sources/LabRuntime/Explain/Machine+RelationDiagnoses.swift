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
    var texts: [String] = []
    for index in condition.relations.indices {
      texts.append(try relationText(program.relations[index]))
    }
    let limit = isLive ? ", after " + Self.durationText(limit(of: operation).nanoseconds) : ""
    let headline = texts.count == 1 ? texts[0] : "none of \(texts.count) relations holds"
    var notes: [Diagnostic.Note] = []
    if texts.count > 1 {
      notes.append(Diagnostic.Note("values", texts.joined(separator: "\n")))
    }
    if !asked.isEmpty {
      let facts = asked.suffix(4).joined(separator: "\n")
      notes.append(Diagnostic.Note("kernel", facts))
    }
    return .failure(
      isLive ? "timeout" : "relation",
      headline + limit,
      expectedValue,
      label: isLive ? "asked again and again" : "",
      notes: notes
    )
  }

  /// "40001 is not 40000", "5 is not in 1..4".
  private mutating func relationText(_ relation: Relation) throws(Failure) -> String {
    let left = describe(try evaluate(relation.left))
    let right = describe(try evaluate(relation.right))
    let not = relation.isNegated ? "" : "not "
    let verb =
      switch relation.relation {
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
    return "\(left) \(verb)"
  }
}
