import LabKernel
import LabProgram

/// What a statement may not do on this machine's loopback; only a run on it asks.
///
/// Steps and checks are looked through before they run (`LoopbackScan`); here is what only the
/// values show, and what stands outside of both.
extension Machine {
  /// The statement, with its step, check or file, is skipped.
  func needs(_ reason: String) -> Failure {
    Failure(.requirement(LoopbackNeed.told(reason), at: site), form: .needsPrivateNetwork(reason))
  }

  func keepBind(to address: SocketAddress, of operation: Operation) throws(Failure) {
    let expects = operation.condition >= 0
    guard let reason = loopback?.limits.bindNeed(address, expectsOutcome: expects) else { return }
    throw needs(reason)
  }

  /// The operand tells whether the script names the address or has it from the kernel.
  func keepCall(to address: SocketAddress, operand index: Int32) throws(Failure) {
    var isWritten = false
    if case .address(let place) = program.expressions[Int(index)] {
      isWritten = !constantAddresses[Int(place)].isNone
    }
    guard let reason = loopback?.limits.reachNeed(address, isWritten: isWritten) else { return }
    throw needs(reason)
  }

  /// `listen` gives a socket without an address the wildcard.
  mutating func keepListen(on reference: SocketReference) throws(Failure) {
    guard sockets.isOpen(reference) else { return }
    let descriptor = sockets.descriptor(of: reference)
    var local = SocketAddress.buffer(family: family(of: reference))
    let answer = kernel.asOurs { $0.getsockname(descriptor, into: &local) }
    if answer.isSuccess, local.port == 0 { throw needs(LoopbackNeed.listensUnbound) }
  }

  /// `call bind(…)` and its like, with what they were given.
  mutating func keepCall(_ layout: CallLayout, of operation: Operation) throws(Failure) {
    let name = layout.call.name
    if LoopbackNeed.calls.contains(name) { throw needs(LoopbackNeed.call(name)) }
    switch name {
    case "listen":
      if let subject = layout.subject { try keepListen(on: subject) }
    case "bind":
      if let address = try givenAddress(layout, 1) { try keepBind(to: address, of: operation) }
    case "connect", "sendto":
      guard let address = try givenAddress(layout, name == "connect" ? 1 : 4),
        let reason = loopback?.limits.reachNeed(address, isWritten: false)
      else { return }
      throw needs(reason)
    default: return
    }
  }

  private mutating func givenAddress(_ layout: CallLayout, _ position: Int) throws(Failure)
    -> SocketAddress?
  {
    guard let value = layout.given[position] else { return nil }
    switch value {
    case .address, .familyless, .structure, .socket:
      return try address(of: value, family: layout.subject.map { family(of: $0) } ?? 2)
    default: return nil
    }
  }

  /// An argument of a program, where it is nothing but an address of this machine's loopback.
  func renamedArgument(_ text: String) -> String {
    loopback.flatMap { $0.range.renamed(text) } ?? text
  }

  /// `HOST=127.0.0.1` in a program's environment.
  func renamedVariable(_ text: String) -> String {
    guard let equals = text.firstIndex(of: "="),
      let value = loopback?.range.renamed(String(text[text.index(after: equals)...]))
    else { return text }
    return text[...equals] + value
  }
}
