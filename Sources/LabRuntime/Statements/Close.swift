import LabConstants
import LabKernel
import LabProgram
import LabSyntax

/// `close`, `shutdown` and `reset`.
extension Machine {
  mutating func close(_ operation: Operation) throws(Failure) -> Outcome {
    if let answer = takeEarlyAnswer() { return try settle(operation, answer) }
    startClock(operation)
    let reference = try socket(operation.operands.start)
    // It sleeps until all is sent, with O_NONBLOCK too.
    if sockets.isOpen(reference), sockets[reference.index].hasLinger {
      return try closeForReal(operation)
    }
    let descriptor = sockets.descriptor(of: reference)
    let answer = closeSocket(reference)
    if tellsStatements {
      tellCall("close", [.descriptor(descriptor)], answer, subject: reference)
    }
    bindResult(operation, answer)
    return try settle(operation, answer)
  }

  mutating func reset(_ operation: Operation) throws(Failure) -> Outcome {
    startClock(operation)
    let reference = try socket(operation.operands.start)
    let descriptor = sockets.descriptor(of: reference)
    let linger: [UInt8] = [1, 0, 0, 0, 0, 0, 0, 0]
    var answer = linger.withUnsafeBytes {
      kernel.setsockopt(descriptor, SocketLevel.socket, SocketLevel.linger, $0)
    }
    if tellsStatements {
      tellCall(
        "setsockopt",
        [
          .descriptor(descriptor), .constant("SOL_SOCKET"), .constant("SO_LINGER"),
          .constant("{1, 0}"),
        ],
        answer,
        subject: reference
      )
    }
    if answer.isSuccess {
      answer = closeSocket(reference)
      if tellsStatements { tellCall("close", [.descriptor(descriptor)], answer) }
    }
    bindResult(operation, answer)
    return try settle(operation, answer)
  }

  mutating func shutdown(_ operation: Operation) throws(Failure) -> Outcome {
    startClock(operation)
    let reference = try subject(operation)
    let how = try shutdownDirection(operation.operands.start + 1)
    let descriptor = sockets.descriptor(of: reference)
    let answer = kernel.shutdown(descriptor, how)
    return try wasShutDown(operation, reference, answer, how, descriptor: descriptor)
  }

  /// The call has answered.
  mutating func wasShutDown(
    _ operation: Operation,
    _ reference: SocketReference,
    _ answer: Answer,
    _ how: Int32,
    descriptor: Int32
  ) throws(Failure) -> Outcome {
    if tellsStatements {
      let name = Constants.name(of: Int64(how), in: .shutdown) ?? "\(how)"
      tellCall(
        "shutdown",
        [.descriptor(descriptor), .constant(name)],
        answer,
        subject: reference
      )
    }
    if answer.isSuccess { wakeShutDown(reference) }
    bindResult(operation, answer)
    return try settle(operation, answer)
  }

  /// Those who may have waited for what a shutdown has ended try again: of a Unix socket the kernel
  /// tells its own side nothing, and the other side no more than that reading is over.
  mutating func wakeShutDown(_ reference: SocketReference) {
    guard sockets.isOpen(reference) else { return }
    wakeWaiters(ofSocket: reference.index)
    guard sockets[reference.index].domain == AddressFamily.unix else { return }
    let senders = unixSenders.sorted()
    unixSenders = []
    for id in senders where actors[Int(id)].suspension.reason == .socket { wake(id) }
  }

  mutating func shutdownDirection(_ index: Int32) throws(Failure) -> Int32 {
    switch try evaluate(index) {
    case .integer(let number): return Int32(truncatingIfNeeded: number)
    case .word(let word):
      switch words.names[Int(word)] {
      case "read": return 0
      case "write": return 1
      default: return 2
      }
    case let other:
      throw Failure(
        .wrongKind(wanted: "read, write or both", got: kindName(other), at: site)
      )
    }
  }

  /// Closes a socket of the script, and wakes those who wait for it: they fail.
  mutating func closeSocket(_ reference: SocketReference) -> Answer {
    guard sockets.isOpen(reference) else {
      return kernel.close(sockets.descriptor(of: reference))
    }
    let descriptor = sockets[reference.index].descriptor
    releaseSocket(reference)
    return kernel.close(descriptor)
  }

  /// A socket is about to be closed: it is nobody's any more, and those who wait for it fail.
  mutating func releaseSocket(_ reference: SocketReference) {
    let index = reference.index
    // Of a file that is open nowhere else close(2) tells the poller itself.
    if !sockets[index].watched.isEmpty,
      mayShareFiles || session.isOn || sockets[index].hasLinger
    {
      _ = poller.remove(sockets[index].descriptor)
    }
    if sockets[index].waiter >= 0 { wakeWaiters(ofSocket: index) }
    if mayShareListeners { wakeAccepts(of: sockets[index].descriptor) }
    let owner = Int(sockets[index].owner)
    let older = sockets.remove(index)
    if owners[owner].newestSocket == index { owners[owner].newestSocket = older }
  }

  /// Those whose accept(2) sleeps on a thread, because somebody else was faster, look whether their
  /// socket is still open.
  private mutating func wakeAccepts(of descriptor: Int32) {
    let accepts = calls.values.filter {
      $0.call.frame.name == "accept" && $0.call.frame.descriptor == descriptor
    }
    for id in accepts.map(\.actor).sorted() where actors[Int(id)].suspension.reason == .thread {
      wake(id)
    }
  }

  /// Closes an owner's sockets, last first.
  ///
  /// - Parameters:
  ///   - owner: Whose end it is, or whose `retry` starts again.
  ///   - serial: For a `retry`: the newest socket that is not the attempt's.
  mutating func closeSockets(of owner: Int32, newerThan serial: Int64? = nil) {
    kernel.isOurs = true
    defer { kernel.isOurs = false }
    while true {
      let newest = owners[Int(owner)].newestSocket
      guard newest >= 0, sockets[newest].serial > serial ?? 0 else { return }
      if serial == nil { lookForLeftovers(newest, of: owner) }
      let descriptor = sockets[newest].descriptor
      if sockets[newest].hasLinger {
        // close(2) under SO_LINGER sleeps, with O_NONBLOCK too.
        let off = [UInt8](repeating: 0, count: 8)
        _ = off.withUnsafeBytes {
          kernel.setsockopt(descriptor, SocketLevel.socket, SocketLevel.linger, $0)
        }
      }
      let reference = SocketReference(
        index: newest,
        generation: sockets[newest].generation,
        descriptor: descriptor
      )
      _ = closeSocket(reference)
    }
  }

  /// close(2) leaves the file of a Unix socket behind; that of a check would be in the way of others.
  mutating func noteSocketFile(_ path: [UInt8]) {
    guard owners[Int(current.owner)].form == .check, path.first != UInt8(ascii: "/") else { return }
    owners[Int(current.owner)].socketFiles.append(path)
  }

  mutating func removeSocketFiles(of owner: Int) {
    for path in owners[owner].socketFiles { FileRemoval.unlink(path) }
  }

  /// What an actor returns belongs to its starter.
  mutating func giveToStarter(_ value: Value) {
    switch value {
    case .socket(let reference) where sockets.isOpen(reference):
      let old = Int(sockets[reference.index].owner)
      guard current.starter >= 0, old == Int(current.owner) else { return }
      sockets.move(
        reference.index,
        from: &owners[old].newestSocket,
        toNewest: owners[Int(current.starter)].newestSocket
      )
      owners[Int(current.starter)].newestSocket = reference.index
      sockets[reference.index].owner = current.starter
    case .program(let serial):
      guard current.starter >= 0, let index = programIndex(Int(serial)),
        programs[index].owner == current.owner
      else { return }
      programs[index].owner = current.starter
    case .list(let list): for element in list { giveToStarter(element) }
    default: break
    }
  }
}
