import CLab

/// A socket address: exactly the bytes that the kernel was given or gave.
package struct SocketAddress: Hashable, Sendable {
  /// The size of `struct sockaddr_storage`, which holds every address.
  package static let largest = 128

  package var bytes: [UInt8]

  package init(bytes: [UInt8]) {
    self.bytes = bytes
  }

  /// An AF_INET address; the number is in host order, so 127.0.0.1 is 0x7f000001.
  package init(ipv4: UInt32, port: UInt16) {
    bytes = Self.head(family: UInt16(AF_INET)) + Self.bigEndian(port) + Self.bigEndian(ipv4)
    bytes += [UInt8](repeating: 0, count: 8)
  }

  /// An AF_INET6 address; the two halves are in host order, so ::1 is (0, 1).
  package init(ipv6: (UInt64, UInt64), port: UInt16, scope: UInt32 = 0, flow: UInt32 = 0) {
    bytes = Self.head(family: UInt16(AF_INET6)) + Self.bigEndian(port) + Self.bigEndian(flow)
    bytes += Self.bigEndian(ipv6.0) + Self.bigEndian(ipv6.1)
    // The interface's index is the one field in the machine's own order.
    bytes += withUnsafeBytes(of: scope) { Array($0) }
  }

  /// An AF_UNIX address of the file system; the NUL behind the path is part of it, as in C.
  package init(unixPath: [UInt8]) {
    bytes = Self.head(family: UInt16(AF_UNIX)) + unixPath + [0]
  }

  /// An AF_UNIX address of the abstract space, which begins with NUL and may hold others.
  package init(unixAbstract: [UInt8]) {
    bytes = Self.head(family: UInt16(AF_UNIX)) + [0] + unixAbstract
  }

  /// The AF_UNIX address of a socket that has none; bound, it asks for an abstract name.
  package static let unixUnnamed = SocketAddress(bytes: head(family: UInt16(AF_UNIX)))

  /// The longest path that fits into `struct sockaddr_un` with its NUL; unix(7).
  package static let longestUnixPath = 107

  /// An address of zeros, as large as C's structure for the family; a buffer for the kernel.
  package static func buffer(family: Int32) -> SocketAddress {
    let size =
      switch family {
      case AF_INET: 16
      case AF_INET6: 28
      case AF_UNIX: 110
      default: largest
      }
    return SocketAddress(bytes: [UInt8](repeating: 0, count: size))
  }

  private static func head(family: UInt16) -> [UInt8] {
    withUnsafeBytes(of: family) { Array($0) }
  }

  private static func bigEndian(_ value: some FixedWidthInteger) -> [UInt8] {
    withUnsafeBytes(of: value.bigEndian) { Array($0) }
  }
}

// The parts of an address.
extension SocketAddress {
  /// The address family; AF_UNSPEC when there are not even the bytes for it.
  package var family: UInt16 {
    load(UInt16.self, at: 0) ?? UInt16(AF_UNSPEC)
  }

  package var isIPv4: Bool { family == UInt16(AF_INET) && bytes.count >= 16 }
  package var isIPv6: Bool { family == UInt16(AF_INET6) && bytes.count >= 28 }
  package var isUnix: Bool { family == UInt16(AF_UNIX) }

  package var port: UInt16? {
    isIPv4 || isIPv6 ? load(UInt16.self, at: 2)?.bigEndian : nil
  }

  package var ipv4: UInt32? {
    isIPv4 ? load(UInt32.self, at: 4)?.bigEndian : nil
  }

  package var ipv6: (UInt64, UInt64)? {
    guard isIPv6, let high = load(UInt64.self, at: 8), let low = load(UInt64.self, at: 16) else {
      return nil
    }
    return (high.bigEndian, low.bigEndian)
  }

  /// The interface's index of a link-local address.
  package var scope: UInt32? {
    isIPv6 ? load(UInt32.self, at: 24) : nil
  }

  package var flow: UInt32? {
    isIPv6 ? load(UInt32.self, at: 4)?.bigEndian : nil
  }

  /// The path of a file system address, without its NUL.
  package var unixPath: [UInt8]? {
    guard isUnix, bytes.count > 2, bytes[2] != 0 else { return nil }
    return Array(bytes[2...].prefix { $0 != 0 })
  }

  /// The name in the abstract space, without the NUL before it.
  package var unixAbstract: [UInt8]? {
    guard isUnix, bytes.count > 2, bytes[2] == 0 else { return nil }
    return Array(bytes[3...])
  }

  package var isUnixUnnamed: Bool { isUnix && bytes.count <= 2 }

  /// An IPv4 address in IPv6 form, ::ffff:a.b.c.d, as a dual-stack socket sees it.
  package var mappedIPv4: UInt32? {
    guard let (high, low) = ipv6, high == 0, low >> 32 == 0xffff else { return nil }
    return UInt32(truncatingIfNeeded: low)
  }

  /// Whether it is 0.0.0.0 or [::].
  package var isWildcard: Bool {
    if let (high, low) = ipv6 { return high == 0 && (low == 0 || low == 0xffff_0000_0000) }
    return ipv4 == 0
  }

  /// Whether it is in 127.0.0.0/8 or ::1.
  package var isLoopback: Bool {
    if let address = ipv4 ?? mappedIPv4 { return address >> 24 == 127 }
    guard let (high, low) = ipv6 else { return false }
    return high == 0 && low == 1
  }

  /// The same address with another port; unchanged when it has none.
  package func replacing(port: UInt16) -> SocketAddress {
    guard self.port != nil else { return self }
    var copy = self
    copy.bytes[2] = UInt8(port >> 8)
    copy.bytes[3] = UInt8(truncatingIfNeeded: port)
    return copy
  }

  /// The same port at loopback, for the wildcard: where a client on this host would connect.
  package var reachable: SocketAddress {
    guard isWildcard, let port else { return self }
    return isIPv4
      ? SocketAddress(ipv4: 0x7f00_0001, port: port) : SocketAddress(ipv6: (0, 1), port: port)
  }

  private func load<Value: FixedWidthInteger>(_ type: Value.Type, at offset: Int) -> Value? {
    guard bytes.count >= offset + MemoryLayout<Value>.size else { return nil }
    return bytes.withUnsafeBytes { $0.loadUnaligned(fromByteOffset: offset, as: type) }
  }
}
