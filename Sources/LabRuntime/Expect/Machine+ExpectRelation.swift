import LabEvents
import LabKernel
import LabProgram
import LabSyntax

extension Machine {
  /// `expect left RELOP right`: asked once, or until it is true when a fact is in it that may change.
  mutating func expectRelation(_ operation: Operation) throws(Failure) -> Outcome {
    let condition = program.conditions[Int(operation.condition)]
    told.facts.removeAll(keepingCapacity: true)
    factsMayChange = false
    if try holdsNow(condition) {
      if tellsStatements {
        // Four names of sockets would bury the answer: then the compared value alone.
        if told.facts.count > 2 { told.facts.removeAll() }
        if told.facts.isEmpty { rememberCompared(condition) }
        tellStatement(mark: .passed)
      }
      return .done
    }
    // What an ended program wrote stays as it is: waiting for more would be for nothing.
    guard condition.isLive, factsMayChange else {
      throw Failure(try relationFailed(operation, isLive: false))
    }
    try startLimit(operation)
    if current.statement.isExpired {
      throw Failure(try relationFailed(operation, isLive: true), form: .timeout)
    }
    return lookAgain()
  }

  /// The compared values, for the screen: what the left side is.
  private mutating func rememberCompared(_ condition: Condition) {
    let relation = program.relations[Int(condition.relations.start)]
    current.statement.randomTaken = 0
    if let left = try? evaluate(relation.left) { told.facts = [describe(left)] }
  }
}
