import LabDiagnostics

/// What is asked of a file's bytes before a token is cut from them; at most one answer.
struct SourceCheck {
  let file: SourceFile
  let bytes: UnsafeBufferPointer<UInt8>
  let limits: Limits

  /// Why this is no script, if it is none.
  func refusal() -> Diagnostic? {
    if bytes.count > limits.file {
      return .fileTooLarge(file.path, size: bytes.count, limit: limits.file)
    }
    if bytes.count >= 2,
      bytes[0] == 0xff && bytes[1] == 0xfe || bytes[0] == 0xfe && bytes[1] == 0xff
    {
      return .utf16(file.path)
    }
    if bytes.count >= 3, bytes[0] == 0xef, bytes[1] == 0xbb, bytes[2] == 0xbf {
      return .byteOrderMark(at: span(0, 3))
    }
    return refusedByte() ?? refusedLine()
  }

  private func refusedLine() -> Diagnostic? {
    for (line, start) in file.lineStarts.enumerated() {
      let end =
        line + 1 < file.lineStarts.count ? Int(file.lineStarts[line + 1]) - 1 : bytes.count
      if end - Int(start) > limits.line {
        return .lineTooLong(
          length: end - Int(start),
          limit: limits.line,
          at: span(Int(start), Int(start))
        )
      }
    }
    return nil
  }

  /// The first NUL, lone CR, or byte that is no UTF-8.
  private func refusedByte() -> Diagnostic? {
    var offset = 0
    while offset < bytes.count {
      if isPlain(at: offset) {
        offset += 8
        continue
      }
      let byte = bytes[offset]
      if byte >= 0x20, byte < 0x80 {
        offset += 1
        continue
      }
      if byte == 0 { return .binaryFile(file.path, offset: offset) }
      if byte == UInt8(ascii: "\r"), offset + 1 < bytes.count, bytes[offset + 1] != 0x0a {
        return .loneCarriageReturn(at: span(offset, offset))
      }
      if byte < 0x80 {
        offset += 1
        continue
      }
      let length = sequenceLength(at: offset)
      if length == 0 { return invalidUTF8(at: offset) }
      offset += length
    }
    return nil
  }

  /// Whether the eight bytes from here are ASCII without NUL and CR, looked at all at once.
  @inline(__always)
  private func isPlain(at offset: Int) -> Bool {
    guard offset + 8 <= bytes.count else { return false }
    let word = UnsafeRawBufferPointer(bytes).loadUnaligned(fromByteOffset: offset, as: UInt64.self)
    let ones: UInt64 = 0x0101_0101_0101_0101
    // Subtracting 1 from each byte sets its highest bit when it was 0, or above 0x80.
    let feeds = word ^ (ones &* 0x0d)
    return (word | (word &- ones) | (feeds &- ones)) & (ones &* 0x80) == 0
  }

  /// A NUL elsewhere in the file says more than a byte that is no UTF-8.
  private func invalidUTF8(at offset: Int) -> Diagnostic {
    if let zero = bytes[offset...].firstIndex(of: 0) {
      return .binaryFile(file.path, offset: zero)
    }
    return .invalidUTF8(bytes[offset], offset: offset, at: span(offset, offset + 1))
  }

  /// The length of the well-formed sequence at `offset` (Unicode table 3-7), 0 when it is none.
  private func sequenceLength(at offset: Int) -> Int {
    func byte(_ index: Int) -> UInt8 {
      offset + index < bytes.count ? bytes[offset + index] : 0
    }
    func continues(_ index: Int) -> Bool { byte(index) & 0xc0 == 0x80 }
    switch bytes[offset] {
    case 0xc2...0xdf:
      return continues(1) ? 2 : 0
    case 0xe0...0xef:
      let low: UInt8 = bytes[offset] == 0xe0 ? 0xa0 : 0x80
      let high: UInt8 = bytes[offset] == 0xed ? 0x9f : 0xbf
      return byte(1) >= low && byte(1) <= high && continues(2) ? 3 : 0
    case 0xf0...0xf4:
      let low: UInt8 = bytes[offset] == 0xf0 ? 0x90 : 0x80
      let high: UInt8 = bytes[offset] == 0xf4 ? 0x8f : 0xbf
      return byte(1) >= low && byte(1) <= high && continues(2) && continues(3) ? 4 : 0
    default:
      return 0
    }
  }

  private func span(_ start: Int, _ end: Int) -> SourceSpan {
    SourceSpan(start: file.base + Int32(start), end: file.base + Int32(end))
  }
}
