/// What the data of a control message looks like.
package enum ControlPayload: Equatable, Sendable {
  /// A number of so many bytes in this machine's order.
  case unsigned(Int)
  case signed(Int)
  /// A number in network byte order.
  case bigEndian(Int)
  /// Index in `Structures.all`.
  case structure(Int)
  /// Any number of descriptors, of `int` each.
  case descriptors
  /// `struct timeval`, told as a duration.
  case timeval
  /// `struct timespec`, told as a duration.
  case timespec
  /// A socket address as long as its family's.
  case socketAddress
  /// Characters, perhaps with a final NUL.
  case text
  case bytes
}

/// Who writes a control message.
package enum ControlDirection: UInt8, Sendable {
  /// The program, with sendmsg(2).
  case sent
  /// The kernel, for recvmsg(2).
  case received
  case both
}

/// One control message of sendmsg(2) and recvmsg(2), cmsg(3).
package struct ControlMessage: Equatable, Sendable {
  /// The C name of its type; also the constructor's.
  package let name: String
  package let level: Int32
  /// `cmsg_type`.
  package let type: Int32
  package let payload: ControlPayload
  package let direction: ControlDirection
  /// The option that makes the kernel send it, or empty.
  package let option: String
  /// Where it is documented, such as `ip(7)`.
  package let manual: String
  /// One sentence that says what it carries.
  package let summary: String
}

/// The control messages that Linux knows, cmsg(3).
package enum ControlMessages {
  /// All of them; an index into this list is stable for the life of a build.
  package static let all: [ControlMessage] =
    [socketRows, ipv4Rows, ipv6Rows, otherRows].flatMap { $0.map(message) }

  /// Finds a message by the C name of its type.
  package static func index(named name: String) -> Int? {
    indexByName.position(of: name)
  }

  /// Finds a message that the kernel gave by its two numbers.
  package static func index(level: Int32, type: Int32) -> Int? {
    all.firstIndex { $0.level == level && $0.type == type && $0.direction != .sent }
      ?? all.firstIndex { $0.level == level && $0.type == type }
  }

  private static let indexByName = NameIndex(all.map(\.name))

  /// A row as the tables spell it.
  typealias Row = (
    name: String, level: Int32, type: Int32, payload: ControlPayload, direction: ControlDirection,
    option: String, manual: String, summary: String
  )

  private static func message(_ row: Row) -> ControlMessage {
    ControlMessage(
      name: row.name,
      level: row.level,
      type: row.type,
      payload: row.payload,
      direction: row.direction,
      option: row.option,
      manual: row.manual,
      summary: row.summary
    )
  }

  /// The payload that is one structure.
  static func structure(_ name: String) -> ControlPayload {
    Structures.index(named: name).map { .structure($0) } ?? .bytes
  }
}
