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
  /// Characters, with or without a final NUL.
  case string(maximumLength: Int)
  /// A structure that the table knows no fields of.
  case bytes
  /// One of these structures, names of `Structures.all`; the first is the usual one.
  case structures([String])
  /// A socket address as long as its family's.
  case socketAddress
  /// `struct tcp_info`; its fields are `TCPInfoField.all`.
  case tcpInfo
  /// `struct sock_fprog`.
  case filter
  /// Set as `struct in_addr`, `struct ip_mreqn` or `struct ip_mreq`, read as `struct in_addr`.
  case interface4

  /// Exactly this structure.
  package static func structure(_ name: String) -> OptionType { .structures([name]) }

  /// The structures that it takes, the usual one first.
  package var layouts: [StructureLayout] {
    let names: [String]
    switch self {
    case .structures(let list): names = list
    case .interface4: names = ["ip_mreqn", "ip_mreq", "in_addr"]
    case .timeval: names = ["timeval"]
    default: names = []
    }
    return names.compactMap { Structures.index(named: $0).map { Structures.all[$0] } }
  }
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

  /// Reading it makes a descriptor: SO_PEERPIDFD.
  package var givesDescriptor: Bool { level == 1 && number == 77 }
}
