/// Every socket option that the kernel's uapi headers name, as of Linux 6.18.
package enum SocketOptions {
  private static let levels = [
    socketOptions, ipv4Options, ipv6Options, tcpOptions, udpOptions, rawOptions, icmp6Options,
    packetOptions, netlinkOptions, tlsOptions, mptcpOptions,
  ]

  /// All options, level by level; an index into this list is stable for the life of a build.
  package static let all: [SocketOption] = levels.flatMap { level in
    level.rows.map { SocketOption(level, $0) }
  }

  /// The option at an index into `all`, which is not made for it.
  package static func at(_ index: Int) -> SocketOption {
    var rest = index
    for level in levels {
      if rest < level.rows.count { return SocketOption(level, level.rows[rest]) }
      rest -= level.rows.count
    }
    preconditionFailure("no option has the index \(index)")
  }

  /// Finds an option by its C name; of `MCAST_…`, which two levels have, the IPv4 one.
  package static func index(named name: String) -> Int? {
    guard let position = byName.position(of: name) else { return nil }
    let count = byName.count - aliases.count
    return position < count ? position : byName.position(of: aliases[position - count].of)
  }

  /// Finds the option of a level by its C name.
  package static func index(named name: String, level: Int32) -> Int? {
    all.firstIndex { $0.name == name && $0.level == level }
  }

  /// Finds an option by the two numbers that the system call takes.
  package static func find(level: Int32, number: Int32) -> SocketOption? {
    all.first { $0.level == level && $0.number == number }
  }

  /// The options, and behind them the aliases.
  private static let byName: NameIndex = {
    var names: [String] = []
    names.reserveCapacity(512)
    for level in levels { for row in level.rows { names.append(row.name) } }
    for alias in aliases { names.append(alias.name) }
    return NameIndex(names)
  }()

  /// Second names of the headers for the same option.
  package static let aliases: [(name: String, of: String)] = [
    ("SO_GET_FILTER", "SO_ATTACH_FILTER"),
    ("SO_DETACH_BPF", "SO_DETACH_FILTER"),
    ("SO_RCVTIMEO_OLD", "SO_RCVTIMEO"),
    ("SO_SNDTIMEO_OLD", "SO_SNDTIMEO"),
    ("SO_TIMESTAMP_OLD", "SO_TIMESTAMP"),
    ("SO_TIMESTAMPNS_OLD", "SO_TIMESTAMPNS"),
    ("SO_TIMESTAMPING_OLD", "SO_TIMESTAMPING"),
    ("IP_PMTUDISC", "IP_MTU_DISCOVER"),
    ("IPV6_RXHOPOPTS", "IPV6_HOPOPTS"),
    ("IPV6_RXDSTOPTS", "IPV6_DSTOPTS"),
    ("ICMPV6_FILTER", "ICMP6_FILTER"),
    ("IP_ORIGDSTADDR", "IP_RECVORIGDSTADDR"),
    ("IP_RECVRETOPTS", "IP_RETOPTS"),
    ("IPV6_JOIN_GROUP", "IPV6_ADD_MEMBERSHIP"),
    ("IPV6_LEAVE_GROUP", "IPV6_DROP_MEMBERSHIP"),
    ("IPV6_ORIGDSTADDR", "IPV6_RECVORIGDSTADDR"),
    ("TCP_CM_INQ", "TCP_INQ"),
  ]
}

/// The options of one level, as their tables spell them.
struct OptionLevel {
  typealias Row = (
    name: String, number: Int32, type: OptionType, access: OptionAccess, capability: String?,
    summary: String
  )

  let name: String
  let number: Int32
  let manual: String
  let rows: [Row]
}

extension SocketOption {
  fileprivate init(_ level: OptionLevel, _ row: OptionLevel.Row) {
    self.init(
      name: row.name,
      level: level.number,
      levelName: level.name,
      number: row.number,
      type: row.type,
      access: row.access,
      capability: row.capability,
      manual: level.manual,
      summary: row.summary
    )
  }
}
