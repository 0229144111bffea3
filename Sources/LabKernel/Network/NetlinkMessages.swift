import CLab

/// The messages of one datagram of netlink(7), up to one that is cut off.
package struct NetlinkMessages: Sequence, IteratorProtocol {
  private var rest: UnsafeRawBufferPointer

  package init(_ bytes: UnsafeRawBufferPointer) {
    rest = bytes
  }

  /// One message without its header.
  package struct Message {
    package let type: UInt16
    package let sequence: UInt32
    package let payload: UnsafeRawBufferPointer

    /// What an NLMSG_ERROR says; nil for an acknowledgement.
    package var failure: Errno? {
      // The kernel writes it negative.
      let code = payload.count >= 4 ? 0 &- payload.loadUnaligned(as: Int32.self) : EIO
      return code == 0 ? nil : Errno(code: code)
    }
  }

  package mutating func next() -> Message? {
    let size = MemoryLayout<nlmsghdr>.size
    guard rest.count >= size else { return nil }
    let header = rest.loadUnaligned(as: nlmsghdr.self)
    let length = Int(header.nlmsg_len)
    guard length >= size, length <= rest.count else { return nil }
    let payload = UnsafeRawBufferPointer(rebasing: rest[size..<length])
    rest = UnsafeRawBufferPointer(rebasing: rest[Swift.min(rest.count, (length + 3) & ~3)...])
    return Message(type: header.nlmsg_type, sequence: header.nlmsg_seq, payload: payload)
  }
}
