import LabConstants
import LabKernel
import LabProgram

/// What a dot asks of a value; facts of sockets are asked of the kernel each time.
extension Machine {
  mutating func fact(_ field: Field, of value: Value) throws(Failure) -> Value {
    switch value {
    case .socket(let reference):
      factsMayChange = true
      return try socketFact(field, of: reference)
    case .result(let result): return try resultField(field, of: result)
    case .tuple(let tuple):
      factsMayChange = true
      return try tupleFact(field, of: tuple)
    case .program(let serial): return try programFact(field, of: Int(serial))
    case .structure(let structure): return try member(field.rawValue, of: structure)
    case .control(let control): return try part(field.rawValue, of: control)
    case .submission: return try submissionFact(field)
    case .address(let address), .ip(let address):
      switch field {
      case .port: return .integer(Int64(address.port ?? 0))
      case .ip: return .ip(address.replacing(port: 0))
      default: break
      }
    default: break
    }
    throw Failure(.noField(field.rawValue, of: kindName(value), at: site))
  }

  private mutating func resultField(_ field: Field, of result: CallResult) throws(Failure) -> Value
  {
    switch field {
    case .errno: return result.errno == 0 ? wordValue("ok") : .errno(result.errno)
    case .count: return .integer(result.count)
    case .data: return .bytes(result.data)
    case .flags:
      guard let flags = result.flags else { throw Failure(.noFlags(at: site)) }
      return .integer(flags)
    case .from, .name: return result.from.map { .address($0) } ?? .none
    case .control: return .list(result.control)
    case .length: return result.length.map { .integer($0) } ?? .none
    case .value: return result.value
    case .signal: return result.signal < 0 ? wordValue("none") : .word(result.signal)
    case .elapsed: return .duration(result.elapsed)
    default: return .none
    }
  }

  private mutating func tupleFact(_ field: Field, of tuple: FourTuple) throws(Failure) -> Value {
    guard field == .state else { return .none }
    guard tuple.network == network else { throw Failure(.otherNetwork(at: site)) }
    let found = askDiagnostics { (diagnostics, kernel) throws(Errno) in
      try diagnostics.connection(local: tuple.local, remote: tuple.peer, kernel: &kernel)
    }
    let state = (found ?? nil)?.state ?? .close
    remember("sock_diag \(tuple.local) -> \(tuple.peer): \(state.name)")
    return wordValue(state.name)
  }

  private mutating func socketFact(_ field: Field, of reference: SocketReference) throws(Failure)
    -> Value
  {
    let descriptor = sockets.descriptor(of: reference)
    switch field {
    case .errno:
      return reference.index < 0 ? .errno(-reference.descriptor) : wordValue("ok")
    case .local: return .address(try name(descriptor, fact: "local"))
    case .peer: return .address(try name(descriptor, fact: "peer"))
    case .port:
      let address = try name(descriptor, fact: "port")
      return .integer(Int64(address.port ?? 0))
    case .tuple:
      return .tuple(
        FourTuple(
          local: try name(descriptor, fact: "tuple"),
          peer: try name(descriptor, fact: "peer"),
          network: network
        )
      )
    case .state: return try state(descriptor, of: reference)
    case .unread:
      let answer = SocketFacts.unread(descriptor, kernel: &kernel)
      return try status(descriptor, "unread", "FIONREAD", answer)
    case .unsent:
      let answer = SocketFacts.unsent(descriptor, kernel: &kernel)
      return try status(descriptor, "unsent", "SIOCOUTQ", answer)
    case .queued, .backlog: return try acceptQueue(field, of: descriptor)
    case .connections: return .list(try connections(of: descriptor))
    default: throw Failure(.noField(field.rawValue, of: "a socket", at: site))
    }
  }

  private mutating func name(_ descriptor: Int32, fact: String) throws(Failure) -> SocketAddress {
    var address = SocketAddress.buffer(family: domain(ofDescriptor: descriptor))
    let call = fact == "peer" ? "getpeername" : "getsockname"
    let answer =
      fact == "peer"
      ? kernel.getpeername(descriptor, into: &address)
      : kernel.getsockname(descriptor, into: &address)
    guard answer.isSuccess else { throw Failure(factFailed(fact, answer)) }
    if !tellsRawCalls { remember("\(call)(\(descriptor)) = \(address)") }
    return address
  }

  private mutating func state(_ descriptor: Int32, of reference: SocketReference) throws(Failure)
    -> Value
  {
    guard let state = SocketFacts.tcpState(descriptor, kernel: &kernel) else {
      throw Failure(.noField("state", of: "a socket that is not TCP", at: site))
    }
    remember("TCP_INFO of \(descriptor): \(state.name)")
    return wordValue(state.name)
  }

  private mutating func status(
    _ descriptor: Int32,
    _ fact: String,
    _ request: String,
    _ answer: Answer
  ) throws(Failure) -> Value {
    guard answer.isSuccess else { throw Failure(factFailed(fact, answer)) }
    remember("ioctl(\(descriptor), \(request)) = \(answer.raw)")
    return .integer(Int64(answer.raw))
  }

  private mutating func acceptQueue(_ field: Field, of descriptor: Int32) throws(Failure) -> Value {
    guard let queue = SocketFacts.acceptQueue(descriptor, kernel: &kernel) else {
      throw Failure(.noField(field.rawValue, of: "a socket that does not listen", at: site))
    }
    remember("accept queue \(queue.length) of \(queue.limit)")
    return .integer(Int64(field == .queued ? queue.length : queue.limit))
  }

  private mutating func connections(of descriptor: Int32) throws(Failure) -> [Value] {
    let local = try name(descriptor, fact: "local")
    let found = askDiagnostics { (diagnostics, kernel) throws(Errno) in
      try diagnostics.connections(to: local.port ?? 0, kernel: &kernel)
    }
    let mine = (found ?? []).filter { local.isWildcard || $0.local == local }
    remember("sock_diag: \(mine.count) connections to \(local)")
    return mine.map { .tuple(FourTuple(local: $0.local, peer: $0.remote, network: network)) }
  }

  /// Asks sock_diag of this network; `nil` when the kernel does not answer such questions.
  mutating func askDiagnostics<Answer>(
    _ question: (inout SocketDiagnostics, inout Kernel) throws(Errno) -> Answer
  ) -> Answer? {
    do throws(Errno) {
      if diagnostics == nil { diagnostics = try SocketDiagnostics(kernel: &kernel) }
      guard var open = diagnostics.take() else { return nil }
      let answer = try question(&open, &kernel)
      diagnostics = consume open
      return answer
    } catch {
      return nil
    }
  }

  // MARK: - Options

  mutating func optionValue(_ index: Int32, of value: Value) throws(Failure) -> Value {
    factsMayChange = true
    if case .result = value,
      let message = ControlMessages.index(named: SocketOptions.at(Int(index)).name)
    {
      return try controlValue(Int32(message), of: value)
    }
    let (name, decoded) = try askedOption(index, of: value)
    remember("\(name) = \(describe(decoded))")
    return decoded
  }

  /// An option's value, and how the question is told.
  mutating func askedOption(_ index: Int32, of value: Value) throws(Failure)
    -> (String, Value)
  {
    guard case .socket(let reference) = value else {
      throw Failure(
        .noField(SocketOptions.at(Int(index)).name, of: kindName(value), at: site)
      )
    }
    let option = SocketOptions.at(Int(index))
    let descriptor = sockets.descriptor(of: reference)
    var bytes = [UInt8](repeating: 0, count: OptionCoding.capacity(of: option.type))
    let answer = kernel.getsockopt(descriptor, option.level, option.number, into: &bytes)
    guard answer.isSuccess else { throw Failure(factFailed(option.name, answer)) }
    if option.givesDescriptor, case .integer(let made) = OptionCoding.decode(bytes, as: .integer) {
      // A fact is only looked at; nobody would own the descriptor.
      _ = kernel.asOurs { $0.close(Int32(truncatingIfNeeded: made)) }
    }
    return (
      "getsockopt(\(descriptor), \(option.name))", OptionCoding.decode(bytes, as: option.type)
    )
  }

  mutating func tcpInfoValue(_ index: Int32, of value: Value) throws(Failure) -> Value {
    factsMayChange = true
    let field = TCPInfoField.all[Int(index)]
    guard let option = SocketOptions.index(named: "TCP_INFO") else { return .none }
    // A structure that `let` kept, else the socket is asked now.
    var asked = value
    if case .socket = value { asked = try askedOption(Int32(option), of: value).1 }
    if case .structure(let structure) = asked, structure.layout >= 0 {
      return try member(field.name, of: structure)
    }
    guard case .structure(let structure) = asked, let number = field.value(in: structure.bytes)
    else {
      throw Failure(.noField(field.name, of: "this kernel's TCP_INFO", at: site))
    }
    let result: Value =
      switch field.unit {
      case .state:
        UInt8(exactly: number).flatMap(TCPState.init(rawValue:)).map { wordValue($0.name) }
          ?? .integer(Int64(clamping: number))
      case .microseconds: .duration(Int64(clamping: number).multipliedReportingOverflow(by: 1000).0)
      case .milliseconds:
        .duration(Int64(clamping: number).multipliedReportingOverflow(by: 1_000_000).0)
      default: .integer(Int64(clamping: number))
      }
    remember("TCP_INFO.\(field.name) = \(describe(result))")
    return result
  }

  /// `m.code`: the named group of a match; `s.onoff`: a field of a structure.
  mutating func part(_ name: Int32, of value: Value) throws(Failure) -> Value {
    let text = program.labels[Int(name)]
    if case .structure(let structure) = value { return try member(text, of: structure) }
    if case .address(let address) = value, let structure = Self.structure(of: address) {
      return try member(text, of: structure)
    }
    if case .control(let control) = value { return try part(text, of: control) }
    guard case .result(let result) = value,
      let group = result.groups.first(where: { $0.name == text })
    else { throw Failure(.noField(text, of: kindName(value), at: site)) }
    return .bytes(group.bytes)
  }
}
