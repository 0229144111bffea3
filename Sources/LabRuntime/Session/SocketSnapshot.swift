package import LabConstants

/// What the kernel says about an open socket of the script at one moment.
///
/// Nothing here reads SO_ERROR or the error queue: that would take the error away from the script.
package struct SocketSnapshot: Sendable {
  /// Its name in the script; empty when it has none.
  package let name: String
  package let descriptor: Int32
  /// "TCP", "UDP", "Unix stream".
  package let transport: String
  /// The word of the language that makes one like it: `tcp`, `udp6`.
  package let family: String
  package let isTCP: Bool
  package let isUDP: Bool
  package let isUnix: Bool
  package let isStream: Bool
  /// Its own address; `nil` when the kernel gives none.
  package let local: String?
  package let localPort: UInt16?
  package let peer: String?
  package let peerPort: UInt16?
  /// Of TCP.
  package let state: TCPState?
  package let isListening: Bool
  /// A bind of the script, or of the kernel, gave it an address.
  package let isBound: Bool
  /// The kernel chose its port: connect or listen without bind, or bind to port 0.
  package let hasChosenPort: Bool
  /// Bytes not read; of a listener, connections that nobody has accepted.
  package let received: Int
  /// Bytes not acknowledged (0 without a connection, where the kernel counts a SYN or a FIN as
  /// one); of a listener, how many connections may wait.
  package let sent: Int
  /// What poll(2) says.
  package let isReadable: Bool
  package let isWritable: Bool
  package let hasError: Bool
  package let hasHungUp: Bool
  package let isNonblocking: Bool

  package init(
    name: String,
    descriptor: Int32,
    transport: String,
    family: String,
    isTCP: Bool,
    isUDP: Bool,
    isUnix: Bool,
    isStream: Bool,
    local: String?,
    localPort: UInt16?,
    peer: String?,
    peerPort: UInt16?,
    state: TCPState?,
    isListening: Bool,
    isBound: Bool,
    hasChosenPort: Bool,
    received: Int,
    sent: Int,
    isReadable: Bool,
    isWritable: Bool,
    hasError: Bool,
    hasHungUp: Bool,
    isNonblocking: Bool
  ) {
    self.name = name
    self.descriptor = descriptor
    self.transport = transport
    self.family = family
    self.isTCP = isTCP
    self.isUDP = isUDP
    self.isUnix = isUnix
    self.isStream = isStream
    self.local = local
    self.localPort = localPort
    self.peer = peer
    self.peerPort = peerPort
    self.state = state
    self.isListening = isListening
    self.isBound = isBound
    self.hasChosenPort = hasChosenPort
    self.received = received
    self.sent = sent
    self.isReadable = isReadable
    self.isWritable = isWritable
    self.hasError = hasError
    self.hasHungUp = hasHungUp
    self.isNonblocking = isNonblocking
  }

  /// It is bound to every address of the network: ip(7), INADDR_ANY.
  package var hasWildcard: Bool {
    local.map { $0.hasPrefix("0.0.0.0:") || $0.hasPrefix("[::]:") } ?? false
  }

  /// An address to connect to: a wildcard turned into loopback.
  package static func reachable(_ address: String) -> String {
    if address.hasPrefix("0.0.0.0:") { return "127.0.0.1:" + address.dropFirst(8) }
    if address.hasPrefix("[::]:") { return "[::1]:" + address.dropFirst(5) }
    return address
  }
}
