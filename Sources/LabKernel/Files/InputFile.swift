import CLab

/// Reads from a descriptor that stays someone else's, such as standard input.
package enum InputFile {
  /// Reads once, what is there; nothing at the end, or when it cannot be read.
  package static func read(from descriptor: Int32, limit: Int) -> [UInt8] {
    while true {
      var failure: Errno?
      let bytes = [UInt8](unsafeUninitializedCapacity: limit) { buffer, count in
        let answer = Answer(raw: clab_read(descriptor, buffer.baseAddress, buffer.count))
        failure = answer.errno
        count = max(0, answer.raw)
      }
      if failure != .interrupted { return bytes }
    }
  }
}
