import LabConstants
import LabKernel
import LabProgram
import LabSyntax

/// Operands of a statement as the kernel needs them; a wrong kind fails the statement.
extension Machine {
  /// The span of the statement that runs, for diagnostics.
  var site: Site { program.sites[Int(current.pc)] }

  /// The index in `expressions` of an operand, or `nil` when it is not given.
  func operand(_ position: Int32, of operation: Operation) -> Int32? {
    guard position < operation.operands.count else { return nil }
    let index = operation.operands.start + position
    switch program.expressions[Int(index)] {
    case .absent, .placeholder: return nil
    default: return index
    }
  }

  mutating func integer(_ index: Int32) throws(Failure) -> Int64 {
    if case .integer(let number) = program.expressions[Int(index)] { return number }
    let value = try evaluate(index)
    if case .integer(let number) = value { return number }
    throw Failure(.wrongKind(wanted: "a number", got: kindName(value), at: site))
  }

  /// An integer that C passes as an `int`; wraps as C would.
  mutating func cInteger(_ index: Int32?) throws(Failure) -> Int32 {
    guard let index else { return 0 }
    return Int32(truncatingIfNeeded: try integer(index))
  }

  mutating func duration(_ index: Int32) throws(Failure) -> Int64 {
    let value = try evaluate(index)
    if case .duration(let duration) = value { return duration }
    throw Failure(.wrongKind(wanted: "a duration", got: kindName(value), at: site))
  }

  mutating func bytes(_ index: Int32) throws(Failure) -> [UInt8] {
    let value = try evaluate(index)
    if case .bytes(let bytes) = value { return bytes }
    throw Failure(.wrongKind(wanted: "text", got: kindName(value), at: site))
  }

  mutating func text(_ index: Int32) throws(Failure) -> String {
    String(decoding: try bytes(index), as: UTF8.self)
  }

  mutating func socket(_ index: Int32) throws(Failure) -> SocketReference {
    if case .local(let slot) = program.expressions[Int(index)],
      case .socket(let reference) = self[slot]
    {
      return reference
    }
    let value = try evaluate(index)
    if case .socket(let reference) = value { return reference }
    throw Failure(.wrongKind(wanted: "a socket", got: kindName(value), at: site))
  }

  /// An address for a socket: `*` and `localhost` take its family, a socket gives its own address.
  mutating func address(_ index: Int32, for socket: SocketReference) throws(Failure)
    -> SocketAddress
  {
    try address(of: try evaluate(index), family: family(of: socket))
  }

  /// An address, whatever the value that stands for it.
  mutating func address(of value: Value, family: Int32) throws(Failure) -> SocketAddress {
    switch value {
    case .address(let address): return address
    case .familyless(let address): return resolve(address, family: family)
    case .structure(let structure): return SocketAddress(bytes: structure.bytes)
    case .socket(let other):
      var address = SocketAddress.buffer(family: self.family(of: other))
      let answer = kernel.getsockname(sockets.descriptor(of: other), into: &address)
      guard answer.isSuccess else { throw Failure(factFailed("local", answer)) }
      return address.reachable
    default: throw Failure(.wrongKind(wanted: "an address", got: kindName(value), at: site))
    }
  }

  func family(of reference: SocketReference) -> Int32 {
    sockets.isOpen(reference) ? sockets[reference.index].domain : 2
  }

  /// The family of the script's socket that has a descriptor; unknown ones are taken for large.
  func domain(ofDescriptor descriptor: Int32) -> Int32 {
    let index = sockets.index(ofDescriptor: descriptor)
    return index < 0 ? 0 : sockets[index].domain
  }

  func resolve(_ address: FamilylessAddress, family: Int32) -> SocketAddress {
    if family == AddressFamily.inet6 {
      return SocketAddress(ipv6: (0, address.isWildcard ? 0 : 1), port: address.port)
    }
    return SocketAddress(ipv4: address.isWildcard ? 0 : localhost, port: address.port)
  }

  /// A word's text, or `nil` when the value is none.
  func word(_ value: Value) -> String? {
    if case .word(let index) = value { return words.names[Int(index)] }
    return nil
  }

  /// The value of a word that a fact gives.
  mutating func wordValue(_ text: String) -> Value {
    .word(Int32(words.position(inserting: text)))
  }
}
