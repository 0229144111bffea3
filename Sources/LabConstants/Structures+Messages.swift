/// What control messages carry.
extension Structures {
  static let messageLayouts: [StructureLayout] = [
    layout(
      "ucred",
      size: 12,
      "unix(7)",
      "Process, user and group of a peer.",
      [
        ("pid", "pid", 0, .signed(4)), ("uid", "uid", 4, .unsigned(4)),
        ("gid", "gid", 8, .unsigned(4)),
      ]
    ),
    layout(
      "in_pktinfo",
      size: 12,
      "ip(7)",
      "Interface, local address and destination of a datagram.",
      [
        ("ifindex", "ipi_ifindex", 0, .signed(4)), ("spec_dst", "ipi_spec_dst", 4, .ipv4),
        ("addr", "ipi_addr", 8, .ipv4),
      ]
    ),
    layout(
      "in6_pktinfo",
      size: 20,
      "ipv6(7)",
      "Destination and interface of an IPv6 datagram.",
      [("addr", "ipi6_addr", 0, .ipv6), ("ifindex", "ipi6_ifindex", 16, .unsigned(4))]
    ),
    layout(
      "ip6_mtuinfo",
      size: 32,
      "ipv6(7)",
      "A destination and its path MTU (RFC 3542).",
      [
        ("addr", "ip6m_addr", 0, .socketAddress(28)), ("mtu", "ip6m_mtu", 28, .unsigned(4)),
      ]
    ),
    layout(
      "sock_extended_err",
      size: 16,
      "ip(7)",
      "An error of the error queue; who sent it stands behind.",
      [
        ("errno", "ee_errno", 0, .errno), ("origin", "ee_origin", 4, .unsigned(1)),
        ("type", "ee_type", 5, .unsigned(1)), ("code", "ee_code", 6, .unsigned(1)),
        ("pad", "ee_pad", 7, .unsigned(1)), ("info", "ee_info", 8, .unsigned(4)),
        ("data", "ee_data", 12, .unsigned(4)), ("offender", "", 16, .socketAddress(28)),
      ]
    ),
    layout(
      "scm_timestamping",
      size: 48,
      "kernel: networking/timestamping",
      "The time stamps of one packet.",
      [
        ("software", "ts[0]", 0, .timespec), ("deprecated", "ts[1]", 16, .timespec),
        ("hardware", "ts[2]", 32, .timespec),
      ]
    ),
    layout(
      "scm_ts_pktinfo",
      size: 16,
      "kernel: networking/timestamping",
      "Interface and length of a time-stamped packet.",
      [
        ("if_index", "if_index", 0, .unsigned(4)), ("pkt_length", "pkt_length", 4, .unsigned(4)),
      ]
    ),
    layout(
      "tpacket_auxdata",
      size: 20,
      "packet(7)",
      "What a packet socket knows of a frame.",
      [
        ("status", "tp_status", 0, .unsigned(4)), ("len", "tp_len", 4, .unsigned(4)),
        ("snaplen", "tp_snaplen", 8, .unsigned(4)), ("mac", "tp_mac", 12, .unsigned(2)),
        ("net", "tp_net", 14, .unsigned(2)), ("vlan_tci", "tp_vlan_tci", 16, .unsigned(2)),
        ("vlan_tpid", "tp_vlan_tpid", 18, .unsigned(2)),
      ]
    ),
    layout(
      "nl_pktinfo",
      size: 4,
      "netlink(7)",
      "The multicast group of a netlink message.",
      [("group", "group", 0, .unsigned(4))]
    ),
  ]
}
