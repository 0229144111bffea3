/// Breaks text into lines between its words.
enum TextWrapping {
  /// The text in lines of at most `width` columns; a longer word is broken inside.
  ///
  /// Blanks inside a line stay as they are: notes line things up with them.
  static func lines(_ text: String, width: Int) -> [String] {
    let width = max(width, 8)
    var lines: [String] = []
    var rest = text
    while DisplayWidth.of(rest) > width {
      let fitting = DisplayWidth.prefix(of: rest, width: width)
      let line = lastBreak(in: fitting, of: rest)
      lines.append(String(line.trimmingBlanksAtEnd()))
      rest = String(rest[line.endIndex...].drop { $0 == " " })
    }
    if !rest.isEmpty || lines.isEmpty { lines.append(rest) }
    return lines
  }

  /// Pieces side by side in as few lines as they need; a piece that is too long is broken.
  static func lines(ofPieces pieces: [String], width: Int) -> [String] {
    var lines: [String] = []
    for piece in pieces {
      if let last = lines.last, DisplayWidth.of(last) + 1 + DisplayWidth.of(piece) <= width {
        lines[lines.count - 1] = last + " " + piece
      } else {
        lines += Self.lines(piece, width: width)
      }
    }
    return lines
  }

  /// The fitting text up to its last blank, or all of it when it is one word.
  private static func lastBreak(in fitting: Substring, of text: String) -> Substring {
    if text[fitting.endIndex...].first == " " { return fitting }
    guard let blank = fitting.lastIndex(of: " "),
      fitting[..<blank].contains(where: { $0 != " " })
    else { return fitting }
    return fitting[..<blank]
  }
}

extension Substring {
  fileprivate func trimmingBlanksAtEnd() -> Substring {
    var text = self
    while text.last == " " { text.removeLast() }
    return text
  }
}
