import LabEvents
import LabKernel
import LabProgram
import LabSyntax

/// `expect SOCKET eof`, `reset` and `silence D`: nothing is read, only looked at.
extension Machine {
  mutating func expectEnd(_ operation: Operation, of reference: SocketReference) throws(Failure)
    -> Outcome
  {
    guard let answer = tryReceive(reference, count: 1, flags: MessageFlag.peek) else {
      return try wait(operation, for: reference, until: .input)
    }
    guard answer.raw == 0,
      isStream(reference) || sockets[reference.index].type != SocketType.datagram
    else {
      if answer.raw <= 0 { tellReceive(reference, answer) }
      throw Failure(notTheEnd(operation, reference, answer))
    }
    if tellsStatements {
      tellCall(
        "recv",
        [.descriptor(sockets.descriptor(of: reference))],
        answer,
        subject: reference,
        remark: "end of file: the peer has closed"
      )
    }
    met(operation)
    return .done
  }

  /// The connection was reset.
  ///
  /// Asking takes the error away, as recv(2) does.
  mutating func expectReset(_ operation: Operation, of reference: SocketReference) throws(Failure)
    -> Outcome
  {
    guard let answer = tryReceive(reference, count: 1, flags: MessageFlag.peek) else {
      return try wait(operation, for: reference, until: .input)
    }
    guard answer.errno == .connectionReset else {
      if answer.raw <= 0 { tellReceive(reference, answer) }
      throw Failure(notReset(operation, reference, answer))
    }
    if tellsStatements {
      tellCall(
        "recv",
        [.descriptor(sockets.descriptor(of: reference))],
        answer,
        subject: reference
      )
      explainExpected(operation, answer)
      if !isPartOfList { tellStatement(mark: .expected) }
    }
    return .done
  }

  /// Nothing comes for a while: no byte, no end, no error.
  mutating func expectSilence(_ operation: Operation, of reference: SocketReference)
    throws(Failure) -> Outcome
  {
    if current.statement.deadline == 0 {
      let duration = try duration(operation.operands.start + 1)
      current.statement.deadline = MonotonicClock.deadline(after: duration)
    }
    if let answer = tryReceive(reference, count: 1, flags: MessageFlag.peek) {
      if answer.raw <= 0 { tellReceive(reference, answer) }
      throw Failure(notSilent(operation, reference, answer))
    }
    guard current.statement.isExpired else { return wait(for: reference, until: .input) }
    if tellsStatements { remember("nothing came") }
    met(operation)
    return .done
  }
}
