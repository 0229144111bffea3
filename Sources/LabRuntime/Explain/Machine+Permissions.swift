import LabConstants
import LabKernel
import LabProgram
import LabSyntax

/// EACCES and EPERM: what an ordinary user may not do; capabilities(7).
extension Machine {
  mutating func explainPermissionDenied(_ call: FailedCall) -> Explanation {
    if call.isUnix {
      return Explanation(
        "the permissions of the file, or of a folder on its path, do not allow it"
      )
    }
    if call.verb == .bind, let port = call.address?.port { return explainLowPort(port) }
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
    return explainNotPermitted(call)
  }

  private func explainLowPort(_ port: UInt16) -> Explanation {
    let start = (try? Sysctl.read("net.ipv4.ip_unprivileged_port_start")).flatMap { Int($0) }
    guard let start, Int(port) < start else {
      return Explanation(
        "\(port) is not below ip_unprivileged_port_start: a security rule forbids it"
      )
    }
    return Explanation(
      "\(port) is below ip_unprivileged_port_start (\(start)) and CAP_NET_BIND_SERVICE is not held",
      hint: Capabilities.hasPermitted(.netBindService)
        ? "privileged { … }          around this line; or a port from \(start) on"
        : "a port from \(start) on"
    )
  }

  mutating func explainNotPermitted(_ call: FailedCall) -> Explanation {
    switch call.verb {
    case .socket:
      return Explanation(
        "such a socket needs CAP_NET_RAW, which is not held",
        hint: "privileged { … }          around this line"
      )
    case .setsockopt: return explainOptionNotPermitted(call)
    case .send, .connect:
      return Explanation(
        "a firewall rule of this network dropped the packet on its way out",
        hint: "privileged { run \"nft\" \"list\" \"ruleset\" }          shows the rules"
      )
    default: return Explanation("this needs a capability that is not held")
    }
  }

  private mutating func explainOptionNotPermitted(_ call: FailedCall) -> Explanation {
    let name = optionName(call) ?? "this option"
    if name == "SO_RCVBUFFORCE" || name == "SO_SNDBUFFORCE" {
      return Explanation(
        "\(name) needs CAP_NET_ADMIN over the whole machine; in a private network nobody has it"
      )
    }
    let capability = name == "SO_BINDTODEVICE" ? "CAP_NET_RAW" : "CAP_NET_ADMIN"
    return Explanation(
      "\(name) needs \(capability), which is not held",
      hint: "privileged { … }          around this line"
    )
  }

  /// The option that `setsockopt` or `getsockopt` named.
  mutating func optionName(_ call: FailedCall) -> String? {
    guard let index = operand(1, of: call.operation),
      case .option(let option)? = try? evaluate(index)
    else { return nil }
    return SocketOptions.all[Int(option)].name
  }
}
