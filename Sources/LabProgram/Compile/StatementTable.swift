/// Numbers of a few statements, by the statement's index: filled first, then asked.
///
/// Few scripts have any. A `Dictionary` would cost every start more than the script's checking.
struct StatementTable: Sendable {
  private var entries: [Entry] = []

  private struct Entry: Sendable {
    let statement: Int32
    var value: Int32
  }

  mutating func append(_ value: Int32, for statement: Int32) {
    entries.append(Entry(statement: statement, value: value))
  }

  /// Puts them in order, so that they can be found.
  mutating func sort() {
    if entries.count > 1 { entries.sort { $0.statement < $1.statement } }
  }

  /// The number of a statement; `nil`: it has none.
  subscript(statement: Int32) -> Int32? {
    var low = 0
    var high = entries.count
    while low < high {
      let middle = (low + high) / 2
      if entries[middle].statement < statement { low = middle + 1 } else { high = middle }
    }
    guard low < entries.count, entries[low].statement == statement else { return nil }
    return entries[low].value
  }
}
