import LabConstants

extension Catalogue {
  /// Words of `socket`, `socketpair` and `pair`.
  private static let shorthands = ["tcp", "tcp6", "udp", "udp6"]
  private static let families = shorthands + ["inet", "inet6", "unix", "packet", "netlink"]
  private static let types = ["stream", "dgram", "seqpacket", "raw"]
  private static let protocols = ["icmp", "icmp6", "tcp", "udp", "udplite"]

  private static let familyOperands = [
    Operand("FAMILY", [.word, .integer], words: families, constants: .addressFamily),
    Operand("TYPE", [.word, .integer], .optional, words: types, constants: .socketType),
    Operand(
      "PROTOCOL",
      [.word, .integer],
      .optional,
      words: protocols,
      constants: .protocolNumber
    ),
  ]

  /// Rows that are system calls, or short for a few of them.
  static let callRows: [Row] = [
    Row(
      .socket,
      .call,
      operands: familyOperands,
      modifiers: [.nonblocking],
      result: .one(.socket),
      answers: true,
      summary: "makes a socket",
      detail: """
        `tcp tcp6 udp udp6` are short for family and type. Otherwise a family, a type and perhaps a \
        protocol, by word or by number; the kernel judges whether they fit.
        """,
      call: "socket(domain, type, protocol)",
      manual: "socket(2)",
      errors: ["EAFNOSUPPORT", "EPROTONOSUPPORT", "EINVAL", "EMFILE", "EPERM", "EACCES"],
      example: "socket tcp as s\nsocket inet stream 255 expect EPROTONOSUPPORT\n"
    ),
    Row(
      .socketpair,
      .call,
      operands: familyOperands,
      modifiers: [.nonblocking],
      result: .two(.socket),
      answers: true,
      summary: "makes two connected sockets; only Unix sockets can",
      call: "socketpair(domain, type, protocol, sv)",
      manual: "socketpair(2)",
      errors: ["EOPNOTSUPP", "EAFNOSUPPORT", "EMFILE"],
      example: "socketpair unix stream as a, b\nsend a \"hi\"\nexpect b \"hi\"\n"
    ),
    Row(
      .pair,
      .call,
      operands: [Operand("FAMILY", .word, words: shorthands)],
      result: .two(.socket),
      waits: true,
      summary: "makes two sockets that are connected through loopback: client, server side",
      detail: """
        For TCP: a listener on port 0, connect, accept, and the listener is closed. For UDP: two \
        bound sockets, each connected to the other.
        """,
      example: "pair tcp as client, server\nsend client \"hi\"\nexpect server \"hi\"\n"
    ),
    Row(
      .bind,
      .call,
      operands: [.socket, Operand("ADDRESS", [.address, .socket, .structure])],
      answers: true,
      summary: "gives a socket its own address and port",
      detail: """
        `*` is every address of the network (INADDR_ANY), port 0 asks the kernel to choose. A socket \
        in place of an address is its local address.
        """,
      call: "bind(fd, addr, addrlen)",
      manual: "bind(2)",
      errors: ["EADDRINUSE", "EACCES", "EADDRNOTAVAIL", "EINVAL", "EAFNOSUPPORT", "EBADF"],
      example: "socket tcp as s\nbind s 127.0.0.1:8080\n"
    ),
    Row(
      .listen,
      .call,
      operands: [.socket, Operand("BACKLOG", .integer, .optional)],
      answers: true,
      summary: "makes a bound socket take connections",
      detail: "Without a backlog it passes 4096, Linux's own upper limit (net.core.somaxconn).",
      call: "listen(fd, backlog)",
      manual: "listen(2)",
      errors: ["EADDRINUSE", "EINVAL", "EOPNOTSUPP", "EBADF"],
      example: "socket tcp as s\nbind s 127.0.0.1:8080\nlisten s\n"
    ),
    Row(
      .accept,
      .call,
      operands: [.socket],
      modifiers: [.blocking],
      result: .one(.socket),
      waits: true,
      answers: true,
      summary: "takes the next connection out of a listener's queue, as a new socket",
      call: "accept(fd, addr, addrlen)",
      manual: "accept(2)",
      errors: ["EINVAL", "EAGAIN", "EOPNOTSUPP", "EMFILE", "EBADF"],
      example: """
        socket tcp as server
        bind server 127.0.0.1:8080
        listen server
        socket tcp as client
        connect client server
        accept server as conn
        """
    ),
    Row(
      .connect,
      .call,
      operands: [.socket, Operand("ADDRESS", [.address, .socket, .structure])],
      modifiers: [.blocking],
      waits: true,
      answers: true,
      summary:
        "connects a socket to an address; the kernel chooses the own port when none is bound",
      detail: """
        For a datagram socket it only sets where `send` goes and from where `recv` takes. \
        `expect unanswered within 300ms` expects that no answer comes at all.
        """,
      call: "connect(fd, addr, addrlen)",
      manual: "connect(2)",
      errors: [
        "ECONNREFUSED", "EADDRNOTAVAIL", "ENETUNREACH", "EISCONN", "ETIMEDOUT", "EALREADY",
        "EINPROGRESS", "EAFNOSUPPORT", "EBADF",
      ],
      example: "socket tcp as c\nconnect c 127.0.0.1:8081 expect ECONNREFUSED\n"
    ),
    Row(
      .send,
      .call,
      operands: [
        .socket, Operand("BYTES", .bytes), .flags,
        Operand("ADDRESS", [.address, .socket, .structure], .optional, introducer: "to"),
      ],
      modifiers: [.blocking],
      waits: true,
      answers: true,
      summary: "sends bytes, all of them; on a datagram socket, one datagram",
      call: "send(fd, buf, len, flags)",
      manual: "send(2)",
      errors: [
        "EPIPE", "ECONNRESET", "ENOTCONN", "EDESTADDRREQ", "EMSGSIZE", "EINVAL", "EAGAIN", "EBADF",
      ],
      example: "socket udp as u\nsend u \"a datagram\" to 127.0.0.1:8080\n"
    ),
    Row(
      .recv,
      .call,
      operands: [.socket, Operand("COUNT", .integer, .optional), .flags],
      modifiers: [.blocking],
      result: .one(.result),
      waits: true,
      answers: true,
      summary: "receives up to COUNT bytes (65,536) that have come, or one datagram",
      detail: """
        `as r` gives r.count, r.data and r.from. On a stream, 0 bytes are the end: the peer has \
        closed. `expect SOCKET BYTES` is often the better statement: it reads just what it compares.
        """,
      call: "recv(fd, buf, len, flags)",
      manual: "recv(2)",
      errors: ["EAGAIN", "ENOTCONN", "ECONNRESET", "ECONNREFUSED", "EBADF"],
      example: "pair tcp as a, b\nsend a \"hello\"\nrecv b 3 as r expect \"hel\"\n"
    ),
    Row(
      .shutdown,
      .call,
      operands: [
        .socket,
        Operand(
          "HOW",
          [.word, .integer],
          .required,
          words: ["read", "write", "both"],
          constants: .shutdown
        ),
      ],
      modifiers: [.blocking],
      answers: true,
      summary: "ends one or both directions of a connection; the descriptor stays",
      call: "shutdown(fd, how)",
      manual: "shutdown(2)",
      errors: ["ENOTCONN", "EINVAL", "EBADF"],
      example:
        "pair tcp as a, b\nshutdown a write\nexpect b eof\nsend b \"still\"\nexpect a \"still\"\n"
    ),
    Row(
      .close,
      .call,
      operands: [.socket],
      modifiers: [.blocking],
      answers: true,
      summary: "gives the descriptor back; the last one ends the connection with FIN",
      call: "close(fd)",
      manual: "close(2)",
      errors: ["EBADF"],
      example: "socket tcp as s\nclose s\n"
    ),
    Row(
      .reset,
      .call,
      operands: [.socket],
      answers: true,
      summary: "closes a TCP connection with RST: SO_LINGER {1, 0}, then close",
      call: "setsockopt(fd, SOL_SOCKET, SO_LINGER, {1, 0}); close(fd)",
      manual: "socket(7)",
      errors: ["EBADF"],
      example: "pair tcp as a, b\nreset a\nexpect b reset\n"
    ),
    Row(
      .setsockopt,
      .call,
      operands: [
        .socket, Operand("OPTION", .option),
        Operand("VALUE", [.integer, .duration, .bytes, .structure, .ip, .address, .list]),
      ],
      answers: true,
      summary: "sets a socket option; options are named as in C",
      detail: """
        Numbers for flags and sizes, a duration for SO_RCVTIMEO and SO_SNDTIMEO, text for names, \
        an IP address for IP_MULTICAST_IF, structures written as `linger(1, 5)`; raw bytes, of any \
        length, for all.
        """,
      call: "setsockopt(fd, level, optname, optval, optlen)",
      manual: "setsockopt(2)",
      errors: ["EINVAL", "ENOPROTOOPT", "EPERM", "EDOM", "EBADF"],
      example: "socket tcp as s\nsetsockopt s SO_REUSEADDR 1\nexpect s.SO_REUSEADDR == 1\n"
    ),
    Row(
      .getsockopt,
      .call,
      operands: [.socket, Operand("OPTION", .option)],
      result: .one(.result),
      answers: true,
      summary: "reads a socket option; r.value has it",
      detail: "Reading SO_ERROR clears it. `expect s.OPTION == 1` asks in passing.",
      call: "getsockopt(fd, level, optname, optval, optlen)",
      manual: "getsockopt(2)",
      errors: ["ENOPROTOOPT", "EBADF"],
      example: "socket tcp as s\ngetsockopt s SO_TYPE as r expect 1\n"
    ),
    Row(
      .getsockname,
      .call,
      operands: [.socket],
      result: .one(.address),
      answers: true,
      summary: "asks for the socket's own address",
      call: "getsockname(fd, addr, addrlen)",
      manual: "getsockname(2)",
      errors: ["EBADF"],
      example: "socket tcp as s\nbind s 127.0.0.1:8080\ngetsockname s as a expect 127.0.0.1:8080\n"
    ),
    Row(
      .getpeername,
      .call,
      operands: [.socket],
      result: .one(.address),
      answers: true,
      summary: "asks for the address of the other end",
      call: "getpeername(fd, addr, addrlen)",
      manual: "getpeername(2)",
      errors: ["ENOTCONN", "EBADF"],
      example: "socket tcp as s\ngetpeername s expect ENOTCONN\n"
    ),
    Row(
      .poll,
      .call,
      operands: [
        .socket, Operand("EVENTS", .integer, constants: .pollEvent),
        Operand("TIMEOUT", .duration, .optional),
      ],
      result: .one(.result),
      waits: true,
      answers: true,
      summary: "asks what a socket is ready for; the answer is the mask of events",
      detail: """
        It waits for one of EVENTS, or POLLERR or POLLHUP, at most TIMEOUT or the limit. With \
        `expect 0` it must stay silent for all of TIMEOUT.
        """,
      call: "poll(fds, nfds, timeout)",
      manual: "poll(2)",
      example: "pair tcp as a, b\nsend a \"x\"\npoll b POLLIN expect POLLIN\n"
    ),
    Row(
      .call,
      .call,
      operands: [Operand("NAME(…)", .any)],
      modifiers: [.blocking],
      result: .one(.result),
      waits: true,
      answers: true,
      summary: "makes one C call with all of C's parameters, in C's order",
      detail: """
        `_` is what a correct program would put there: an out-buffer, a length, a pointer; trailing \
        ones may be left out. NULL, BAD_POINTER, raw bytes, wrong lengths and plain descriptor numbers \
        are allowed. `as r` gives what that call gives: r.count, r.data, r.from, r.flags, r.control, \
        r.value, r.length, and a control message by its name: r.IP_TTL. A call that makes a \
        descriptor gives that, as a socket. The table of calls stands below.
        """,
      call: "NAME(…)",
      manual: "syscalls(2)",
      errors: ["EFAULT", "EINVAL", "EBADF"],
      example: """
        pair tcp as a, b
        send a "hello"
        call recvfrom(b, _, 3, MSG_PEEK, _, _) as r expect "hel"
        call recvfrom(b, BAD_POINTER, 5) expect EFAULT
        call ioctl(b, FIONREAD) as n
        expect n.value == 5
        """
    ),
  ]
}
