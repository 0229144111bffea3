import LabDiagnostics

extension Diagnostic.Note {
  /// Columns that a note's text may take beside its title, in the usual terminal.
  private static var width: Int { 86 }

  /// A note of several lines, each broken between its words where it is too long.
  static func lines(_ title: String, _ lines: [String]) -> Diagnostic.Note {
    Diagnostic.Note(title, lines.flatMap { broken($0) }.joined(separator: "\n"))
  }

  private static func broken(_ line: String) -> [String] {
    var lines: [String] = []
    var current = ""
    for word in line.split(separator: " ", omittingEmptySubsequences: false) {
      if !current.isEmpty, current.count + 1 + word.count > width {
        lines.append(current)
        current = String(word)
      } else {
        current += current.isEmpty && lines.isEmpty ? String(word) : " " + word
      }
    }
    return lines + [current]
  }
}

extension Diagnostic {
  /// The same with one line more of what the kernel knows.
  func addingToKernel(_ line: String) -> Diagnostic {
    guard let index = notes.firstIndex(where: { $0.title == "kernel" }) else {
      return adding(.lines("kernel", [line]))
    }
    var notes = notes
    let known = notes[index].text.split(separator: "\n").map { String($0) }
    notes[index] = .lines("kernel", known + [line])
    return Diagnostic(
      id,
      severity: severity,
      message,
      at: primary,
      secondary: secondary,
      notes: notes
    )
  }

  /// The same with one note more.
  func adding(_ note: Note) -> Diagnostic {
    Diagnostic(
      id,
      severity: severity,
      message,
      at: primary,
      secondary: secondary,
      notes: notes + [note]
    )
  }
}
