import LabKernel

/// Which addresses a run may use that has only its part of this machine's loopback.
struct LoopbackLimits {
  let range: LoopbackRange
  /// The setting `net.ipv4.ip_unprivileged_port_start`.
  let firstFreePort: UInt16

  /// Why an address can't be bound; `nil`: it can be.
  ///
  /// A port that the kernel chooses (0) is nobody else's, so ::1 may be bound with it.
  func bindNeed(_ address: SocketAddress, expectsOutcome: Bool) -> String? {
    if address.isWildcard { return LoopbackNeed.wildcard(address.description) }
    if address.isIPv6, address.mappedIPv4 == nil {
      return address.isLoopback && address.port == 0
        ? nil : LoopbackNeed.ipv6(address.description)
    }
    guard let host = address.ipv4 ?? address.mappedIPv4 else { return nil }
    guard range.contains(host) else {
      return LoopbackNeed.outside(address.description, range: range.text)
    }
    // Who says what is to come of a well-known port means that it needs a privilege.
    if expectsOutcome, let port = address.port, port >= firstFreePort, (1..<1024).contains(port) {
      return LoopbackNeed.wellKnown(port, first: firstFreePort)
    }
    return nil
  }

  /// Why an address can't be called; `nil`: it can be.
  ///
  /// - Parameters:
  ///   - address: Whose socket is called.
  ///   - isWritten: The script names it; else it is a value that the kernel gave, such as where a
  ///     socket of this run is.
  /// - Returns: The reason.
  func reachNeed(_ address: SocketAddress, isWritten: Bool) -> String? {
    if address.isIPv6, address.mappedIPv4 == nil {
      return address.isLoopback && (!isWritten || address.port == 0)
        ? nil : LoopbackNeed.ipv6(address.description)
    }
    guard let host = address.ipv4 ?? address.mappedIPv4 else { return nil }
    let isOwn = isWritten ? range.contains(host) : address.isLoopback
    return isOwn ? nil : LoopbackNeed.outside(address.description, range: range.text)
  }
}
