/// What the options of everyday programs do.
enum OptionExplanations {
  static let texts: [String: String] = [
    "SO_REUSEADDR":
      "bind may take an address whose port old connections (TIME_WAIT) still use. Set it before "
      + "bind, on every listener of that port. It lets no second listener in.",
    "SO_REUSEPORT":
      "Several sockets may listen on one address and port; the kernel shares the connections out. "
      + "All of them must set it before bind.",
    "SO_KEEPALIVE": "After two hours of silence TCP asks the peer whether it is still there.",
    "SO_LINGER":
      "What close does with bytes not sent: linger(1, 5) waits up to 5 s, linger(1, 0) drops them "
      + "and sends RST.",
    "SO_RCVBUF": "Room for received data. Linux doubles the number for its own bookkeeping.",
    "SO_SNDBUF": "Room for data on its way. Linux doubles the number for its own bookkeeping.",
    "SO_RCVTIMEO": "How long recv and accept sleep at most; then EAGAIN.",
    "SO_SNDTIMEO": "How long send and connect sleep at most; then EAGAIN, or EINPROGRESS.",
    "SO_RCVLOWAT": "How many bytes must be there before recv and poll find the socket readable.",
    "SO_BROADCAST": "Lets a datagram socket send to a broadcast address.",
    "SO_ERROR": "The error that waits on the socket; reading clears it.",
    "SO_TYPE": "SOCK_STREAM (1), SOCK_DGRAM (2) …: what the socket was made as; read only.",
    "SO_OOBINLINE": "Urgent bytes stay in the stream instead of being read with MSG_OOB.",
    "TCP_NODELAY":
      "Small pieces are sent at once: Nagle's algorithm, which waits for the ACK of the last one, is off.",
    "TCP_CORK":
      "Holds small pieces back until a full segment, or until it is switched off (200 ms).",
    "TCP_MAXSEG": "The largest segment that this connection sends.",
    "TCP_INFO": "What the kernel knows of the connection: state, rtt, cwnd. tcp1.TCP_INFO.rtt",
    "TCP_USER_TIMEOUT": "How long sent data may stay unacknowledged before the connection ends.",
    "TCP_DEFER_ACCEPT": "accept gets a connection only when data has come on it.",
    "IPV6_V6ONLY": "An IPv6 socket bound to [::] leaves IPv4 to others; set it before bind.",
    "IP_TTL": "How many routers a packet may pass.",
    "IP_ADD_MEMBERSHIP": "Joins a multicast group: setsockopt u IP_ADD_MEMBERSHIP ip_mreqn(…).",
  ]
}
