/// The options of the IPv6 level, ipv6(7).
extension SocketOptions {
  static let ipv6Options = OptionLevel(
    name: "IPPROTO_IPV6",
    number: 41,
    manual: "ipv6(7)",
    rows: [
      (
        "IPV6_ADDRFORM", 1, .integer, .readWrite, nil,
        "Turns a v4-mapped connection into an AF_INET socket."
      ),
      ("IPV6_2292PKTINFO", 2, .boolean, .readWrite, nil, "IPV6_RECVPKTINFO of RFC 2292."),
      ("IPV6_2292HOPOPTS", 3, .boolean, .readWrite, nil, "IPV6_RECVHOPOPTS of RFC 2292."),
      ("IPV6_2292DSTOPTS", 4, .boolean, .readWrite, nil, "IPV6_RECVDSTOPTS of RFC 2292."),
      ("IPV6_2292RTHDR", 5, .boolean, .readWrite, nil, "IPV6_RECVRTHDR of RFC 2292."),
      (
        "IPV6_2292PKTOPTIONS", 6, .bytes, .readWrite, nil,
        "Control messages for all packets, RFC 2292."
      ),
      (
        "IPV6_CHECKSUM", 7, .integer, .readWrite, nil,
        "Where a raw socket's checksum stands; -1 is nowhere."
      ),
      ("IPV6_2292HOPLIMIT", 8, .boolean, .readWrite, nil, "IPV6_RECVHOPLIMIT of RFC 2292."),
      (
        "IPV6_NEXTHOP", 9, .socketAddress, .readWrite, "CAP_NET_RAW",
        "The next hop of packets that are sent."
      ),
      ("IPV6_AUTHHDR", 10, .boolean, .readWrite, nil, "Obsolete."),
      (
        "IPV6_FLOWINFO", 11, .boolean, .readWrite, nil,
        "Receives the flow information with each datagram."
      ),
      (
        "IPV6_UNICAST_HOPS", 16, .integer, .readWrite, nil,
        "Hop limit of unicast that is sent; -1 is the default."
      ),
      (
        "IPV6_MULTICAST_IF", 17, .integer, .readWrite, nil,
        "Interface index for multicast that is sent."
      ),
      (
        "IPV6_MULTICAST_HOPS", 18, .integer, .readWrite, nil,
        "Hop limit of multicast that is sent; -1 is the default."
      ),
      ("IPV6_MULTICAST_LOOP", 19, .boolean, .readWrite, nil, "Whether own multicast comes back."),
      (
        "IPV6_ADD_MEMBERSHIP", 20, .structure("ipv6_mreq"), .writeOnly, nil,
        "Joins a multicast group."
      ),
      (
        "IPV6_DROP_MEMBERSHIP", 21, .structure("ipv6_mreq"), .writeOnly, nil,
        "Leaves a multicast group."
      ),
      (
        "IPV6_ROUTER_ALERT", 22, .integer, .readWrite, nil,
        "Receives packets with this Router Alert value (raw sockets)."
      ),
      ("IPV6_MTU_DISCOVER", 23, .integer, .readWrite, nil, "Path MTU discovery (IPV6_PMTUDISC_…)."),
      (
        "IPV6_MTU", 24, .integer, .readWrite, nil,
        "Read: the known path MTU. Set: the largest packet to send."
      ),
      ("IPV6_RECVERR", 25, .boolean, .readWrite, nil, "Puts errors into the error queue."),
      (
        "IPV6_V6ONLY", 26, .boolean, .readWrite, nil,
        "An IPv6 socket leaves the IPv4 port space alone."
      ),
      (
        "IPV6_JOIN_ANYCAST", 27, .structure("ipv6_mreq"), .writeOnly, nil,
        "Joins an anycast address."
      ),
      (
        "IPV6_LEAVE_ANYCAST", 28, .structure("ipv6_mreq"), .writeOnly, nil,
        "Leaves an anycast address."
      ),
      (
        "IPV6_MULTICAST_ALL", 29, .boolean, .readWrite, nil,
        "Whether groups that other sockets joined are heard too."
      ),
      (
        "IPV6_ROUTER_ALERT_ISOLATE", 30, .boolean, .readWrite, nil,
        "Router Alert packets of this network namespace only."
      ),
      (
        "IPV6_RECVERR_RFC4884", 31, .boolean, .readWrite, nil,
        "The error queue tells the extensions of RFC 4884."
      ),
      (
        "IPV6_FLOWLABEL_MGR", 32, .structure("in6_flowlabel_req"), .readWrite, nil,
        "Manages flow labels."
      ),
      (
        "IPV6_FLOWINFO_SEND", 33, .boolean, .readWrite, nil,
        "Sends the flow information of the address."
      ),
      ("IPV6_IPSEC_POLICY", 34, .bytes, .readWrite, "CAP_NET_ADMIN", "IPsec policy."),
      ("IPV6_XFRM_POLICY", 35, .bytes, .readWrite, "CAP_NET_ADMIN", "Transformation policy."),
      (
        "IPV6_HDRINCL", 36, .boolean, .readWrite, nil,
        "The program writes the IPv6 header itself (raw sockets)."
      ),
      (
        "MCAST_JOIN_GROUP", 42, .structure("group_req"), .writeOnly, nil,
        "Joins a multicast group, any family."
      ),
      (
        "MCAST_BLOCK_SOURCE", 43, .structure("group_source_req"), .writeOnly, nil,
        "No longer hears a source of a group."
      ),
      (
        "MCAST_UNBLOCK_SOURCE", 44, .structure("group_source_req"), .writeOnly, nil,
        "Hears a source of a group again."
      ),
      (
        "MCAST_LEAVE_GROUP", 45, .structure("group_req"), .writeOnly, nil,
        "Leaves a multicast group, any family."
      ),
      (
        "MCAST_JOIN_SOURCE_GROUP", 46, .structure("group_source_req"), .writeOnly, nil,
        "Joins a group for one source."
      ),
      (
        "MCAST_LEAVE_SOURCE_GROUP", 47, .structure("group_source_req"), .writeOnly, nil,
        "Leaves a group for one source."
      ),
      (
        "MCAST_MSFILTER", 48, .structure("group_filter"), .readWrite, nil,
        "The whole source filter of a group."
      ),
      (
        "IPV6_RECVPKTINFO", 49, .boolean, .readWrite, nil,
        "Receives interface and destination address with each datagram."
      ),
      (
        "IPV6_PKTINFO", 50, .structure("in6_pktinfo"), .readWrite, nil,
        "Interface and source address of packets that are sent."
      ),
      (
        "IPV6_RECVHOPLIMIT", 51, .boolean, .readWrite, nil,
        "Receives the hop limit with each datagram."
      ),
      ("IPV6_HOPLIMIT", 52, .integer, .readWrite, nil, "Hop limit, as control message."),
      ("IPV6_RECVHOPOPTS", 53, .boolean, .readWrite, nil, "Receives the hop-by-hop options."),
      (
        "IPV6_HOPOPTS", 54, .bytes, .readWrite, "CAP_NET_RAW",
        "Hop-by-hop options of packets that are sent."
      ),
      (
        "IPV6_RTHDRDSTOPTS", 55, .bytes, .readWrite, "CAP_NET_RAW",
        "Destination options before the routing header."
      ),
      ("IPV6_RECVRTHDR", 56, .boolean, .readWrite, nil, "Receives the routing header."),
      ("IPV6_RTHDR", 57, .bytes, .readWrite, nil, "Routing header of packets that are sent."),
      ("IPV6_RECVDSTOPTS", 58, .boolean, .readWrite, nil, "Receives the destination options."),
      (
        "IPV6_DSTOPTS", 59, .bytes, .readWrite, "CAP_NET_RAW",
        "Destination options of packets that are sent."
      ),
      ("IPV6_RECVPATHMTU", 60, .boolean, .readWrite, nil, "Receives changes of the path MTU."),
      (
        "IPV6_PATHMTU", 61, .structure("ip6_mtuinfo"), .readOnly, nil,
        "The path MTU (struct ip6_mtuinfo)."
      ),
      (
        "IPV6_DONTFRAG", 62, .boolean, .readWrite, nil,
        "Does not fragment; too large a datagram fails."
      ),
      ("IPV6_USE_MIN_MTU", 63, .integer, .readWrite, nil, "Not implemented on Linux."),
      (
        "IPV6_RECVTCLASS", 66, .boolean, .readWrite, nil,
        "Receives the traffic class with each datagram."
      ),
      (
        "IPV6_TCLASS", 67, .integer, .readWrite, nil,
        "Traffic class of the packets that are sent; -1 is the default."
      ),
      (
        "IPV6_AUTOFLOWLABEL", 70, .boolean, .readWrite, nil,
        "Sends a flow label made from the connection."
      ),
      (
        "IPV6_ADDR_PREFERENCES", 72, .integer, .readWrite, nil,
        "Which source address is chosen (IPV6_PREFER_SRC_…)."
      ),
      ("IPV6_MINHOPCOUNT", 73, .integer, .readWrite, nil, "Smallest hop limit that is accepted."),
      (
        "IPV6_RECVORIGDSTADDR", 74, .boolean, .readWrite, nil,
        "Receives the original destination with each datagram."
      ),
      (
        "IPV6_TRANSPARENT", 75, .boolean, .readWrite, "CAP_NET_ADMIN",
        "Allows to accept and send for foreign addresses."
      ),
      (
        "IPV6_UNICAST_IF", 76, .integer, .readWrite, nil,
        "Interface for unicast that is sent, in network byte order."
      ),
      (
        "IPV6_RECVFRAGSIZE", 77, .boolean, .readWrite, nil,
        "Receives the size of the largest fragment."
      ),
      (
        "IPV6_FREEBIND", 78, .boolean, .readWrite, nil,
        "Allows bind to an address that this host does not have."
      ),
    ]
  )
}
