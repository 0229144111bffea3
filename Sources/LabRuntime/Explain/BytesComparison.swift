package import LabDiagnostics

/// Two byte strings, one above the other, with the first difference marked.
///
/// ```
///  = expected  "I am web\n"        49 20 61 6d 20 77 65 62 0a
///  = arrived   "I an web\n\0"      49 20 61 6e 20 77 65 62 0a 00
///                  ^                        ^^             ++ one byte more: a NUL
/// ```
package struct BytesComparison {
  /// Bytes that one row shows.
  private static var window: Int { 16 }

  let wanted: [UInt8]
  let arrived: [UInt8]
  /// Bytes that came behind `arrived` and are not in it.
  let more: Int
  /// The first place where they differ, or the length of the shorter one.
  package let difference: Int

  package init(wanted: [UInt8], arrived: [UInt8], more: Int = 0) {
    self.wanted = wanted
    self.arrived = arrived
    self.more = more
    let common = zip(wanted, arrived).prefix { $0 == $1 }
    difference = common.count
  }

  package var notes: [Diagnostic.Note] {
    let start = wanted.count <= Self.window ? 0 : max(0, difference - Self.window / 2)
    let upper = row(wanted, from: start)
    let lower = row(arrived, from: start)
    let column = max(upper.text.count, lower.text.count) + 2
    func line(_ row: Row) -> String {
      row.text + String(repeating: " ", count: column - row.text.count) + row.hex
    }
    guard !arrived.isEmpty else {
      return [Diagnostic.Note("expected", line(upper)), Diagnostic.Note("arrived", "nothing")]
    }
    var texts = line(lower)
    let marks = marks(from: start, text: lower, column: column)
    if !marks.isEmpty { texts += "\n" + marks }
    return [Diagnostic.Note("expected", line(upper)), Diagnostic.Note("arrived", texts)]
  }

  private struct Row {
    var text = ""
    var hex = ""
    /// Where each shown byte begins in `text`, and the end.
    var places: [Int] = []
  }

  private func row(_ bytes: [UInt8], from start: Int) -> Row {
    var row = Row()
    row.text = start > 0 ? "…\"" : "\""
    if start > 0 { row.hex = "… " }
    let shown = bytes.dropFirst(start).prefix(Self.window + 4)
    for byte in shown {
      row.places.append(row.text.count)
      row.text += Self.escape(byte)
    }
    row.places.append(row.text.count)
    row.text += "\""
    if bytes.count > start + shown.count { row.text += "…" }
    row.hex += Machine.hexText(Array(shown))
    return row
  }

  /// `^` under the differing byte, `++` under what is too much.
  private func marks(from start: Int, text row: Row, column: Int) -> String {
    let indent = start > 0 ? 2 : 0
    let shown = row.places.count - 1
    let place = difference - start
    var line: [Character] = []
    func put(_ mark: Character, _ from: Int, _ count: Int) {
      while line.count < from + count { line.append(" ") }
      for position in from..<from + count { line[position] = mark }
    }
    if place >= 0, place < shown, difference < wanted.count {
      put("^", row.places[place], max(1, row.places[place + 1] - row.places[place]))
      put("^", column + indent + place * 3, 2)
    }
    let surplus = arrived.count - wanted.count
    if surplus > 0 {
      let first = max(0, wanted.count - start)
      if first < shown { put("+", column + indent + first * 3, (shown - first) * 3 - 1) }
      let text =
        surplus + more == 1 ? "one byte more" : "\(Machine.grouped(surplus + more)) bytes more"
      let nul = surplus + more == 1 && arrived.last == 0 ? ": a NUL" : ""
      line += Array(" \(text)\(nul)")
    }
    return String(line)
  }

  private static func escape(_ byte: UInt8) -> String {
    switch byte {
    case 0: "\\0"
    case 0x0a: "\\n"
    case 0x0d: "\\r"
    case 0x09: "\\t"
    case UInt8(ascii: "\""): "\\\""
    case UInt8(ascii: "\\"): "\\\\"
    case 0x20..<0x7f: String(UnicodeScalar(byte))
    default: "\\x" + (byte < 16 ? "0" : "") + String(byte, radix: 16)
    }
  }
}

extension Machine {
  static func comparison(wanted: [UInt8], arrived: [UInt8], more: Int) -> [Diagnostic.Note] {
    BytesComparison(wanted: wanted, arrived: arrived, more: more).notes
  }

  /// "the 4th byte differs", "one byte too many", "3 bytes are missing".
  static func difference(_ wanted: [UInt8], _ arrived: [UInt8]) -> String {
    let place = BytesComparison(wanted: wanted, arrived: arrived).difference
    if place < min(wanted.count, arrived.count) { return "the \(ordinal(place + 1)) byte differs" }
    let surplus = arrived.count - wanted.count
    if surplus > 0 {
      return surplus == 1 ? "one byte too many" : "\(grouped(surplus)) bytes too many"
    }
    return surplus == -1 ? "one byte is missing" : "\(grouped(-surplus)) bytes are missing"
  }
}
