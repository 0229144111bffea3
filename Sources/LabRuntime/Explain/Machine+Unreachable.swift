import LabKernel
import LabProgram
import LabSyntax

/// ENETUNREACH, EHOSTUNREACH, ENETDOWN: no way to the destination.
extension Machine {
  mutating func explainUnreachable(_ call: FailedCall) -> Explanation {
    let target = call.address ?? peerAddress(call.descriptor)
    let host = target?.hostText ?? "the destination"
    switch call.errno {
    case .hostUnreachable where target.map { isOwn($0) } ?? false:
      return Explanation(
        "an ICMP message said so; \(host) is this machine, so a firewall rule rejects it",
        hint: "privileged { run \"nft\" \"list\" \"ruleset\" }          shows the rules"
      )
    case .hostUnreachable:
      return Explanation(
        "a router or this machine answered that \(host) cannot be reached (ICMP, or no ARP answer)"
      )
    case .networkDown: return Explanation("the interface to \(host) is down")
    default: break
    }
    if call.entry?.isTCP == true, let target, isMulticast(target) {
      return Explanation("TCP has two ends; \(host) is the address of many")
    }
    if options.hasPrivateNetwork, let target, Self.isMulticast(target) {
      return Explanation(
        "no route says which interface leads to the group \(host)",
        hint: target.isIPv4
          ? "privileged { run \"ip\" \"route\" \"add\" \"224.0.0.0/4\" \"dev\" \"lo\" }"
          : "privileged { run \"ip\" \"-6\" \"route\" \"add\" \"local\" \"ff00::/8\" \"dev\" \"lo\" \"table\" \"local\" }"
      )
    }
    guard options.hasPrivateNetwork else {
      return Explanation("the routing table has no route to \(host)", hint: "run \"ip\" \"route\"")
    }
    let own = ownAddressesText()
    return Explanation(
      "no route to \(host): this network has lo only" + (own.isEmpty ? "" : " (\(own))"),
      hint: "network host          at the top: then packets can leave this machine"
    )
  }

  private func isMulticast(_ address: SocketAddress) -> Bool {
    if let ipv4 = address.ipv4 { return ipv4 >> 28 == 0xe || ipv4 == .max }
    return address.ipv6.map { $0.0 >> 56 == 0xff } ?? false
  }
}
