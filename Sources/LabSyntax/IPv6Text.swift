/// The text form of an IPv6 address (RFC 4291 §2.2), brackets and zone taken off.
enum IPv6Text {
  /// The two halves of the 16 bytes, or `nil` when the text is no address.
  static func parse(_ text: Slice<UnsafeBufferPointer<UInt8>>) -> (UInt64, UInt64)? {
    var groups: [UInt16] = []
    var gap: Int?
    var offset = text.startIndex
    if text.starts(with: [0x3a, 0x3a]) {
      gap = 0
      offset += 2
    } else if text.first == UInt8(ascii: ":") {
      return nil
    }
    while offset < text.endIndex {
      let end = text[offset...].firstIndex(of: UInt8(ascii: ":")) ?? text.endIndex
      let piece = text[offset..<end]
      if piece.contains(UInt8(ascii: ".")) {
        guard end == text.endIndex, let (high, low) = quad(piece) else { return nil }
        groups += [high, low]
        break
      }
      guard let group = group(piece) else { return nil }
      groups.append(group)
      if groups.count > 8 { return nil }
      if end == text.endIndex { break }
      offset = end + 1
      if offset == text.endIndex { return nil }
      if text[offset] == UInt8(ascii: ":") {
        if gap != nil { return nil }
        gap = groups.count
        offset += 1
      }
    }
    return halves(groups, gap: gap)
  }

  private static func halves(_ groups: [UInt16], gap: Int?) -> (UInt64, UInt64)? {
    var all = groups
    if let gap {
      if groups.count > 7 { return nil }
      all.insert(contentsOf: Array(repeating: 0, count: 8 - groups.count), at: gap)
    }
    if all.count != 8 { return nil }
    let high = all[..<4].reduce(UInt64(0)) { $0 << 16 | UInt64($1) }
    let low = all[4...].reduce(UInt64(0)) { $0 << 16 | UInt64($1) }
    return (high, low)
  }

  private static func group(_ piece: Slice<UnsafeBufferPointer<UInt8>>) -> UInt16? {
    if piece.isEmpty || piece.count > 4 { return nil }
    var value: UInt16 = 0
    for byte in piece {
      if !byte.isHexDigit { return nil }
      value = value << 4 | UInt16(byte.hexValue)
    }
    return value
  }

  /// The dotted quad that an address may end with.
  private static func quad(_ piece: Slice<UnsafeBufferPointer<UInt8>>) -> (UInt16, UInt16)? {
    let parts = piece.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
    if parts.count != 4 { return nil }
    var value: UInt32 = 0
    for part in parts {
      if part.isEmpty || part.count > 3 || !part.allSatisfy(\.isDigit) { return nil }
      if part.count > 1, part.first == UInt8(ascii: "0") { return nil }
      let number = part.reduce(UInt32(0)) { $0 * 10 + UInt32($1.hexValue) }
      if number > 255 { return nil }
      value = value << 8 | number
    }
    return (UInt16(value >> 16), UInt16(truncatingIfNeeded: value))
  }
}
