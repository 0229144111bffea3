/// What a piece of text is, for its colour.
package enum TextStyle: Sendable {
  case plain
  /// A heading of a step, the title of the file.
  case heading
  case good
  case bad
  /// Calls and whatever else should stand back.
  case dim
  /// `why`, `kernel:`, `Goal:`.
  case caption
  case warning
}

/// Some text of one style, free of control characters.
package struct StyledRun: Equatable, Sendable {
  package let text: String
  package let style: TextStyle

  /// Escapes whatever could steer a terminal: here at the latest, all of it passes.
  package init(_ text: String, _ style: TextStyle = .plain) {
    self.text = DisplayText.escaped(text)
    self.style = style
  }

  /// Text that was made safe and got its colours elsewhere: `DiagnosticRenderer` does both.
  fileprivate init(rendered text: String) {
    self.text = text
    style = .plain
  }
}

/// One line of output before colours are put on it.
package struct TerminalLine: Equatable, Sendable {
  package private(set) var runs: [StyledRun] = []
  /// The columns that it takes.
  package private(set) var width = 0

  package static let blank = TerminalLine()

  package init() {}

  package init(_ text: String, _ style: TextStyle = .plain) {
    append(text, style)
  }

  /// A line that is complete; its width counts for nothing, as nothing is put behind it.
  init(rendered text: String) {
    if !text.isEmpty { runs = [StyledRun(rendered: text)] }
  }

  package mutating func append(_ text: String, _ style: TextStyle = .plain) {
    guard !text.isEmpty else { return }
    let run = StyledRun(text, style)
    runs.append(run)
    width += DisplayWidth.of(run.text)
  }

  /// Fills with blanks up to a column.
  package mutating func pad(to column: Int) {
    if column > width { append(String(repeating: " ", count: column - width)) }
  }

  /// The line's text without its styles.
  package var text: String { runs.map(\.text).joined() }

  /// The line cut to a width, with an ellipsis where something is missing.
  package func truncated(to limit: Int, ellipsis: String) -> TerminalLine {
    guard width > limit else { return self }
    var line = TerminalLine()
    for run in runs {
      let room = limit - DisplayWidth.of(ellipsis) - line.width
      let part = DisplayWidth.prefix(of: run.text, width: room)
      line.append(String(part), run.style)
      if part.endIndex < run.text.endIndex { break }
    }
    line.append(ellipsis)
    return line
  }
}
