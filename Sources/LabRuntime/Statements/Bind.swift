import LabKernel
import LabProgram
import LabSyntax

/// `bind` and `listen`.
extension Machine {
  mutating func bind(_ operation: Operation) throws(Failure) -> Outcome {
    startClock(operation)
    let reference = try subject(operation)
    let address = try address(operation.operands.start + 1, for: reference)
    if loopback != nil { try keepBind(to: address, of: operation) }
    let descriptor = sockets.descriptor(of: reference)
    let answer = kernel.bind(descriptor, address)
    if tellsStatements {
      tellCall(
        "bind",
        [.descriptor(descriptor), .address(address), .addressLength(address.bytes.count)],
        answer,
        subject: reference
      )
      told.address = address
    }
    if answer.isSuccess, sockets.isOpen(reference) {
      sockets[reference.index].boundAt = current.pc
      if address.port == 0 { noteChosenPort(of: reference) }
      if let path = address.unixPath { noteSocketFile(path) }
    }
    bindResult(operation, answer)
    return try settle(operation, answer)
  }

  mutating func listen(_ operation: Operation) throws(Failure) -> Outcome {
    startClock(operation)
    let reference = try subject(operation)
    let backlog = operation.operands.count > 1 ? operand(1, of: operation) : nil
    let length = backlog == nil ? 4096 : try cInteger(backlog)
    if loopback != nil { try keepListen(on: reference) }
    let descriptor = sockets.descriptor(of: reference)
    let answer = kernel.listen(descriptor, length)
    if tellsStatements {
      tellCall(
        "listen",
        [.descriptor(descriptor), .integer(Int(length))],
        answer,
        subject: reference
      )
    }
    if answer.isSuccess, sockets.isOpen(reference) {
      sockets[reference.index].listeningAt = current.pc
      // shutdown(2) has emptied the queue of one that listened before.
      sockets[reference.index].hasArrival = false
      if sockets[reference.index].boundAt < 0 { noteChosenPort(of: reference) }
    }
    bindResult(operation, answer)
    return try settle(operation, answer)
  }
}
