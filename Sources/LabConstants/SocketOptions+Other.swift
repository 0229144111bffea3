/// The options of packet, netlink and raw sockets, of TLS and Multipath TCP.
extension SocketOptions {
  static let packetOptions = OptionLevel(
    name: "SOL_PACKET",
    number: 263,
    manual: "packet(7)",
    rows: [
      (
        "PACKET_ADD_MEMBERSHIP", 1, .structure("packet_mreq"), .writeOnly, nil,
        "Hears more on an interface: a group, everything (PACKET_MR_…)."
      ),
      (
        "PACKET_DROP_MEMBERSHIP", 2, .structure("packet_mreq"), .writeOnly, nil,
        "Takes a PACKET_ADD_MEMBERSHIP back."
      ),
      ("PACKET_RECV_OUTPUT", 3, .integer, .readWrite, nil, "Not implemented."),
      (
        "PACKET_RX_RING", 5, .structure("tpacket_req"), .writeOnly, nil,
        "A ring of received frames in shared memory."
      ),
      (
        "PACKET_STATISTICS", 6, .structure("tpacket_stats"), .readOnly, nil,
        "Frames that came and were dropped; reading clears it."
      ),
      ("PACKET_COPY_THRESH", 7, .integer, .writeOnly, nil, "Size from which frames are copied."),
      ("PACKET_AUXDATA", 8, .boolean, .readWrite, nil, "Receives PACKET_AUXDATA with each frame."),
      (
        "PACKET_ORIGDEV", 9, .boolean, .readWrite, nil,
        "Tells the interface a frame first came in on."
      ),
      ("PACKET_VERSION", 10, .integer, .readWrite, nil, "The ring's form (TPACKET_V…)."),
      ("PACKET_HDRLEN", 11, .integer, .readOnly, nil, "Length of the ring's frame header."),
      ("PACKET_RESERVE", 12, .unsigned32, .readWrite, nil, "Room before each frame of the ring."),
      (
        "PACKET_TX_RING", 13, .structure("tpacket_req"), .writeOnly, nil,
        "A ring of frames to send in shared memory."
      ),
      ("PACKET_LOSS", 14, .boolean, .readWrite, nil, "Skips malformed frames of the ring."),
      ("PACKET_VNET_HDR", 15, .boolean, .readWrite, nil, "Frames begin with a virtio_net header."),
      ("PACKET_TX_TIMESTAMP", 16, .integer, .readWrite, nil, "Not used as an option."),
      (
        "PACKET_TIMESTAMP", 17, .integer, .readWrite, nil,
        "Which time stamps the ring has (SOF_TIMESTAMPING_…)."
      ),
      (
        "PACKET_FANOUT", 18, .structure("fanout_args"), .readWrite, nil,
        "Shares the frames among a group of sockets (PACKET_FANOUT_…)."
      ),
      (
        "PACKET_TX_HAS_OFF", 19, .boolean, .readWrite, nil,
        "Frames of the ring say where they start."
      ),
      ("PACKET_QDISC_BYPASS", 20, .boolean, .readWrite, nil, "Sends past the queueing discipline."),
      (
        "PACKET_ROLLOVER_STATS", 21, .bytes, .readOnly, nil, "How often a fanout group rolled over."
      ),
      ("PACKET_FANOUT_DATA", 22, .bytes, .writeOnly, nil, "The program of a fanout group."),
      ("PACKET_IGNORE_OUTGOING", 23, .boolean, .readWrite, nil, "Does not hear what is sent."),
      (
        "PACKET_VNET_HDR_SZ", 24, .integer, .readWrite, nil,
        "Length of the virtio_net header (Linux 6.4)."
      ),
    ]
  )

  static let netlinkOptions = OptionLevel(
    name: "SOL_NETLINK",
    number: 270,
    manual: "netlink(7)",
    rows: [
      ("NETLINK_ADD_MEMBERSHIP", 1, .integer, .writeOnly, nil, "Joins a group."),
      ("NETLINK_DROP_MEMBERSHIP", 2, .integer, .writeOnly, nil, "Leaves a group."),
      (
        "NETLINK_PKTINFO", 3, .boolean, .readWrite, nil,
        "Receives the group with each message."
      ),
      (
        "NETLINK_BROADCAST_ERROR", 4, .boolean, .readWrite, nil,
        "A message to a group fails when one receiver has no room."
      ),
      ("NETLINK_NO_ENOBUFS", 5, .boolean, .readWrite, nil, "Loses messages without ENOBUFS."),
      ("NETLINK_RX_RING", 6, .bytes, .writeOnly, nil, "Removed in Linux 4.6."),
      ("NETLINK_TX_RING", 7, .bytes, .writeOnly, nil, "Removed in Linux 4.6."),
      (
        "NETLINK_LISTEN_ALL_NSID", 8, .boolean, .readWrite, "CAP_NET_BROADCAST",
        "Hears all network namespaces that have a number here."
      ),
      ("NETLINK_LIST_MEMBERSHIPS", 9, .bytes, .readOnly, nil, "The groups, one bit each."),
      ("NETLINK_CAP_ACK", 10, .boolean, .readWrite, nil, "Answers without the request's data."),
      ("NETLINK_EXT_ACK", 11, .boolean, .readWrite, nil, "Answers say what was wrong."),
      ("NETLINK_GET_STRICT_CHK", 12, .boolean, .readWrite, nil, "Checks requests strictly."),
    ]
  )

  static let rawOptions = OptionLevel(
    name: "SOL_RAW",
    number: 255,
    manual: "raw(7)",
    rows: [
      (
        "ICMP_FILTER", 1, .unsigned32, .readWrite, nil,
        "Which ICMP types a raw socket does not receive: one bit each."
      )
    ]
  )

  static let icmp6Options = OptionLevel(
    name: "IPPROTO_ICMPV6",
    number: 58,
    manual: "RFC 3542",
    rows: [
      (
        "ICMP6_FILTER", 1, .structure("icmp6_filter"), .readWrite, nil,
        "Which ICMPv6 types a raw socket does not receive: one bit each."
      )
    ]
  )

  static let tlsOptions = OptionLevel(
    name: "SOL_TLS",
    number: 282,
    manual: "kernel: networking/tls",
    rows: [
      ("TLS_TX", 1, .bytes, .readWrite, nil, "Keys of what is sent; after TCP_ULP \"tls\"."),
      ("TLS_RX", 2, .bytes, .readWrite, nil, "Keys of what is received."),
      ("TLS_TX_ZEROCOPY_RO", 3, .boolean, .readWrite, nil, "Sends files without copying them."),
      ("TLS_RX_EXPECT_NO_PAD", 4, .boolean, .readWrite, nil, "Expects records without padding."),
    ]
  )

  static let mptcpOptions = OptionLevel(
    name: "SOL_MPTCP",
    number: 284,
    manual: "kernel: networking/mptcp",
    rows: [
      ("MPTCP_INFO", 1, .bytes, .readOnly, nil, "What Multipath TCP knows of the connection."),
      ("MPTCP_TCPINFO", 2, .bytes, .readOnly, nil, "TCP_INFO of each subflow."),
      ("MPTCP_SUBFLOW_ADDRS", 3, .bytes, .readOnly, nil, "The addresses of each subflow."),
      ("MPTCP_FULL_INFO", 4, .bytes, .readOnly, nil, "All of it at once (Linux 6.5)."),
    ]
  )
}
