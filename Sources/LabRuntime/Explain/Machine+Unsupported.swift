import LabConstants
import LabKernel
import LabProgram
import LabSyntax

/// What a family, a type or a protocol does not have.
extension Machine {
  mutating func explainFamily(_ call: FailedCall) -> Explanation {
    guard let entry = call.entry, let address = call.address else {
      return Explanation("this kernel has no such address family")
    }
    let own = Constants.name(of: Int64(entry.domain), in: .addressFamily) ?? "\(entry.domain)"
    let kind = address.isIPv4 ? "an IPv4" : address.isIPv6 ? "an IPv6" : "a Unix"
    let isDatagram = entry.type == SocketType.datagram
    let word =
      address.isUnix
      ? "unix " + (isDatagram ? "dgram" : "stream")
      : (isDatagram ? "udp" : "tcp") + (address.isIPv6 ? "6" : "")
    return Explanation(
      "\(call.name) is of family \(own), and \(address) is \(kind) address",
      hint: "socket \(word) as \(call.name)"
    )
  }

  mutating func explainNotSupported(_ call: FailedCall) -> Explanation {
    switch call.verb {
    case .listen, .accept:
      let kind = call.entry?.transport ?? "This"
      return Explanation(
        "\(kind) has no connections: there is nothing to "
          + (call.verb == .listen ? "listen for" : "accept"),
        hint: call.entry?.isUDP == true
          ? "expect \(call.name) \"…\"          datagrams arrive at the bound socket itself" : nil
      )
    case .socketpair:
      return Explanation(
        "only Unix sockets can be made in pairs",
        hint: "pair tcp as a, b          connects two through loopback"
      )
    case .send where call.address != nil:
      return Explanation(
        "a stream socket sends to the peer that connect gave it; 'to' is for datagrams",
        hint:
          "connect \(call.name) \(call.address.map { "\($0)" } ?? "…")          then: send \(call.name) …"
      )
    case .send, .recv:
      return Explanation("\(call.transport) has no such flag; urgent data (MSG_OOB) is TCP's")
    case .connect, .bind:
      return Explanation("\(call.transport) sockets do not have '\(call.verb.rawValue)'")
    case .setsockopt, .getsockopt:
      return explainUnknownOption(call)
    default: return Explanation("this kind of socket does not have this operation")
    }
  }

  /// Options that getsockopt(2) knows and setsockopt(2) does not; socket(7).
  private static let readOnly = [
    "SO_ACCEPTCONN", "SO_COOKIE", "SO_DOMAIN", "SO_ERROR", "SO_INCOMING_NAPI_ID", "SO_MEMINFO",
    "SO_PEERCRED", "SO_PEERGROUPS", "SO_PEERNAME", "SO_PEERSEC", "SO_PROTOCOL", "SO_TYPE",
    "TCP_INFO",
  ]

  private mutating func explainUnknownOption(_ call: FailedCall) -> Explanation {
    let name = optionName(call) ?? "the option"
    if call.verb == .setsockopt, Self.readOnly.contains(name) {
      return Explanation("\(name) can only be read", hint: "getsockopt \(call.name) \(name)")
    }
    let kind = call.entry?.familyWord ?? call.transport
    let levels = [
      ("IPV6_", "of IPv6"), ("TCP_", "of TCP"), ("UDP_", "of UDP"), ("IP_", "of IPv4"),
    ]
    let level = levels.first { name.hasPrefix($0.0) }?.1
    return Explanation(
      level.map { "\(name) is an option \($0), and \(call.name) is a \(kind) socket" }
        ?? "\(name) is no option of a \(kind) socket"
    )
  }

  /// ENOENT of options whose value names a module of the kernel.
  mutating func explainNoModule(_ call: FailedCall) -> Explanation {
    guard optionName(call) == "TCP_CONGESTION" else {
      return Explanation("this kernel has nothing of that name")
    }
    return Explanation(
      "this kernel has no congestion control of that name",
      hint: "sysctl \"net.ipv4.tcp_available_congestion_control\"          shows those that it has"
    )
  }

  mutating func explainProtocol(_ call: FailedCall) -> Explanation {
    switch call.errno {
    case .noProtocolOption:
      return explainUnknownOption(call)
    case .wrongProtocolType:
      guard let address = call.address, let own = call.entry else {
        return Explanation("type and protocol do not belong together")
      }
      let peer = knownUnixSocket(at: address).map { sockets[$0] }
      return Explanation(
        "\(call.name) is \(own.familyWord), and \(address) is "
          + (peer?.familyWord ?? "of another type"),
        hint: peer.map { "socket \($0.familyWord) as \(call.name)" }
      )
    case .socketTypeNotSupported:
      return Explanation("this family has no sockets of that type")
    default:
      return Explanation("no protocol of that number belongs to this family and type")
    }
  }
}
