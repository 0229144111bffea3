import LabConstants
import LabDiagnostics
import LabKernel
import LabProgram
import LabSyntax

/// What should have failed, and did not: the kernel's reason to allow it.
extension Machine {
  mutating func unexpectedSuccess(_ operation: Operation, _ errno: Errno, _ expected: String)
    -> Diagnostic
  {
    let call = failedCall(operation, errno)
    return .failure(
      "unexpected-success",
      "\(successText(call)) succeeded; \(expected) was expected",
      expectation,
      label: "the kernel allowed it",
      notes: reason(of: call).notes
    )
  }

  /// As "bind to port 80".
  private func successText(_ call: FailedCall) -> String {
    switch (call.verb, call.address) {
    case (.bind, let address?):
      call.errno == .permissionDenied && address.port != nil
        ? "bind to port \(address.port ?? 0)" : "bind to \(address)"
    case (.connect, let address?): "connect to \(address)"
    default: call.verb.rawValue
    }
  }

  private mutating func reason(of call: FailedCall) -> Explanation {
    switch (call.verb, call.errno) {
    case (.bind, .permissionDenied): return reasonOfLowPort(call)
    case (.bind, .addressInUse): return reasonOfFreeAddress(call)
    case (.bind, .addressNotAvailable):
      return Explanation(
        "\(call.address?.hostText ?? "it") is an address of this network "
          + "(\(ownAddressesText()))"
      )
    case (.connect, _): return reasonOfConnection(call)
    case (.accept, .wouldBlock): return Explanation("a connection was waiting")
    case (.send, .brokenPipe), (.send, .connectionReset): return reasonOfSending(call)
    default: break
    }
    guard call.entry?.isTCP == true else { return Explanation() }
    let state = stateText(call.descriptor)
    return state.isEmpty ? Explanation() : Explanation("\(call.name) is in state \(state)")
  }

  private func reasonOfLowPort(_ call: FailedCall) -> Explanation {
    if Capabilities.effective.contains(.netBindService) {
      return Explanation(
        "CAP_NET_BIND_SERVICE is held here: an ordinary user is refused",
        hint: "take the line out of 'privileged'"
      )
    }
    let start = (try? Sysctl.read("net.ipv4.ip_unprivileged_port_start")) ?? "unknown"
    let fact =
      "net.ipv4.ip_unprivileged_port_start is \(start) in this network (usual: 1024; Docker: 0)"
    if !options.hasPrivateNetwork {
      return Explanation(fact, hint: "network private      where it is 1024")
    }
    return Explanation(fact, hint: start == "0" ? nil : "a port below \(start)")
  }

  private mutating func reasonOfFreeAddress(_ call: FailedCall) -> Explanation {
    guard let address = call.address, let port = address.port, let entry = call.entry else {
      return Explanation("nobody else has this address")
    }
    let own = call.socket?.index ?? -1
    let others = knownSockets(type: entry.type, port: port, except: own)
    func overlaps(_ other: KnownSocket) -> Bool {
      AddressOverlap(other.local, isDual: true, address, wantsBoth: true) != nil
    }
    guard let other = others.first(where: overlaps) ?? others.first else {
      return Explanation("no other \(call.transport) socket has port \(port)")
    }
    if !overlaps(other) {
      return Explanation("\(placed(other.index)) has \(other.local), which is another address")
    }
    if integerOption(call.descriptor, SocketLevel.socket, AskedOption.reusePort) == 1 {
      return Explanation("SO_REUSEPORT is set on \(call.name) and on \(name(other.index))")
    }
    let listens = entry.isTCP ? ", and nobody listens there" : ""
    return Explanation(
      "\(placed(other.index)) has \(other.local); SO_REUSEADDR is set on both\(listens)"
    )
  }

  private mutating func reasonOfConnection(_ call: FailedCall) -> Explanation {
    guard call.entry?.isTCP == true else {
      return Explanation("connect of a datagram socket sends nothing: it sets the peer")
    }
    guard let address = call.address, let port = address.port else { return Explanation() }
    for known in knownSockets(type: SocketType.stream, port: port)
    where reaches(known, address.reachable) && tcpState(known.entry.descriptor) == .listen {
      let line = known.entry.listeningAt
      let since = line >= 0 ? " since \(place(line))" : ""
      return Explanation("\(numbered(known.index)) listens on \(known.local)\(since)")
    }
    let found = diagnosed { (diagnostics, kernel) throws(Errno) in
      try diagnostics.listener(at: address.reachable, kernel: &kernel)
    }
    guard let listener = found ?? nil else { return Explanation() }
    return Explanation("a socket of another process listens on \(listener.local)")
  }

  /// FIN closes one direction only; what we send is answered with RST, and that comes later.
  private mutating func reasonOfSending(_ call: FailedCall) -> Explanation {
    guard call.entry?.isTCP == true else { return Explanation("the peer has not closed") }
    let state = tcpState(call.descriptor)
    if state == .closeWait {
      return Explanation(
        "the peer's FIN has come (CLOSE_WAIT), and FIN ends one direction only: the bytes are out",
        "if nobody has the other end open, a RST comes back: then the next send fails"
      )
    }
    return Explanation("\(call.name) is in state \(state?.name ?? "?"): the peer has not closed")
  }
}
