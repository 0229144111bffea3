import CLab

/// A netlink socket and its conversation: one request, an answer of any number of messages.
struct NetlinkSocket: ~Copyable {
  private let descriptor: FileDescriptor
  private var sequence: UInt32 = 0
  private var buffer = [UInt8](repeating: 0, count: 1 << 16)

  /// Opens a socket of a netlink family, in the network that the process is in now.
  init(family: Int32, kernel: inout Kernel) throws(Errno) {
    let made = kernel.asOurs { kernel in
      kernel.socket(AF_NETLINK, Int32(SOCK_RAW.rawValue | SOCK_CLOEXEC.rawValue), family)
    }
    descriptor = try FileDescriptor(movingUp: made)
  }

  /// Sends a request and hands over each message of the answer, header and all.
  ///
  /// - Parameters:
  ///   - type: The message type.
  ///   - flags: NLM_F_… besides NLM_F_REQUEST.
  ///   - payload: What follows the header.
  ///   - kernel: Makes and records the calls.
  ///   - message: Takes the type and the payload of each message.
  /// - Throws: The error that the kernel answered.
  mutating func exchange(
    type: UInt16,
    flags: UInt16,
    payload: [UInt8],
    kernel: inout Kernel,
    message: (UInt16, UnsafeRawBufferPointer) -> Void
  ) throws(Errno) {
    sequence &+= 1
    var header = nlmsghdr()
    header.nlmsg_len = UInt32(Self.headerSize + payload.count)
    header.nlmsg_type = type
    header.nlmsg_flags = flags | UInt16(NLM_F_REQUEST)
    header.nlmsg_seq = sequence
    let request = withUnsafeBytes(of: header) { Array($0) } + payload
    let fd = descriptor.raw
    try kernel.asOurs { kernel in
      request.withUnsafeBytes { kernel.send(fd, $0, flags: 0) }
    }.get()
    while true {
      let answer = kernel.asOurs { kernel in
        buffer.withUnsafeMutableBytes { kernel.recv(fd, into: $0, flags: 0) }
      }
      if answer.errno == .interrupted { continue }
      let count = try answer.get()
      let isLast = try read(count, isDump: flags & UInt16(NLM_F_DUMP) != 0, message)
      if isLast { return }
    }
  }

  /// Takes one datagram apart; true when it ended the answer.
  private func read(
    _ count: Int,
    isDump: Bool,
    _ message: (UInt16, UnsafeRawBufferPointer) -> Void
  ) throws(Errno) -> Bool {
    var failure: Errno?
    let isLast = buffer.withUnsafeBytes { bytes -> Bool in
      for part in NetlinkMessages(UnsafeRawBufferPointer(rebasing: bytes[..<count])) {
        // An answer to an earlier request, which was given up half-way.
        guard part.sequence == sequence else { continue }
        switch Int32(part.type) {
        case NLMSG_DONE: return true
        case NLMSG_ERROR:
          failure = part.failure
          return true
        default: message(part.type, part.payload)
        }
        if !isDump { return true }
      }
      return false
    }
    if let failure { throw failure }
    return isLast
  }

  private static let headerSize = MemoryLayout<nlmsghdr>.size
}
