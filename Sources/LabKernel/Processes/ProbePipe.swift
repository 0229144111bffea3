import CLab

/// A pipe between a copy of this process, which writes, and this process, which reads.
package final class ProbePipe {
  private var reader: FileDescriptor?
  private var writer: FileDescriptor?

  package init() throws(Errno) {
    var ends: [Int32] = [-1, -1]
    try Answer(raw: clab_pipe(&ends)).get()
    reader = FileDescriptor(movingUp: ends[0])
    writer = FileDescriptor(movingUp: ends[1])
  }

  /// What the poller watches; -1 when this end is closed.
  package var readingEnd: Int32 {
    switch reader {
    case .some(let end): end.raw
    case .none: -1
    }
  }

  package var writingEnd: Int32 {
    switch writer {
    case .some(let end): end.raw
    case .none: -1
    }
  }

  /// In the process that reads; from now on a read doesn't wait.
  package func keepReader() {
    writer = nil
    _ = clab_fcntl(readingEnd, F_SETFL, Int(O_NONBLOCK))
  }

  /// In the process that writes.
  package func keepWriter() { reader = nil }

  /// Reads once: what is there, nothing at the end, nil when nothing has come yet.
  package func read(limit: Int = 1 << 16) -> [UInt8]? {
    var hasEnded = true
    let bytes = [UInt8](unsafeUninitializedCapacity: limit) { buffer, count in
      let answer = Answer(raw: clab_read(readingEnd, buffer.baseAddress, buffer.count))
      if answer.errno == .wouldBlock || answer.errno == .interrupted { hasEnded = false }
      count = max(0, answer.raw)
    }
    return bytes.isEmpty && !hasEnded ? nil : bytes
  }
}
