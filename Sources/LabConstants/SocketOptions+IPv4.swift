/// The options of the IPv4 level, ip(7).
extension SocketOptions {
  static let ipv4Options = OptionLevel(
    name: "IPPROTO_IP",
    number: 0,
    manual: "ip(7)",
    rows: [
      (
        "IP_TOS", 1, .integer, .readWrite, nil,
        "Type-of-service byte of the packets that are sent."
      ),
      ("IP_TTL", 2, .integer, .readWrite, nil, "Time to live of the packets that are sent."),
      (
        "IP_HDRINCL", 3, .boolean, .readWrite, nil,
        "The program writes the IP header itself (raw sockets)."
      ),
      ("IP_OPTIONS", 4, .bytes, .readWrite, nil, "IP options of the packets that are sent."),
      (
        "IP_ROUTER_ALERT", 5, .boolean, .readWrite, nil,
        "Receives packets with the Router Alert option (raw sockets)."
      ),
      ("IP_RECVOPTS", 6, .boolean, .readWrite, nil, "Receives the IP options with each datagram."),
      ("IP_RETOPTS", 7, .boolean, .readWrite, nil, "Receives the IP options as they came."),
      (
        "IP_PKTINFO", 8, .boolean, .readWrite, nil,
        "Receives interface and destination address with each datagram."
      ),
      (
        "IP_PKTOPTIONS", 9, .bytes, .readOnly, nil,
        "Control messages that the connection's packets carried."
      ),
      ("IP_MTU_DISCOVER", 10, .integer, .readWrite, nil, "Path MTU discovery (IP_PMTUDISC_…)."),
      ("IP_RECVERR", 11, .boolean, .readWrite, nil, "Puts errors into the error queue."),
      (
        "IP_RECVTTL", 12, .boolean, .readWrite, nil,
        "Receives the time to live with each datagram."
      ),
      (
        "IP_RECVTOS", 13, .boolean, .readWrite, nil,
        "Receives the type of service with each datagram."
      ),
      ("IP_MTU", 14, .integer, .readOnly, nil, "The known path MTU of a connected socket."),
      (
        "IP_FREEBIND", 15, .boolean, .readWrite, nil,
        "Allows bind to an address that this host does not have."
      ),
      ("IP_IPSEC_POLICY", 16, .bytes, .readWrite, "CAP_NET_ADMIN", "IPsec policy."),
      ("IP_XFRM_POLICY", 17, .bytes, .readWrite, "CAP_NET_ADMIN", "Transformation policy."),
      (
        "IP_PASSSEC", 18, .boolean, .readWrite, nil,
        "Receives the security context with each datagram."
      ),
      (
        "IP_TRANSPARENT", 19, .boolean, .readWrite, "CAP_NET_ADMIN",
        "Allows to accept and send for foreign addresses."
      ),
      (
        "IP_RECVORIGDSTADDR", 20, .boolean, .readWrite, nil,
        "Receives the original destination with each datagram."
      ),
      ("IP_MINTTL", 21, .integer, .readWrite, nil, "Smallest time to live that is accepted."),
      (
        "IP_NODEFRAG", 22, .boolean, .readWrite, nil,
        "Does not reassemble fragments (raw sockets)."
      ),
      ("IP_CHECKSUM", 23, .boolean, .readWrite, nil, "Receives the checksum with each datagram."),
      (
        "IP_BIND_ADDRESS_NO_PORT", 24, .boolean, .readWrite, nil,
        "bind with port 0 leaves the choice of the port to connect."
      ),
      (
        "IP_RECVFRAGSIZE", 25, .boolean, .readWrite, nil,
        "Receives the size of the largest fragment."
      ),
      (
        "IP_RECVERR_RFC4884", 26, .boolean, .readWrite, nil,
        "The error queue tells the extensions of RFC 4884."
      ),
      (
        "IP_MULTICAST_IF", 32, .interface4, .readWrite, nil,
        "Interface for multicast that is sent."
      ),
      (
        "IP_MULTICAST_TTL", 33, .integer, .readWrite, nil,
        "Time to live of multicast that is sent."
      ),
      ("IP_MULTICAST_LOOP", 34, .boolean, .readWrite, nil, "Whether own multicast comes back."),
      (
        "IP_ADD_MEMBERSHIP", 35, .structures(["ip_mreqn", "ip_mreq"]), .writeOnly, nil,
        "Joins a multicast group."
      ),
      (
        "IP_DROP_MEMBERSHIP", 36, .structures(["ip_mreqn", "ip_mreq"]), .writeOnly, nil,
        "Leaves a multicast group."
      ),
      (
        "IP_UNBLOCK_SOURCE", 37, .structure("ip_mreq_source"), .writeOnly, nil,
        "Hears a source of a group again."
      ),
      (
        "IP_BLOCK_SOURCE", 38, .structure("ip_mreq_source"), .writeOnly, nil,
        "No longer hears a source of a group."
      ),
      (
        "IP_ADD_SOURCE_MEMBERSHIP", 39, .structure("ip_mreq_source"), .writeOnly, nil,
        "Joins a group for one source."
      ),
      (
        "IP_DROP_SOURCE_MEMBERSHIP", 40, .structure("ip_mreq_source"), .writeOnly, nil,
        "Leaves a group for one source."
      ),
      (
        "IP_MSFILTER", 41, .structure("ip_msfilter"), .readWrite, nil,
        "The whole source filter of a group."
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
        "IP_MULTICAST_ALL", 49, .boolean, .readWrite, nil,
        "Whether groups that other sockets joined are heard too."
      ),
      (
        "IP_UNICAST_IF", 50, .integer, .readWrite, nil,
        "Interface for unicast that is sent, in network byte order."
      ),
      (
        "IP_LOCAL_PORT_RANGE", 51, .unsigned32, .readWrite, nil,
        "The socket's own ephemeral range: low port, and high port shifted by 16."
      ),
      ("IP_PROTOCOL", 52, .integer, .readOnly, nil, "The protocol of a raw socket."),
    ]
  )
}
