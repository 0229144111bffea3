/// The attributes of a netlink message: length, type and value, each aligned to 4 bytes.
struct NetlinkAttributes: Sequence, IteratorProtocol {
  private var rest: UnsafeRawBufferPointer

  init(_ bytes: UnsafeRawBufferPointer) {
    rest = bytes
  }

  mutating func next() -> (type: UInt16, value: UnsafeRawBufferPointer)? {
    guard rest.count >= 4 else { return nil }
    let length = Int(rest.loadUnaligned(as: UInt16.self))
    guard length >= 4, length <= rest.count else { return nil }
    let type = rest.loadUnaligned(fromByteOffset: 2, as: UInt16.self)
    let value = UnsafeRawBufferPointer(rebasing: rest[4..<length])
    rest = UnsafeRawBufferPointer(rebasing: rest[Swift.min(rest.count, (length + 3) & ~3)...])
    return (type, value)
  }

  /// Builds one attribute.
  static func encoded(_ type: some BinaryInteger, _ value: [UInt8]) -> [UInt8] {
    let length = UInt16(4 + value.count)
    let padding = [UInt8](repeating: 0, count: -value.count & 3)
    return withUnsafeBytes(of: (length, UInt16(type))) { Array($0) } + value + padding
  }
}
