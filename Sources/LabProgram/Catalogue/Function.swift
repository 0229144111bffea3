/// The functions and constructors that values may call.
package enum Function: String, CaseIterable, Sendable {
  case hex, `repeat`, len, unique, slice, at, int
  case random
  case randomPort = "random_port"
  case ifindex, checksum, htons
  case u8, u16, u32, u64, le16, le32, le64
  case msghdr, iovec, cmsg, buffer

  package struct Parameter: Sendable {
    package let name: String
    package let kinds: KindSet
    package let isOptional: Bool

    package init(_ name: String, _ kinds: KindSet, optional: Bool = false) {
      self.name = name
      self.kinds = kinds
      isOptional = optional
    }
  }

  package var parameters: [Parameter] {
    switch self {
    case .hex: [Parameter("digits", .bytes)]
    case .repeat: [Parameter("count", .integer), Parameter("bytes", .bytes)]
    case .len: [Parameter("of", [.list, .bytes, .structure])]
    case .unique: [Parameter("list", .list)]
    case .slice:
      [
        Parameter("of", [.bytes, .list, .structure]), Parameter("start", .integer),
        Parameter("count", .integer, optional: true),
      ]
    case .at: [Parameter("of", [.list, .bytes, .structure]), Parameter("index", .integer)]
    case .int: [Parameter("digits", .bytes)]
    case .random: [Parameter("count", .integer)]
    case .randomPort: []
    case .checksum: [Parameter("bytes", .bytes)]
    case .htons: [Parameter("number", .integer)]
    case .ifindex: [Parameter("interface", .bytes)]
    case .u8, .u16, .u32, .u64, .le16, .le32, .le64: [Parameter("value", [.integer, .bytes])]
    case .msghdr:
      [
        Parameter(
          "name",
          [.address, .socket, .structure, .bytes, .integer, .word],
          optional: true
        ),
        Parameter("namelen", .integer, optional: true),
        Parameter("iov", [.list, .bytes, .structure, .integer, .word], optional: true),
        Parameter("iovlen", .integer, optional: true),
        Parameter("control", [.list, .bytes, .structure, .integer, .word], optional: true),
        Parameter("controllen", .integer, optional: true),
        Parameter("flags", .integer, optional: true),
      ]
    case .iovec:
      [
        Parameter("base", [.bytes, .structure, .integer, .word]),
        Parameter("len", .integer, optional: true),
      ]
    case .cmsg:
      [
        Parameter("level", .integer), Parameter("type", [.integer, .option]),
        Parameter("data", [.bytes, .integer, .structure, .socket, .list], optional: true),
        Parameter("len", .integer, optional: true),
      ]
    case .buffer: [Parameter("size", .integer)]
    }
  }

  /// The kinds that it can give; `u16` builds bytes from a number and reads a number from bytes.
  package var result: KindSet {
    switch self {
    case .hex, .repeat, .random: .bytes
    case .len, .int, .ifindex, .checksum, .htons, .randomPort: .integer
    case .unique: .list
    case .slice: [.bytes, .list]
    case .at: .any
    case .u8, .u16, .u32, .u64, .le16, .le32, .le64: [.bytes, .integer]
    case .msghdr, .iovec, .cmsg, .buffer: .structure
    }
  }

  package var summary: String {
    switch self {
    case .hex: "the bytes written as pairs of hex digits, blanks allowed: hex(\"16 03 01\")"
    case .repeat: "the bytes, so many times: repeat(9, \"a\")"
    case .len: "how many elements, or bytes"
    case .unique: "the list without doubles, in the order of first appearance"
    case .slice: "a part, counted from 0; to the end without a count: slice(b, 0, 4)"
    case .at: "one element of a list, or the number of one byte, counted from 0; -1 is the last"
    case .int: "the number that the digits say: int(\"42\")"
    case .random: "bytes made from the run's seed, which it tells: random(1000)"
    case .randomPort:
      "a port from 10000 to 29999, outside `ephemeral`, made from the run's seed: random_port()"
    case .htons: "the number with its two bytes exchanged, as C passes it: htons(ETH_P_ALL)"
    case .checksum: "the Internet checksum of the bytes (RFC 1071): u16(checksum(packet))"
    case .ifindex: "the number of a network interface: ifindex(\"lo\")"
    case .u8: "one byte; from bytes: their number"
    case .u16: "two bytes in network order; from two bytes: their number"
    case .u32: "four bytes in network order; from four bytes: their number"
    case .u64: "eight bytes in network order; from eight bytes: their number"
    case .le16: "two bytes, least significant first; from two bytes: their number"
    case .le32: "four bytes, least significant first; from four bytes: their number"
    case .le64: "eight bytes, least significant first; from eight bytes: their number"
    case .msghdr:
      "struct msghdr for sendmsg and recvmsg: msghdr(iov = [\"ab\", \"cd\"], control = [IP_TTL(9)])"
    case .iovec: "one element of `iov` with a length of its own: iovec(\"abc\", 2)"
    case .cmsg: "a control message as raw as C's: cmsg(SOL_SOCKET, SCM_RIGHTS, \"\", len = 8)"
    case .buffer: "room for so many bytes, for the kernel to fill: buffer(99)"
    }
  }
}
