import LabKernel
import LabReporters

/// Where a prompt's answers go: the terminal, above the line that is typed, or a pipe.
final class PromptScreen: TextOutput {
  private let editor: LineEditor?
  private var file: OutputFile
  private var held = ""
  let color: Bool

  init(editor: LineEditor?, color: Bool) {
    self.editor = editor
    self.color = color
    file = OutputFile(descriptor: 1)
  }

  func write(_ text: String) {
    if editor == nil { file.write(text) } else { held += text }
  }

  func flush() {
    guard let editor else { return file.flush() }
    guard !held.isEmpty else { return }
    editor.write(held)
    held = ""
  }

  func write(_ lines: [TerminalLine]) {
    for line in lines.flatMap(fitted) { write(line.rendered(color: color) + "\n") }
  }

  /// In a window, no word is broken at its edge; a pipe gets whole lines.
  private func fitted(_ line: TerminalLine) -> [TerminalLine] {
    guard editor != nil, let width = Terminal.width(1) else { return [line] }
    return line.wrapped(to: width)
  }

  /// The error that stopped the writing, if one did.
  var failure: Errno? { file.failure }
}
