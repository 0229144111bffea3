import LabConstants

/// The states of a TCP socket (RFC 9293, 3.3.2), and what leads out of them.
enum StateExplanations {
  static func text(of state: TCPState) -> String {
    switch state {
    case .close:
      "No connection: a new socket, or one whose connection is over. Next: bind, connect."
    case .listen: "Waits for connections; the kernel makes them, accept takes them."
    case .synSent: "connect has sent SYN and waits for the answer."
    case .synReceived, .newSynReceived:
      "A SYN came, SYN and ACK were sent; the last ACK of the handshake is missing."
    case .established: "Connected: both sides can send."
    case .finWait1: "Closed here: FIN was sent and not acknowledged yet."
    case .finWait2: "Closed here and acknowledged; the peer has not closed its side yet."
    case .closeWait:
      "The peer has closed, this side has not: the program should read the end of file and close."
    case .closing: "Both sides closed at once; the ACK of our FIN is missing."
    case .lastAck: "The peer closed first, then we: the ACK of our FIN is missing."
    case .timeWait:
      "The side that closed first keeps the four-tuple for 60 s, so that late packets of this "
        + "connection are not taken for those of a next one. No process has it open."
    }
  }
}
