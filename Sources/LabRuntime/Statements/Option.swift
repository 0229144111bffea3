import LabConstants
import LabKernel
import LabProgram
import LabSyntax

/// `setsockopt`, `getsockopt`, `getsockname` and `getpeername`.
extension Machine {
  mutating func setOption(_ operation: Operation) throws(Failure) -> Outcome {
    startClock(operation)
    let reference = try subject(operation)
    let option = try option(operation.operands.start + 1, of: reference)
    let value = try evaluate(operation.operands.start + 2)
    guard let bytes = OptionCoding.encode(value, as: option.type) else {
      throw Failure(.optionValue(option, got: kindName(value), at: site))
    }
    let descriptor = sockets.descriptor(of: reference)
    let answer = setOption(option, of: descriptor, to: bytes, value)
    if answer.isSuccess {
      noteOption(reference, level: option.level, number: option.number, bytes)
    }
    if tellsStatements {
      tellCall(
        "setsockopt",
        [
          .descriptor(descriptor), .constant(option.levelName), .constant(option.name),
          .constant(describe(OptionCoding.shown(value, bytes, as: option.type))),
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
    let option = try option(operation.operands.start + 1, of: reference)
    let descriptor = sockets.descriptor(of: reference)
    var bytes = [UInt8](repeating: 0, count: OptionCoding.capacity(of: option.type))
    let answer = kernel.getsockopt(descriptor, option.level, option.number, into: &bytes)
    if answer.isSuccess {
      reply.value = OptionCoding.decode(bytes, as: option.type)
      if option.givesDescriptor { reply.value = adopted(reply.value) }
    }
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

  /// Two levels have the options MCAST_…: the socket's family says which.
  private mutating func option(_ index: Int32, of reference: SocketReference) throws(Failure)
    -> SocketOption
  {
    let value = try evaluate(index)
    guard case .option(let index) = value else {
      throw Failure(.wrongKind(wanted: "a socket option", got: kindName(value), at: site))
    }
    let option = SocketOptions.at(Int(index))
    guard option.level == 0, family(of: reference) == AddressFamily.inet6,
      option.name.hasPrefix("MCAST_"),
      let other = SocketOptions.index(named: option.name, level: SocketLevel.ipv6)
    else { return option }
    return SocketOptions.at(other)
  }

  /// A structure with a pointer is laid down beside what it points to.
  private mutating func setOption(
    _ option: SocketOption,
    of descriptor: Int32,
    to bytes: [UInt8],
    _ value: Value
  ) -> Answer {
    guard case .structure(let structure) = value, let offset = structure.pointerOffset else {
      return bytes.withUnsafeBytes {
        kernel.setsockopt(descriptor, option.level, option.number, $0)
      }
    }
    return structure.pointed.withUnsafeBytes { target in
      var bytes = bytes
      let address = UInt(bitPattern: target.baseAddress)
      withUnsafeBytes(of: address) { bytes.replaceSubrange(offset..<offset + $0.count, with: $0) }
      return bytes.withUnsafeBytes {
        kernel.setsockopt(descriptor, option.level, option.number, $0)
      }
    }
  }
}
