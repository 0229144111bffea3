import LabConstants
import LabDiagnostics
import LabKernel
import LabProgram
import LabSyntax

/// Expressions to values. Facts are in `Machine+Facts.swift`, functions in `Machine+Functions.swift`.
extension Machine {
  mutating func evaluate(_ index: Int32) throws(Failure) -> Value {
    try evaluate(program.expressions[Int(index)])
  }

  mutating func evaluate(_ expression: Expression) throws(Failure) -> Value {
    switch expression {
    case .absent, .placeholder: return .none
    case .integer(let number): return .integer(number)
    case .constant(let index): return value(of: program.constants[Int(index)])
    case .local(let slot): return self[slot]
    case .actors(let label): return .actors(label)
    case .field(let base, let field): return try fact(field, of: try evaluate(base))
    case .option(let base, let option): return try optionValue(option, of: try evaluate(base))
    case .tcpInfo(let base, let field): return try tcpInfoValue(field, of: try evaluate(base))
    case .part(let base, let name): return try partValue(base, name)
    case .binary(let operation, let left, let right):
      return try combine(operation, try evaluate(left), try evaluate(right))
    case .list(let start, let count):
      guard Int(count) <= options.limits.elements else {
        throw Failure(.tooManyElements(limit: options.limits.elements, at: site))
      }
      var elements: [Value] = []
      elements.reserveCapacity(Int(count))
      for index in start..<start + count { elements.append(try evaluate(index)) }
      return .list(elements)
    case .call(let function, let start, let count):
      return try call(function, start: start, count: count)
    case .structure(let layout, let start, let count):
      return try makeStructure(layout, start: start, count: count)
    case .controlMessage(let message, let start, let count):
      return try makeControl(message, start: start, count: count)
    case .control(let base, let message):
      return try controlValue(message, of: try evaluate(base))
    case .text(let start, let count):
      var bytes: [UInt8] = []
      for index in start..<start + count { bytes += textBytes(of: try evaluate(index)) }
      guard bytes.count <= options.limits.bytes else {
        throw Failure(.tooManyBytes(limit: options.limits.bytes, at: site))
      }
      return .bytes(bytes)
    case .address(let index):
      if case .none = constantAddresses[Int(index)] {
        return try address(from: program.addresses[Int(index)])
      }
      return constantAddresses[Int(index)]
    }
  }

  func value(of constant: Constant) -> Value {
    switch constant {
    case .integer(let number): .integer(number)
    case .bytes(let bytes): .bytes(bytes)
    case .duration(let duration): .duration(duration)
    case .ip(let ip): .ip(socketAddress(of: ip, port: 0))
    case .errno(let errno): .errno(errno)
    case .word(let index): .word(index)
    case .option(let index): .option(index)
    case .regex(let index): .pattern(index)
    }
  }

  private func socketAddress(of ip: IPLiteral, port: UInt16) -> SocketAddress {
    switch ip {
    case .v4(let address): SocketAddress(ipv4: address, port: port)
    case .v6(let high, let low, let zone):
      SocketAddress(
        ipv6: (high, low),
        port: port,
        scope: zone.isEmpty ? 0 : NetworkInterface.index(of: zone)
      )
    }
  }

  // MARK: - Operators

  mutating func combine(
    _ operation: ValueOperator,
    _ left: Value,
    _ right: Value
  ) throws(Failure) -> Value {
    switch (operation, left, right) {
    case (.plus, .integer(let a), .integer(let b)): return .integer(try sum(a, b))
    case (.minus, .integer(let a), .integer(let b)): return .integer(try difference(a, b))
    case (.or, .integer(let a), .integer(let b)): return .integer(a | b)
    case (.plus, .duration(let a), .duration(let b)): return .duration(try sum(a, b))
    case (.minus, .duration(let a), .duration(let b)): return .duration(try difference(a, b))
    case (.plus, .bytes(let a), .bytes(let b)):
      guard a.count + b.count <= options.limits.bytes else {
        throw Failure(.tooManyBytes(limit: options.limits.bytes, at: site))
      }
      return .bytes(a + b)
    case (.plus, .structure, .bytes), (.plus, .bytes, .structure), (.plus, .structure, .structure):
      return .bytes(try rawBytes(left) + rawBytes(right))
    case (.plus, .list(let a), .list(let b)):
      guard a.count + b.count <= options.limits.elements else {
        throw Failure(.tooManyElements(limit: options.limits.elements, at: site))
      }
      return .list(a + b)
    case (.range, .integer(let a), .integer(let b)):
      return .range(ValueRange(low: a, high: b, isDuration: false))
    case (.range, .duration(let a), .duration(let b)):
      return .range(ValueRange(low: a, high: b, isDuration: true))
    default:
      throw Failure(
        .cannotCombine(operation.spelling, kindName(left), kindName(right), at: site)
      )
    }
  }

  private func sum(_ a: Int64, _ b: Int64) throws(Failure) -> Int64 {
    let (result, overflow) = a.addingReportingOverflow(b)
    if overflow { throw Failure(.overflow(at: site)) }
    return result
  }

  private func difference(_ a: Int64, _ b: Int64) throws(Failure) -> Int64 {
    let (result, overflow) = a.subtractingReportingOverflow(b)
    if overflow { throw Failure(.overflow(at: site)) }
    return result
  }

  // MARK: - Addresses

  /// An address that is the same each time it is evaluated, made once.
  static func constantAddress(_ template: AddressTemplate) -> Value {
    guard case .number(let port) = template.port else { return .none }
    switch template.host {
    case .ip(.v4(let address)): return .address(SocketAddress(ipv4: address, port: port))
    case .ip(.v6(let high, let low, zone: "")):
      return .address(SocketAddress(ipv6: (high, low), port: port))
    case .any: return .familyless(FamilylessAddress(isWildcard: true, port: port))
    case .localhost: return .familyless(FamilylessAddress(isWildcard: false, port: port))
    case .ip, .value, .unix: return .none
    }
  }

  private mutating func address(from template: AddressTemplate) throws(Failure) -> Value {
    let port: UInt16
    switch template.port {
    case .none: port = 0
    case .number(let number): port = number
    case .value(let index): port = try portNumber(try evaluate(index))
    }
    switch template.host {
    case .ip(let ip): return .address(socketAddress(of: ip, port: port))
    case .any: return .familyless(FamilylessAddress(isWildcard: true, port: port))
    case .localhost: return .familyless(FamilylessAddress(isWildcard: false, port: port))
    case .value(let index): return try host(try evaluate(index), port: port)
    case .unix(let index):
      let path = try bytes(index)
      if path.isEmpty { return .address(SocketAddress.unixUnnamed) }
      if path[0] == UInt8(ascii: "@") {
        return .address(SocketAddress(unixAbstract: Array(path.dropFirst())))
      }
      return .address(SocketAddress(unixPath: path))
    }
  }

  private func portNumber(_ value: Value) throws(Failure) -> UInt16 {
    switch value {
    case .integer(let number):
      if let port = UInt16(exactly: number) { return port }
    case .bytes(let bytes):
      let text = String(decoding: bytes, as: UTF8.self)
      if let port = UInt16(text) ?? Services.port(text) { return port }
    default: break
    }
    throw Failure(.noPort(describe(value), at: site))
  }

  private func host(_ value: Value, port: UInt16) throws(Failure) -> Value {
    switch value {
    case .ip(let address), .address(let address): return .address(address.replacing(port: port))
    case .familyless(let address):
      return .familyless(FamilylessAddress(isWildcard: address.isWildcard, port: port))
    case .bytes(let bytes):
      let text = String(decoding: bytes, as: UTF8.self)
      if text == "localhost" {
        return .familyless(FamilylessAddress(isWildcard: false, port: port))
      }
      let known = loopback == nil ? text : renamedArgument(text)
      if let address = SocketAddress(parsing: known, port: port) { return .address(address) }
    default: break
    }
    throw Failure(.noHost(describe(value), at: site))
  }
}
