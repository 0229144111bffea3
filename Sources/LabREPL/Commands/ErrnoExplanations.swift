/// What the errnos that a learner meets mean for sockets.
enum ErrnoExplanations {
  static let texts: [String: String] = [
    "EADDRINUSE":
      "Another socket has this address and port, or a connection on it is still there. "
      + "SO_REUSEADDR on both sockets, before their bind, lets a new listener beside old "
      + "connections; two listeners at once need SO_REUSEPORT.",
    "EADDRNOTAVAIL":
      "The address belongs to no interface of this network; or connect found no free ephemeral "
      + "port.",
    "EACCES":
      "Not permitted: a port below ip_unprivileged_port_start without CAP_NET_BIND_SERVICE, or a "
      + "broadcast without SO_BROADCAST.",
    "EAFNOSUPPORT":
      "The address has another family than the socket, or the kernel lacks the family.",
    "EAGAIN":
      "The call would have to wait, and the socket is non-blocking or MSG_DONTWAIT was given. Try "
      + "again when poll says that it is ready.",
    "EALREADY": "A non-blocking connect is still under way on this socket.",
    "EBADF": "The number is no open descriptor: it was closed, or never opened.",
    "ECONNABORTED": "The connection ended before accept took it.",
    "ECONNREFUSED":
      "Nobody listens at that address and port: TCP answered with RST, or for UDP an ICMP message "
      + "port unreachable came back.",
    "ECONNRESET": "The peer ended the connection with RST: what was not read is lost.",
    "EDESTADDRREQ":
      "A datagram socket that is not connected needs an address: send . \"x\" to HOST:PORT.",
    "EFAULT": "A pointer leads outside the memory of the process.",
    "EINPROGRESS":
      "A non-blocking connect has begun. It is done when poll says POLLOUT; SO_ERROR has the result.",
    "EINTR": "A signal came while the call slept.",
    "EINVAL":
      "The call makes no sense in this state: accept on a socket that does not listen, a second "
      + "bind, a wrong length.",
    "EISCONN": "The socket is connected already: a second connection needs a second socket.",
    "EMFILE": "The process has as many descriptors open as it may.",
    "EMSGSIZE": "The datagram is larger than the protocol, or the send buffer, allows.",
    "ENETUNREACH": "No route leads there. A private network has only loopback.",
    "EHOSTUNREACH": "The host answers no question for its link address, or a router says so.",
    "ENOBUFS": "The kernel has no room left for the packet.",
    "ENOPROTOOPT": "The protocol of this socket has no such option.",
    "ENOTCONN":
      "The socket has no peer: it was never connected, or it is a listener, whose bytes arrive at "
      + "the sockets that accept gives.",
    "ENOTSOCK": "The descriptor is open, and no socket: a file, a pipe.",
    "EOPNOTSUPP": "This kind of socket cannot do it: listen on UDP, MSG_OOB on Unix.",
    "EPERM": "A capability is missing: raw sockets need CAP_NET_RAW. privileged { … } raises them.",
    "EPIPE":
      "The connection is closed for writing; without MSG_NOSIGNAL the kernel also sends SIGPIPE, "
      + "which ends a C program that does not expect it.",
    "EPROTONOSUPPORT": "The family and the type have no such protocol.",
    "EPROTOTYPE": "The protocol does not fit the type: TCP with SOCK_DGRAM.",
    "ETIMEDOUT": "The peer did not answer in time: SYNs, or data, were sent again and again.",
  ]
}
