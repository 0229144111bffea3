/// Multicast groups and their sources.
extension Structures {
  static let membershipLayouts: [StructureLayout] = [
    layout(
      "ip_mreq",
      size: 8,
      "ip(7)",
      "A multicast group, and the interface by its address.",
      [("multiaddr", "imr_multiaddr", 0, .ipv4), ("interface", "imr_interface", 4, .ipv4)]
    ),
    layout(
      "ip_mreqn",
      size: 12,
      "ip(7)",
      "A multicast group, and the interface by its address or index.",
      [
        ("multiaddr", "imr_multiaddr", 0, .ipv4), ("address", "imr_address", 4, .ipv4),
        ("ifindex", "imr_ifindex", 8, .signed(4)),
      ]
    ),
    layout(
      "ip_mreq_source",
      size: 12,
      "ip(7)",
      "A multicast group, an interface and one sender.",
      [
        ("multiaddr", "imr_multiaddr", 0, .ipv4), ("interface", "imr_interface", 4, .ipv4),
        ("sourceaddr", "imr_sourceaddr", 8, .ipv4),
      ]
    ),
    layout(
      "ip_msfilter",
      size: 20,
      "ip(7)",
      "The whole source filter of a group; here with one source.",
      [
        ("multiaddr", "imsf_multiaddr", 0, .ipv4), ("interface", "imsf_interface", 4, .ipv4),
        ("fmode", "imsf_fmode", 8, .unsigned(4)), ("numsrc", "imsf_numsrc", 12, .unsigned(4)),
        ("slist", "imsf_slist", 16, .ipv4),
      ]
    ),
    layout(
      "ipv6_mreq",
      size: 20,
      "ipv6(7)",
      "An IPv6 multicast group, and the interface by its index.",
      [
        ("multiaddr", "ipv6mr_multiaddr", 0, .ipv6),
        ("interface", "ipv6mr_interface", 16, .unsigned(4)),
      ]
    ),
    layout(
      "group_req",
      size: 136,
      "ip(7)",
      "A multicast group of any family, and the interface by its index.",
      [
        ("interface", "gr_interface", 0, .unsigned(4)),
        ("group", "gr_group", 8, .socketAddress(128)),
      ]
    ),
    layout(
      "group_source_req",
      size: 264,
      "ip(7)",
      "A multicast group of any family, the interface's index and one sender.",
      [
        ("interface", "gsr_interface", 0, .unsigned(4)),
        ("group", "gsr_group", 8, .socketAddress(128)),
        ("source", "gsr_source", 136, .socketAddress(128)),
      ]
    ),
    layout(
      "group_filter",
      size: 272,
      "ip(7)",
      "The whole source filter of a group of any family; here with one source.",
      [
        ("interface", "gf_interface", 0, .unsigned(4)),
        ("group", "gf_group", 8, .socketAddress(128)), ("fmode", "gf_fmode", 136, .unsigned(4)),
        ("numsrc", "gf_numsrc", 140, .unsigned(4)),
        ("slist", "gf_slist", 144, .socketAddress(128)),
      ]
    ),
  ]
}
