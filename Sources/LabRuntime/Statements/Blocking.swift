import LabKernel
import LabProgram
import LabSyntax

/// Rows whose one C call is made for real: with the word `blocking`, or because what the script
/// wants to see exists only inside the call (SO_RCVTIMEO, SO_LINGER, a full backlog of a Unix
/// listener).
extension Machine {
  /// One try of such a statement; nil for others, and for rows that look after their thread themselves.
  mutating func performForReal(_ operation: Operation) throws(Failure) -> Outcome? {
    guard isInCall || operation.modifiers.contains(.blocking) else { return nil }
    switch operation.verb {
    case .connect: return try connectForReal(operation)
    case .accept: return try acceptForReal(operation)
    case .send: return try sendForReal(operation)
    case .recv: return try receiveForReal(operation)
    case .shutdown: return try shutdownForReal(operation)
    case .close: return try closeForReal(operation)
    default: return nil
    }
  }

  mutating func connectForReal(_ operation: Operation) throws(Failure) -> Outcome {
    startClock(operation)
    let reference = try socket(operation.operands.start)
    let address = try address(operation.operands.start + 1, for: reference)
    if tellsStatements {
      told.address = address
      told.subject = reference
    }
    if isInCall, current.statement.isExpired, try isUnanswered(operation, address) {
      abandonCall()
      return .done
    }
    let returned = try block(operation) { machine in
      .connect(machine.sockets.descriptor(of: reference), address)
    }
    guard let (answer, frame) = returned else { return .waits }
    kernel.note(frame, answer)
    return try connected(operation, reference, address, answer)
  }

  mutating func acceptForReal(_ operation: Operation) throws(Failure) -> Outcome {
    startClock(operation)
    let reference = try socket(operation.operands.start)
    if tellsStatements { told.subject = reference }
    if isInCall, !operation.modifiers.contains(.blocking), !sockets.isOpen(reference),
      calls[current.statement.call]?.call.answer == nil
    {
      abandonCall()
      throw Failure(closedMeanwhile(operation, reference))
    }
    let returned = try block(operation) { machine in
      .accept(machine.sockets.descriptor(of: reference))
    }
    guard let (answer, frame) = returned else { return .waits }
    kernel.note(frame, answer)
    let peer = frame.address(at: 1) ?? SocketAddress.unixUnnamed
    return try accepted(operation, reference, answer, from: peer, descriptor: frame.descriptor)
  }

  mutating func sendForReal(_ operation: Operation) throws(Failure) -> Outcome {
    startClock(operation)
    let reference = try socket(operation.operands.start)
    let start = operation.operands.start
    let flags = try cInteger(operand(2, of: operation))
    let destination = try operand(3, of: operation).map { index throws(Failure) in
      try address(index, for: reference)
    }
    let all = try bytes(start + 1)
    // Without the word, what could be sent at once has been.
    let done = current.statement.count
    if tellsStatements { told.subject = reference }
    let returned = try block(operation) { machine in
      .sendto(
        machine.sockets.descriptor(of: reference),
        Array(all[done...]),
        flags: flags,
        to: destination
      )
    }
    guard let (answer, frame) = returned else { return .waits }
    kernel.note(frame, answer)
    let total =
      answer.isSuccess ? Answer(raw: done + answer.raw) : done > 0 ? Answer(raw: done) : answer
    return try sent(operation, reference, total, all, to: destination, flags: flags, earlier: done)
  }

  mutating func receiveForReal(_ operation: Operation) throws(Failure) -> Outcome {
    startClock(operation)
    let reference = try socket(operation.operands.start)
    let count = try receiveCount(operation)
    let flags = try cInteger(operand(2, of: operation))
    // Without the word, MSG_WAITALL may have taken a part.
    let done = current.statement.bytes.count
    if tellsStatements { told.subject = reference }
    let returned = try block(operation) { machine in
      .recvfrom(
        machine.sockets.descriptor(of: reference),
        count: count - done,
        flags: flags,
        asksSender: !machine.isStream(reference)
      )
    }
    guard let (answer, frame) = returned else { return .waits }
    kernel.note(frame, answer)
    var from = answer.isSuccess ? frame.address(at: 4) : nil
    if let sender = from, sender.bytes.isEmpty { from = SocketAddress.unixUnnamed }
    return try received(
      operation,
      reference,
      answer,
      frame.received(answer),
      from: from,
      size: count,
      flags: flags,
      descriptor: frame.descriptor
    )
  }

  mutating func shutdownForReal(_ operation: Operation) throws(Failure) -> Outcome {
    startClock(operation)
    let reference = try socket(operation.operands.start)
    let how = try shutdownDirection(operation.operands.start + 1)
    let returned = try block(operation) { machine in
      .shutdown(machine.sockets.descriptor(of: reference), how)
    }
    guard let (answer, frame) = returned else { return .waits }
    kernel.note(frame, answer)
    return try wasShutDown(operation, reference, answer, how, descriptor: frame.descriptor)
  }

  /// `close`: the number is free as soon as the call has begun, however long it sleeps (SO_LINGER).
  mutating func closeForReal(_ operation: Operation) throws(Failure) -> Outcome {
    startClock(operation)
    let reference = try socket(operation.operands.start)
    let returned = try block(operation) { machine in
      let descriptor = machine.sockets.descriptor(of: reference)
      if machine.sockets.isOpen(reference) { machine.releaseSocket(reference) }
      return .close(descriptor)
    }
    guard let (answer, frame) = returned else { return .waits }
    kernel.note(frame, answer)
    if tellsStatements { tellCall("close", [.descriptor(frame.descriptor)], answer) }
    bindResult(operation, answer)
    return try settle(operation, answer)
  }
}
