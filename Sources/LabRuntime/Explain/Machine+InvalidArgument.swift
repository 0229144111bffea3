import LabConstants
import LabKernel
import LabProgram
import LabSyntax

/// EINVAL: the call does not fit the socket's state, or an argument has no meaning.
extension Machine {
  mutating func explainInvalid(_ call: FailedCall) -> Explanation {
    switch call.verb {
    case .bind: return explainInvalidBind(call)
    case .accept:
      let state = call.entry?.isTCP == true ? stateText(call.descriptor) : ""
      let isConnected = call.entry?.connectedAt ?? -1 >= 0 || !["", "CLOSE"].contains(state)
      return Explanation(
        "\(call.name) does not listen" + (state.isEmpty ? "" : " (state \(state))"),
        hint: isConnected
          ? "accept LISTENER as conn          \(call.name) is a connection; a listener is another socket"
          : "listen \(call.name)          before this line"
      )
    case .listen: return explainInvalidListen(call)
    case .connect: return explainInvalidConnect(call)
    case .send:
      if call.address?.port == 0 {
        return Explanation(
          "port 0 is no destination",
          hint: "send \(call.name) … to HOST:PORT          with a port from 1 to 65535"
        )
      }
      return Explanation("a flag, or the address, means nothing to this socket")
    case .shutdown:
      return Explanation(
        "HOW is read, write or both (0, 1 or 2)",
        hint: "shutdown \(call.name) write"
      )
    case .setsockopt:
      let name = optionName(call) ?? "the option"
      if name == "IPV6_V6ONLY", call.entry?.boundAt ?? -1 >= 0 {
        return Explanation(
          "IPV6_V6ONLY is decided at bind, and \(call.name) is bound",
          hint: "setsockopt \(call.name) IPV6_V6ONLY 1          before its bind"
        )
      }
      if let range = Self.ranges[name] {
        return Explanation("\(name) takes \(range)")
      }
      return Explanation("\(name) does not take this value, or not in this state of the socket")
    case .socket, .socketpair:
      return Explanation("the type or its flags are none that the kernel knows")
    case .recv: return explainInvalidReceive(call)
    default: return Explanation("an argument means nothing to this socket")
    }
  }

  /// Values that setsockopt(2) takes; ip(7), tcp(7) and the kernel's net/ipv4.
  private static let ranges = [
    "IP_TTL": "1 to 255, or -1 for the default",
    "IP_MULTICAST_TTL": "0 to 255, or -1 for 1",
    "IPV6_UNICAST_HOPS": "0 to 255, or -1 for the default",
    "IPV6_MULTICAST_HOPS": "0 to 255, or -1 for 1",
    "TCP_KEEPCNT": "1 to 127",
    "TCP_KEEPIDLE": "1 to 32767 (seconds)",
    "TCP_KEEPINTVL": "1 to 32767 (seconds)",
    "TCP_MAXSEG": "88 to 32767, or 0 for none",
    "TCP_SYNCNT": "1 to 127",
    "TCP_USER_TIMEOUT": "0 (none) or more, in milliseconds",
  ]

  /// Whether the address is one of another family: a shorter or unknown form, so not
  /// EAFNOSUPPORT.
  private func isOfAnotherFamily(_ call: FailedCall) -> Bool {
    guard let address = call.address, let domain = call.entry?.domain else { return false }
    switch domain {
    case AddressFamily.inet: return !address.isIPv4
    case AddressFamily.inet6: return !address.isIPv6
    case AddressFamily.unix: return !address.isUnix
    default: return false
    }
  }

  private mutating func explainInvalidBind(_ call: FailedCall) -> Explanation {
    if isOfAnotherFamily(call) { return explainFamily(call) }
    guard let entry = call.entry, let local = localAddress(call.descriptor) else {
      return Explanation("the address has not the form of its family")
    }
    if entry.isInternet, let port = local.port, port != 0 {
      let line = entry.addressedAt >= 0 ? " (\(place(entry.addressedAt)))" : ""
      let verb = entry.boundAt >= 0 ? "is bound to" : "has got"
      return Explanation(
        "\(call.name) \(verb) \(local) already\(line); a socket is bound once",
        hint: "socket \(entry.familyWord) as another          and bind that"
      )
    }
    if entry.domain == AddressFamily.unix, !local.isUnixUnnamed {
      return Explanation(
        "\(call.name) is bound to \(local) already; a socket is bound once",
        hint: "socket \(entry.familyWord) as another          and bind that"
      )
    }
    if call.address?.ipv6.map({ $0.0 >> 54 == 0xfe80 >> 6 }) == true, call.address?.scope == 0 {
      return Explanation(
        "a link-local address belongs to an interface, and none is named",
        hint: "[fe80::…%eth0]:PORT"
      )
    }
    if call.address?.mappedIPv4 != nil,
      integerOption(call.descriptor, AskedOption.ipv6Level, AskedOption.ipv6Only) == 1
    {
      return Explanation(
        "\(call.name) has IPV6_V6ONLY set, and a v4-mapped address (::ffff:…) is IPv4",
        hint:
          "setsockopt \(call.name) IPV6_V6ONLY 0          before this line; or a tcp or udp socket"
      )
    }
    return Explanation("the address has not the form of its family")
  }

  private mutating func explainInvalidListen(_ call: FailedCall) -> Explanation {
    guard let entry = call.entry else { return Explanation("the socket cannot listen now") }
    if entry.isTCP {
      return Explanation(
        "\(call.name) is in state \(stateText(entry.descriptor)): only an unconnected socket can listen",
        hint: "socket \(entry.familyWord) as server          bind and listen with that"
      )
    }
    if peerAddress(entry.descriptor) != nil {
      return Explanation(
        "\(call.name) is connected: only an unconnected socket can listen",
        hint: "socket \(entry.familyWord) as server          bind and listen with that"
      )
    }
    return Explanation(
      "\(call.name) has no name: nobody could connect to it",
      hint: "bind \(call.name) unix:PATH          before listen"
    )
  }

  private mutating func explainInvalidConnect(_ call: FailedCall) -> Explanation {
    if isOfAnotherFamily(call) { return explainFamily(call) }
    if let local = localAddress(call.descriptor), local.isLoopback,
      call.address?.isLoopback == false
    {
      return Explanation(
        "\(call.name) is bound to \(local): from a loopback address no packet leaves this machine",
        hint: "bind \(call.name) *:\(local.port ?? 0)          or leave the bind out"
      )
    }
    return Explanation(
      "the address means nothing to \(call.name), or a 'blackhole' route takes it"
    )
  }

  private mutating func explainInvalidReceive(_ call: FailedCall) -> Explanation {
    if let entry = call.entry, entry.domain == AddressFamily.unix, entry.connectedAt < 0 {
      return Explanation(
        "\(call.name) is not connected",
        hint: "connect \(call.name) unix:PATH          before this line"
      )
    }
    return Explanation("a flag means nothing to this socket, as MSG_OOB without urgent data")
  }
}
