import LabKernel
import LabProgram
import LabSyntax

/// `pair`: two connected sockets through loopback, by the calls that a program would make.
extension Machine {
  mutating func makePair(_ operation: Operation) throws(Failure) -> Outcome {
    let family = try evaluate(operation.operands.start)
    guard let name = word(family), let form = SocketForm.shorthand(name), form.type != 0 else {
      throw Failure(.noFamily(describe(family), at: site))
    }
    return form.type == SocketType.stream
      ? try makeStreamPair(operation, form) : try makeDatagramPair(operation, form)
  }

  private mutating func makeStreamPair(_ operation: Operation, _ form: SocketForm) throws(Failure)
    -> Outcome
  {
    var maker = PairMaker(form: form, address: loopback(form))
    let listener = maker.open(&kernel)
    maker.bind(&kernel, listener)
    maker.require(kernel.listen(listener, 1), "listen")
    let client = maker.open(&kernel)
    maker.connect(&kernel, client)
    let accepted = maker.isFailed ? Answer(raw: -1) : kernel.accept(listener)
    maker.require(accepted, "accept")
    _ = kernel.close(listener)
    return try finish(operation, form, maker, client: client, server: Int32(accepted.raw))
  }

  private mutating func makeDatagramPair(_ operation: Operation, _ form: SocketForm)
    throws(Failure) -> Outcome
  {
    var maker = PairMaker(form: form, address: loopback(form))
    let server = maker.open(&kernel)
    maker.bind(&kernel, server)
    let serverAddress = maker.address
    let client = maker.open(&kernel)
    maker.address = loopback(form)
    maker.bind(&kernel, client)
    maker.require(kernel.connect(server, maker.address), "connect")
    maker.require(kernel.connect(client, serverAddress), "connect")
    maker.address = serverAddress
    return try finish(operation, form, maker, client: client, server: server)
  }

  private func loopback(_ form: SocketForm) -> SocketAddress {
    resolve(FamilylessAddress(isWildcard: false, port: 0), family: form.domain)
  }

  private mutating func finish(
    _ operation: Operation,
    _ form: SocketForm,
    _ maker: PairMaker,
    client: Int32,
    server: Int32
  ) throws(Failure) -> Outcome {
    if let failure = maker.failure {
      for descriptor in [client, server] where descriptor >= 0 { _ = kernel.close(descriptor) }
      if tellsStatements { tellCall(failure.call, [], failure.answer) }
      throw Failure(unexpectedErrno(operation, failure.answer))
    }
    for (position, descriptor) in [client, server].enumerated() {
      let reference = keep(Answer(raw: Int(descriptor)), form: form)
      sockets[reference.index].connectedAt = current.pc
      bindSocket(reference, operation, position: Int32(position))
      noteChosenPort(of: reference)
    }
    if tellsStatements {
      remember("\(client) and \(server), connected through \(maker.address)")
    }
    return try settle(operation, Answer(raw: 0))
  }
}

/// The calls behind `pair`; after the first failure nothing more is called in earnest.
private struct PairMaker {
  let form: SocketForm
  /// Where the listener, or the first socket, is.
  var address: SocketAddress
  var failure: (call: String, answer: Answer)?

  init(form: SocketForm, address: SocketAddress) {
    self.form = form
    self.address = address
  }

  var isFailed: Bool { failure != nil }

  mutating func require(_ answer: Answer, _ call: String) {
    if failure == nil, !answer.isSuccess { failure = (call, answer) }
  }

  mutating func open(_ kernel: inout Kernel) -> Int32 {
    let answer = kernel.socket(form.domain, form.type, 0)
    require(answer, "socket")
    return answer.isSuccess ? Int32(answer.raw) : -1
  }

  mutating func bind(_ kernel: inout Kernel, _ descriptor: Int32) {
    require(kernel.bind(descriptor, address), "bind")
    require(kernel.getsockname(descriptor, into: &address), "getsockname")
  }

  /// On loopback the answer comes at once; where it does not (lo is down, a firewall drops), the
  /// kernel would try for two minutes.
  mutating func connect(_ kernel: inout Kernel, _ client: Int32) {
    guard !isFailed else { return }
    _ = kernel.setNonblocking(client, true)
    var answer = kernel.connect(client, address)
    if answer.errno == .inProgress {
      var revents: Int16 = 0
      _ = kernel.poll(client, events: PollEvent.output, revents: &revents, timeout: 1000)
      answer = kernel.connect(client, address)
    }
    _ = kernel.setNonblocking(client, false)
    require(answer.errno == .alreadyInProgress ? Answer(.timedOut) : answer, "connect")
  }
}
