import LabKernel
import LabProgram
import LabSyntax

extension Machine {
  /// `accept`: asks `poll` first, because accept(2) on an empty queue makes a file before it says so.
  mutating func accept(_ operation: Operation) throws(Failure) -> Outcome {
    startClock(operation)
    let reference = try subject(operation)
    let descriptor = sockets.descriptor(of: reference)
    if let answer = takeEarlyAnswer() {
      if answer.errno == .wouldBlock { return try wait(operation, for: reference, until: .input) }
      let peer = SocketAddress.unixUnnamed
      return try accepted(operation, reference, answer, from: peer, descriptor: descriptor)
    }
    if !isOnce(reference, flags: 0), mayListen(reference),
      mustWaitForConnection(reference.index)
    {
      if sockets[reference.index].hasReceiveTimeout { return try acceptForReal(operation) }
      if tellsStatements { told.subject = reference }
      return try wait(operation, for: reference, until: .input)
    }
    if sharesListener(reference) { return try acceptForReal(operation) }
    var peer = SocketAddress.buffer(family: family(of: reference))
    let answer =
      tellsStatements ? kernel.accept(descriptor, peer: &peer) : kernel.accept(descriptor)
    if answer.errno == .wouldBlock, !isOnce(reference, flags: 0) {
      // Another process, or a client that gave up, was faster.
      return try wait(operation, for: reference, until: .input)
    }
    return try accepted(operation, reference, answer, from: peer, descriptor: descriptor)
  }

  /// The call has answered.
  mutating func accepted(
    _ operation: Operation,
    _ reference: SocketReference,
    _ answer: Answer,
    from peer: SocketAddress,
    descriptor: Int32
  ) throws(Failure) -> Outcome {
    if tellsStatements {
      tellCall(
        "accept",
        [
          .descriptor(descriptor), .address(peer),
          .resultLength(given: peer.bytes.count, returned: peer.bytes.count),
        ],
        answer,
        subject: reference,
        remark: answer.isSuccess ? "from \(peer)" + whose(peer) : "",
        shown: [.descriptor(descriptor)]
      )
    }
    bindAccepted(operation, answer, listener: reference)
    return try settle(operation, answer)
  }

  /// At a prompt: whose address it is, " (tcp2)".
  private mutating func whose(_ peer: SocketAddress) -> String {
    guard session.isOn, let owner = owner(ofAddress: "\(peer)") else { return "" }
    return " (\(owner))"
  }

  private mutating func bindAccepted(
    _ operation: Operation,
    _ answer: Answer,
    listener: SocketReference
  ) {
    guard operation.results.count > 0 || answer.isSuccess else { return }
    guard answer.isSuccess else {
      bindResult(operation, answer)
      return
    }
    let reference: SocketReference
    if sockets.isOpen(listener) {
      let entry = sockets[listener.index]
      let form = SocketForm(
        domain: entry.domain,
        type: entry.type,
        protocolNumber: entry.protocolNumber
      )
      reference = keep(answer, form: form)
      inheritOptions(reference, from: entry)
    } else {
      // Closed under a call that slept: the kernel alone knows what came out of it.
      reference = adopt(answer)
    }
    bindSocket(reference, operation, position: 0)
    sockets[reference.index].connectedAt = current.pc
    if tellsStatements { told.subject = reference }
  }

  /// Whether somebody else may be faster, and accept(2) would sleep: O_NONBLOCK around the call would
  /// be theirs too.
  private func sharesListener(_ reference: SocketReference) -> Bool {
    mayShareListeners && !isOnce(reference, flags: 0) && !(programs.isEmpty && calls.isEmpty)
  }

  /// Whether accept could wait: on a socket that does not listen it fails at once, and `poll`
  /// would say nothing of that.
  private mutating func mayListen(_ reference: SocketReference) -> Bool {
    guard sockets.isOpen(reference), sockets[reference.index].listeningAt < 0 else { return true }
    var accepts: Int32 = 0
    let answer = kernel.asOurs {
      $0.getsockopt(
        reference.descriptor,
        SocketLevel.socket,
        SocketLevel.acceptsConnections,
        integer: &accepts
      )
    }
    return !answer.isSuccess || accepts != 0
  }

  /// Whether accept(2) on an open socket would sleep.
  ///
  /// When epoll has just said that there is a connection, nobody else can have taken it, and TCP
  /// keeps one that was reset in its queue, `poll` need not be asked.
  mutating func mustWaitForConnection(_ index: Int32) -> Bool {
    if sockets[index].hasArrival {
      sockets[index].hasArrival = false
      if !mayShareFiles, isPlainTCP(index) { return false }
    }
    return mustWait(sockets[index].descriptor, for: PollEvent.input)
  }

  /// SCTP, whose queue loses what was aborted, makes streams of the same families.
  private func isPlainTCP(_ index: Int32) -> Bool {
    sockets[index].isTCP && [0, AskedOption.tcpLevel].contains(sockets[index].protocolNumber)
  }

  /// Whether a call on a descriptor would sleep: none of the events, no error, no hang-up.
  mutating func mustWait(_ descriptor: Int32, for events: Int16) -> Bool {
    var revents: Int16 = 0
    let answer = kernel.poll(descriptor, events: events, revents: &revents)
    return answer.isSuccess
      && revents & (events | PollEvent.error | PollEvent.hangUp | PollEvent.invalid) == 0
  }
}
