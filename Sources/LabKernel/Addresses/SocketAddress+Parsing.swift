import CLab

extension SocketAddress {
  /// An address of digits, `127.0.0.1`, `::1` or `[::1]`; nil when the text is none (inet_pton(3)).
  package init?(parsing text: String, port: UInt16) {
    var address4 = in_addr()
    if inet_pton(AF_INET, text, &address4) == 1 {
      self.init(ipv4: UInt32(bigEndian: address4.s_addr), port: port)
      return
    }
    let bare =
      text.hasPrefix("[") && text.hasSuffix("]") ? String(text.dropFirst().dropLast()) : text
    var address6 = in6_addr()
    guard inet_pton(AF_INET6, bare, &address6) == 1 else { return nil }
    let halves = withUnsafeBytes(of: address6) { bytes in
      (
        UInt64(bigEndian: bytes.loadUnaligned(fromByteOffset: 0, as: UInt64.self)),
        UInt64(bigEndian: bytes.loadUnaligned(fromByteOffset: 8, as: UInt64.self))
      )
    }
    self.init(ipv6: halves, port: port)
  }
}

/// The interfaces of this network.
package enum NetworkInterface {
  /// The index of an interface by name or by number; 0 when there is none.
  package static func index(of name: String) -> UInt32 {
    UInt32(name) ?? if_nametoindex(name)
  }
}
