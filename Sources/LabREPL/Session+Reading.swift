import LabDiagnostics
import LabKernel
import LabReporters
import LabRuntime

/// What came of asking for a line.
enum ReadLine {
  case line(String)
  /// Ctrl-C.
  case cancelled
  case end
  /// No text that could be a script.
  case refused(Diagnostic)
}

extension Session {
  /// The next line; actors go on meanwhile.
  func readLine(_ prompt: String) -> ReadLine {
    guard let editor else { return readPlainLine() }
    screen.flush()
    editor.show(prompt)
    if let line = editor.feed(&typeAhead) { return read(line) }
    while true {
      let isReady = machine.serve(untilInputAt: 0)
      for signal in machine.takePromptSignals() {
        switch signal {
        case Terminal.interruptSignal:
          editor.interrupt()
          return .cancelled
        case Terminal.windowSignal: editor.resize()
        default: editor.suspend { Terminal.stopThisProcess() }
        }
      }
      if machine.isInterrupted {
        editor.hide()
        // The shell's prompt is not to stand in this line.
        screen.write("\n")
        screen.flush()
        isOver = true
        return .cancelled
      }
      takeInBackground()
      guard isReady, let line = editor.read() else { continue }
      return read(line)
    }
  }

  private func read(_ line: LineEditor.Line) -> ReadLine {
    switch line {
    case .text(let text): .line(text)
    case .invalid: .refused(.invalidLine)
    case .end: .end
    }
  }

  /// One key, which Enter need not follow; `nil`: Ctrl-C, or the end.
  ///
  /// - Parameter line: What stands in the last line meanwhile.
  /// - Returns: The key's first byte; Enter is a line feed.
  func readKey(_ line: TerminalLine) -> UInt8? {
    keys.begin()
    defer {
      keys.end()
      screen.write("\r\u{1B}[K")
      screen.flush()
    }
    var isDrawn = false
    while true {
      if !isDrawn { screen.write("\r\u{1B}[K" + line.rendered(color: screen.color)) }
      screen.flush()
      isDrawn = true
      let isReady = machine.serve(untilInputAt: 0)
      for signal in machine.takePromptSignals() {
        switch signal {
        case Terminal.interruptSignal: return nil
        case Terminal.windowSignal: break
        default:
          keys.end()
          Terminal.stopThisProcess()
          keys.begin()
        }
        isDrawn = false
      }
      if machine.isInterrupted {
        isOver = true
        return nil
      }
      takeInBackground()
      guard isReady else { continue }
      // A key that sends several bytes is one key all the same.
      let bytes = keys.read()
      guard let first = bytes.first, first != 4 else { return nil }
      return first
    }
  }

  private func readPlainLine() -> ReadLine {
    while true {
      if let line = plain.takeLine() { return line }
      let isReady = machine.serve(untilInputAt: 0)
      takeInBackground()
      if machine.isInterrupted {
        isOver = true
        return .cancelled
      }
      if isReady { plain.read() }
    }
  }
}
