import LabConstants
import LabKernel
import LabProgram
import LabSyntax

/// EADDRNOTAVAIL: an address that is not ours, four values that exist, or no port left.
extension Machine {
  mutating func explainNotAvailable(_ call: FailedCall) -> Explanation {
    if call.verb == .setsockopt { return explainOptionNotAvailable(call) }
    guard let address = call.address else {
      return Explanation("the address is none of this network")
    }
    if call.verb == .bind { return explainNotOurs(call, address) }
    guard call.verb == .connect, let local = localAddress(call.descriptor) else {
      return Explanation("the kernel has no own address to send from to \(address)")
    }
    if let port = local.port, port != 0 { return explainTwin(call, local, address) }
    return explainExhausted(call, address)
  }

  private mutating func explainOptionNotAvailable(_ call: FailedCall) -> Explanation {
    let name = optionName(call) ?? ""
    if name == "IPV6_ADDRFORM" {
      return Explanation(
        "the addresses of \(call.name) are no v4-mapped ones (::ffff:…): it cannot become IPv4"
      )
    }
    if name.hasPrefix("MCAST_") || name.contains("MEMBERSHIP") || name.contains("SOURCE") {
      return Explanation(
        "\(call.name) is no member of this group, on this interface",
        "(what a listener has joined, the sockets that it accepts have not)"
      )
    }
    return Explanation("no interface of this network has this address")
  }

  private mutating func explainNotOurs(_ call: FailedCall, _ address: SocketAddress) -> Explanation
  {
    let host = address.hostText ?? "\(address)"
    let own = ownAddressesText()
    let isOutside = options.hasPrivateNetwork && options.outsideAddresses.contains(host)
    return Explanation(
      "\(host) is no address of this network" + (own.isEmpty ? "" : " (\(own))")
        + (isOutside ? ". It is your machine's, outside" : ""),
      hint: options.hasPrivateNetwork
        ? "address \(host)          before this line: then it is one"
        : "bind \(call.name) *:\(address.port ?? 0)          every address of this machine"
    )
  }

  /// The socket is bound: its four values would be those of another connection.
  private mutating func explainTwin(
    _ call: FailedCall,
    _ local: SocketAddress,
    _ remote: SocketAddress
  ) -> Explanation {
    let own = call.socket?.index ?? -1
    for known in knownSockets(type: SocketType.stream, port: local.port ?? 0, except: own)
    where known.local == local && peerAddress(known.entry.descriptor) == remote {
      let pc = known.entry.connectedAt
      let line = pc >= 0 ? " (\(place(pc)))" : ""
      return Explanation(
        "\(local) -> \(remote) exists: \(name(known.index))\(line)",
        hint: Self.otherPortHint(call, local)
      )
    }
    let found = diagnosed { (diagnostics, kernel) throws(Errno) in
      try diagnostics.connection(local: local, remote: remote, kernel: &kernel)
    }
    if let twin = found ?? nil {
      return Explanation(
        "\(local) -> \(remote) \(Self.restText(twin.state))",
        hint: Self.otherPortHint(call, local)
      )
    }
    return Explanation("\(local) -> \(remote) was taken when connect asked for it")
  }

  /// All ports of the range have a connection to that server.
  private mutating func explainExhausted(_ call: FailedCall, _ remote: SocketAddress)
    -> Explanation
  {
    guard let range = try? Sysctl.ephemeralPorts() else {
      return Explanation("no ephemeral port is free towards \(remote)")
    }
    let ports =
      range.count == 1
      ? "the one port of ip_local_port_range (\(range.lowerBound)) is"
      : "all \(Self.grouped(range.count)) ports of ip_local_port_range "
        + "(\(range.lowerBound) to \(range.upperBound)) are"
    var explanation = Explanation(
      "\(ports) taken towards \(remote)",
      hint: options.hasPrivateNetwork
        ? "sysctl \"net.ipv4.ip_local_port_range\" \"32768 60999\"          before this line"
        : "close some connections"
    )
    if range.count == 1, let holder = holder(of: range.lowerBound, towards: remote, call) {
      explanation.why.append(holder)
    }
    return explanation
  }

  /// Who has the one port there is, towards that server.
  private mutating func holder(
    of port: UInt16,
    towards remote: SocketAddress,
    _ call: FailedCall
  ) -> String? {
    let own = call.socket?.index ?? -1
    for known in knownSockets(type: SocketType.stream, port: port, except: own)
    where peerAddress(known.entry.descriptor) == remote {
      return "\(known.local) -> \(remote) is \(placed(known.index))"
    }
    let found =
      diagnosed { (diagnostics, kernel) throws(Errno) in
        try diagnostics.sockets(.tcp, localPort: port, kernel: &kernel)
      } ?? []
    if let resting = found.first(where: { $0.remote == remote }) {
      return "\(resting.local) -> \(remote) \(Self.restText(resting.state))"
    }
    let bound = knownSockets(type: SocketType.stream, port: port, except: own)
      .first { $0.entry.boundAt >= 0 && !$0.entry.hasChosenPort }
    return bound.map { known in
      "\(placed(known.index)) is bound to it: connect chooses no port that was bound"
    }
  }

  /// What a connection that has no name in the file is; TCP_TIMEWAIT_LEN of the kernel.
  private static func restText(_ state: TCPState) -> String {
    state == .timeWait
      ? "is over and rests in TIME_WAIT, up to 60 s" : "exists, in state \(state.name)"
  }

  static func otherPortHint(_ call: FailedCall, _ local: SocketAddress) -> String {
    "bind \(call.name) \(local.replacing(port: 0))          another port, which the kernel chooses"
  }
}
