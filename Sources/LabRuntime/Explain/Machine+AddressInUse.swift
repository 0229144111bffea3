import LabConstants
import LabKernel
import LabProgram
import LabSyntax

/// EADDRINUSE of `bind` and `listen`: who has the address.
extension Machine {
  mutating func explainAddressInUse(_ call: FailedCall) -> Explanation {
    if call.isUnix { return explainUnixAddressInUse(call) }
    let wanted = call.verb == .listen ? localAddress(call.descriptor) : call.address
    guard let wanted, let port = wanted.port, let entry = call.entry else {
      return Explanation("another socket has this address")
    }
    guard port != 0 else { return explainNoFreePort(call) }
    let own = call.socket?.index ?? -1
    if let known = explainKnownHolder(call, wanted, entry, own) { return known }
    return explainForeignHolder(call, wanted, port)
  }

  /// The script itself holds the port.
  private mutating func explainKnownHolder(
    _ call: FailedCall,
    _ wanted: SocketAddress,
    _ entry: SocketEntry,
    _ own: Int32
  ) -> Explanation? {
    let port = wanted.port ?? 0
    var holders: [(holder: KnownSocket, overlap: AddressOverlap)] = []
    for known in knownSockets(type: entry.type, port: port, except: own) {
      let isDual = isDualStack(known.entry)
      let wantsBoth = isDualStack(entry)
      let overlap = AddressOverlap(known.local, isDual: isDual, wanted, wantsBoth: wantsBoth)
      if let overlap { holders.append((known, overlap)) }
    }
    // Whoever was bound there explains more than a connection that goes through the port.
    let bound = holders.filter { $0.holder.entry.boundAt >= 0 }
    let same = bound.first(where: { $0.overlap == .same })
    guard let found = same ?? bound.first ?? holders.first else { return nil }
    if call.verb == .listen { return explainListenInUse(call, found.holder, wanted) }
    let others = bound.filter { $0.holder.index != found.holder.index }.map(\.holder)
    return describeHolder(call, found.holder, found.overlap, wanted, others: others)
  }

  private mutating func isDualStack(_ entry: SocketEntry) -> Bool {
    entry.domain == AddressFamily.inet6
      && integerOption(entry.descriptor, AskedOption.ipv6Level, AskedOption.ipv6Only) == 0
  }

  private mutating func describeHolder(
    _ call: FailedCall,
    _ holder: KnownSocket,
    _ overlap: AddressOverlap,
    _ wanted: SocketAddress,
    others: [KnownSocket]
  ) -> Explanation {
    let who = placed(holder.index)
    let name = name(holder.index)
    if holder.entry.hasChosenPort {
      return Explanation(
        "\(who) has \(holder.local): the kernel gave it this port",
        hint: Self.otherPortHint(call, wanted)
      )
    }
    if holder.entry.boundAt < 0, holder.entry.listeningAt < 0 {
      let state = stateText(holder.entry.descriptor)
      return Explanation(
        "\(who) is \(state == "ESTABLISHED" ? "still ESTABLISHED" : "in \(state)") on "
          + "\(holder.local): closing a listener closes no connection",
        hint: reuseHint(call, else: "close \(name)          and \(call.name) can have the port")
      )
    }
    let hint = "close \(name)          before this line; or bind another port"
    switch overlap {
    case .same:
      return Explanation("\(call.transport) \(wanted) belongs to \(who)", hint: hint)
    case .holderHasAll:
      return Explanation(
        "\(who) has \(holder.local): every address of this network, \(wanted.hostText ?? "") too",
        hint: hint
      )
    case .wantsAll:
      var more = others.prefix(2).map { ", \($0.local) to \(placed($0.index))" }.joined()
      if others.count > 2 { more += ", …" }
      return Explanation(
        "\(wanted) is every address, and \(call.transport) \(holder.local) belongs to \(who)"
          + more,
        hint: others.isEmpty ? hint : Self.otherPortHint(call, wanted)
      )
    case .dualStack:
      return Explanation(
        "\(who) has \(holder.local) without IPV6_V6ONLY: it takes IPv4's port too",
        hint:
          "setsockopt \(name) IPV6_V6ONLY 1          before its bind (\(place(holder.entry.addressedAt)))"
      )
    }
  }

  /// SO_REUSEADDR counts when both have it: accept hands the listener's on to its connections.
  ///
  /// - Parameters:
  ///   - call: The bind that failed.
  ///   - other: What is left to try when its socket has the option already.
  /// - Returns: One thing to try.
  mutating func reuseHint(_ call: FailedCall, else other: String) -> String {
    if integerOption(call.descriptor, SocketLevel.socket, AskedOption.reuseAddress) == 1 {
      return other
    }
    return
      "setsockopt \(call.name) SO_REUSEADDR 1          before its bind, and the same on the old server"
  }

  /// Two sockets may be bound to one address with SO_REUSEADDR, but only one may listen there.
  private mutating func explainListenInUse(
    _ call: FailedCall,
    _ holder: KnownSocket,
    _ wanted: SocketAddress
  ) -> Explanation {
    let place = holder.entry.listeningAt >= 0 ? " (\(place(holder.entry.listeningAt)))" : ""
    return Explanation(
      "\(name(holder.index))\(place) listens on \(holder.local) already: SO_REUSEADDR let both "
        + "bind, only one may listen",
      hint:
        "setsockopt \(call.name) SO_REUSEPORT 1          on both, before bind: they share the clients"
    )
  }

  /// `bind` to port 0, `listen` without bind: the kernel looks for a free port and finds none.
  private func explainNoFreePort(_ call: FailedCall) -> Explanation {
    guard let range = try? Sysctl.ephemeralPorts() else {
      return Explanation("no ephemeral port is free")
    }
    let count = Self.counted(range.count, "port", "ports")
    return Explanation(
      "no free \(call.transport) port in ip_local_port_range, "
        + "\(range.lowerBound) to \(range.upperBound) (\(count))",
      hint: "bind \(call.name) to a port that you name, or close sockets that have one"
    )
  }
}

/// How an address that is held meets one that is wanted, the port being the same.
enum AddressOverlap {
  case same
  /// The holder has the wildcard.
  case holderHasAll
  /// The wildcard was asked for.
  case wantsAll
  /// The holder is [::] and takes 0.0.0.0 too.
  case dualStack

  init?(
    _ held: SocketAddress,
    isDual: Bool,
    _ wanted: SocketAddress,
    wantsBoth: Bool
  ) {
    if held.isIPv4 == wanted.isIPv4 {
      if held.hostText == wanted.hostText {
        self = .same
      } else if held.isWildcard {
        self = .holderHasAll
      } else if wanted.isWildcard {
        self = .wantsAll
      } else {
        return nil
      }
    } else if held.isIPv6 {
      if held.mappedIPv4 != nil, held.mappedIPv4 == wanted.ipv4 {
        self = .same
      } else if isDual, held.isWildcard {
        self = .dualStack
      } else {
        return nil
      }
    } else if wantsBoth, wanted.isWildcard {
      self = .wantsAll
    } else {
      return nil
    }
  }
}
