package import LabConstants

/// What the kernel tells about a socket of this network; sock_diag(7).
package struct DiagnosedSocket: Equatable, Sendable {
  /// The protocols that can be asked about.
  package enum TransportProtocol: UInt8, Sendable {
    case tcp = 6
    case udp = 17
  }

  package let transport: TransportProtocol
  package let state: TCPState
  package let local: SocketAddress
  package let remote: SocketAddress
  /// Bytes not read yet; of a listener, connections not accepted yet.
  package let receiveQueue: UInt32
  /// Bytes not acknowledged yet; of a listener, the backlog's limit.
  package let sendQueue: UInt32
  package let userID: UInt32
  /// The inode of the socket's file; 0 when no process has it open, as in TIME_WAIT.
  package let inode: UInt32
  package let interface: UInt32
  /// The kernel's own number of the socket (SO_COOKIE).
  package let cookie: UInt64
  /// Milliseconds until the timer that runs fires, as that of TIME_WAIT; 0 when none runs.
  package let timer: UInt32
}

/// What the kernel tells about a Unix socket.
package struct DiagnosedUnixSocket: Equatable, Sendable {
  package let inode: UInt32
  package let state: TCPState
  /// SOCK_STREAM, SOCK_DGRAM or SOCK_SEQPACKET.
  package let type: Int32
  package let address: SocketAddress
  /// The inode of the connected peer.
  package let peer: UInt32?
  /// Of a listener, connections not accepted yet; else bytes not read yet.
  package let receiveQueue: UInt32?
  /// Of a listener, the backlog; else bytes that the peer has not read yet.
  package let sendQueue: UInt32?
}
