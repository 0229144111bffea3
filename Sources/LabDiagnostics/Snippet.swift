/// The source lines of a diagnostic with their marks.
struct Snippet {
  /// Columns of the line numbers.
  let gutter: Int
  private let renderer: DiagnosticRenderer
  private let marks: [Mark]
  private let primary: Diagnostic.Label?

  /// One label's part in one line.
  private struct Mark {
    var file: SourceFile
    var line: Int
    /// Offsets in the line.
    var range: Range<Int>
    var text: String
    var isPrimary: Bool
    var role: Style.Role
  }

  init(of diagnostic: Diagnostic, renderer: DiagnosticRenderer, role: Style.Role) {
    self.renderer = renderer
    guard let primary = diagnostic.primary, !renderer.map.files.isEmpty else {
      (gutter, marks, self.primary) = (2, [], nil)
      return
    }
    self.primary = primary
    var marks = Self.marks(of: primary, in: renderer.map, isPrimary: true, role: role)
    for label in diagnostic.secondary {
      marks += Self.marks(of: label, in: renderer.map, isPrimary: false, role: .secondary)
    }
    // The file of the primary label first, then line by line.
    let home = renderer.map.file(at: primary.span.start).base
    self.marks = marks.sorted { left, right in
      let leftKey = (left.file.base == home ? -1 : left.file.base, left.line, left.range.lowerBound)
      let rightKey = (
        right.file.base == home ? -1 : right.file.base, right.line, right.range.lowerBound
      )
      return leftKey < rightKey
    }
    let last = marks.map(\.line).max() ?? 0
    gutter = max(2, String(last + 1).utf8.count)
  }

  /// A span in one line gives one mark, a longer one a mark in its first and in its last line.
  private static func marks(
    of label: Diagnostic.Label,
    in map: SourceMap,
    isPrimary: Bool,
    role: Style.Role
  ) -> [Mark] {
    let file = map.file(at: label.span.start)
    let start = min(label.span.start - file.base, Int32(file.bytes.count))
    // A line end that is the span's last byte belongs to its line.
    let end = max(start, min(label.span.end - file.base, Int32(file.bytes.count)))
    let first = file.lineIndex(of: start)
    let last = end > start ? file.lineIndex(of: end - 1) : first
    let firstLine = file.offsets(ofLine: first)
    func mark(_ line: Int, _ range: Range<Int>, _ text: String) -> Mark {
      Mark(
        file: file,
        line: line,
        range: range,
        text: printable(text),
        isPrimary: isPrimary,
        role: role
      )
    }
    let from = min(Int(start) - firstLine.lowerBound, firstLine.count)
    if first == last {
      let to = min(Int(end) - firstLine.lowerBound, firstLine.count)
      return [mark(first, from..<max(from, to), label.text)]
    }
    let lastLine = file.offsets(ofLine: last)
    let to = min(Int(end) - lastLine.lowerBound, lastLine.count)
    let indent = file.bytes[lastLine].prefix { $0 == 0x20 || $0 == 0x09 }.count
    return [
      mark(first, from..<firstLine.count, ""),
      mark(last, min(indent, to)..<to, label.text),
    ]
  }

  func lines() -> [StyledText] {
    guard let primary else { return [] }
    var lines = [arrow("--> ", primary.span.start), bar()]
    var previous: (base: Int32, line: Int)?
    for (index, mark) in marks.enumerated() {
      if let previous, previous.base != mark.file.base {
        let start = Int32(mark.file.offsets(ofLine: mark.line).lowerBound + mark.range.lowerBound)
        lines += [arrow("::: ", mark.file.base + start), bar()]
      } else if let previous, mark.line > previous.line + 1 {
        lines.append(StyledText("...", .gutter))
      }
      let isSameLine = previous.map { $0 == (mark.file.base, mark.line) } ?? false
      let layout = layout(of: mark, at: index)
      if !isSameLine { lines.append(source(mark, layout)) }
      lines += marked(mark, layout)
      previous = (mark.file.base, mark.line)
    }
    return lines
  }

  /// Where a position is; in an entry of the prompt, which has a number, by the entry's own lines.
  private func arrow(_ sign: String, _ position: Int32) -> StyledText {
    let place = renderer.map.location(of: position)
    let file = renderer.map.file(at: position)
    var line = StyledText(String(repeating: " ", count: gutter) + sign, .gutter)
    if let entry = file.entry {
      let row = file.lineIndex(of: position - file.base) + 1
      line.append("entry \(entry):\(row):\(place.column)")
    } else {
      line.append("\(printable(place.path)):\(place.line):\(place.column)")
    }
    return line
  }

  private func bar() -> StyledText {
    StyledText(String(repeating: " ", count: gutter + 1) + "|", .gutter)
  }

  private var room: Int { renderer.width - gutter - 3 }

  /// The window of a line is chosen by its first mark.
  private func layout(of mark: Mark, at index: Int) -> SourceLineLayout {
    let first =
      marks[...index].first { $0.file.base == mark.file.base && $0.line == mark.line } ?? mark
    let line = mark.file.bytes[mark.file.offsets(ofLine: mark.line)]
    return SourceLineLayout(line, around: first.range, width: room)
  }

  private func source(_ mark: Mark, _ layout: SourceLineLayout) -> StyledText {
    let number = String(mark.line + 1)
    let padding = String(repeating: " ", count: max(0, gutter - number.utf8.count))
    var line = StyledText(padding + number + " |", .gutter)
    if !layout.text.isEmpty { line.append(" " + layout.text) }
    return line
  }

  /// The line of carets, with the label to the right or, where there is no room, below.
  private func marked(_ mark: Mark, _ layout: SourceLineLayout) -> [StyledText] {
    let column = layout.column(of: mark.range.lowerBound)
    let end = mark.range.isEmpty ? column + 1 : layout.column(of: mark.range.upperBound)
    let length = max(1, end - column)
    let carets = String(repeating: mark.isPrimary ? "^" : "-", count: length)
    var line = bar()
    line.append(" " + String(repeating: " ", count: column))
    line.append(carets, mark.role)
    if mark.text.isEmpty { return [line] }
    let right = column + length + 1
    if displayWidth(of: mark.text) <= room - right || room - right >= 40 {
      return label(mark, behind: line, at: right)
    }
    return [line] + label(mark, behind: nil, at: max(0, min(column, room - 40)))
  }

  /// The label's text from `column` on, wrapped between words.
  private func label(
    _ mark: Mark,
    behind first: StyledText?,
    at column: Int
  ) -> [StyledText] {
    var lines: [StyledText] = []
    for text in wrapped(mark.text, to: max(20, room - column)) {
      var line: StyledText
      if let first, lines.isEmpty {
        line = first
        line.append(" ")
      } else {
        line = bar()
        line.append(" " + String(repeating: " ", count: column))
      }
      line.append(text, mark.role)
      lines.append(line)
    }
    return lines
  }

  private func wrapped(_ text: String, to width: Int) -> [String] {
    guard displayWidth(of: text) > width else { return [text] }
    var lines = [""]
    var used = 0
    for word in text.split(separator: " ", omittingEmptySubsequences: false) {
      let length = displayWidth(of: String(word))
      if used > 0, used + 1 + length > width {
        lines.append("")
        used = 0
      }
      if used > 0 {
        lines[lines.count - 1] += " "
        used += 1
      }
      lines[lines.count - 1] += word
      used += length
    }
    return lines
  }
}
