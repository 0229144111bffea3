import LabDiagnostics
import LabKernel

/// Lines of standard input where it is no terminal.
struct PlainInput {
  private let limit: Int
  private var bytes: [UInt8] = []
  /// Where the next line begins.
  private var start = 0
  private var isAtEnd = false
  /// The rest of a line that was too long is dropped.
  private var isInsideLongLine = false

  init(limit: Int) { self.limit = limit }

  /// The next whole line, or what the input's end leaves; `nil`: more has to be read.
  mutating func takeLine() -> ReadLine? {
    if let end = bytes[start...].firstIndex(of: 0x0a) {
      var line = Array(bytes[start..<end])
      start = end + 1
      if isInsideLongLine {
        isInsideLongLine = false
        return takeLine()
      }
      if line.last == 0x0d { line.removeLast() }
      return checked(line)
    }
    bytes.removeFirst(start)
    start = 0
    if isInsideLongLine { bytes = [] }
    if bytes.count > limit {
      isInsideLongLine = true
      bytes = []
      return .refused(tooLong)
    }
    guard isAtEnd else { return nil }
    guard !bytes.isEmpty else { return .end }
    defer { bytes = [] }
    return checked(bytes)
  }

  /// Reads what is there.
  mutating func read() {
    let more = InputFile.read(from: 0, limit: 1 << 16)
    if more.isEmpty { isAtEnd = true }
    bytes += more
  }

  private func checked(_ line: [UInt8]) -> ReadLine {
    if line.count > limit { return .refused(tooLong) }
    // What is no UTF-8 would be changed by becoming a String.
    guard let text = String(validating: line, as: UTF8.self) else {
      return .refused(.invalidLine)
    }
    return .line(text)
  }

  private var tooLong: Diagnostic {
    .limitReached(
      .line,
      "a line of the input has more than \(limit) bytes",
      enough: "\(limit * 2)"
    )
  }
}

extension Diagnostic {
  /// A line that is no text.
  static var invalidLine: Diagnostic {
    Diagnostic(
      "invalid-utf8",
      "the line is not valid UTF-8",
      notes: [Note("try", "other bytes in a text are written \"\\xff\"")]
    )
  }
}
