package import LabSyntax

/// A value to be computed.
///
/// Trivial; `Int32` payloads are indices.
package enum Expression: Sendable {
  /// An optional operand that was not given.
  case absent
  /// `_`
  case placeholder
  case integer(Int64)
  /// In `Program.constants`.
  case constant(Int32)
  /// A slot of the frame.
  case local(Int32)
  /// The actors of that label (in `Program.labels`).
  case actors(label: Int32)
  /// A fact or part of the value at index `base` of `expressions`.
  case field(base: Int32, Field)
  /// `c.SO_RCVBUF`: index in `SocketOptions.all`.
  case option(base: Int32, option: Int32)
  /// `c.TCP_INFO.rtt`: index in `TCPInfoField.all`.
  case tcpInfo(base: Int32, field: Int32)
  /// `m.code`, `s.onoff`: a named group of a match or a field of a structure; index of the name in
  /// `labels`.
  case part(base: Int32, name: Int32)
  /// Indices in `expressions`.
  case binary(ValueOperator, left: Int32, right: Int32)
  /// `[…]`: elements `start ..< start + count` of `expressions`.
  case list(start: Int32, count: Int32)
  /// Arguments `start ..< start + count`, in the order of the function's parameters.
  case call(Function, start: Int32, count: Int32)
  /// `linger(1, 5)`: index in `Structures.all`; the values of its fields in their order.
  case structure(layout: Int32, start: Int32, count: Int32)
  /// `IP_TTL(9)`: index in `ControlMessages.all`; the parts of what it carries.
  case controlMessage(message: Int32, start: Int32, count: Int32)
  /// `m.IP_TTL`: what the control message at that index of `ControlMessages.all` carried.
  case control(base: Int32, message: Int32)
  /// A string with holes: parts `start ..< start + count`, each made bytes and joined.
  case text(start: Int32, count: Int32)
  /// In `Program.addresses`.
  case address(Int32)
}

/// A value that is known before the run.
package enum Constant: Sendable {
  case integer(Int64)
  case bytes([UInt8])
  /// Nanoseconds.
  case duration(Int64)
  case ip(IPLiteral)
  case errno(Int32)
  /// Index in `Program.words`.
  case word(Int32)
  /// Index in `SocketOptions.all`.
  case option(Int32)
  /// Index in `Program.patterns`.
  case regex(Int32)
}

/// An IP address as written.
package enum IPLiteral: Equatable, Sendable {
  /// 127.0.0.1 is 0x7f000001.
  case v4(UInt32)
  /// The halves of the 16 bytes; the zone is an interface's name or number, or empty.
  case v6(UInt64, UInt64, zone: String)
}

/// An ADDRESS whose parts may depend on values, and on the family of the socket that it meets.
package struct AddressTemplate: Sendable {
  package enum Host: Sendable {
    case ip(IPLiteral)
    /// `*`: the wildcard of the socket's family.
    case any
    /// Loopback of the socket's family.
    case localhost
    /// A value of kind ip, bytes or address; index in `expressions`.
    case value(Int32)
    /// A path, or `@name`, as bytes; index in `expressions`. Empty bytes: unnamed.
    case unix(Int32)
  }

  package enum Port: Sendable {
    /// Unix addresses have none.
    case none
    case number(UInt16)
    /// Index in `expressions`.
    case value(Int32)
  }

  package var host: Host
  package var port: Port

  package init(host: Host, port: Port) {
    self.host = host
    self.port = port
  }
}
