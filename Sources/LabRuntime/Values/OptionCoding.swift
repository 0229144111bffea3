import LabConstants
import LabKernel

/// Socket options between values and the bytes that setsockopt(2) takes.
enum OptionCoding {
  /// How many bytes to offer to getsockopt(2).
  static func capacity(of type: OptionType) -> Int {
    switch type {
    case .integer, .boolean, .unsigned32: 4
    case .unsigned64: 8
    case .timeval: 16
    case .structures: type.layouts.map(\.size).max() ?? 256
    case .interface4: 12
    case .socketAddress: SocketAddress.largest
    case .string(let length): length
    case .tcpInfo: 512
    // As many instructions as a filter may have (BPF_MAXINSNS): the kernel counts those, not bytes.
    case .filter: 4096 * 8
    default: 256
    }
  }

  /// What came back; an unexpected length is shown as the bytes it is.
  static func decode(_ bytes: [UInt8], as type: OptionType) -> Value {
    switch type {
    case .integer, .boolean: bytes.count == 4 ? .integer(integer(bytes)) : narrow(bytes)
    case .unsigned32:
      bytes.count == 4 ? .integer(integer(bytes) & 0xffff_ffff) : narrow(bytes)
    case .unsigned64:
      bytes.count == 8 ? .integer(integer(bytes)) : .structure(Structure(bytes: bytes))
    case .timeval: timeval(bytes)
    case .string: .bytes(Array(bytes.prefix { $0 != 0 }))
    case .structures: .structure(Structure(layout: layout(of: bytes, type), bytes: bytes))
    case .interface4:
      bytes.count == 4
        ? .ip(SocketAddress(ipv4: UInt32(truncatingIfNeeded: bigEndian(bytes)), port: 0))
        : .structure(Structure(layout: layout(of: bytes, type), bytes: bytes))
    case .socketAddress: .address(SocketAddress(bytes: bytes))
    case .filter: filter(bytes)
    default: .structure(Structure(bytes: bytes))
    }
  }

  /// The structure of that size that the option takes; -1: none.
  private static func layout(of bytes: [UInt8], _ type: OptionType) -> Int32 {
    type.layouts.first { $0.size == bytes.count }
      .flatMap { Structures.index(named: $0.name) }.map { Int32($0) } ?? -1
  }

  private static func bigEndian(_ bytes: [UInt8]) -> UInt64 {
    bytes.reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
  }

  /// The instructions of a filter.
  private static func filter(_ bytes: [UInt8]) -> Value {
    guard let index = Structures.index(named: "sock_filter"), bytes.count % 8 == 0 else {
      return .structure(Structure(bytes: bytes))
    }
    let layout = Int32(index)
    return .list(
      stride(from: 0, to: bytes.count, by: 8).map {
        .structure(Structure(layout: layout, bytes: Array(bytes[$0..<$0 + 8])))
      }
    )
  }

  /// What a setsockopt(2) is told to have set: the structure as the script made it.
  static func shown(_ value: Value, _ bytes: [UInt8], as type: OptionType) -> Value {
    if case .structure = value { return value }
    return decode(bytes, as: type)
  }

  /// What to pass, or `nil` when the value does not fit the option.
  static func encode(_ value: Value, as type: OptionType) -> [UInt8]? {
    switch (value, type) {
    case (.integer(let number), .unsigned64): bytes(of: number)
    case (.integer(let number), .timeval): bytes(of: number) + bytes(of: Int64(0))
    case (.integer(let number), _): bytes(of: Int32(truncatingIfNeeded: number))
    case (.duration(let duration), .timeval):
      bytes(of: duration / 1_000_000_000) + bytes(of: duration % 1_000_000_000 / 1000)
    case (.bytes(let text), _): text
    case (.structure(let structure), _): structure.bytes
    case (.ip(let address), .interface4) where address.ipv4 != nil: Array(address.bytes[4..<8])
    case (.address(let address), .socketAddress): address.bytes
    default: nil
    }
  }

  private static func narrow(_ bytes: [UInt8]) -> Value {
    bytes.count == 1 || bytes.count == 2
      ? .integer(integer(bytes)) : .structure(Structure(bytes: bytes))
  }

  private static func integer(_ bytes: [UInt8]) -> Int64 {
    let number = bytes.reversed().reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
    return bytes.count == 4
      ? Int64(Int32(truncatingIfNeeded: number)) : Int64(truncatingIfNeeded: number)
  }

  private static func timeval(_ bytes: [UInt8]) -> Value {
    guard bytes.count == 16 else { return .structure(Structure(bytes: bytes)) }
    let seconds = integer(Array(bytes[0..<8]))
    let microseconds = integer(Array(bytes[8..<16]))
    return .duration(seconds &* 1_000_000_000 &+ microseconds &* 1000)
  }

  private static func bytes<Number: FixedWidthInteger>(of number: Number) -> [UInt8] {
    withUnsafeBytes(of: number.littleEndian) { Array($0) }
  }
}
