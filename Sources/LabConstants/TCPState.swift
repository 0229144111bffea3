/// The states of a TCP socket, by the numbers that TCP_INFO and sock_diag use.
///
/// Names and numbers are the kernel's (`TCP_ESTABLISHED` of net/tcp_states.h, without prefix).
package enum TCPState: UInt8, CaseIterable, Sendable {
  case established = 1
  case synSent
  case synReceived
  case finWait1
  case finWait2
  case timeWait
  case close
  case closeWait
  case lastAck
  case listen
  case closing
  case newSynReceived

  /// The kernel's name, as `ss` and `netstat` print it.
  package var name: String {
    switch self {
    case .established: "ESTABLISHED"
    case .synSent: "SYN_SENT"
    case .synReceived: "SYN_RECV"
    case .finWait1: "FIN_WAIT1"
    case .finWait2: "FIN_WAIT2"
    case .timeWait: "TIME_WAIT"
    case .close: "CLOSE"
    case .closeWait: "CLOSE_WAIT"
    case .lastAck: "LAST_ACK"
    case .listen: "LISTEN"
    case .closing: "CLOSING"
    case .newSynReceived: "NEW_SYN_RECV"
    }
  }

  package init?(name: String) {
    guard let state = Self.allCases.first(where: { $0.name == name }) else { return nil }
    self = state
  }
}
