import LabConstants
import LabKernel
import LabProgram
import LabSyntax

/// `expect app read c`, `expect c nothing` and the rest of `exactly`: proved, not waited for.
///
/// A program is at rest when all its threads sleep in two looks with the same counts of context
/// switches, none of them in nanosleep(2), and between the looks nothing lay in the queues of the
/// connection: at that moment no thread ran, and nothing was there that could wake one. What it does
/// when a time-out of its poll(2) is over cannot be seen.
extension Machine {
  mutating func expectRead(_ operation: Operation, by index: Int) throws(Failure) -> Outcome {
    let reference = try socket(operation.operands.start + 1)
    var end = otherEnd(of: reference)
    // Several programs may have one socket open.
    if end.inode != 0, socketInodes(of: index).contains(end.inode) { end.holder = .program(index) }
    switch end.holder {
    case .program(index) where end.underWay == 0 && end.unread == 0,
      .closed where end.underWay == 0:
      remember("SIOCOUTQ 0, nothing unread at \(programName(index))")
      met(operation)
      return .done
    case .program(index), .closed: break
    default: throw Failure(notTheOtherEnd(operation, index, reference, end))
    }
    if programs[index].exit != nil, !hasProcesses(index) {
      throw Failure(endedBeforeReading(operation, index, reference, end))
    }
    try startLimit(operation)
    if current.statement.isExpired {
      throw Failure(notRead(operation, index, reference, end), form: .timeout)
    }
    return lookAgain()
  }

  mutating func expectNothing(_ operation: Operation, of reference: SocketReference)
    throws(Failure) -> Outcome
  {
    if let answer = tryReceive(reference, count: 1, flags: MessageFlag.peek) {
      if answer.raw <= 0 { tellReceive(reference, answer) }
      throw Failure(notSilent(operation, reference, answer))
    }
    guard let index = try restingProgram(operation, reference) else { return lookAgain() }
    remember("nothing came; \(programName(index)) rests, nothing is under way")
    met(operation)
    return .done
  }

  /// Behind `exactly`: waits until the program at the other end rests, if it is one of ours.
  mutating func waitForRest(_ operation: Operation, _ reference: SocketReference) throws(Failure)
    -> Outcome?
  {
    let end = otherEnd(of: reference)
    switch end.holder {
    case .program: break
    case .closed:
      // The FIN is on its way; the next look finds it.
      try boundRest(operation, reference, end)
      return lookAgain()
    case .script, .foreign, .none: return nil
    }
    guard let index = try restingProgram(operation, reference) else { return lookAgain() }
    remember("then nothing: \(programName(index)) rests")
    return nil
  }

  /// The program at the other end, when it is at rest and c's queue is still empty.
  private mutating func restingProgram(_ operation: Operation, _ reference: SocketReference)
    throws(Failure) -> Int?
  {
    let end = otherEnd(of: reference)
    guard case .program(let index) = end.holder else {
      // At the end of a connection something comes: the FIN.
      if case .closed = end.holder {
      } else if isStillEmpty(reference) {
        throw Failure(nobodyToWatch(operation, reference, end))
      }
      try boundRest(operation, reference, end)
      return nil
    }
    let before = ThreadActivity.of(reachableProcesses(of: index))
    if before.allSatisfy(\.isAsleep), isStill(reference, index),
      ThreadActivity.of(reachableProcesses(of: index)) == before
    {
      return index
    }
    try boundRest(operation, reference, end)
    return nil
  }

  /// Nothing lies between a socket and its program, and nothing has come.
  private mutating func isStill(_ reference: SocketReference, _ index: Int) -> Bool {
    let end = otherEnd(of: reference)
    guard case .program(index) = end.holder, end.isEmpty else { return false }
    return isStillEmpty(reference)
  }

  /// Neither a byte has come, nor the end, nor an error.
  private mutating func isStillEmpty(_ reference: SocketReference) -> Bool {
    tryReceive(reference, count: 1, flags: MessageFlag.peek) == nil
  }

  private mutating func boundRest(
    _ operation: Operation,
    _ reference: SocketReference,
    _ end: OtherEnd
  ) throws(Failure) {
    try startLimit(operation)
    if current.statement.isExpired {
      throw Failure(notAtRest(operation, reference, end), form: .timeout)
    }
  }
}
