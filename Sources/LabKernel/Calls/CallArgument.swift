import LabConstants

/// One argument of a recorded call.
package enum CallArgument: Equatable, Sendable {
  case descriptor(Int32)
  case integer(Int)
  /// What C spells with names: `AF_INET`, `SOCK_STREAM|SOCK_NONBLOCK`, `{l_onoff=1, l_linger=0}`.
  case constant(String)
  case address(SocketAddress)
  /// The length of an address that is passed in.
  case addressLength(Int)
  /// A length that the kernel changes: what it was before the call and, if it succeeded, after.
  case resultLength(given: Int, returned: Int)
  /// The first bytes, at most 32 (as strace), and how many there were.
  case bytes(preview: [UInt8], count: Int)
  /// The two descriptors that socketpair(2) made.
  case descriptorPair(Int32, Int32)
  /// A buffer that the kernel did not fill.
  case pointer(UInt)
  case null

  /// How many bytes of data strace shows.
  package static let previewLimit = 32

  /// For people; nil for what only C needs, such as the length of an address.
  package var short: String? {
    switch self {
    case .descriptor(let number): String(number)
    case .integer(let value): String(value)
    case .constant(let text): text
    case .address(let address): address.description
    case .addressLength, .resultLength, .null, .pointer: nil
    case .bytes(let preview, let count): CallText.quoted(preview, count: count)
    case .descriptorPair(let first, let second): "[\(first), \(second)]"
    }
  }

  /// As strace(1) prints it.
  package var cForm: String {
    switch self {
    case .descriptor(let number): String(number)
    case .integer(let value): String(value)
    case .constant(let text): text
    case .address(let address): address.cForm
    case .addressLength(let length): String(length)
    case .resultLength(let given, let returned):
      given == returned ? "[\(given)]" : "[\(given) => \(returned)]"
    case .bytes(let preview, let count): CallText.quoted(preview, count: count)
    case .descriptorPair(let first, let second): "[\(first), \(second)]"
    case .pointer(let address): address == 0 ? "NULL" : "0x" + String(address, radix: 16)
    case .null: "NULL"
    }
  }

  /// The bytes of a buffer, cut to what is shown.
  static func bytes(of buffer: UnsafeRawBufferPointer) -> CallArgument {
    .bytes(preview: Array(buffer.prefix(previewLimit)), count: buffer.count)
  }
}
