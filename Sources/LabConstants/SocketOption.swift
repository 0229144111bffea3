/// What a socket option's value looks like in C.
package enum OptionType: Equatable, Sendable {
  /// `int`.
  case integer
  /// `int`, 0 or 1.
  case boolean
  /// `uint32_t`.
  case unsigned32
  /// `uint64_t`.
  case unsigned64
  /// `struct timeval`.
  case timeval
  /// `struct linger`.
  case linger
  /// Characters, with or without a final NUL.
  case string(maximumLength: Int)
  /// A structure that the table knows no fields of.
  case bytes
  /// `struct ucred`.
  case ucred
  /// `struct tcp_info`; its fields are `TCPInfoField.all`.
  case tcpInfo
  /// `struct sock_fprog`.
  case filter
  /// `struct in_addr`, `struct ip_mreq` or `struct ip_mreqn`.
  case interface4
  /// `struct ip_mreq` or `struct ip_mreqn`.
  case membership4
  /// `struct ipv6_mreq`.
  case membership6
  /// `struct ip_mreq_source`.
  case sourceMembership4
  /// `struct group_req`.
  case groupRequest
  /// `struct group_source_req`.
  case groupSourceRequest
}

/// Whether setsockopt(2), getsockopt(2) or both know an option.
package enum OptionAccess: UInt8, Sendable {
  case readWrite
  case readOnly
  case writeOnly
}

/// One option of setsockopt(2) and getsockopt(2).
package struct SocketOption: Equatable, Sendable {
  package let name: String
  package let level: Int32
  /// The level as C programs spell it: `SOL_SOCKET`, `IPPROTO_TCP`.
  package let levelName: String
  package let number: Int32
  package let type: OptionType
  package let access: OptionAccess
  /// The capability that setting it needs whatever the value, such as `CAP_NET_ADMIN`.
  package let capability: String?
  /// Where it is documented, such as `socket(7)`.
  package let manual: String
  /// One sentence that says what it does.
  package let summary: String
}
