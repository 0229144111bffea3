import CLab

/// An address that an interface of this network has.
package struct InterfaceAddress: Equatable, Sendable {
  package let interface: UInt32
  package let interfaceName: String
  /// The address; its port is 0.
  package let address: SocketAddress
  package let prefixLength: Int
}

/// Addresses and settings of this network.
package enum NetworkSettings {
  /// Adds an address to `lo`; when it answers success, the address can be used.
  package static func addAddress(
    _ address: SocketAddress,
    prefixLength: Int,
    kernel: inout Kernel
  ) -> Answer {
    let host = address.isIPv4 ? Array(address.bytes[4..<8]) : Array(address.bytes[8..<24])
    var message = ifaddrmsg()
    message.ifa_family = UInt8(truncatingIfNeeded: address.family)
    message.ifa_prefixlen = UInt8(truncatingIfNeeded: prefixLength)
    message.ifa_index = if_nametoindex("lo")
    message.ifa_flags = address.isIPv6 ? UInt8(IFA_F_NODAD) : 0
    var payload = withUnsafeBytes(of: message) { Array($0) }
    payload += NetlinkAttributes.encoded(IFA_LOCAL, host)
    payload += NetlinkAttributes.encoded(IFA_ADDRESS, host)
    return Capabilities.raised(.netAdmin) {
      do throws(Errno) {
        var netlink = try NetlinkSocket(family: NETLINK_ROUTE, kernel: &kernel)
        try netlink.exchange(
          type: UInt16(RTM_NEWADDR),
          flags: UInt16(NLM_F_ACK | NLM_F_CREATE | NLM_F_EXCL),
          payload: payload,
          kernel: &kernel
        ) { _, _ in }
        if address.isIPv6 { try waitForRoute(to: host, &netlink, &kernel) }
        return Answer(raw: 0)
      } catch {
        return Answer(error)
      }
    }
  }

  /// Waits until a new IPv6 address has its local route.
  ///
  /// Even without duplicate detection a work queue makes that route a little later
  /// (addrconf_dad_work); until then a connect may answer ENETUNREACH.
  private static func waitForRoute(
    to host: [UInt8],
    _ netlink: inout NetlinkSocket,
    _ kernel: inout Kernel
  ) throws(Errno) {
    var request = rtmsg()
    request.rtm_family = UInt8(AF_INET6)
    request.rtm_dst_len = 128
    let payload =
      withUnsafeBytes(of: request) { Array($0) } + NetlinkAttributes.encoded(RTA_DST.rawValue, host)
    for _ in 0..<routeAttempts {
      var isLocal = false
      do throws(Errno) {
        try netlink.exchange(
          type: UInt16(RTM_GETROUTE),
          flags: 0,
          payload: payload,
          kernel: &kernel
        ) { _, message in
          guard message.count >= MemoryLayout<rtmsg>.size else { return }
          isLocal = message.loadUnaligned(as: rtmsg.self).rtm_type == UInt8(RTN_LOCAL)
        }
      } catch  where error == .networkUnreachable {
        isLocal = false
      }
      if isLocal { return }
      var nothing: Int16 = 0
      _ = clab_poll(-1, 0, &nothing, 1)
    }
    throw .networkUnreachable
  }

  /// How often the route is asked for, once a millisecond.
  private static let routeAttempts = 1000

  /// Lists the addresses of all interfaces of this network.
  package static func addresses(kernel: inout Kernel) throws(Errno) -> [InterfaceAddress] {
    var netlink = try NetlinkSocket(family: NETLINK_ROUTE, kernel: &kernel)
    var found: [InterfaceAddress] = []
    try netlink.exchange(
      type: UInt16(RTM_GETADDR),
      flags: UInt16(NLM_F_DUMP),
      payload: withUnsafeBytes(of: ifaddrmsg()) { Array($0) },
      kernel: &kernel
    ) { type, message in
      if type == UInt16(RTM_NEWADDR), let address = InterfaceAddress(message) {
        found.append(address)
      }
    }
    return found
  }
}

extension InterfaceAddress {
  fileprivate init?(_ message: UnsafeRawBufferPointer) {
    let size = MemoryLayout<ifaddrmsg>.size
    guard message.count >= size else { return nil }
    let record = message.loadUnaligned(as: ifaddrmsg.self)
    var host: SocketAddress?
    for attribute in NetlinkAttributes(UnsafeRawBufferPointer(rebasing: message[size...])) {
      // Of a point-to-point link, IFA_ADDRESS is the peer's and IFA_LOCAL ours.
      let isLocal = Int(attribute.type) == Int(IFA_LOCAL)
      guard isLocal || Int(attribute.type) == Int(IFA_ADDRESS) && host == nil else { continue }
      let value = attribute.value
      if Int32(record.ifa_family) == AF_INET, value.count == 4 {
        host = SocketAddress(ipv4: value.loadUnaligned(as: UInt32.self).bigEndian, port: 0)
      } else if Int32(record.ifa_family) == AF_INET6, value.count == 16 {
        let high = value.loadUnaligned(as: UInt64.self).bigEndian
        let low = value.loadUnaligned(fromByteOffset: 8, as: UInt64.self).bigEndian
        let isLinkLocal = high >> 54 == 0xfe80 >> 6
        host = SocketAddress(
          ipv6: (high, low),
          port: 0,
          scope: isLinkLocal ? record.ifa_index : 0
        )
      }
    }
    guard let host else { return nil }
    var name = [CChar](repeating: 0, count: Int(IF_NAMESIZE))
    interface = record.ifa_index
    interfaceName =
      if_indextoname(record.ifa_index, &name) == nil
      ? "\(record.ifa_index)"
      : String(decoding: name.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
    address = host
    prefixLength = Int(record.ifa_prefixlen)
  }
}
