import LabConstants
import LabKernel
import LabProgram
import LabSyntax

/// Why a multicast group could not be joined, left or filtered; ip(7), net/ipv4/igmp.c.
extension Machine {
  /// `nil` when the option is about something else, or nothing more is known.
  mutating func explainMembership(_ call: FailedCall) -> Explanation? {
    guard call.verb == .setsockopt, let name = optionName(call),
      ["MEMBERSHIP", "MCAST_", "_SOURCE", "JOIN_GROUP", "LEAVE_GROUP"].contains(
        where: { name.contains($0) }
      ), !name.hasPrefix("PACKET_"), !name.hasPrefix("NETLINK_")
    else { return nil }
    let group = membershipGroup(call)
    let isJoin = name.contains("ADD") || name.contains("JOIN")
    switch call.errno {
    case .addressInUse where isJoin:
      return Explanation("\(call.name) is a member of this group already, on this interface")
    case .invalidArgument where group.map { !Self.isMulticast($0) } ?? false:
      return Explanation(
        "\(group?.hostText ?? "this") is no multicast address",
        hint: "224.0.0.0 to 239.255.255.255, or ff00::/8"
      )
    case .invalidArgument where name.contains("BLOCK"):
      return Explanation(
        "\(call.name) has not joined the group as a whole: there is no list to block in"
      )
    case .noSuchDevice:
      return Explanation(
        "no interface was named, and no route says which one leads to \(group?.hostText ?? "it")",
        hint: name == "IP_ADD_MEMBERSHIP"
          ? "setsockopt \(call.name) \(name) ip_mreqn(\(group?.hostText ?? "GROUP"), 127.0.0.1)          by address"
          : "name it: 127.0.0.1 where an address stands, ifindex(\"lo\") where a number does"
      )
    case .protocolError:
      return Explanation("a group is for datagrams, and \(call.name) is a stream")
    default: return nil
    }
  }

  /// The group that the option's structure names.
  private mutating func membershipGroup(_ call: FailedCall) -> SocketAddress? {
    guard let value = try? evaluate(call.operation.operands.start + 2),
      case .structure(let structure) = value, structure.layout >= 0
    else { return nil }
    for field in ["multiaddr", "group"] {
      switch try? member(field, of: structure) {
      case .ip(let address), .address(let address): return address
      default: continue
      }
    }
    return nil
  }

  /// 224.0.0.0/4, and ff00::/8; RFC 5771 and RFC 4291.
  static func isMulticast(_ address: SocketAddress) -> Bool {
    if let ipv4 = address.ipv4 { return ipv4 >> 28 == 0xe }
    return address.ipv6.map { $0.0 >> 56 == 0xff } ?? false
  }
}
