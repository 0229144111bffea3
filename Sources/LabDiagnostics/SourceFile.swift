import Glibc

/// One script as it was read: its path, its bytes, and where its lines begin.
package struct SourceFile: Sendable {
  /// As the user wrote it, for messages.
  package let path: String
  package let bytes: [UInt8]
  /// The position of its first byte in the `SourceMap`.
  package let base: Int32
  /// Offsets (not positions) of the first byte of each line; never empty.
  package let lineStarts: [Int32]
  /// Of an entry at the prompt: the one number that all its lines go by; else `nil`.
  package let entry: Int?

  package init(path: String, bytes: [UInt8], base: Int32, entry: Int? = nil) {
    self.path = path
    self.entry = entry
    self.bytes = bytes
    self.base = base
    lineStarts = Self.lineStarts(of: bytes)
  }

  private static func lineStarts(of bytes: [UInt8]) -> [Int32] {
    var starts: [Int32] = []
    // Lines are seldom shorter. Memory that is not written to costs nothing.
    starts.reserveCapacity(bytes.count / 16 + 1)
    starts.append(0)
    bytes.withUnsafeBytes { buffer in
      guard let first = buffer.baseAddress else { return }
      var start = 0
      while let end = memchr(first + start, CInt(UInt8(ascii: "\n")), buffer.count - start) {
        start = UnsafeRawPointer(end) - first + 1
        starts.append(Int32(start))
      }
    }
    return starts
  }

  /// Every position of the file, the one behind its last byte included.
  package var positions: ClosedRange<Int32> { base...(base + Int32(bytes.count)) }

  /// The index of the line that holds `offset`.
  func lineIndex(of offset: Int32) -> Int {
    var low = 0
    var high = lineStarts.count
    while high - low > 1 {
      let middle = (low + high) / 2
      if lineStarts[middle] <= offset { low = middle } else { high = middle }
    }
    return low
  }

  /// The offsets of a line's bytes, without its line end (LF or CRLF).
  package func offsets(ofLine index: Int) -> Range<Int> {
    let start = Int(lineStarts[index])
    var end = index + 1 < lineStarts.count ? Int(lineStarts[index + 1]) - 1 : bytes.count
    if end > start, bytes[end - 1] == UInt8(ascii: "\r") { end -= 1 }
    return start..<max(start, end)
  }
}
