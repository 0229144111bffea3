import LabDiagnostics
import LabKernel
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
        isOver = true
        return .cancelled
      }
      takeInBackground()
      guard isReady, let line = editor.read() else { continue }
      switch line {
      case .text(let text): return .line(text)
      case .end: return .end
      }
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
