import CLab

/// One line that a copy of this process tells the process that made it.
package struct ReportPipe {
  private let reader: Int32
  private let writer: Int32

  /// Readable when the copy has said something, or has ended.
  package var fd: Int32 { reader }

  package init() throws(Errno) {
    var ends: [Int32] = [-1, -1]
    try Answer(raw: clab_pipe(&ends)).get()
    let readingEnd = FileDescriptor(movingUp: ends[0])
    let writingEnd = FileDescriptor(movingUp: ends[1])
    reader = readingEnd.release()
    writer = writingEnd.release()
  }

  /// In the copy: closes everything that came from the other process, but the standard descriptors
  /// and the way to report.
  ///
  /// Whatever owned those descriptors must never be touched again.
  package func closeAllElse() {
    _ = clab_close_range(3, UInt32(writer) - 1, 0)
    _ = clab_close_range(UInt32(writer) + 1, .max, 0)
  }

  /// In the copy: says the one line, and nothing more.
  package func tell(_ line: String) {
    let bytes = Array("\(line)\n".utf8)
    _ = bytes.withUnsafeBytes { clab_write(writer, $0.baseAddress, $0.count) }
    _ = clab_close(writer)
  }

  /// In the process that made the copy: once, before it waits for `fd`.
  ///
  /// Else the end of the copy would not end the pipe.
  package func leaveToCopy() { _ = clab_close(writer) }

  /// What the copy said; empty when it ended without a word.
  package func line() -> String {
    defer { _ = clab_close(reader) }
    var bytes: [UInt8] = []
    while bytes.last != UInt8(ascii: "\n") {
      let more = InputFile.read(from: reader, limit: 4096)
      if more.isEmpty { return "" }
      bytes += more
    }
    return String(decoding: bytes.dropLast(), as: UTF8.self)
  }
}
