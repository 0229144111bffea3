/// The options of the TCP level, tcp(7).
extension SocketOptions {
  static let tcpOptions = OptionLevel(
    name: "IPPROTO_TCP",
    number: 6,
    manual: "tcp(7)",
    rows: [
      (
        "TCP_NODELAY", 1, .boolean, .readWrite, nil,
        "Sends small segments at once (no Nagle algorithm)."
      ),
      ("TCP_MAXSEG", 2, .integer, .readWrite, nil, "Largest segment."),
      ("TCP_CORK", 3, .boolean, .readWrite, nil, "Sends full segments only, until it is cleared."),
      (
        "TCP_KEEPIDLE", 4, .integer, .readWrite, nil,
        "Idle seconds before the first keep-alive probe."
      ),
      ("TCP_KEEPINTVL", 5, .integer, .readWrite, nil, "Seconds between keep-alive probes."),
      (
        "TCP_KEEPCNT", 6, .integer, .readWrite, nil,
        "Unanswered probes before the connection is dropped."
      ),
      ("TCP_SYNCNT", 7, .integer, .readWrite, nil, "SYN retransmissions before connect gives up."),
      ("TCP_LINGER2", 8, .integer, .readWrite, nil, "Seconds that an orphan stays in FIN_WAIT2."),
      (
        "TCP_DEFER_ACCEPT", 9, .integer, .readWrite, nil,
        "Wakes the listener only when data has come; seconds to wait for it."
      ),
      ("TCP_WINDOW_CLAMP", 10, .integer, .readWrite, nil, "Upper limit of the advertised window."),
      ("TCP_INFO", 11, .tcpInfo, .readOnly, nil, "What TCP knows about the connection."),
      (
        "TCP_QUICKACK", 12, .boolean, .readWrite, nil,
        "Acknowledges at once; the kernel may clear it again."
      ),
      (
        "TCP_CONGESTION", 13, .string(maximumLength: 16), .readWrite, nil,
        "Congestion control algorithm."
      ),
      (
        "TCP_MD5SIG", 14, .structure("tcp_md5sig"), .writeOnly, nil,
        "Key for MD5 signatures (RFC 2385)."
      ),
      ("TCP_COOKIE_TRANSACTIONS", 15, .bytes, .readWrite, nil, "Removed in Linux 3.10."),
      (
        "TCP_THIN_LINEAR_TIMEOUTS", 16, .boolean, .readWrite, nil,
        "Linear time-outs for thin streams."
      ),
      ("TCP_THIN_DUPACK", 17, .boolean, .readWrite, nil, "Does nothing since Linux 4.11."),
      (
        "TCP_USER_TIMEOUT", 18, .integer, .readWrite, nil,
        "Milliseconds that sent data may stay unacknowledged."
      ),
      (
        "TCP_REPAIR", 19, .integer, .readWrite, "CAP_NET_ADMIN",
        "Repair mode, for moving a connection to another host."
      ),
      (
        "TCP_REPAIR_QUEUE", 20, .integer, .readWrite, "CAP_NET_ADMIN",
        "The queue that is repaired."
      ),
      (
        "TCP_QUEUE_SEQ", 21, .unsigned32, .readWrite, "CAP_NET_ADMIN",
        "Sequence number of the repaired queue."
      ),
      (
        "TCP_REPAIR_OPTIONS", 22, .structure("tcp_repair_opt"), .writeOnly, "CAP_NET_ADMIN",
        "Options of the repaired connection."
      ),
      (
        "TCP_FASTOPEN", 23, .integer, .readWrite, nil,
        "Length of the listener's queue for data in the SYN."
      ),
      ("TCP_TIMESTAMP", 24, .unsigned32, .readWrite, nil, "TCP's time stamp clock."),
      (
        "TCP_NOTSENT_LOWAT", 25, .unsigned32, .readWrite, nil,
        "Unsent bytes above which the socket is not writable."
      ),
      ("TCP_CC_INFO", 26, .bytes, .readOnly, nil, "What the congestion control algorithm tells."),
      (
        "TCP_SAVE_SYN", 27, .integer, .readWrite, nil,
        "The listener keeps the SYN of each connection."
      ),
      ("TCP_SAVED_SYN", 28, .bytes, .readOnly, nil, "The kept SYN; it can be read once."),
      (
        "TCP_REPAIR_WINDOW", 29, .structure("tcp_repair_window"), .readWrite, "CAP_NET_ADMIN",
        "Windows of the repaired connection."
      ),
      (
        "TCP_FASTOPEN_CONNECT", 30, .boolean, .readWrite, nil,
        "connect waits for the first data and sends it in the SYN."
      ),
      (
        "TCP_ULP", 31, .string(maximumLength: 16), .readWrite, nil,
        "Upper layer protocol, such as tls."
      ),
      (
        "TCP_MD5SIG_EXT", 32, .structure("tcp_md5sig"), .writeOnly, nil,
        "Key for MD5 signatures, with prefix and interface."
      ),
      ("TCP_FASTOPEN_KEY", 33, .bytes, .readWrite, nil, "Key of the Fast Open cookies."),
      ("TCP_FASTOPEN_NO_COOKIE", 34, .boolean, .readWrite, nil, "Fast Open without cookie."),
      (
        "TCP_ZEROCOPY_RECEIVE", 35, .structure("tcp_zerocopy_receive"), .readOnly, nil,
        "Receives by mapping pages."
      ),
      (
        "TCP_INQ", 36, .boolean, .readWrite, nil,
        "Receives the bytes left to read with each message."
      ),
      (
        "TCP_TX_DELAY", 37, .integer, .readWrite, nil,
        "Delays each packet by so many microseconds."
      ),
      (
        "TCP_AO_ADD_KEY", 38, .bytes, .writeOnly, nil,
        "Adds a key of the Authentication Option (Linux 6.7)."
      ),
      (
        "TCP_AO_DEL_KEY", 39, .bytes, .writeOnly, nil,
        "Removes a key of the Authentication Option (Linux 6.7)."
      ),
      (
        "TCP_AO_INFO", 40, .bytes, .readWrite, nil,
        "Settings of the Authentication Option (Linux 6.7)."
      ),
      (
        "TCP_AO_GET_KEYS", 41, .bytes, .readOnly, nil,
        "Lists the keys of the Authentication Option (Linux 6.7)."
      ),
      (
        "TCP_AO_REPAIR", 42, .bytes, .readWrite, "CAP_NET_ADMIN",
        "The Authentication Option's state in repair mode (Linux 6.7)."
      ),
      (
        "TCP_IS_MPTCP", 43, .boolean, .readOnly, nil,
        "Whether the connection is a Multipath TCP subflow (Linux 6.10)."
      ),
      (
        "TCP_RTO_MAX_MS", 44, .integer, .readWrite, nil,
        "Upper limit of the retransmission time-out, in milliseconds (Linux 6.15)."
      ),
      (
        "TCP_RTO_MIN_US", 45, .integer, .readWrite, nil,
        "Lower limit of the retransmission time-out, in microseconds (Linux 6.15)."
      ),
      (
        "TCP_DELACK_MAX_US", 46, .integer, .readWrite, nil,
        "Upper limit of the acknowledgement delay, in microseconds (Linux 6.15)."
      ),
    ]
  )
}
