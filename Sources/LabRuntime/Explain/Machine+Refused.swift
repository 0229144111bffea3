import LabConstants
import LabKernel
import LabProgram
import LabSyntax

/// ECONNREFUSED: nobody, somebody who does not listen, or somebody elsewhere.
extension Machine {
  mutating func explainRefused(_ call: FailedCall) -> Explanation {
    if call.isUnix { return explainUnixRefused(call) }
    if call.entry?.isUDP == true { return explainUnreachablePort(call) }
    guard let address = call.address, let port = address.port else {
      return Explanation("the other end answered RST: nobody listens there")
    }
    let known = knownSockets(type: SocketType.stream, port: port)
    let idle = known.first { reaches($0, address) && tcpState($0.entry.descriptor) == .close }
    if let idle { return explainNotListening(idle) }
    if let listener = listener(at: address) {
      return explainTooEarly(address, listener) ?? explainRejected(address, listener)
    }
    guard isOwn(address) else {
      return Explanation(
        "\(address.hostText ?? "") answered RST: the host is there, and nobody listens on "
          + "TCP \(port)",
        "(a firewall that rejects gives the same answer)"
      )
    }
    return explainNobody(call, address, port, known)
  }

  func reaches(_ known: KnownSocket, _ address: SocketAddress) -> Bool {
    AddressOverlap(known.local, isDual: true, address, wantsBoth: false) != nil
  }

  private mutating func listener(at address: SocketAddress) -> DiagnosedSocket? {
    let found = diagnosed { (diagnostics, kernel) throws(Errno) in
      try diagnostics.listener(at: address.reachable, kernel: &kernel)
    }
    return found ?? nil
  }

  private func explainNotListening(_ idle: KnownSocket) -> Explanation {
    let since = idle.entry.boundAt >= 0 ? " since \(place(idle.entry.boundAt))" : ""
    let line = idle.entry.boundAt >= 0 ? "after \(place(idle.entry.boundAt))" : "before this line"
    let late = tooLate(.listen, idle.entry.label)
    return Explanation(
      "\(numbered(idle.index)) is bound to \(idle.local)\(since), and does not listen "
        + "(state CLOSE)",
      hint: late != nil ? nil : "listen \(name(idle.index))          \(line)",
      look: late.map { [$0] } ?? []
    )
  }

  private func explainRejected(_ address: SocketAddress, _ listener: DiagnosedSocket)
    -> Explanation
  {
    let who = index(ofInode: UInt64(listener.inode)).map { placed($0) } ?? "another process"
    return Explanation(
      "\(who) LISTENs on \(listener.local) all the same: a firewall rule that rejects gives this "
        + "answer too",
      hint: "privileged { run \"nft\" \"list\" \"ruleset\" }          shows the rules"
    )
  }

  private mutating func explainNobody(
    _ call: FailedCall,
    _ address: SocketAddress,
    _ port: UInt16,
    _ known: [KnownSocket]
  ) -> Explanation {
    let host = address.hostText ?? ""
    if port == 0 {
      return Explanation(
        "port 0 is no port: nobody can listen on it",
        hint: "connect \(call.name) \(host):PORT          with a port from 1 to 65535"
      )
    }
    if let other = known.first(where: { tcpState($0.entry.descriptor) == .listen }) {
      if let domain = call.entry?.domain, domain != other.entry.domain {
        return explainOtherFamily(address, other)
      }
      return Explanation(
        "\(placed(other.index)) listens on \(other.local) only, not on \(host)",
        hint:
          "connect \(call.name) \(other.local)          or, for the server: bind \(name(other.index)) *:\(port)"
      )
    }
    let listeners =
      diagnosed { (diagnostics, kernel) throws(Errno) in
        try diagnostics.listeners(kernel: &kernel)
      } ?? []
    if let other = listeners.first(where: { $0.local.port == port }) {
      return Explanation("TCP \(port) listens on \(other.local) only, not on \(host)")
    }
    var explanation = Explanation(
      "nobody listens on TCP \(port), on any address of this network",
      hint:
        "listen SERVER          before this line, a socket that is bound to \(address.reachable)"
    )
    let datagram = knownSockets(type: SocketType.datagram, port: port)
    if let other = datagram.first {
      explanation.why.append("(\(placed(other.index)) has UDP \(port), which is another place)")
    }
    if let late = listensTooLate(port: port) {
      explanation.look = [late]
      explanation.hint = nil
    } else {
      explanation.look = listenersElsewhere(than: port) + programsElsewhere()
      explanation.hint = hintToAwait(address) ?? explanation.hint
    }
    return explanation
  }

  /// As "server (line 2) listens on 127.0.0.1:8080": who listens in this file, on other ports.
  private mutating func listenersElsewhere(than port: UInt16) -> [String] {
    var texts: [String] = []
    for index in sockets.entries.indices {
      let entry = sockets.entries[index]
      guard entry.descriptor >= 0, entry.isTCP, entry.label >= 0, entry.listeningAt >= 0,
        let local = localAddress(entry.descriptor), local.port != port
      else { continue }
      texts.append("\(placed(Int32(index))) listens on \(local)")
    }
    return Array(texts.prefix(3))
  }

  /// The listener has the port in the other family, where the client's socket cannot go.
  private func explainOtherFamily(_ address: SocketAddress, _ other: KnownSocket) -> Explanation {
    let who = placed(other.index)
    if other.local.isWildcard, address.isIPv4 {
      return Explanation(
        "\(who) listens on \(other.local) with IPV6_V6ONLY: not for IPv4",
        hint: "setsockopt \(name(other.index)) IPV6_V6ONLY 0          before its bind"
      )
    }
    return Explanation(
      "\(who) listens on \(other.local) only, not on \(address.hostText ?? "")",
      hint: "socket \(other.entry.familyWord) as another          and connect that to "
        + "\(other.local.reachable)"
    )
  }

  /// The answer to an earlier datagram: ICMP port unreachable (udp(7)).
  private mutating func explainUnreachablePort(_ call: FailedCall) -> Explanation {
    let peer = peerAddress(call.descriptor)
    let target = peer.map { " to \($0)" } ?? ""
    var explanation = Explanation(
      "an earlier datagram\(target) was answered by ICMP 'port unreachable': no socket has that port",
      "the error waits for the next call on \(call.name), which is told it once",
      hint:
        "bind SERVER\(peer.map { " \($0)" } ?? " HOST:PORT")          a udp socket, before the first send"
    )
    if let port = peer?.port, knownSockets(type: SocketType.datagram, port: port).first != nil {
      explanation.why[0] =
        "an earlier datagram\(target) was answered by ICMP 'port unreachable': it came before the bind"
    }
    return explanation
  }
}
