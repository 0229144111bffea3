/// The options of the socket level, socket(7).
extension SocketOptions {
  static let socketOptions = OptionLevel(
    name: "SOL_SOCKET",
    number: 1,
    manual: "socket(7)",
    rows: [
      ("SO_DEBUG", 1, .boolean, .readWrite, "CAP_NET_ADMIN", "Records debugging information."),
      (
        "SO_REUSEADDR", 2, .boolean, .readWrite, nil,
        "Allows bind to an address that only closed or TIME_WAIT sockets hold."
      ),
      ("SO_TYPE", 3, .integer, .readOnly, nil, "The socket's type, such as SOCK_STREAM."),
      ("SO_ERROR", 4, .integer, .readOnly, nil, "Reads and clears the pending error."),
      ("SO_DONTROUTE", 5, .boolean, .readWrite, nil, "Sends to directly connected hosts only."),
      ("SO_BROADCAST", 6, .boolean, .readWrite, nil, "Allows datagrams to a broadcast address."),
      (
        "SO_SNDBUF", 7, .integer, .readWrite, nil,
        "Size of the send buffer; the kernel doubles what is set."
      ),
      (
        "SO_RCVBUF", 8, .integer, .readWrite, nil,
        "Size of the receive buffer; the kernel doubles what is set."
      ),
      ("SO_KEEPALIVE", 9, .boolean, .readWrite, nil, "Sends probes on an idle connection."),
      ("SO_OOBINLINE", 10, .boolean, .readWrite, nil, "Leaves urgent data in the normal stream."),
      (
        "SO_NO_CHECK", 11, .boolean, .readWrite, nil,
        "Sends UDP datagrams over IPv4 without checksum."
      ),
      (
        "SO_PRIORITY", 12, .integer, .readWrite, nil,
        "Priority of the packets that are sent; above 6 it needs CAP_NET_ADMIN."
      ),
      ("SO_LINGER", 13, .structure("linger"), .readWrite, nil, "What close does with unsent data."),
      ("SO_BSDCOMPAT", 14, .boolean, .readWrite, nil, "Does nothing since Linux 2.6."),
      (
        "SO_REUSEPORT", 15, .boolean, .readWrite, nil,
        "Lets several sockets of one user bind the same address and share the load."
      ),
      ("SO_PASSCRED", 16, .boolean, .readWrite, nil, "Receives SCM_CREDENTIALS with each message."),
      (
        "SO_PEERCRED", 17, .structure("ucred"), .readOnly, nil,
        "Process, user and group of the peer when it connected."
      ),
      (
        "SO_RCVLOWAT", 18, .integer, .readWrite, nil,
        "Bytes that must have come before the socket is readable."
      ),
      ("SO_SNDLOWAT", 19, .integer, .readOnly, nil, "Always 1 on Linux."),
      ("SO_RCVTIMEO", 20, .timeval, .readWrite, nil, "How long a receive may block."),
      (
        "SO_SNDTIMEO", 21, .timeval, .readWrite, nil,
        "How long a send, connect or accept may block."
      ),
      ("SO_SECURITY_AUTHENTICATION", 22, .integer, .readWrite, nil, "Not implemented."),
      ("SO_SECURITY_ENCRYPTION_TRANSPORT", 23, .integer, .readWrite, nil, "Not implemented."),
      ("SO_SECURITY_ENCRYPTION_NETWORK", 24, .integer, .readWrite, nil, "Not implemented."),
      (
        "SO_BINDTODEVICE", 25, .string(maximumLength: 16), .readWrite, nil,
        "Sends and receives on one interface only; changing it needs CAP_NET_RAW."
      ),
      (
        "SO_ATTACH_FILTER", 26, .filter, .readWrite, nil,
        "Attaches a classic BPF filter; reading it is SO_GET_FILTER."
      ),
      ("SO_DETACH_FILTER", 27, .integer, .writeOnly, nil, "Removes the attached filter."),
      (
        "SO_PEERNAME", 28, .socketAddress, .readOnly, nil,
        "The peer's address, as getpeername gives it."
      ),
      (
        "SO_TIMESTAMP", 29, .boolean, .readWrite, nil,
        "Receives SCM_TIMESTAMP with each message, in microseconds."
      ),
      ("SO_ACCEPTCONN", 30, .boolean, .readOnly, nil, "Whether the socket listens."),
      ("SO_PEERSEC", 31, .bytes, .readOnly, nil, "Security context of the peer."),
      (
        "SO_SNDBUFFORCE", 32, .integer, .writeOnly, "CAP_NET_ADMIN",
        "Size of the send buffer, beyond wmem_max."
      ),
      (
        "SO_RCVBUFFORCE", 33, .integer, .writeOnly, "CAP_NET_ADMIN",
        "Size of the receive buffer, beyond rmem_max."
      ),
      ("SO_PASSSEC", 34, .boolean, .readWrite, nil, "Receives SCM_SECURITY with each message."),
      (
        "SO_TIMESTAMPNS", 35, .boolean, .readWrite, nil,
        "Receives SCM_TIMESTAMPNS with each message, in nanoseconds."
      ),
      (
        "SO_MARK", 36, .unsigned32, .readWrite, "CAP_NET_ADMIN",
        "Firewall mark of the packets that are sent."
      ),
      (
        "SO_TIMESTAMPING", 37, .integer, .readWrite, nil,
        "Which time stamps are taken and told (SOF_TIMESTAMPING_…)."
      ),
      ("SO_PROTOCOL", 38, .integer, .readOnly, nil, "The socket's protocol, such as IPPROTO_TCP."),
      ("SO_DOMAIN", 39, .integer, .readOnly, nil, "The socket's address family, such as AF_INET."),
      (
        "SO_RXQ_OVFL", 40, .boolean, .readWrite, nil,
        "Receives the number of datagrams dropped so far with each message."
      ),
      ("SO_WIFI_STATUS", 41, .boolean, .readWrite, nil, "Receives the Wi-Fi transmit status."),
      (
        "SO_PEEK_OFF", 42, .integer, .readWrite, nil,
        "Where MSG_PEEK starts; it moves on with each peek. -1 is off."
      ),
      (
        "SO_NOFCS", 43, .boolean, .readWrite, nil,
        "Sends frames without our own checksum (AF_PACKET)."
      ),
      ("SO_LOCK_FILTER", 44, .boolean, .readWrite, nil, "Forbids to change the attached filter."),
      ("SO_SELECT_ERR_QUEUE", 45, .boolean, .readWrite, nil, "Reports the error queue as POLLPRI."),
      (
        "SO_BUSY_POLL", 46, .integer, .readWrite, nil,
        "Microseconds of busy polling on a blocking receive; raising it needs CAP_NET_ADMIN."
      ),
      (
        "SO_MAX_PACING_RATE", 47, .unsigned64, .readWrite, nil,
        "Upper limit of TCP's pacing, in bytes per second."
      ),
      ("SO_BPF_EXTENSIONS", 48, .integer, .readOnly, nil, "Which BPF extensions the kernel knows."),
      (
        "SO_INCOMING_CPU", 49, .integer, .readWrite, nil,
        "The CPU that handles the socket's packets."
      ),
      ("SO_ATTACH_BPF", 50, .integer, .writeOnly, nil, "Attaches an eBPF program as filter."),
      (
        "SO_ATTACH_REUSEPORT_CBPF", 51, .filter, .writeOnly, nil,
        "Chooses among SO_REUSEPORT sockets by classic BPF."
      ),
      (
        "SO_ATTACH_REUSEPORT_EBPF", 52, .integer, .writeOnly, nil,
        "Chooses among SO_REUSEPORT sockets by eBPF."
      ),
      (
        "SO_CNX_ADVICE", 53, .integer, .writeOnly, nil,
        "Tells the kernel that the peer did not answer, so that it tries another path."
      ),
      (
        "SO_MEMINFO", 55, .structure("sk_meminfo"), .readOnly, nil,
        "The socket's memory use (SK_MEMINFO_…)."
      ),
      (
        "SO_INCOMING_NAPI_ID", 56, .unsigned32, .readOnly, nil,
        "The receive queue of the last packet."
      ),
      (
        "SO_COOKIE", 57, .unsigned64, .readOnly, nil,
        "The socket's number, unique for the life of the kernel."
      ),
      ("SO_PEERGROUPS", 59, .bytes, .readOnly, nil, "Supplementary groups of the peer."),
      ("SO_ZEROCOPY", 60, .boolean, .readWrite, nil, "Allows MSG_ZEROCOPY."),
      (
        "SO_TXTIME", 61, .structure("sock_txtime"), .readWrite, nil,
        "Time-based sending (struct sock_txtime)."
      ),
      (
        "SO_BINDTOIFINDEX", 62, .integer, .readWrite, nil,
        "SO_BINDTODEVICE by interface index; changing it needs CAP_NET_RAW."
      ),
      ("SO_TIMESTAMP_NEW", 63, .boolean, .readWrite, nil, "SO_TIMESTAMP with 64-bit time."),
      ("SO_TIMESTAMPNS_NEW", 64, .boolean, .readWrite, nil, "SO_TIMESTAMPNS with 64-bit time."),
      ("SO_TIMESTAMPING_NEW", 65, .integer, .readWrite, nil, "SO_TIMESTAMPING with 64-bit time."),
      ("SO_RCVTIMEO_NEW", 66, .timeval, .readWrite, nil, "SO_RCVTIMEO with 64-bit time."),
      ("SO_SNDTIMEO_NEW", 67, .timeval, .readWrite, nil, "SO_SNDTIMEO with 64-bit time."),
      ("SO_DETACH_REUSEPORT_BPF", 68, .integer, .writeOnly, nil, "Removes a SO_REUSEPORT program."),
      (
        "SO_PREFER_BUSY_POLL", 69, .boolean, .readWrite, "CAP_NET_ADMIN",
        "Prefers busy polling to interrupts."
      ),
      (
        "SO_BUSY_POLL_BUDGET", 70, .integer, .writeOnly, nil,
        "Packets handled per busy poll; raising it needs CAP_NET_ADMIN."
      ),
      (
        "SO_NETNS_COOKIE", 71, .unsigned64, .readOnly, nil,
        "Number of the socket's network namespace."
      ),
      (
        "SO_BUF_LOCK", 72, .integer, .readWrite, nil,
        "Which buffer sizes are fixed (SOCK_SNDBUF_LOCK, SOCK_RCVBUF_LOCK)."
      ),
      ("SO_RESERVE_MEM", 73, .integer, .readWrite, nil, "Memory kept for the socket."),
      (
        "SO_TXREHASH", 74, .integer, .readWrite, nil,
        "Whether a retransmission may take another path."
      ),
      (
        "SO_RCVMARK", 75, .boolean, .readWrite, nil,
        "Receives the packet's mark with each message."
      ),
      (
        "SO_PASSPIDFD", 76, .boolean, .readWrite, nil,
        "Receives a pidfd of the sender with each message (Linux 6.5)."
      ),
      ("SO_PEERPIDFD", 77, .integer, .readOnly, nil, "A pidfd of the peer (Linux 6.5)."),
      (
        "SO_DEVMEM_LINEAR", 78, .bytes, .readWrite, nil,
        "A control message only: data that stayed in host memory (Linux 6.12)."
      ),
      (
        "SO_DEVMEM_DMABUF", 79, .bytes, .readWrite, nil,
        "A control message only: data in a dmabuf (Linux 6.12)."
      ),
      (
        "SO_DEVMEM_DONTNEED", 80, .bytes, .writeOnly, nil,
        "Gives received device memory back (Linux 6.12)."
      ),
      (
        "SO_RCVPRIORITY", 82, .boolean, .readWrite, nil,
        "Receives the packet's priority with each message (Linux 6.14)."
      ),
      (
        "SO_PASSRIGHTS", 83, .boolean, .readWrite, nil,
        "Whether descriptors may be received; on by default (Linux 6.16)."
      ),
      (
        "SO_INQ", 84, .boolean, .writeOnly, nil,
        "Receives the bytes left to read with each message (Linux 6.18)."
      ),
    ]
  )
}
