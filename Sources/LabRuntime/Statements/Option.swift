import LabConstants
import LabKernel
import LabProgram
import LabSyntax

/// `setsockopt`, `getsockopt`, `getsockname` and `getpeername`.
extension Machine {
  mutating func setOption(_ operation: Operation) throws(Failure) -> Outcome {
    startClock(operation)
    let reference = try subject(operation)
    let option = try option(operation.operands.start + 1)
    let value = try evaluate(operation.operands.start + 2)
    guard let bytes = OptionCoding.encode(value, as: option.type) else {
      throw Failure(.optionValue(option, got: kindName(value), at: site))
    }
    let descriptor = sockets.descriptor(of: reference)
    let answer = bytes.withUnsafeBytes {
      kernel.setsockopt(descriptor, option.level, option.number, $0)
    }
    if answer.isSuccess {
      noteOption(reference, level: option.level, number: option.number, bytes)
    }
    if tellsStatements {
      tellCall(
        "setsockopt",
        [
          .descriptor(descriptor), .constant(option.levelName), .constant(option.name),
          .constant(describe(OptionCoding.decode(bytes, as: option.type))),
        ],
        answer,
        subject: reference
      )
    }
    bindResult(operation, answer)
    return try settle(operation, answer)
  }

  mutating func getOption(_ operation: Operation) throws(Failure) -> Outcome {
    startClock(operation)
    let reference = try subject(operation)
    let option = try option(operation.operands.start + 1)
    let descriptor = sockets.descriptor(of: reference)
    var bytes = [UInt8](repeating: 0, count: OptionCoding.capacity(of: option.type))
    let answer = kernel.getsockopt(descriptor, option.level, option.number, into: &bytes)
    if answer.isSuccess { reply.value = OptionCoding.decode(bytes, as: option.type) }
    if tellsStatements {
      tellCall(
        "getsockopt",
        [.descriptor(descriptor), .constant(option.levelName), .constant(option.name)],
        answer,
        subject: reference,
        remark: answer.isSuccess ? describe(reply.value) : ""
      )
    }
    bindResult(operation, answer)
    return try settle(operation, answer)
  }

  mutating func nameOfSocket(_ operation: Operation) throws(Failure) -> Outcome {
    let reference = try subject(operation)
    let descriptor = sockets.descriptor(of: reference)
    var address = SocketAddress.buffer(family: family(of: reference))
    let answer =
      operation.verb == .getsockname
      ? kernel.getsockname(descriptor, into: &address)
      : kernel.getpeername(descriptor, into: &address)
    if answer.isSuccess { reply.value = .address(address) }
    if tellsStatements {
      tellCall(
        operation.verb.rawValue,
        [.descriptor(descriptor)],
        answer,
        subject: reference,
        remark: answer.isSuccess ? "\(address)" : ""
      )
    }
    if operation.results.count > 0 {
      self[program.slots[Int(operation.results.start)]] = reply.value
    }
    return try settle(operation, answer)
  }

  private mutating func option(_ index: Int32) throws(Failure) -> SocketOption {
    let value = try evaluate(index)
    guard case .option(let option) = value else {
      throw Failure(.wrongKind(wanted: "a socket option", got: kindName(value), at: site))
    }
    return SocketOptions.all[Int(option)]
  }
}
