/// Puts lines on a terminal: colours, a buffer, and the line that is drawn over while waiting.
struct TerminalWriter {
  private static var bufferLimit: Int { 32_768 }

  private let output: any TextOutput
  private let color: Bool
  private var buffer = ""
  /// What stands in the last line of the terminal without a line end.
  private var live = ""

  init(_ output: any TextOutput, color: Bool) {
    self.output = output
    self.color = color
  }

  mutating func write(_ lines: [TerminalLine]) {
    guard !lines.isEmpty else { return }
    eraseLive()
    for line in lines {
      buffer += ANSIStyle.rendered(line, color: color)
      buffer += "\n"
    }
    if buffer.utf8.count > Self.bufferLimit { hand() }
  }

  /// Draws a line in place of the one that was drawn last.
  mutating func writeLive(_ line: TerminalLine) {
    let text = ANSIStyle.rendered(line, color: color)
    guard text != live else { return }
    eraseLive()
    buffer += text
    live = text
  }

  /// Hands on everything that was written; a live line stays.
  mutating func flush() {
    hand()
    output.flush()
  }

  mutating func eraseLive() {
    guard !live.isEmpty else { return }
    // CR and EL (ECMA-48): to the line's start, and erase to its end.
    buffer += "\r\u{1B}[K"
    live = ""
  }

  private mutating func hand() {
    guard !buffer.isEmpty else { return }
    output.write(buffer)
    buffer.removeAll(keepingCapacity: true)
  }
}
