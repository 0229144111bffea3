/// One line of source as it is shown: tabs expanded, control characters escaped, cut to a window
/// around what is marked, and every byte's column known.
struct SourceLineLayout {
  /// What is shown of the line.
  let text: String
  /// The byte offsets in the line where each shown character begins, and its column.
  private let cells: [Cell]
  /// Columns of the whole text.
  let width: Int

  private struct Cell {
    var offset: Int
    var text: String
    var column: Int
  }

  /// Lays out a line.
  ///
  /// - Parameters:
  ///   - line: The bytes of the line, without its end.
  ///   - mark: The offsets in the line that must be seen, at least their beginning.
  ///   - width: The columns that the text may take.
  init(_ line: ArraySlice<UInt8>, around mark: Range<Int>, width: Int) {
    let limit = max(20, width)
    let near = Self.neighbourhood(of: mark, in: line, reach: limit * 8)
    let all = Self.layOut(line[near], from: near.lowerBound - line.startIndex)
    let columns = all.last?.column ?? 0
    let isCut = near.count < line.count
    if columns <= limit, !isCut {
      (text, cells, self.width) = (all.map(\.text).joined(), all, columns)
      return
    }
    let start = all.first { $0.offset >= mark.lowerBound }?.column ?? columns
    let end = all.first { $0.offset >= mark.upperBound }?.column ?? columns
    // The mark goes to the middle, or as far left as it needs to be seen whole.
    let room = max(0, limit - 2 - (end - start)) / 2
    let first = max(0, start - room)
    let hidesStart = first > 0 || near.lowerBound > line.startIndex
    let shown = all.filter { $0.column >= first && $0.column < first + limit - 2 }
    let hidesEnd = shown.last?.offset != all.last?.offset || near.upperBound < line.endIndex
    let shift = first - (hidesStart ? 1 : 0)
    cells = shown.map { Cell(offset: $0.offset, text: $0.text, column: $0.column - shift) }
    text =
      (hidesStart ? "…" : "") + shown.map(\.text).joined() + (hidesEnd ? "…" : "")
    self.width = displayWidth(of: text)
  }

  /// The column where the character with this byte begins; behind the text for what is not shown.
  func column(of offset: Int) -> Int {
    if let first = cells.first, offset < first.offset { return 0 }
    return cells.last { $0.offset <= offset }?.column ?? 0
  }

  /// A piece of a very long line that is worth laying out, cut between characters.
  private static func neighbourhood(
    of mark: Range<Int>,
    in line: ArraySlice<UInt8>,
    reach: Int
  ) -> Range<Int> {
    var start = max(line.startIndex, line.startIndex + mark.lowerBound - reach)
    var end = min(line.endIndex, line.startIndex + mark.lowerBound + reach)
    while start > line.startIndex, start < line.endIndex, line[start] & 0xc0 == 0x80 {
      start -= 1
    }
    while end < line.endIndex, line[end] & 0xc0 == 0x80 { end += 1 }
    return start..<max(start, end)
  }

  /// The characters with their columns, and a last empty one behind them.
  private static func layOut(_ bytes: ArraySlice<UInt8>, from offset: Int) -> [Cell] {
    var cells: [Cell] = []
    var column = 0
    var offset = offset
    for character in String(decoding: bytes, as: UTF8.self) {
      var shown = String(character)
      if character == "\t" {
        shown = String(repeating: " ", count: 4 - column % 4)
      } else {
        shown = printable(shown)
      }
      cells.append(Cell(offset: offset, text: shown, column: column))
      column += displayWidth(of: shown)
      offset += String(character).utf8.count
    }
    cells.append(Cell(offset: offset, text: "", column: column))
    return cells
  }
}
