import CLab
import LabConstants

// Unix sockets.
extension SocketDiagnostics {
  /// Finds a Unix socket by the inode of its file; nil for none.
  package mutating func unixSocket(
    inode: UInt32,
    kernel: inout Kernel
  ) throws(Errno) -> DiagnosedUnixSocket? {
    do {
      return try unixSockets(inode: inode, kernel: &kernel).first
    } catch .noSuchFile {
      return nil
    }
  }

  /// All Unix sockets of this network.
  package mutating func unixSockets(
    kernel: inout Kernel
  ) throws(Errno) -> [DiagnosedUnixSocket] {
    try unixSockets(inode: nil, kernel: &kernel)
  }

  private mutating func unixSockets(
    inode: UInt32?,
    kernel: inout Kernel
  ) throws(Errno) -> [DiagnosedUnixSocket] {
    var request = unix_diag_req()
    request.sdiag_family = UInt8(AF_UNIX)
    request.udiag_states = .max
    request.udiag_ino = inode ?? 0
    request.udiag_show = UInt32(UDIAG_SHOW_NAME | UDIAG_SHOW_PEER | UDIAG_SHOW_RQLEN)
    request.udiag_cookie = (.max, .max)
    var found: [DiagnosedUnixSocket] = []
    try exchange(
      withUnsafeBytes(of: request) { Array($0) },
      isDump: inode == nil,
      kernel: &kernel
    ) { message in
      if let socket = DiagnosedUnixSocket(message) { found.append(socket) }
    }
    return found
  }
}

extension DiagnosedUnixSocket {
  package init?(_ message: UnsafeRawBufferPointer) {
    let size = MemoryLayout<unix_diag_msg>.size
    guard message.count >= size else { return nil }
    let record = message.loadUnaligned(as: unix_diag_msg.self)
    guard let state = TCPState(rawValue: record.udiag_state) else { return nil }
    var address = SocketAddress.unixUnnamed
    var peer: UInt32?
    var queues: (UInt32, UInt32)?
    for attribute in NetlinkAttributes(UnsafeRawBufferPointer(rebasing: message[size...])) {
      let value = attribute.value
      switch Int(attribute.type) {
      case Int(UNIX_DIAG_NAME): address.bytes += value
      case Int(UNIX_DIAG_PEER) where value.count >= 4:
        peer = value.loadUnaligned(as: UInt32.self)
      case Int(UNIX_DIAG_RQLEN) where value.count >= 8:
        queues = (
          value.loadUnaligned(as: UInt32.self),
          value.loadUnaligned(fromByteOffset: 4, as: UInt32.self)
        )
      default: break
      }
    }
    inode = record.udiag_ino
    self.state = state
    type = Int32(record.udiag_type)
    self.address = address
    self.peer = peer
    receiveQueue = queues?.0
    sendQueue = queues?.1
  }
}
