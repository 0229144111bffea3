import LabEvents
import LabKernel
import LabProgram
import LabSyntax

extension Machine {
  /// `connect`: made with O_NONBLOCK set for that one call, its result fetched by a second connect.
  ///
  /// Never by SO_ERROR: reading that changes the socket, and the next connect would answer
  /// ECONNABORTED where C's succeeds.
  mutating func connect(_ operation: Operation) throws(Failure) -> Outcome {
    startClock(operation)
    let reference = try subject(operation)
    let address = try address(operation.operands.start + 1, for: reference)
    if loopback != nil { try keepCall(to: address, operand: operation.operands.start + 1) }
    let descriptor = sockets.descriptor(of: reference)
    if tellsStatements {
      told.address = address
      told.subject = reference
    }
    guard !isOnce(reference, flags: 0), mayBlock(reference) else {
      return try connected(operation, reference, address, kernel.connect(descriptor, address))
    }
    if current.statement.hasWaited, !current.statement.isExpired, isUnix(reference) == false,
      mustWait(descriptor, for: PollEvent.output)
    {
      return try wait(operation, for: reference, until: .output)
    }
    // SO_SNDTIMEO ends a connect too, and only the kernel's own.
    if sockets[reference.index].hasSendTimeout { return try connectForReal(operation) }
    let answer = takeEarlyAnswer() ?? connectWithoutWaiting(descriptor, address)
    switch answer.errno {
    case .alreadyInProgress?, .inProgress?:
      if !sockets[reference.index].isConnecting { noteConnecting(reference) }
      return try waitForPeer(operation, reference, address)
    case .wouldBlock? where isUnix(reference):
      // A full backlog of a Unix listener: only a call that sleeps learns of room.
      return try connectForReal(operation)
    default: return try connected(operation, reference, address, answer)
    }
  }

  /// What connect(2) answers at once: EALREADY when the peer has not answered yet.
  mutating func connectWithoutWaiting(_ descriptor: Int32, _ address: SocketAddress) -> Answer {
    _ = kernel.setNonblocking(descriptor, true)
    var answer = kernel.connect(descriptor, address)
    if answer.raw == -Int(Errno.inProgress.code) { answer = kernel.connect(descriptor, address) }
    _ = kernel.setNonblocking(descriptor, false)
    return answer
  }

  /// The SYN is out: the kernel has chosen the port.
  private mutating func noteConnecting(_ reference: SocketReference) {
    sockets[reference.index].isConnecting = true
    if sockets[reference.index].boundAt < 0 { noteChosenPort(of: reference) }
  }

  private func isUnix(_ reference: SocketReference) -> Bool {
    sockets[reference.index].domain == AddressFamily.unix
  }

  /// Datagram sockets connect without any packet.
  private func mayBlock(_ reference: SocketReference) -> Bool {
    let type = sockets[reference.index].type
    return type == SocketType.stream || type == SocketType.sequentialPacket
  }

  private mutating func waitForPeer(
    _ operation: Operation,
    _ reference: SocketReference,
    _ address: SocketAddress
  ) throws(Failure) -> Outcome {
    if current.statement.isExpired, try isUnanswered(operation, address) { return .done }
    return try wait(operation, for: reference, until: .output)
  }

  /// The limit is over: whether `expect unanswered` wanted just that; then it is told.
  mutating func isUnanswered(_ operation: Operation, _ address: SocketAddress) throws(Failure)
    -> Bool
  {
    guard operation.condition >= 0 else { return false }
    reply.isUnanswered = true
    let condition = program.conditions[Int(operation.condition)]
    guard try isExpected(Answer(raw: 0), by: condition, of: .connect) else { return false }
    if tellsStatements {
      remember("no answer: SYN_SENT all the time")
      explainUnanswered(address)
      tellStatement(mark: .expected)
    }
    bindResult(operation, Answer(.inProgress))
    return true
  }

  mutating func connected(
    _ operation: Operation,
    _ reference: SocketReference,
    _ address: SocketAddress,
    _ answer: Answer
  ) throws(Failure) -> Outcome {
    if tellsStatements {
      let descriptor = sockets.descriptor(of: reference)
      tellCall(
        "connect",
        [.descriptor(descriptor), .address(address), .addressLength(address.bytes.count)],
        answer,
        subject: reference
      )
    }
    if sockets.isOpen(reference) {
      let wasConnecting = sockets[reference.index].isConnecting
      sockets[reference.index].isConnecting = false
      if answer.errno == .inProgress || answer.errno == .interrupted { noteConnecting(reference) }
      if answer.isSuccess {
        sockets[reference.index].connectedAt = current.pc
        if sockets[reference.index].boundAt < 0, !wasConnecting { noteChosenPort(of: reference) }
      }
    }
    bindResult(operation, answer)
    return try settle(operation, answer)
  }
}
