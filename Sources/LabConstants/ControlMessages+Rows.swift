/// The rows of control messages, level by level.
extension ControlMessages {
  static let socketRows: [Row] = [
    (
      "SCM_RIGHTS", 1, 1, .descriptors, .both, "", "unix(7)",
      "Descriptors: the receiver gets its own of the same open files."
    ),
    (
      "SCM_CREDENTIALS", 1, 2, structure("ucred"), .both, "SO_PASSCRED", "unix(7)",
      "Process, user and group of the sender, checked by the kernel."
    ),
    (
      "SCM_SECURITY", 1, 3, .text, .received, "SO_PASSSEC", "unix(7)",
      "The sender's security context."
    ),
    (
      "SCM_PIDFD", 1, 4, .descriptors, .received, "SO_PASSPIDFD", "unix(7)",
      "A pidfd of the sender (Linux 6.5)."
    ),
    (
      "SCM_TIMESTAMP", 1, 29, .timeval, .received, "SO_TIMESTAMP", "socket(7)",
      "When the datagram came, in microseconds."
    ),
    (
      "SCM_TIMESTAMPNS", 1, 35, .timespec, .received, "SO_TIMESTAMPNS", "socket(7)",
      "When the datagram came, in nanoseconds."
    ),
    (
      "SCM_TIMESTAMPING", 1, 37, structure("scm_timestamping"), .received, "SO_TIMESTAMPING",
      "kernel: networking/timestamping", "The time stamps of one packet."
    ),
    (
      "SO_TIMESTAMPING", 1, 37, .unsigned(4), .sent, "", "kernel: networking/timestamping",
      "Which time stamps this message is to have (SOF_TIMESTAMPING_TX_…)."
    ),
    (
      "SO_TIMESTAMP_NEW", 1, 63, .timeval, .received, "SO_TIMESTAMP_NEW", "socket(7)",
      "SCM_TIMESTAMP with 64-bit time."
    ),
    (
      "SO_TIMESTAMPNS_NEW", 1, 64, .timespec, .received, "SO_TIMESTAMPNS_NEW", "socket(7)",
      "SCM_TIMESTAMPNS with 64-bit time."
    ),
    (
      "SO_TIMESTAMPING_NEW", 1, 65, structure("scm_timestamping"), .received,
      "SO_TIMESTAMPING_NEW", "kernel: networking/timestamping",
      "SCM_TIMESTAMPING with 64-bit time."
    ),
    (
      "SCM_TIMESTAMPING_OPT_STATS", 1, 54, .bytes, .received, "SO_TIMESTAMPING",
      "kernel: networking/timestamping", "What TCP knew when the packet was time-stamped."
    ),
    (
      "SCM_TIMESTAMPING_PKTINFO", 1, 58, structure("scm_ts_pktinfo"), .received, "SO_TIMESTAMPING",
      "kernel: networking/timestamping", "Interface and length of a time-stamped packet."
    ),
    (
      "SCM_TS_OPT_ID", 1, 81, .unsigned(4), .sent, "", "kernel: networking/timestamping",
      "The number that the time stamps of this message are to carry (Linux 6.13)."
    ),
    (
      "SCM_TXTIME", 1, 61, .unsigned(8), .sent, "SO_TXTIME", "kernel: net_tstamp.h",
      "When the packet is to be sent, in nanoseconds of the socket's clock."
    ),
    (
      "SO_MARK", 1, 36, .unsigned(4), .both, "SO_RCVMARK", "socket(7)",
      "The packet's firewall mark."
    ),
    (
      "SO_PRIORITY", 1, 12, .unsigned(4), .both, "SO_RCVPRIORITY", "socket(7)",
      "The packet's priority."
    ),
    (
      "SO_RXQ_OVFL", 1, 40, .unsigned(4), .received, "SO_RXQ_OVFL", "socket(7)",
      "How many datagrams this socket has dropped so far."
    ),
    (
      "SCM_WIFI_STATUS", 1, 41, .signed(4), .received, "SO_WIFI_STATUS", "socket(7)",
      "Whether a Wi-Fi frame was acknowledged."
    ),
    (
      "SCM_DEVMEM_LINEAR", 1, 78, .bytes, .received, "", "kernel: networking/devmem",
      "Data that stayed in host memory (Linux 6.12)."
    ),
    (
      "SCM_DEVMEM_DMABUF", 1, 79, .bytes, .both, "", "kernel: networking/devmem",
      "Data in a dmabuf (Linux 6.12)."
    ),
    (
      "SCM_INQ", 1, 84, .signed(4), .received, "SO_INQ", "unix(7)",
      "How many bytes are left to read (Linux 6.18)."
    ),
  ]

  static let ipv4Rows: [Row] = [
    (
      "IP_TOS", 0, 1, .unsigned(1), .both, "IP_RECVTOS", "ip(7)",
      "The type-of-service byte."
    ),
    ("IP_TTL", 0, 2, .signed(4), .both, "IP_RECVTTL", "ip(7)", "The time to live."),
    ("IP_RECVOPTS", 0, 6, .bytes, .received, "IP_RECVOPTS", "ip(7)", "The IP options."),
    (
      "IP_RETOPTS", 0, 7, .bytes, .both, "IP_RETOPTS", "ip(7)",
      "The IP options, as an answer would send them."
    ),
    (
      "IP_PKTINFO", 0, 8, structure("in_pktinfo"), .both, "IP_PKTINFO", "ip(7)",
      "Interface, local address and destination."
    ),
    (
      "IP_RECVERR", 0, 11, structure("sock_extended_err"), .received, "IP_RECVERR", "ip(7)",
      "An error of the error queue, and who sent it."
    ),
    (
      "IP_ORIGDSTADDR", 0, 20, .socketAddress, .received, "IP_RECVORIGDSTADDR", "ip(7)",
      "The destination before redirection."
    ),
    (
      "IP_CHECKSUM", 0, 23, .unsigned(4), .received, "IP_CHECKSUM", "ip(7)",
      "The checksum of the datagram's data."
    ),
    (
      "IP_RECVFRAGSIZE", 0, 25, .signed(4), .received, "IP_RECVFRAGSIZE", "ip(7)",
      "The size of the largest fragment."
    ),
    (
      "IP_PROTOCOL", 0, 52, .signed(4), .sent, "", "ip(7)",
      "The protocol of this packet (raw sockets, Linux 6.4)."
    ),
  ]

  static let ipv6Rows: [Row] = [
    (
      "IPV6_2292PKTINFO", 41, 2, structure("in6_pktinfo"), .both, "IPV6_2292PKTINFO", "RFC 2292",
      "IPV6_PKTINFO of RFC 2292."
    ),
    (
      "IPV6_2292HOPLIMIT", 41, 8, .signed(4), .both, "IPV6_2292HOPLIMIT", "RFC 2292",
      "IPV6_HOPLIMIT of RFC 2292."
    ),
    (
      "IPV6_FLOWINFO", 41, 11, .bigEndian(4), .both, "IPV6_FLOWINFO", "ipv6(7)",
      "Traffic class and flow label."
    ),
    (
      "IPV6_RECVERR", 41, 25, structure("sock_extended_err"), .received, "IPV6_RECVERR", "ipv6(7)",
      "An error of the error queue, and who sent it."
    ),
    (
      "IPV6_PKTINFO", 41, 50, structure("in6_pktinfo"), .both, "IPV6_RECVPKTINFO", "ipv6(7)",
      "Interface, and the destination or the source to use."
    ),
    (
      "IPV6_HOPLIMIT", 41, 52, .signed(4), .both, "IPV6_RECVHOPLIMIT", "ipv6(7)",
      "The hop limit."
    ),
    (
      "IPV6_HOPOPTS", 41, 54, .bytes, .both, "IPV6_RECVHOPOPTS", "ipv6(7)",
      "The hop-by-hop options."
    ),
    (
      "IPV6_RTHDRDSTOPTS", 41, 55, .bytes, .sent, "", "RFC 3542",
      "Destination options before the routing header."
    ),
    ("IPV6_RTHDR", 41, 57, .bytes, .both, "IPV6_RECVRTHDR", "ipv6(7)", "The routing header."),
    (
      "IPV6_DSTOPTS", 41, 59, .bytes, .both, "IPV6_RECVDSTOPTS", "ipv6(7)",
      "The destination options."
    ),
    (
      "IPV6_PATHMTU", 41, 61, structure("ip6_mtuinfo"), .received, "IPV6_RECVPATHMTU", "RFC 3542",
      "A destination and its path MTU, without data."
    ),
    (
      "IPV6_DONTFRAG", 41, 62, .signed(4), .sent, "", "RFC 3542",
      "Whether this datagram may be fragmented."
    ),
    (
      "IPV6_TCLASS", 41, 67, .signed(4), .both, "IPV6_RECVTCLASS", "RFC 3542",
      "The traffic class."
    ),
    (
      "IPV6_ORIGDSTADDR", 41, 74, .socketAddress, .received, "IPV6_RECVORIGDSTADDR",
      "ipv6(7)", "The destination before redirection."
    ),
    (
      "IPV6_RECVFRAGSIZE", 41, 77, .signed(4), .received, "IPV6_RECVFRAGSIZE", "ipv6(7)",
      "The size of the largest fragment."
    ),
  ]

  static let otherRows: [Row] = [
    (
      "TCP_CM_INQ", 6, 36, .signed(4), .received, "TCP_INQ", "tcp(7)",
      "How many bytes are left to read."
    ),
    (
      "UDP_SEGMENT", 17, 103, .unsigned(2), .sent, "", "udp(7)",
      "The data is sent as datagrams of this size."
    ),
    (
      "UDP_GRO", 17, 104, .signed(4), .received, "UDP_GRO", "udp(7)",
      "The data is several datagrams of this size."
    ),
    (
      "PACKET_AUXDATA", 263, 8, structure("tpacket_auxdata"), .received, "PACKET_AUXDATA",
      "packet(7)", "What is known of the frame."
    ),
    (
      "PACKET_TX_TIMESTAMP", 263, 16, structure("sock_extended_err"), .received, "",
      "kernel: networking/timestamping", "Belongs to a time stamp of a packet socket."
    ),
    (
      "NETLINK_PKTINFO", 270, 3, structure("nl_pktinfo"), .received, "NETLINK_PKTINFO",
      "netlink(7)", "The multicast group of the message."
    ),
    (
      "TLS_SET_RECORD_TYPE", 282, 1, .unsigned(1), .sent, "", "kernel: networking/tls",
      "The type of the TLS record to send."
    ),
    (
      "TLS_GET_RECORD_TYPE", 282, 2, .unsigned(1), .received, "", "kernel: networking/tls",
      "The type of the TLS record that came."
    ),
  ]
}
