import Glibc

/// Where received bytes arrive: one buffer for all actors, which never keep anything in it.
struct ReceiveBuffer {
  private var memory = UnsafeMutableRawBufferPointer.allocate(byteCount: 65_536, alignment: 16)

  /// At least so many bytes.
  mutating func space(_ count: Int) -> UnsafeMutableRawBufferPointer {
    if count > memory.count {
      memory.deallocate()
      memory = UnsafeMutableRawBufferPointer.allocate(byteCount: count, alignment: 16)
    }
    return UnsafeMutableRawBufferPointer(rebasing: memory[0..<max(count, 1)])
  }

  /// The first bytes of what was received last.
  func bytes(_ count: Int) -> [UInt8] { Array(memory[0..<count]) }

  /// Adds the first bytes of what was received last to others, which are copied once.
  func append(_ count: Int, to bytes: inout [UInt8]) {
    bytes.append(contentsOf: UnsafeRawBufferPointer(rebasing: memory[0..<count]))
  }

  /// Whether what was received last begins with these bytes.
  func isEqual(to bytes: UnsafeRawBufferPointer) -> Bool {
    guard let base = bytes.baseAddress, let own = memory.baseAddress else { return true }
    return memcmp(base, own, bytes.count) == 0
  }

  func deallocate() { memory.deallocate() }
}
