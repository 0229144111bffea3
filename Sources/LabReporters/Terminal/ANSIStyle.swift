/// The colours of styles: few, and from the terminal's own palette (ECMA-48 SGR).
enum ANSIStyle {
  static func rendered(_ line: TerminalLine, color: Bool) -> String {
    guard color else { return line.text }
    var text = ""
    for run in line.runs {
      let code = code(of: run.style)
      text += code.isEmpty ? run.text : "\u{1B}[\(code)m\(run.text)\u{1B}[0m"
    }
    return text
  }

  private static func code(of style: TextStyle) -> String {
    switch style {
    case .plain: ""
    case .heading: "1"
    case .good: "32"
    case .bad: "1;31"
    case .dim: "2"
    case .caption: "36"
    case .warning: "33"
    }
  }
}

extension TerminalLine {
  /// The line with its colours, or without.
  package func rendered(color: Bool) -> String { ANSIStyle.rendered(self, color: color) }
}
