import LabDiagnostics

/// Finds the line of a position; next to free when positions come in text order.
struct LineCursor {
  private var file: SourceFile?
  private var starts: [Int32] = []
  private var base: Int32 = 0
  private var end: Int32 = -1
  private var index = 0

  /// The line of a position, from 1.
  mutating func line(of position: Int32, in map: SourceMap) -> Int32 {
    if position < base || position > end { enter(map.file(at: position)) }
    if let entry = file?.entry { return Int32(entry) }
    let offset = position - base
    if starts[index] > offset || (index + 8 < starts.count && starts[index + 8] <= offset) {
      search(offset)
    }
    while index + 1 < starts.count, starts[index + 1] <= offset { index += 1 }
    return Int32(index) + 1
  }

  private mutating func enter(_ file: SourceFile) {
    self.file = file
    starts = file.lineStarts
    base = file.base
    end = file.positions.upperBound
    index = 0
  }

  private mutating func search(_ offset: Int32) {
    var low = 0
    var high = starts.count
    while high - low > 1 {
      let middle = (low + high) / 2
      if starts[middle] <= offset { low = middle } else { high = middle }
    }
    index = low
  }
}
