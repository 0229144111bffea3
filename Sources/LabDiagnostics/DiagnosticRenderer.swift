/// The full form of a diagnostic: headline, place, source with marks, notes.
///
/// ```
/// error[port-range]: 65536 is no port: a port is 16 bits, 0 to 65535
///   --> my.sock:7:18
///    |
///  7 | bind x 127.0.0.1:65536
///    |                  ^^^^^ in C, htons(65536) is 0
///    = try: 65535
/// ```
package struct DiagnosticRenderer: Sendable {
  let map: SourceMap
  private let style: Style
  /// Columns that a line may take.
  let width: Int

  /// A renderer for one run.
  ///
  /// - Parameters:
  ///   - map: The files that the spans point into.
  ///   - style: Plain or coloured.
  ///   - width: Columns that a line should take at most; long source lines are cut, labels wrapped.
  package init(map: SourceMap, style: Style = .plain, width: Int = 100) {
    self.map = map
    self.style = style
    self.width = max(40, width)
  }

  /// One diagnostic, each line with its line end.
  package func render(_ diagnostic: Diagnostic) -> String {
    lines(of: diagnostic).map { $0.rendered(style) + "\n" }.joined()
  }

  /// All of them, one behind the other.
  package func render(_ diagnostics: [Diagnostic]) -> String {
    diagnostics.map { render($0) }.joined()
  }

  private func lines(of diagnostic: Diagnostic) -> [StyledText] {
    let role: Style.Role = diagnostic.severity == .error ? .error : .warning
    var headline = StyledText("\(diagnostic.severity.rawValue)[\(diagnostic.id)]", role)
    headline.append(": " + printable(diagnostic.message), .strong)
    let snippet = Snippet(of: diagnostic, renderer: self, role: role)
    return [headline] + snippet.lines() + noteLines(diagnostic.notes, gutter: snippet.gutter)
  }

  /// The notes, titles padded so that the texts of neighbours of one kind align.
  private func noteLines(_ notes: [Diagnostic.Note], gutter: Int) -> [StyledText] {
    var lines: [StyledText] = []
    var rest = notes[...]
    while let first = rest.first {
      let kind = NoteKind(title: first.title)
      let group = rest.prefix { NoteKind(title: $0.title) == kind }
      rest = rest.dropFirst(group.count)
      let titles = group.map { printable($0.title) + kind.separator }
      let column = (titles.map(displayWidth(of:)).max() ?? 0) + kind.gap
      for (note, title) in zip(group, titles) {
        let margin = String(repeating: " ", count: gutter + 1)
        let given = note.text.split(separator: "\n", omittingEmptySubsequences: false)
        let room = kind == .comparison ? Int.max : width - gutter - column - 3
        let texts = given.flatMap { Self.wrapped(printable(String($0)), to: room) }
        for (index, text) in texts.enumerated() {
          var line = StyledText(margin)
          if index == 0 {
            line.append("= ", .gutter)
            line.append(title, .strong)
            line.append(
              String(repeating: " ", count: column - displayWidth(of: title))
                + text
            )
          } else {
            line.append(String(repeating: " ", count: column + 2) + text)
          }
          lines.append(line)
        }
      }
    }
    return lines
  }
}

extension DiagnosticRenderer {
  /// Breaks a text at blanks so that its lines fit; what has no blank stays whole.
  private static func wrapped(_ text: String, to room: Int) -> [String] {
    var lines: [String] = []
    var rest = text[...]
    while displayWidth(of: String(rest)) > max(room, 20) {
      var end: String.Index?
      var used = 0
      for index in rest.indices {
        if rest[index] == " ", index != rest.startIndex { end = index }
        used += displayWidth(of: String(rest[index]))
        if used > max(room, 20), end != nil { break }
      }
      guard let end else { break }
      lines.append(String(rest[..<end]))
      rest = rest[end...].drop { $0 == " " }
    }
    return rest.isEmpty && !lines.isEmpty ? lines : lines + [String(rest)]
  }
}

/// How a note's title is set.
private enum NoteKind {
  /// `= kernel: …`
  case word
  /// `= once, as root:   …`
  case phrase
  /// `= expected  …` over `= arrived   …`: bytes that are compared column by column.
  case comparison

  init(title: String) {
    if title == "expected" || title == "arrived" {
      self = .comparison
    } else {
      self = title.utf8.contains(UInt8(ascii: " ")) ? .phrase : .word
    }
  }

  var separator: String { self == .comparison ? "" : ":" }

  var gap: Int { self == .word ? 1 : 2 }
}
