import LabConstants

/// Sending and receiving, with and without control messages.
extension SystemCall {
  private static let buffer = [CallParameter("buf", .bytesIn), CallParameter("size", .size(of: 1))]
  private static let room = [
    CallParameter("buf", .bytesOut(size: 2)), CallParameter("size", .size(of: 1)),
  ]
  private static let messages = CallParameter("msgvec", .messagesIn)
  private static let vectors = [
    CallParameter("iov", .vectorsIn), CallParameter("iovcnt", .count(of: 1)),
  ]

  private static let spliceFlags = ["SPLICE_F_NONBLOCK", "SPLICE_F_MORE"]

  static let transferCalls: [SystemCall] = [
    SystemCall(
      "send",
      .net,
      [.descriptor] + buffer + [.flags],
      waiting: .messageFlags(3, .output),
      "sends once: r.count says how many bytes the kernel took"
    ),
    SystemCall(
      "recv",
      .net,
      [.descriptor] + room + [.flags],
      waiting: .messageFlags(3, .input),
      "receives once"
    ),
    SystemCall(
      "sendto",
      .net,
      [.descriptor] + buffer + [
        .flags, CallParameter("addr", .addressIn),
        CallParameter("addrlen", .addressLength(of: 4)),
      ],
      waiting: .messageFlags(3, .output),
      "sends to an address"
    ),
    SystemCall(
      "recvfrom",
      .net,
      [.descriptor] + room + [
        .flags, CallParameter("addr", .addressOut), CallParameter("addrlen", .lengthInOut(of: 4)),
      ],
      waiting: .messageFlags(3, .input),
      "receives, and says from whom"
    ),
    SystemCall(
      "sendmsg",
      .net,
      [.descriptor, CallParameter("msg", .messageIn), .flags],
      waiting: .messageFlags(2, .output),
      "sends a `msghdr(…)`: several buffers, an address, control messages"
    ),
    SystemCall(
      "recvmsg",
      .net,
      [.descriptor, CallParameter("msg", .messageOut), .flags],
      waiting: .messageFlags(2, .input),
      "receives into a `msghdr(…)`: r.flags is msg_flags, r.IP_TTL a control message"
    ),
    SystemCall(
      "sendmmsg",
      .net,
      [.descriptor, messages, CallParameter("vlen", .count(of: 1)), .flags],
      waiting: .messageFlags(3, .output),
      "sends several messages; r.value lists how many bytes of each were taken"
    ),
    SystemCall(
      "recvmmsg",
      .net,
      [
        .descriptor, CallParameter("msgvec", .messagesOut), CallParameter("vlen", .count(of: 1)),
        .flags, CallParameter("timeout", .timespec),
      ],
      waiting: .messageFlags(3, .input),
      "receives several messages; r.value lists their results"
    ),
    SystemCall(
      "read",
      .file,
      [.descriptor] + room,
      waiting: .nonblocking(.input),
      "reads from any descriptor"
    ),
    SystemCall(
      "write",
      .file,
      [.descriptor] + buffer,
      waiting: .nonblocking(.output),
      "writes to any descriptor"
    ),
    SystemCall(
      "readv",
      .file,
      [.descriptor, CallParameter("iov", .vectorsOut), CallParameter("iovcnt", .count(of: 1))],
      waiting: .nonblocking(.input),
      "reads into several buffers"
    ),
    SystemCall(
      "writev",
      .file,
      [.descriptor] + vectors,
      waiting: .nonblocking(.output),
      "writes from several buffers"
    ),
    SystemCall(
      "splice",
      .file,
      [
        CallParameter("fd_in", .descriptor), CallParameter("off_in", .offset),
        CallParameter("fd_out", .descriptor), CallParameter("off_out", .offset),
        CallParameter("size", .integer(nil)), CallParameter("flags", .choice(spliceFlags)),
      ],
      waiting: .thread,
      "moves bytes between a pipe and another descriptor inside the kernel"
    ),
    SystemCall(
      "tee",
      .file,
      [
        CallParameter("fd_in", .descriptor), CallParameter("fd_out", .descriptor),
        CallParameter("size", .integer(nil)), CallParameter("flags", .choice(spliceFlags)),
      ],
      waiting: .thread,
      "copies from one pipe to another"
    ),
    SystemCall(
      "vmsplice",
      .file,
      [.descriptor] + vectors + [CallParameter("flags", .choice(spliceFlags))],
      waiting: .thread,
      "gives memory to a pipe"
    ),
    SystemCall(
      "sendfile",
      .file,
      [
        CallParameter("out_fd", .descriptor), CallParameter("in_fd", .descriptor),
        CallParameter("offset", .offset), CallParameter("count", .integer(nil)),
      ],
      waiting: .thread,
      "sends a file's bytes to a socket inside the kernel"
    ),
  ]
}
