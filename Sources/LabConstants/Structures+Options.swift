/// What options take, and the structures of other calls.
extension Structures {
  static let optionLayouts: [StructureLayout] = [
    layout(
      "linger",
      size: 8,
      "socket(7)",
      "What close does with unsent data, for SO_LINGER.",
      [("onoff", "l_onoff", 0, .signed(4)), ("seconds", "l_linger", 4, .signed(4))]
    ),
    layout(
      "so_timestamping",
      size: 8,
      "kernel: networking/timestamping",
      "Which time stamps, and by which hardware clock.",
      [("flags", "flags", 0, .signed(4)), ("bind_phc", "bind_phc", 4, .signed(4))]
    ),
    layout(
      "sock_txtime",
      size: 8,
      "kernel: net_tstamp.h",
      "The clock of SCM_TXTIME, for SO_TXTIME.",
      [("clockid", "clockid", 0, .signed(4)), ("flags", "flags", 4, .unsigned(4))]
    ),
    layout(
      "sock_filter",
      size: 8,
      "kernel: networking/filter",
      "One instruction of classic BPF.",
      [
        ("code", "code", 0, .unsigned(2)), ("jt", "jt", 2, .unsigned(1)),
        ("jf", "jf", 3, .unsigned(1)), ("k", "k", 4, .unsigned(4)),
      ]
    ),
    layout(
      "sock_fprog",
      size: 16,
      "kernel: networking/filter",
      "A program of classic BPF: a list of sock_filter.",
      [("filter", "filter", 8, .pointer), ("len", "len", 0, .pointedCount(8))]
    ),
    fileStatus,
    layout(
      "ifreq",
      size: 40,
      "netdevice(7)",
      "A question about an interface by its name; behind the name stands one of these.",
      [
        ("name", "ifr_name", 0, .text(16)), ("ifindex", "ifr_ifindex", 16, .signed(4)),
        ("flags", "ifr_flags", 16, .unsigned(2)), ("mtu", "ifr_mtu", 16, .signed(4)),
        ("qlen", "ifr_qlen", 16, .signed(4)), ("addr", "ifr_addr", 16, .socketAddress(16)),
      ]
    ),
    layout(
      "ifconf",
      size: 16,
      "netdevice(7)",
      "Room for the list of interfaces with an address (SIOCGIFCONF).",
      [("len", "ifc_len", 0, .signed(4)), ("buf", "ifc_buf", 8, .pointer)]
    ),
    layout(
      "sk_meminfo",
      size: 36,
      "sock_diag(7)",
      "The socket's memory, in bytes (SK_MEMINFO_…).",
      [
        ("rmem_alloc", "", 0, .unsigned(4)), ("rcvbuf", "", 4, .unsigned(4)),
        ("wmem_alloc", "", 8, .unsigned(4)), ("sndbuf", "", 12, .unsigned(4)),
        ("fwd_alloc", "", 16, .unsigned(4)), ("wmem_queued", "", 20, .unsigned(4)),
        ("optmem", "", 24, .unsigned(4)), ("backlog", "", 28, .unsigned(4)),
        ("drops", "", 32, .unsigned(4)),
      ]
    ),
    layout(
      "in6_flowlabel_req",
      size: 32,
      "kernel: in6.h",
      "A flow label to take, keep or give back, for IPV6_FLOWLABEL_MGR.",
      [
        ("dst", "flr_dst", 0, .ipv6), ("label", "flr_label", 16, .bigEndian(4)),
        ("action", "flr_action", 20, .unsigned(1)), ("share", "flr_share", 21, .unsigned(1)),
        ("flags", "flr_flags", 22, .unsigned(2)), ("expires", "flr_expires", 24, .unsigned(2)),
        ("linger", "flr_linger", 26, .unsigned(2)),
      ]
    ),
    layout(
      "tcp_md5sig",
      size: 216,
      "kernel: tcp.h",
      "A peer and its key, for TCP_MD5SIG.",
      [
        ("addr", "tcpm_addr", 0, .socketAddress(128)), ("flags", "tcpm_flags", 128, .unsigned(1)),
        ("prefixlen", "tcpm_prefixlen", 129, .unsigned(1)),
        ("keylen", "tcpm_keylen", 130, .unsigned(2)),
        ("ifindex", "tcpm_ifindex", 132, .signed(4)), ("key", "tcpm_key", 136, .bytes(80)),
      ]
    ),
    layout(
      "tcp_repair_opt",
      size: 8,
      "kernel: tcp.h",
      "An option of a repaired connection.",
      [("code", "opt_code", 0, .unsigned(4)), ("val", "opt_val", 4, .unsigned(4))]
    ),
    layout(
      "tcp_repair_window",
      size: 20,
      "kernel: tcp.h",
      "The windows of a repaired connection.",
      [
        ("snd_wl1", "snd_wl1", 0, .unsigned(4)), ("snd_wnd", "snd_wnd", 4, .unsigned(4)),
        ("max_window", "max_window", 8, .unsigned(4)), ("rcv_wnd", "rcv_wnd", 12, .unsigned(4)),
        ("rcv_wup", "rcv_wup", 16, .unsigned(4)),
      ]
    ),
    layout(
      "tcp_zerocopy_receive",
      size: 64,
      "kernel: tcp.h",
      "Where received pages are mapped, for TCP_ZEROCOPY_RECEIVE.",
      [
        ("address", "address", 0, .unsigned(8)), ("length", "length", 8, .unsigned(4)),
        ("recv_skip_hint", "recv_skip_hint", 12, .unsigned(4)), ("inq", "inq", 16, .unsigned(4)),
        ("err", "err", 20, .signed(4)), ("copybuf_address", "copybuf_address", 24, .unsigned(8)),
        ("copybuf_len", "copybuf_len", 32, .signed(4)), ("flags", "flags", 36, .unsigned(4)),
        ("msg_control", "msg_control", 40, .unsigned(8)),
        ("msg_controllen", "msg_controllen", 48, .unsigned(8)),
        ("msg_flags", "msg_flags", 56, .unsigned(4)), ("reserved", "reserved", 60, .unsigned(4)),
      ]
    ),
    layout(
      "icmp6_filter",
      size: 32,
      "RFC 3542",
      "Which ICMPv6 types a raw socket does not receive: one bit each.",
      [("data", "icmp6_filt", 0, .bytes(32))]
    ),
  ]

  static let packetLayouts: [StructureLayout] = [
    layout(
      "packet_mreq",
      size: 16,
      "packet(7)",
      "An interface and what to hear on it (PACKET_MR_…).",
      [
        ("ifindex", "mr_ifindex", 0, .signed(4)), ("type", "mr_type", 4, .unsigned(2)),
        ("alen", "mr_alen", 6, .unsigned(2)), ("address", "mr_address", 8, .bytes(8)),
      ]
    ),
    layout(
      "tpacket_req3",
      size: 28,
      "packet(7)",
      "The ring of a packet socket of version TPACKET_V3.",
      [
        ("block_size", "tp_block_size", 0, .unsigned(4)),
        ("block_nr", "tp_block_nr", 4, .unsigned(4)),
        ("frame_size", "tp_frame_size", 8, .unsigned(4)),
        ("frame_nr", "tp_frame_nr", 12, .unsigned(4)),
        ("retire_blk_tov", "tp_retire_blk_tov", 16, .unsigned(4)),
        ("sizeof_priv", "tp_sizeof_priv", 20, .unsigned(4)),
        ("feature_req_word", "tp_feature_req_word", 24, .unsigned(4)),
      ]
    ),
    layout(
      "tpacket_req",
      size: 16,
      "packet(7)",
      "The ring of a packet socket.",
      [
        ("block_size", "tp_block_size", 0, .unsigned(4)),
        ("block_nr", "tp_block_nr", 4, .unsigned(4)),
        ("frame_size", "tp_frame_size", 8, .unsigned(4)),
        ("frame_nr", "tp_frame_nr", 12, .unsigned(4)),
      ]
    ),
    layout(
      "tpacket_stats",
      size: 8,
      "packet(7)",
      "Frames that came and that were dropped since the last question.",
      [("packets", "tp_packets", 0, .unsigned(4)), ("drops", "tp_drops", 4, .unsigned(4))]
    ),
    layout(
      "fanout_args",
      size: 8,
      "packet(7)",
      "The group of packet sockets that share the frames.",
      [
        ("id", "id", 0, .unsigned(2)), ("type_flags", "type_flags", 2, .unsigned(2)),
        ("max_num_members", "max_num_members", 4, .unsigned(4)),
      ]
    ),
  ]

  static let otherLayouts: [StructureLayout] = [
    layout(
      "nlmsghdr",
      size: 16,
      "netlink(7)",
      "The head of a netlink message.",
      [
        ("len", "nlmsg_len", 0, .unsigned(4)), ("type", "nlmsg_type", 4, .unsigned(2)),
        ("flags", "nlmsg_flags", 6, .unsigned(2)), ("seq", "nlmsg_seq", 8, .unsigned(4)),
        ("pid", "nlmsg_pid", 12, .unsigned(4)),
      ],
      initial: ["len": 16]
    ),
    epollEvent,
    layout(
      "pollfd",
      size: 8,
      "poll(2)",
      "A descriptor, what is asked of it and what is true.",
      [
        ("fd", "fd", 0, .signed(4)), ("events", "events", 4, .signed(2)),
        ("revents", "revents", 6, .signed(2)),
      ]
    ),
    layout(
      "rlimit",
      size: 16,
      "getrlimit(2)",
      "A soft and a hard limit.",
      [("cur", "rlim_cur", 0, .unsigned(8)), ("max", "rlim_max", 8, .unsigned(8))]
    ),
  ]

  /// The kernel packs it on x86-64 and nowhere else.
  private static let epollEvent: StructureLayout = {
    #if arch(x86_64)
      let offset = 4
    #else
      let offset = 8
    #endif
    return layout(
      "epoll_event",
      size: offset + 8,
      "epoll_ctl(2)",
      "Events, and what the program wants to be told with them.",
      [("events", "events", 0, .unsigned(4)), ("data", "data", offset, .unsigned(8))]
    )
  }()

  /// `struct stat`, which differs from machine to machine.
  private static var fileStatus: StructureLayout {
    #if arch(x86_64)
      let (mode, links) = (24, ("nlink", "st_nlink", 16, FieldForm.unsigned(8)))
      let size = 144
    #else
      let (mode, links) = (16, ("nlink", "st_nlink", 20, FieldForm.unsigned(4)))
      let size = 128
    #endif
    let owner = mode == 24 ? 28 : 24
    return layout(
      "stat",
      size: size,
      "stat(2)",
      "What is known of a file.",
      [
        ("dev", "st_dev", 0, .unsigned(8)), ("ino", "st_ino", 8, .unsigned(8)), links,
        ("mode", "st_mode", mode, .unsigned(4)), ("uid", "st_uid", owner, .unsigned(4)),
        ("gid", "st_gid", owner + 4, .unsigned(4)), ("size", "st_size", 48, .signed(8)),
      ]
    )
  }
}
