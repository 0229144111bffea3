import LabConstants
import LabKernel
import LabProgram
import LabSyntax

/// EADDRNOTAVAIL: an address that is not ours, four values that exist, or no port left.
extension Machine {
  mutating func explainNotAvailable(_ call: FailedCall) -> Explanation {
    guard let address = call.address else {
      return Explanation("the address is none of this network")
    }
    if call.verb == .bind { return explainNotOurs(address) }
    guard call.verb == .connect, let local = localAddress(call.descriptor) else {
      return Explanation("the kernel has no own address to send from to \(address)")
    }
    if let port = local.port, port != 0 { return explainTwin(call, local, address) }
    return explainExhausted(call, address)
  }

  private mutating func explainNotOurs(_ address: SocketAddress) -> Explanation {
    let host = address.hostText ?? "\(address)"
    let own = ownAddressesText()
    return Explanation(
      "\(host) is no address of this network" + (own.isEmpty ? "" : " (\(own))"),
      hint: options.hasPrivateNetwork
        ? "address \(host)          before this line: then it is one"
        : "an address of this machine, or *"
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
        hint: "bind \(call.name) to another port, or leave the bind out"
      )
    }
    let found = diagnosed { (diagnostics, kernel) throws(Errno) in
      try diagnostics.connection(local: local, remote: remote, kernel: &kernel)
    }
    if let twin = found ?? nil {
      return Explanation(
        "\(local) -> \(remote) exists, in state \(twin.state.name)",
        hint: "bind \(call.name) to another port, or leave the bind out"
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
    var who = ""
    if range.count == 1 {
      let own = call.socket?.index ?? -1
      let holders = knownSockets(type: SocketType.stream, port: range.lowerBound, except: own)
      let holder = holders.first { peerAddress($0.entry.descriptor) == remote } ?? holders.first
      if let holder { who = ": \(placed(holder.index))" }
    }
    return Explanation(
      "\(ports) taken towards \(remote)\(who)",
      hint: options.hasPrivateNetwork
        ? "sysctl \"net.ipv4.ip_local_port_range\" \"32768 60999\"" : "close some connections"
    )
  }
}
