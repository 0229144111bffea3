import LabConstants
import LabKernel
import LabProgram
import LabSyntax

extension Machine {
  /// `poll`: the mask of what a socket is ready for; waits for it without blocking the others.
  mutating func poll(_ operation: Operation) throws(Failure) -> Outcome {
    startClock(operation)
    let reference = try subject(operation)
    let events = Int16(truncatingIfNeeded: try integer(operation.operands.start + 1))
    if current.statement.deadline == 0, let index = operand(2, of: operation) {
      let limit = try duration(index)
      current.statement.deadline = MonotonicClock.deadline(after: limit)
    }
    let descriptor = sockets.descriptor(of: reference)
    var revents: Int16 = 0
    let answer = kernel.poll(descriptor, events: events, revents: &revents)
    if answer.isSuccess, revents == 0, sockets.isOpen(reference) {
      if tellsStatements { told.subject = reference }
      try startLimit(operation)
      if !current.statement.isExpired { return wait(for: reference) }
    }
    return try polled(operation, reference, answer, events: events, revents: revents)
  }

  private mutating func polled(
    _ operation: Operation,
    _ reference: SocketReference,
    _ answer: Answer,
    events: Int16,
    revents: Int16
  ) throws(Failure) -> Outcome {
    let mask = Int64(UInt16(bitPattern: revents))
    reply.number = mask
    reply.value = .integer(mask)
    if tellsStatements {
      let names = Constants.flagNames(mask, in: .pollEvent)
      let wanted = Constants.flagNames(Int64(UInt16(bitPattern: events)), in: .pollEvent)
      tellCall(
        "poll",
        [.descriptor(sockets.descriptor(of: reference)), .constant(wanted)],
        answer,
        subject: reference,
        remark: mask == 0 ? "nothing" : names
      )
    }
    bindResult(operation, answer)
    if mask == 0, operation.condition < 0, operand(2, of: operation) == nil {
      throw Failure(timedOut(operation, reference), form: .timeout)
    }
    return try settle(operation, answer)
  }
}
