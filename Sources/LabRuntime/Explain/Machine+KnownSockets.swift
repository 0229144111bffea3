import LabConstants
import LabKernel
import LabProgram
import LabSyntax

/// An open socket of the script and the address that the kernel says it has.
struct KnownSocket {
  let index: Int32
  let entry: SocketEntry
  let local: SocketAddress
}

/// What the kernel is asked for explanations; all of it is recorded as ours, none of it changes a
/// socket.
extension Machine {
  mutating func localAddress(_ descriptor: Int32) -> SocketAddress? {
    var address = SocketAddress.buffer(family: AddressFamily.unspecified)
    let answer = kernel.asOurs { $0.getsockname(descriptor, into: &address) }
    return answer.isSuccess ? address : nil
  }

  mutating func peerAddress(_ descriptor: Int32) -> SocketAddress? {
    var address = SocketAddress.buffer(family: AddressFamily.unspecified)
    let answer = kernel.asOurs { $0.getpeername(descriptor, into: &address) }
    return answer.isSuccess ? address : nil
  }

  mutating func integerOption(_ descriptor: Int32, _ level: Int32, _ number: Int32) -> Int32? {
    var value: Int32 = 0
    let answer = kernel.asOurs { $0.getsockopt(descriptor, level, number, integer: &value) }
    return answer.isSuccess ? value : nil
  }

  mutating func tcpState(_ descriptor: Int32) -> TCPState? {
    SocketFacts.tcpState(descriptor, kernel: &kernel)
  }

  /// "CLOSE", "ESTABLISHED"; empty for what is no TCP.
  mutating func stateText(_ descriptor: Int32) -> String {
    tcpState(descriptor)?.name ?? ""
  }

  /// Asks sock_diag; recorded as ours.
  mutating func diagnosed<Answer>(
    _ question: (inout SocketDiagnostics, inout Kernel) throws(Errno) -> Answer
  ) -> Answer? {
    let wasOurs = kernel.isOurs
    kernel.isOurs = true
    defer { kernel.isOurs = wasOurs }
    return askDiagnostics(question)
  }

  /// The script's sockets of one type, of either internet family, that have a local port.
  mutating func knownSockets(type: Int32, port: UInt16, except: Int32 = -1) -> [KnownSocket] {
    var known: [KnownSocket] = []
    for index in sockets.entries.indices {
      let entry = sockets.entries[index]
      guard entry.descriptor >= 0, entry.isInternet, entry.type == type, Int32(index) != except
      else { continue }
      guard let local = localAddress(entry.descriptor), local.port == port else { continue }
      known.append(KnownSocket(index: Int32(index), entry: entry, local: local))
    }
    return known
  }

  /// The script's socket that has this Unix address; the last one where an earlier one's file was
  /// removed.
  mutating func knownUnixSocket(at address: SocketAddress, except: Int32 = -1) -> Int32? {
    var found: Int32?
    for index in sockets.entries.indices {
      let entry = sockets.entries[index]
      guard entry.descriptor >= 0, entry.domain == AddressFamily.unix, Int32(index) != except,
        // An accepted socket has its listener's address too.
        entry.boundAt >= 0, localAddress(entry.descriptor) == address
      else { continue }
      if let earlier = found, sockets[earlier].boundAt > entry.boundAt { continue }
      found = Int32(index)
    }
    return found
  }

  /// The script's socket at the other end of a connection.
  mutating func peer(of reference: SocketReference) -> Int32? {
    guard sockets.isOpen(reference) else { return nil }
    let entry = sockets[reference.index]
    if entry.domain == AddressFamily.unix { return unixPeer(of: entry) }
    guard let local = localAddress(entry.descriptor), let peer = peerAddress(entry.descriptor),
      let port = peer.port
    else { return nil }
    for other in knownSockets(type: entry.type, port: port, except: reference.index)
    where other.local == peer && peerAddress(other.entry.descriptor) == local {
      return other.index
    }
    return nil
  }

  private mutating func unixPeer(of entry: SocketEntry) -> Int32? {
    guard let inode = SocketFacts.inode(entry.descriptor),
      let found = diagnosed({ (diagnostics, kernel) throws(Errno) in
        try diagnostics.unixSocket(inode: UInt32(truncatingIfNeeded: inode), kernel: &kernel)
      }), let peer = found?.peer
    else { return nil }
    return index(ofInode: UInt64(peer))
  }

  /// The script's socket with this inode.
  func index(ofInode inode: UInt64) -> Int32? {
    sockets.entries.indices.first { index in
      let descriptor = sockets.entries[index].descriptor
      return descriptor >= 0 && SocketFacts.inode(descriptor) == inode
    }.map { Int32($0) }
  }

  /// Addresses of this network's interfaces; empty when the kernel does not tell.
  mutating func ownAddresses() -> [SocketAddress] {
    let found = try? kernel.asOurs { kernel throws(Errno) in
      try NetworkSettings.addresses(kernel: &kernel)
    }
    return (found ?? []).map(\.address)
  }

  /// Whether packets to this address stay on this machine.
  mutating func isOwn(_ address: SocketAddress) -> Bool {
    if address.isLoopback || address.isWildcard { return true }
    let host = address.replacing(port: 0)
    return ownAddresses().contains { $0.hostText == host.hostText }
  }

  /// "127.0.0.0/8, ::1, 192.0.2.10": what can be bound here.
  mutating func ownAddressesText() -> String {
    var texts: [String] = []
    for address in ownAddresses() {
      let text = address.ipv4 == 0x7f00_0001 ? "127.0.0.0/8" : address.hostText ?? ""
      if !text.isEmpty, !texts.contains(text) { texts.append(text) }
    }
    if texts.count > 6 { texts = texts.prefix(6) + ["…"] }
    return texts.joined(separator: ", ")
  }
}

/// Numbers of getsockopt(2) that explanations ask.
enum AskedOption {
  static let reuseAddress: Int32 = 2
  static let broadcast: Int32 = 6
  static let sendBuffer: Int32 = 7
  static let reusePort: Int32 = 15
  static let ipv6Level: Int32 = 41
  static let ipv6Only: Int32 = 26
  static let tcpLevel: Int32 = 6
  static let userTimeout: Int32 = 18
  static let synCount: Int32 = 7
}
