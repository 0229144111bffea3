import LabConstants
import LabKernel
import LabProgram
import LabSyntax

/// EACCES and EPERM: what an ordinary user may not do; capabilities(7).
extension Machine {
  mutating func explainPermissionDenied(_ call: FailedCall) -> Explanation {
    if call.isUnix {
      return Explanation(
        call.verb == .bind
          ? "bind makes a file: the folder must be writable for this user"
          : "\(call.verb.rawValue) needs write permission for the socket's file, and a way through its folders"
      )
    }
    if call.verb == .bind, let port = call.address?.port { return explainLowPort(call, port) }
    if call.verb == .connect || call.verb == .send {
      if integerOption(call.descriptor, SocketLevel.socket, AskedOption.broadcast) == 0,
        let target = call.address ?? peerAddress(call.descriptor), call.entry?.isUDP == true
      {
        return Explanation(
          "\(target.hostText ?? "it") is a broadcast address, and SO_BROADCAST is not set on "
            + call.name,
          hint: "setsockopt \(call.name) SO_BROADCAST 1          before this line"
        )
      }
      return Explanation("a route or a security rule of this machine forbids the destination")
    }
    if call.verb == .socket { return explainPingSocket() }
    return explainNotPermitted(call)
  }

  /// A datagram socket of ICMP asks for a group, not for a capability: icmp(7).
  private func explainPingSocket() -> Explanation {
    Explanation(
      "net.ipv4.ping_group_range does not hold this user's group; by default it holds none",
      hint: options.hasPrivateNetwork
        ? "sysctl \"net.ipv4.ping_group_range\" \"GID GID\"          with the group that 'id' tells"
        : nil
    )
  }

  private func explainLowPort(_ call: FailedCall, _ port: UInt16) -> Explanation {
    let start = (try? Sysctl.read("net.ipv4.ip_unprivileged_port_start")).flatMap { Int($0) }
    guard let start, Int(port) < start else {
      return Explanation(
        "\(port) is not below ip_unprivileged_port_start: a security rule forbids it"
      )
    }
    return Explanation(
      "\(port) is below ip_unprivileged_port_start (\(start)) and CAP_NET_BIND_SERVICE is not held",
      hint: Capabilities.hasPermitted(.netBindService)
        ? "\(privilegedText)          or a port from \(start) on" : "a port from \(start) on"
    )
  }

  /// The running statement with its privilege, if it is short enough for a line.
  private var privilegedText: String {
    let statement = oneLine(site.span)
    return statement.count <= 40 ? "privileged { \(statement) }" : "privileged { … }"
  }

  mutating func explainNotPermitted(_ call: FailedCall) -> Explanation {
    switch call.verb {
    case .socket:
      return Explanation(
        "such a socket needs CAP_NET_RAW, which is not held",
        hint: privilegedText
      )
    case .setsockopt: return explainOptionNotPermitted(call)
    case .send where call.isUnix, .connect where call.isUnix:
      let other = call.address.flatMap { knownUnixSocket(at: $0) }.map { placed($0) } ?? "the other"
      return Explanation(
        "\(other) is connected elsewhere, and takes datagrams from its peer only"
      )
    case .send, .connect:
      return Explanation(
        "a firewall rule of this network dropped the packet on its way out (hook output)",
        hint: "privileged { run \"nft\" \"list\" \"ruleset\" }          shows the rules"
      )
    default: return Explanation("this needs a capability that is not held")
    }
  }

  private mutating func explainOptionNotPermitted(_ call: FailedCall) -> Explanation {
    let name = optionName(call) ?? "this option"
    switch name {
    case "SO_RCVBUFFORCE", "SO_SNDBUFFORCE", "SO_DEBUG":
      // Asked of the machine's own user namespace, not of the network's.
      return Explanation(
        "\(name) needs CAP_NET_ADMIN over the whole machine: a private network's own is not enough"
      )
    case "SO_MARK", "IP_TRANSPARENT", "IPV6_TRANSPARENT":
      return Explanation(
        "\(name) needs CAP_NET_ADMIN or CAP_NET_RAW; neither is held",
        hint: privilegedText
      )
    case "SO_PRIORITY":
      return Explanation(
        "SO_PRIORITY above 6 needs CAP_NET_ADMIN or CAP_NET_RAW; neither is held",
        hint: "\(privilegedText)          or a priority from 0 to 6"
      )
    case "SO_BINDTODEVICE":
      return Explanation(
        "\(call.name) has a device; to change it needs CAP_NET_RAW, which is not held",
        hint: privilegedText
      )
    default:
      return Explanation("\(name) needs CAP_NET_ADMIN, which is not held", hint: privilegedText)
    }
  }

  /// The option that `setsockopt` or `getsockopt` named.
  mutating func optionName(_ call: FailedCall) -> String? {
    guard let index = operand(1, of: call.operation),
      case .option(let option)? = try? evaluate(index)
    else { return nil }
    return SocketOptions.at(Int(option)).name
  }
}
