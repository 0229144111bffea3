import LabConstants

/// Socket options between values and the bytes that setsockopt(2) takes.
enum OptionCoding {
  /// How many bytes to offer to getsockopt(2).
  static func capacity(of type: OptionType) -> Int {
    switch type {
    case .integer, .boolean, .unsigned32: 4
    case .unsigned64, .linger: 8
    case .timeval: 16
    case .ucred: 12
    case .string(let length): length
    case .tcpInfo: 512
    default: 256
    }
  }

  /// What came back; an unexpected length is shown as the bytes it is.
  static func decode(_ bytes: [UInt8], as type: OptionType) -> Value {
    switch type {
    case .integer, .boolean: bytes.count == 4 ? .integer(integer(bytes)) : narrow(bytes)
    case .unsigned32:
      bytes.count == 4 ? .integer(integer(bytes) & 0xffff_ffff) : narrow(bytes)
    case .unsigned64: bytes.count == 8 ? .integer(integer(bytes)) : .structure(bytes)
    case .timeval: timeval(bytes)
    case .string: .bytes(Array(bytes.prefix { $0 != 0 }))
    default: .structure(bytes)
    }
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
    case (.structure(let structure), _): structure
    default: nil
    }
  }

  private static func narrow(_ bytes: [UInt8]) -> Value {
    bytes.count == 1 || bytes.count == 2 ? .integer(integer(bytes)) : .structure(bytes)
  }

  private static func integer(_ bytes: [UInt8]) -> Int64 {
    let number = bytes.reversed().reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
    return bytes.count == 4
      ? Int64(Int32(truncatingIfNeeded: number)) : Int64(truncatingIfNeeded: number)
  }

  private static func timeval(_ bytes: [UInt8]) -> Value {
    guard bytes.count == 16 else { return .structure(bytes) }
    let seconds = integer(Array(bytes[0..<8]))
    let microseconds = integer(Array(bytes[8..<16]))
    return .duration(seconds &* 1_000_000_000 &+ microseconds &* 1000)
  }

  private static func bytes<Number: FixedWidthInteger>(of number: Number) -> [UInt8] {
    withUnsafeBytes(of: number.littleEndian) { Array($0) }
  }
}
