import LabConstants

/// Making sockets, their names and their options.
extension SystemCall {
  private static let domain = [
    CallParameter("domain", .integer(.addressFamily)),
    CallParameter("type", .integer(.socketType)),
    CallParameter("protocol", .integer(.protocolNumber)),
  ]

  private static let peer = [
    CallParameter("addr", .addressOut), CallParameter("addrlen", .lengthInOut(of: 1)),
  ]

  private static let destination = [
    CallParameter("addr", .addressIn), CallParameter("addrlen", .addressLength(of: 1)),
  ]

  static let socketCalls: [SystemCall] = [
    SystemCall("socket", .net, domain, result: .descriptor, "makes a socket"),
    SystemCall(
      "socketpair",
      .net,
      domain + [CallParameter("sv", .descriptorsOut)],
      result: .twoDescriptors,
      "makes two connected sockets"
    ),
    SystemCall("bind", .net, [.descriptor] + destination, "gives a socket its own address"),
    SystemCall(
      "listen",
      .net,
      [.descriptor, CallParameter("backlog", .integer(nil))],
      "makes a socket take connections"
    ),
    SystemCall(
      "accept",
      .net,
      [.descriptor] + peer,
      result: .descriptor,
      waiting: .nonblocking(.input),
      "takes a connection; the new socket does not inherit O_NONBLOCK"
    ),
    SystemCall(
      "accept4",
      .net,
      [.descriptor] + peer + [CallParameter("flags", .integer(.socketType))],
      result: .descriptor,
      waiting: .nonblocking(.input),
      "takes a connection; SOCK_NONBLOCK and SOCK_CLOEXEC are for the new socket"
    ),
    SystemCall(
      "connect",
      .net,
      [.descriptor] + destination,
      waiting: .nonblocking(.output),
      "connects; `sockaddr(AF_UNSPEC)` dissolves what connect tied"
    ),
    SystemCall(
      "getsockname",
      .net,
      [.descriptor] + peer,
      "asks for the own address; r.length is the length that the kernel gave"
    ),
    SystemCall("getpeername", .net, [.descriptor] + peer, "asks for the other end's address"),
    SystemCall(
      "getsockopt",
      .net,
      [
        .descriptor, CallParameter("level", .integer(.level)),
        CallParameter("optname", .integer(.option)),
        CallParameter("optval", .optionOut(level: 1, option: 2, length: 4)),
        CallParameter("optlen", .lengthInOut(of: 3)),
      ],
      "reads an option; r.value has it, r.data its bytes, r.length their number"
    ),
    SystemCall(
      "setsockopt",
      .net,
      [
        .descriptor, CallParameter("level", .integer(.level)),
        CallParameter("optname", .integer(.option)),
        CallParameter("optval", .optionIn(level: 1, option: 2)),
        CallParameter("optlen", .size(of: 3)),
      ],
      "sets an option"
    ),
    SystemCall(
      "shutdown",
      .net,
      [.descriptor, CallParameter("how", .integer(.shutdown))],
      "ends one or both directions"
    ),
  ]
}
