import LabConstants
import LabKernel
import LabProgram
import LabSyntax

/// `socket`, `socketpair` and `pair`.
extension Machine {
  mutating func makeSocket(_ operation: Operation) throws(Failure) -> Outcome {
    let form = try socketForm(operation)
    let answer =
      takeEarlyAnswer() ?? kernel.socket(form.domain, form.type, form.protocolNumber)
    if tellsStatements {
      tellCall("socket", form.arguments, answer)
    }
    let reference = keep(answer, form: form)
    bindSocket(reference, operation, position: 0)
    if tellsStatements { told.subject = reference }
    return try settle(operation, answer)
  }

  mutating func makeSocketPair(_ operation: Operation) throws(Failure) -> Outcome {
    let form = try socketForm(operation)
    var pair: (Int32, Int32) = (-1, -1)
    let answer = kernel.socketpair(form.domain, form.type, form.protocolNumber, into: &pair)
    if tellsStatements {
      tellCall(
        "socketpair",
        form.arguments,
        answer,
        remark: answer.isSuccess ? "[\(pair.0), \(pair.1)]" : ""
      )
    }
    let failed = answer.isSuccess ? nil : answer
    let first = keep(failed ?? Answer(raw: Int(pair.0)), form: form)
    let second = keep(failed ?? Answer(raw: Int(pair.1)), form: form)
    bindSocket(first, operation, position: 0)
    bindSocket(second, operation, position: 1)
    return try settle(operation, answer)
  }

  /// A new descriptor for the table; a call that failed gives a reference that keeps its errno.
  mutating func keep(_ answer: Answer, form: SocketForm) -> SocketReference {
    guard answer.isSuccess else {
      return SocketReference(
        index: -1,
        generation: 0,
        descriptor: -(answer.errno?.code ?? 0)
      )
    }
    var entry = SocketEntry()
    entry.descriptor = Int32(answer.raw)
    entry.owner = current.owner
    entry.domain = form.domain
    entry.type = form.type & 0xf
    entry.protocolNumber = form.protocolNumber
    entry.isNonblocking = form.type & SocketType.nonblocking != 0
    entry.openedAt = current.pc
    return sockets.add(entry, newest: &owners[Int(current.owner)].newestSocket)
  }

  mutating func bindSocket(_ reference: SocketReference, _ operation: Operation, position: Int32) {
    guard position < operation.results.count else { return }
    let slot = program.slots[Int(operation.results.start + position)]
    self[slot] = .socket(reference)
    nameSocket(reference, slot: slot)
  }

  /// The first name that a socket gets is the one that messages use.
  mutating func nameSocket(_ reference: SocketReference, slot: Int32) {
    guard sockets.isOpen(reference), sockets[reference.index].label < 0 else { return }
    sockets[reference.index].label = program.slotLabels[Int(current.routine)][Int(slot)]
  }

  /// Family, type and protocol, from words, numbers and constants.
  private mutating func socketForm(_ operation: Operation) throws(Failure) -> SocketForm {
    let start = operation.operands.start
    var form = SocketForm(domain: 0, type: 0, protocolNumber: 0)
    switch try evaluate(start) {
    case .integer(let number): form.domain = Int32(truncatingIfNeeded: number)
    case .word(let index):
      guard let short = SocketForm.shorthand(words.names[Int(index)]) else {
        throw Failure(.noFamily(words.names[Int(index)], at: site))
      }
      form = short
    case let other:
      throw Failure(.wrongKind(wanted: "a family", got: kindName(other), at: site))
    }
    if let index = operand(1, of: operation) {
      form.type = try number(index, words: SocketForm.types)
    } else if form.type == 0 {
      form.type = SocketType.stream
    }
    if let index = operand(2, of: operation) {
      form.protocolNumber = try number(index, words: SocketForm.protocols)
    }
    if operation.modifiers.contains(.nonblocking) { form.type |= SocketType.nonblocking }
    return form
  }

  private mutating func number(_ index: Int32, words table: [String: Int32]) throws(Failure)
    -> Int32
  {
    switch try evaluate(index) {
    case .integer(let number): return Int32(truncatingIfNeeded: number)
    case .word(let word):
      if let number = table[words.names[Int(word)]] { return number }
      throw Failure(.noFamily(words.names[Int(word)], at: site))
    case let other:
      throw Failure(.wrongKind(wanted: "a number or a word", got: kindName(other), at: site))
    }
  }
}

/// The three arguments of socket(2).
struct SocketForm {
  var domain: Int32
  var type: Int32
  var protocolNumber: Int32

  static let types: [String: Int32] = [
    "stream": SocketType.stream, "dgram": SocketType.datagram, "raw": SocketType.raw,
    "seqpacket": SocketType.sequentialPacket,
  ]

  static let protocols: [String: Int32] = [
    "icmp": 1, "tcp": 6, "udp": 17, "icmp6": 58, "udplite": 136,
  ]

  static func shorthand(_ word: String) -> SocketForm? {
    switch word {
    case "tcp": SocketForm(domain: AddressFamily.inet, type: SocketType.stream, protocolNumber: 0)
    case "tcp6":
      SocketForm(domain: AddressFamily.inet6, type: SocketType.stream, protocolNumber: 0)
    case "udp": SocketForm(domain: AddressFamily.inet, type: SocketType.datagram, protocolNumber: 0)
    case "udp6":
      SocketForm(domain: AddressFamily.inet6, type: SocketType.datagram, protocolNumber: 0)
    case "inet": SocketForm(domain: AddressFamily.inet, type: 0, protocolNumber: 0)
    case "inet6": SocketForm(domain: AddressFamily.inet6, type: 0, protocolNumber: 0)
    case "unix": SocketForm(domain: AddressFamily.unix, type: 0, protocolNumber: 0)
    case "netlink": SocketForm(domain: AddressFamily.netlink, type: 0, protocolNumber: 0)
    case "packet": SocketForm(domain: AddressFamily.packet, type: 0, protocolNumber: 0)
    default: nil
    }
  }

  /// As the C programmer writes them.
  var arguments: [CallArgument] {
    let family = Constants.name(of: Int64(domain), in: .addressFamily) ?? "\(domain)"
    let kind = Constants.flagNames(Int64(type), in: .socketType)
    return [.constant(family), .constant(kind), .integer(Int(protocolNumber))]
  }
}
