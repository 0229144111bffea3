/// What can be asked of a value behind a dot.
///
/// Options (`c.SO_RCVBUF`) are not here: they are
/// `Expression.option` and `.tcpInfo`.
package enum Field: String, CaseIterable, Sendable {
  // Of a socket: live facts, asked of the kernel.
  case local, peer, tuple, state, unread, unsent, backlog, queued, connections
  // Of a scenario that was handed in.
  case calls, trace, failures
  // Of a program: live facts, asked of the kernel; what it has written.
  case states, descriptors, pid, output, errors
  // Of a socket, an address.
  case port
  // Of an address.
  case ip
  // Of a result.
  case errno, count, data, flags, from, value, signal, elapsed
  case name, control, length

  /// The kinds of value that have it.
  package var owners: KindSet {
    switch self {
    case .local, .peer, .tuple, .unread, .unsent, .backlog, .queued: .socket
    case .connections: [.socket, .submission]
    case .calls, .trace, .failures: .submission
    case .state: [.socket, .tuple]
    case .states, .descriptors, .pid, .output, .errors: .program
    case .port: [.socket, .address]
    case .ip: .address
    case .errno: [.result, .socket]
    case .count, .data, .flags, .from, .value, .signal, .elapsed, .name, .control, .length: .result
    }
  }

  package var result: KindSet {
    switch self {
    case .local, .peer, .from, .name: .address
    case .tuple: .tuple
    case .state, .signal: .word
    case .unread, .unsent, .backlog, .queued, .port, .count, .flags, .length, .descriptors, .pid,
      .failures:
      .integer
    case .connections, .control, .states, .calls: .list
    case .ip: .ip
    case .errno: [.errno, .word]
    case .data, .output, .errors, .trace: .bytes
    case .value: .any
    case .elapsed: .duration
    }
  }

  /// The kernel is asked each time, and a relation about it waits until it is true.
  package var isLive: Bool {
    self != .errno && !owners.isDisjoint(with: [.socket, .tuple, .program])
  }

  package var summary: String {
    switch self {
    case .local: "the socket's own address (getsockname)"
    case .peer: "the other end's address (getpeername)"
    case .tuple: "both addresses; outlives the socket: t.state"
    case .state: "the TCP state: LISTEN, ESTABLISHED, TIME_WAIT …"
    case .unread: "bytes that have come and nobody has read (FIONREAD)"
    case .unsent: "bytes that are sent and not yet acknowledged (SIOCOUTQ)"
    case .backlog: "how many connections the accept queue may hold"
    case .queued: "how many connections wait in the accept queue"
    case .connections:
      "the four-tuples of a listener's live connections (sock_diag); of a scenario that was handed in: how many of its connects succeeded"
    case .calls: "the calls that it made, each with its errno: \"bind EADDRINUSE\", \"bind ok\""
    case .trace:
      "the same calls, a line each, as a run shows them: \"bind(3, 127.0.0.1:8080) = -1 EADDRINUSE\""
    case .failures: "how many of its statements failed"
    case .states: "the TCP states of all sockets that the program has open"
    case .descriptors: "how many descriptors the program has open"
    case .pid: "the program's process id"
    case .output: "what the program has written to its standard output"
    case .errors: "what the program has written to its standard error"
    case .port: "the port number; of a socket: its own"
    case .ip: "the address without its port"
    case .errno: "ok, or the errno of the call"
    case .count: "what the call returned"
    case .data: "the bytes that came"
    case .flags: "msg_flags of recvmsg"
    case .from: "the sender's address"
    case .name: "msg_name: the address that came with a message"
    case .control: "the control messages that came, each with .level .type .data"
    case .length: "the length of an address or option value that the kernel gave"
    case .value: "what the call gave"
    case .signal: "the signal that the call raised, or none"
    case .elapsed: "how long the call took"
    }
  }
}
