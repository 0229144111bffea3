import LabProgram
import LabSyntax

/// `ask` and `predict`: notes, unless somebody is there to answer.
extension Machine {
  mutating func ask(_ operation: Operation) throws(Failure) -> Outcome {
    guard session.pauses, current.id == 0 else { return try note(operation) }
    if current.statement.hasWaited { return .done }
    session.pause = .question(
      try text(operation.operands.start),
      isPrediction: operation.verb == .predict
    )
    return pauseForPrompt()
  }

  /// The lecturer's mode: the file's actor sleeps until the prompt lets it go on.
  mutating func pauseForPrompt() -> Outcome {
    current.suspension.reason = .entry
    return fallAsleep(until: 0)
  }
}
