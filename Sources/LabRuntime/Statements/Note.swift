import LabConstants
import LabEvents
import LabKernel
import LabProgram
import LabSyntax

/// `note` and `require`.
extension Machine {
  mutating func note(_ operation: Operation) throws(Failure) -> Outcome {
    if tellsStatements {
      let text = try text(operation.operands.start)
      tell(.note(NoteReport(line: Int(site.line), depth: Int(site.depth), text: text)))
    }
    return .done
  }

  mutating func require(_ operation: Operation) throws(Failure) -> Outcome {
    let what = try evaluate(operation.operands.start)
    let index = operand(1, of: operation)
    let value = try index.map { index throws(Failure) in try evaluate(index) }
    if let reason = try unmet(what, value) {
      throw Failure(.requirement(reason, at: site), form: .skip(reason))
    }
    if tellsStatements { tellStatement(mark: .passed) }
    return .done
  }

  /// Why a requirement is not met, or `nil`.
  private mutating func unmet(_ what: Value, _ value: Value?) throws(Failure) -> String? {
    if case .option(let option) = what { return unknownOption(SocketOptions.at(Int(option))) }
    let given = value.map { String(decoding: textBytes(of: $0), as: UTF8.self) } ?? ""
    switch word(what) {
    case "kernel":
      let version = Environment.kernelVersion
      return Version(version) < Version(given) ? "needs Linux \(given); this is \(version)" : nil
    case "program": return Environment.hasProgram(given) ? nil : "needs the program \(given)"
    case "root":
      return Environment.isRealRoot ? nil : "needs real root: start socklab with sudo"
    case "privileges":
      return Capabilities.permitted.isEmpty ? "needs capabilities over the network" : nil
    case "ipv6": return Environment.hasIPv6 ? nil : "needs IPv6, which this kernel does not have"
    case "descriptors":
      let limit = Environment.openFilesLimit
      guard case .integer(let wanted)? = value, wanted > limit else { return nil }
      return "needs \(wanted) descriptors, and the hard limit is \(limit)"
    case let name? where Constants.named(name)?.group == .capability:
      let number = Constants.named(name)?.value ?? 0
      return Capabilities.hasPermitted(CapabilitySet(number: Int(number)))
        ? nil : "needs \(name), which this run cannot have"
    default: throw Failure(.wrongKind(wanted: "a requirement", got: kindName(what), at: site))
    }
  }

  /// Unknown is what every family of its level answers ENOPROTOOPT to.
  private mutating func unknownOption(_ option: SocketOption) -> String? {
    var probes = [
      (AddressFamily.inet, SocketType.stream), (AddressFamily.inet, SocketType.datagram),
    ]
    switch option.level {
    case SocketLevel.socket: probes.append((AddressFamily.unix, SocketType.stream))
    case SocketLevel.ipv6:
      probes = [
        (AddressFamily.inet6, SocketType.stream), (AddressFamily.inet6, SocketType.datagram),
      ]
    default: break
    }
    for (family, type) in probes where isKnown(option, family, type) { return nil }
    return "needs the option \(option.name), which this kernel does not know"
  }

  private mutating func isKnown(_ option: SocketOption, _ family: Int32, _ type: Int32) -> Bool {
    kernel.isOurs = true
    defer { kernel.isOurs = false }
    let probe = kernel.socket(family, type, 0)
    guard probe.isSuccess else { return true }
    defer { _ = kernel.close(Int32(probe.raw)) }
    var bytes = [UInt8](repeating: 0, count: OptionCoding.capacity(of: option.type))
    let answer = kernel.getsockopt(Int32(probe.raw), option.level, option.number, into: &bytes)
    return answer.errno != .noProtocolOption
  }
}
