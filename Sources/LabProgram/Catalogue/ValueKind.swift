/// What kind of thing a value is.
///
/// Judged before the run, and again where it runs.
package enum ValueKind: UInt8, CaseIterable, Sendable {
  case integer
  case bytes
  case duration
  case address
  case ip
  case errno
  /// A lower-case word of the tables (`tcp`, `eof`), a state, a signal or a capability.
  case word
  case list
  case range
  case socket
  case program
  case actor
  case counter
  case result
  case regex
  /// The four values of a connection, which outlive its sockets.
  case tuple
  /// The name of a socket option: `SO_REUSEADDR`.
  case option
  /// A structure for the kernel: `linger(1, 5)`.
  case structure
  /// What a student handed in.
  case submission

  /// For messages: "an integer", "bytes".
  package var description: String {
    switch self {
    case .integer: "a number"
    case .bytes: "text"
    case .duration: "a duration"
    case .address: "an address"
    case .ip: "an IP address without port"
    case .errno: "an errno"
    case .word: "a word"
    case .list: "a list"
    case .range: "a range"
    case .socket: "a socket"
    case .program: "a program"
    case .actor: "an actor"
    case .counter: "a counter"
    case .result: "a result"
    case .regex: "a regular expression"
    case .tuple: "a four-tuple"
    case .option: "a socket option"
    case .structure: "a structure"
    case .submission: "what is handed in"
    }
  }
}

/// Several kinds; what an operand takes, or what a value may be.
package struct KindSet: OptionSet, Sendable {
  package let rawValue: UInt32

  package init(rawValue: UInt32) { self.rawValue = rawValue }

  package init(_ kind: ValueKind) { rawValue = 1 << UInt32(kind.rawValue) }

  package static let integer = KindSet(.integer)
  package static let bytes = KindSet(.bytes)
  package static let duration = KindSet(.duration)
  package static let address = KindSet(.address)
  package static let ip = KindSet(.ip)
  package static let errno = KindSet(.errno)
  package static let word = KindSet(.word)
  package static let list = KindSet(.list)
  package static let range = KindSet(.range)
  package static let socket = KindSet(.socket)
  package static let program = KindSet(.program)
  package static let actor = KindSet(.actor)
  package static let counter = KindSet(.counter)
  package static let result = KindSet(.result)
  package static let regex = KindSet(.regex)
  package static let tuple = KindSet(.tuple)
  package static let option = KindSet(.option)
  package static let structure = KindSet(.structure)
  package static let submission = KindSet(.submission)
  /// A parameter of a proc, an element of a list: known only where it runs.
  package static let any = KindSet(rawValue: (1 << UInt32(ValueKind.allCases.count)) - 1)

  package var kinds: [ValueKind] { ValueKind.allCases.filter { contains(KindSet($0)) } }
}
