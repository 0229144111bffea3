import CLab
package import LabConstants

/// Asks the kernel about sockets of this network by address; sock_diag(7).
///
/// The socket stays in the network in which it was opened: after `NetworkNamespace.fresh()` or
/// `switch(to:)` make a new one. An exact look-up costs about 3 µs, the list of listeners 16 µs;
/// any other list walks the kernel's whole hash table (milliseconds), so never ask for it in a
/// loop without a pause.
package struct SocketDiagnostics: ~Copyable {
  private var netlink: NetlinkSocket

  package init(kernel: inout Kernel) throws(Errno) {
    netlink = try NetlinkSocket(family: NETLINK_SOCK_DIAG, kernel: &kernel)
  }

  /// Finds the TCP socket with exactly these two addresses, in whatever state; nil for none.
  package mutating func connection(
    local: SocketAddress,
    remote: SocketAddress,
    kernel: inout Kernel
  ) throws(Errno) -> DiagnosedSocket? {
    // With no such connection the kernel goes on to look for a listener that would take it.
    let found = try lookUp(.tcp, local: local, remote: remote, kernel: &kernel)
    return found?.state == .listen ? nil : found
  }

  /// Finds the TCP listener that a connection to this address would reach; nil for none.
  package mutating func listener(
    at address: SocketAddress,
    kernel: inout Kernel
  ) throws(Errno) -> DiagnosedSocket? {
    let nobody =
      address.isIPv4
      ? SocketAddress(ipv4: 0, port: 0) : SocketAddress(ipv6: (0, 0), port: 0)
    let found = try lookUp(.tcp, local: address, remote: nobody, kernel: &kernel)
    return found?.state == .listen ? found : nil
  }

  /// All TCP listeners of both address families.
  package mutating func listeners(kernel: inout Kernel) throws(Errno) -> [DiagnosedSocket] {
    try sockets(.tcp, states: [.listen], kernel: &kernel)
  }

  /// The connections of a local port, listeners and TIME_WAIT left out.
  package mutating func connections(
    to port: UInt16,
    kernel: inout Kernel
  ) throws(Errno) -> [DiagnosedSocket] {
    let states = TCPState.allCases.filter { ![.listen, .timeWait, .newSynReceived].contains($0) }
    return try sockets(.tcp, states: states, localPort: port, kernel: &kernel)
  }

  /// The sockets of a protocol, in these states (all for nil), with this local port (any for nil).
  package mutating func sockets(
    _ transport: DiagnosedSocket.TransportProtocol,
    states: [TCPState]? = nil,
    localPort: UInt16? = nil,
    kernel: inout Kernel
  ) throws(Errno) -> [DiagnosedSocket] {
    var request = inet_diag_req_v2()
    request.sdiag_protocol = transport.rawValue
    request.idiag_states = states.map { $0.reduce(0) { $0 | 1 << UInt32($1.rawValue) } } ?? .max
    var found: [DiagnosedSocket] = []
    for family in [AF_INET, AF_INET6] {
      request.sdiag_family = UInt8(family)
      // Of the request's port only the exact look-up takes notice; a list is filtered here.
      let payload = withUnsafeBytes(of: request) { Array($0) }
      try netlink.exchange(
        type: UInt16(SOCK_DIAG_BY_FAMILY),
        flags: UInt16(NLM_F_DUMP),
        payload: payload,
        kernel: &kernel
      ) { _, message in
        guard let socket = DiagnosedSocket(transport, message) else { return }
        if let localPort, socket.local.port != localPort { return }
        found.append(socket)
      }
    }
    return found
  }

  /// The UDP sockets that are bound to the port.
  package mutating func datagramSockets(
    on port: UInt16,
    kernel: inout Kernel
  ) throws(Errno) -> [DiagnosedSocket] {
    try sockets(.udp, localPort: port, kernel: &kernel)
  }

  /// Asks about another family than the internet's.
  mutating func exchange(
    _ request: [UInt8],
    isDump: Bool,
    kernel: inout Kernel,
    message: (UnsafeRawBufferPointer) -> Void
  ) throws(Errno) {
    try netlink.exchange(
      type: UInt16(SOCK_DIAG_BY_FAMILY),
      flags: isDump ? UInt16(NLM_F_DUMP) : 0,
      payload: request,
      kernel: &kernel
    ) { _, bytes in
      message(bytes)
    }
  }

  private mutating func lookUp(
    _ transport: DiagnosedSocket.TransportProtocol,
    local: SocketAddress,
    remote: SocketAddress,
    kernel: inout Kernel
  ) throws(Errno) -> DiagnosedSocket? {
    var request = inet_diag_req_v2()
    request.sdiag_family = UInt8(truncatingIfNeeded: local.family)
    request.sdiag_protocol = transport.rawValue
    request.idiag_states = .max
    request.id = inet_diag_sockid(local: local, remote: remote)
    let payload = withUnsafeBytes(of: request) { Array($0) }
    var found: DiagnosedSocket?
    do {
      try netlink.exchange(
        type: UInt16(SOCK_DIAG_BY_FAMILY),
        flags: 0,
        payload: payload,
        kernel: &kernel
      ) { _, message in
        found = DiagnosedSocket(transport, message)
      }
    } catch .noSuchFile {
      return nil
    }
    return found
  }
}

extension inet_diag_sockid {
  /// The addresses of an exact look-up; a cookie of ones means any.
  fileprivate init(local: SocketAddress, remote: SocketAddress) {
    self.init()
    idiag_sport = (local.port ?? 0).bigEndian
    idiag_dport = (remote.port ?? 0).bigEndian
    idiag_if = local.scope ?? 0
    idiag_cookie = (.max, .max)
    withUnsafeMutableBytes(of: &idiag_src) { $0.copyBytes(from: local.hostBytes) }
    withUnsafeMutableBytes(of: &idiag_dst) { $0.copyBytes(from: remote.hostBytes) }
  }
}

extension SocketAddress {
  /// The host's 4 or 16 bytes as they stand in the address.
  fileprivate var hostBytes: ArraySlice<UInt8> {
    isIPv4 ? bytes[4..<8] : isIPv6 ? bytes[8..<24] : []
  }
}

extension DiagnosedSocket {
  package init?(_ transport: TransportProtocol, _ message: UnsafeRawBufferPointer) {
    guard message.count >= MemoryLayout<inet_diag_msg>.size else { return nil }
    let record = message.loadUnaligned(as: inet_diag_msg.self)
    guard let state = TCPState(rawValue: record.idiag_state) else { return nil }
    func address(_ host: some Any, _ port: UInt16) -> SocketAddress {
      withUnsafeBytes(of: host) { bytes in
        if Int32(record.idiag_family) == AF_INET {
          let number = bytes.loadUnaligned(as: UInt32.self).bigEndian
          return SocketAddress(ipv4: number, port: port.bigEndian)
        }
        let high = bytes.loadUnaligned(as: UInt64.self).bigEndian
        let low = bytes.loadUnaligned(fromByteOffset: 8, as: UInt64.self).bigEndian
        return SocketAddress(ipv6: (high, low), port: port.bigEndian)
      }
    }
    self.transport = transport
    self.state = state
    local = address(record.id.idiag_src, record.id.idiag_sport)
    remote = address(record.id.idiag_dst, record.id.idiag_dport)
    receiveQueue = record.idiag_rqueue
    sendQueue = record.idiag_wqueue
    userID = record.idiag_uid
    inode = record.idiag_inode
    interface = record.id.idiag_if
    cookie = UInt64(record.id.idiag_cookie.1) << 32 | UInt64(record.id.idiag_cookie.0)
    timer = record.idiag_timer == 0 ? 0 : record.idiag_expires
  }
}
