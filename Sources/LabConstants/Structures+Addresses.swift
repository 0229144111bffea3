/// Addresses, and the times of options.
extension Structures {
  static let timeLayouts: [StructureLayout] = [
    layout(
      "timeval",
      size: 16,
      "timeval(3type)",
      "Seconds and microseconds.",
      [("sec", "tv_sec", 0, .signed(8)), ("usec", "tv_usec", 8, .signed(8))]
    ),
    layout(
      "timespec",
      size: 16,
      "timespec(3type)",
      "Seconds and nanoseconds.",
      [("sec", "tv_sec", 0, .signed(8)), ("nsec", "tv_nsec", 8, .signed(8))]
    ),
    layout(
      "itimerspec",
      size: 32,
      "timerfd_create(2)",
      "When a timer expires first, and how often after that.",
      [("interval", "it_interval", 0, .timespec), ("value", "it_value", 16, .timespec)]
    ),
  ]

  static let addressLayouts: [StructureLayout] = [
    layout(
      "sockaddr",
      size: 16,
      "sockaddr(3type)",
      "A family and 14 bytes that it explains; AF_UNSPEC dissolves a connection.",
      [("family", "sa_family", 0, .family), ("data", "sa_data", 2, .bytes(14))]
    ),
    layout(
      "sockaddr_in",
      size: 16,
      "ip(7)",
      "An IPv4 address with its port.",
      [
        ("family", "sin_family", 0, .family), ("port", "sin_port", 2, .bigEndian(2)),
        ("addr", "sin_addr", 4, .ipv4),
      ],
      initial: ["family": 2]
    ),
    layout(
      "sockaddr_in6",
      size: 28,
      "ipv6(7)",
      "An IPv6 address with its port, flow information and interface.",
      [
        ("family", "sin6_family", 0, .family), ("port", "sin6_port", 2, .bigEndian(2)),
        ("flowinfo", "sin6_flowinfo", 4, .bigEndian(4)), ("addr", "sin6_addr", 8, .ipv6),
        ("scope_id", "sin6_scope_id", 24, .unsigned(4)),
      ],
      initial: ["family": 10]
    ),
    layout(
      "sockaddr_un",
      size: 110,
      "unix(7)",
      "A path, or a name behind a NUL.",
      [("family", "sun_family", 0, .family), ("path", "sun_path", 2, .text(108))],
      initial: ["family": 1]
    ),
    layout(
      "sockaddr_ll",
      size: 20,
      "packet(7)",
      "An interface and a link-layer address.",
      [
        ("family", "sll_family", 0, .family), ("protocol", "sll_protocol", 2, .bigEndian(2)),
        ("ifindex", "sll_ifindex", 4, .signed(4)), ("hatype", "sll_hatype", 8, .unsigned(2)),
        ("pkttype", "sll_pkttype", 10, .unsigned(1)), ("halen", "sll_halen", 11, .unsigned(1)),
        ("addr", "sll_addr", 12, .bytes(8)),
      ],
      initial: ["family": 17]
    ),
    layout(
      "sockaddr_nl",
      size: 12,
      "netlink(7)",
      "A netlink port and multicast groups.",
      [
        ("family", "nl_family", 0, .family), ("pid", "nl_pid", 4, .unsigned(4)),
        ("groups", "nl_groups", 8, .unsigned(4)),
      ],
      initial: ["family": 16]
    ),
    layout(
      "in_addr",
      size: 4,
      "ip(7)",
      "An IPv4 address.",
      [("addr", "s_addr", 0, .ipv4)]
    ),
    layout(
      "in6_addr",
      size: 16,
      "ipv6(7)",
      "An IPv6 address.",
      [("addr", "s6_addr", 0, .ipv6)]
    ),
  ]
}
