/// What a field of a structure looks like in memory.
package enum FieldForm: Equatable, Sendable {
  /// A number of so many bytes in this machine's order.
  case unsigned(Int)
  case signed(Int)
  /// A number in network byte order: ports, labels.
  case bigEndian(Int)
  /// `sa_family_t`: a number that is shown by its name, AF_INET.
  case family
  /// An errno of 32 bits, as `ee_errno`.
  case errno
  /// `struct in_addr`.
  case ipv4
  /// `struct in6_addr`.
  case ipv6
  /// A socket address of any family in room of so many bytes.
  case socketAddress(Int)
  /// `struct timeval`.
  case timeval
  /// `struct timespec`.
  case timespec
  /// Bytes as they are.
  case bytes(Int)
  /// Characters, filled up with NULs.
  case text(Int)
  /// The address of other structures, which a constructor takes as a list.
  case pointer
  /// `unsigned short`: how many elements of so many bytes the pointer points to.
  case pointedCount(Int)

  /// How many bytes it takes.
  package var size: Int {
    switch self {
    case .unsigned(let size), .signed(let size), .bigEndian(let size): size
    case .socketAddress(let size), .bytes(let size), .text(let size): size
    case .family, .pointedCount: 2
    case .pointer: 8
    case .errno, .ipv4: 4
    case .ipv6, .timeval, .timespec: 16
    }
  }

  /// The numbers that a constructor takes for it: signed or not, whatever fits the bits.
  package var range: ClosedRange<Int64>? {
    switch self {
    case .unsigned(let size), .signed(let size), .bigEndian(let size):
      size == 8 ? .min ... .max : -(1 << (8 * size - 1))...(1 << (8 * size)) - 1
    case .family, .pointedCount: 0...0xffff
    case .errno: 0...0xffff_ffff
    default: nil
    }
  }
}

/// One field of a structure.
package struct StructureField: Equatable, Sendable {
  /// As a script says it: the C name without its prefix, `onoff` of `l_onoff`.
  package let name: String
  /// As the C headers say it; a member of a member has a dot: `it_value`.
  package let cName: String
  package let offset: Int
  package let form: FieldForm
  /// What it is when a constructor does not say: AF_INET in `sockaddr_in`.
  package let initial: Int64
  /// It stands behind the structure, when it is there at all: the offender of an error.
  package let isTrailing: Bool
}

/// A structure of the C headers: how its fields lie in memory.
package struct StructureLayout: Equatable, Sendable {
  /// The C name without `struct`; also the constructor's.
  package let name: String
  /// `sizeof`.
  package let size: Int
  package let fields: [StructureField]
  /// Where it is documented, such as `socket(7)`.
  package let manual: String
  /// One sentence that says what it is for.
  package let summary: String

  /// The index of a field by its name in scripts, or by C's.
  package func index(ofField name: String) -> Int? {
    fields.firstIndex { $0.name == name } ?? fields.firstIndex { $0.cName == name }
  }

  /// `linger(onoff, seconds)`.
  package var synopsis: String {
    "\(name)(\(fields.map(\.name).joined(separator: ", ")))"
  }
}
