extension TerminalLine {
  /// The line in as many lines as it needs, broken between words; styles stay.
  ///
  /// What goes on stands two columns to the right of where the line began. A word that is longer
  /// than a line is broken inside.
  package func wrapped(to limit: Int) -> [TerminalLine] {
    guard width > limit, limit >= 20 else { return [self] }
    let text = text
    let indent = text.prefix { $0 == " " }.count + 2
    var lines: [TerminalLine] = []
    var rest = runs[...]
    var line = TerminalLine()
    var isFresh = true
    while let run = rest.first {
      rest.removeFirst()
      for (index, word) in run.text.split(separator: " ", omittingEmptySubsequences: false)
        .enumerated()
      {
        var blank = index > 0 ? " " : ""
        if line.width + blank.count + DisplayWidth.of(String(word)) > limit, !isFresh {
          lines.append(line)
          line = TerminalLine(String(repeating: " ", count: indent))
          isFresh = true
        }
        // A blank at the beginning of a line that goes on would shift it.
        if isFresh, !lines.isEmpty { blank = "" }
        for piece in Self.pieces(blank + word, first: limit - line.width, limit: limit - indent) {
          if line.width + DisplayWidth.of(piece) > limit {
            lines.append(line)
            line = TerminalLine(String(repeating: " ", count: indent))
          }
          line.append(piece, run.style)
        }
        if !word.isEmpty { isFresh = false }
      }
    }
    return lines + [line]
  }

  /// A word in pieces that fit into lines.
  private static func pieces(_ word: String, first: Int, limit: Int) -> [String] {
    var pieces: [String] = []
    var rest = word
    var room = max(first, 1)
    while DisplayWidth.of(rest) > room {
      let piece = DisplayWidth.prefix(of: rest, width: room)
      guard !piece.isEmpty else { break }
      pieces.append(String(piece))
      rest = String(rest[piece.endIndex...])
      room = limit
    }
    return pieces + [rest]
  }
}
