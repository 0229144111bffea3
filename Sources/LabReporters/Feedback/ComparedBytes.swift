import LabDiagnostics

/// What was expected and what arrived, read from the notes of a finding.
struct ComparedBytes {
  /// One of the two, as the note shows it and as bytes.
  struct Side {
    /// Quoted, without the hexadecimal column: `"hello\n"`.
    var text = ""
    var bytes: [UInt8] = []
    /// Only a part is shown: bytes are missing in front, or behind.
    var isCut = false
  }

  private(set) var expected: Side?
  private(set) var arrived: Side?
  /// The lines as the finding has them, with the column and the marks.
  let expectedLines: [String]
  let arrivedLines: [String]

  var expectedText: String { expected?.text ?? "" }
  var arrivedText: String { arrived?.text ?? "" }

  init(_ finding: Diagnostic) {
    func lines(_ title: String) -> [String] {
      let note = finding.notes.first { $0.title == title }
      return (note?.text ?? "").split(separator: "\n").map { String($0) }
    }
    expectedLines = lines("expected")
    arrivedLines = lines("arrived")
    expected = expectedLines.first.flatMap { Self.side($0) }
    arrived = arrivedLines.first.flatMap { Self.side($0) }
  }

  /// `"I am web\n"        49 20 …`, `…"lo\n"…   … 6c`, `"…" and 3 bytes more`, `nothing`.
  private static func side(_ line: String) -> Side? {
    if line == "nothing" { return Side(text: line) }
    let isCutInFront = line.hasPrefix("…")
    let body = isCutInFront ? line.dropFirst() : line[...]
    guard let text = ScriptText(atStartOf: body) else { return nil }
    let isCutBehind = text.rest.hasPrefix("…") || text.rest.hasPrefix(" and ")
    let quoted = body[..<text.rest.startIndex]
    let behind = text.rest.hasPrefix(" and ") ? String(text.rest) : isCutBehind ? "…" : ""
    return Side(
      text: (isCutInFront ? "…" : "") + quoted + behind,
      bytes: text.bytes,
      isCut: isCutInFront || isCutBehind
    )
  }

  /// What arrived behind all that was expected; `nil` where the beginnings differ or one is cut.
  var surplus: [UInt8]? {
    guard let expected, let arrived, !expected.isCut, arrived.bytes.count > expected.bytes.count,
      arrived.bytes.starts(with: expected.bytes)
    else { return nil }
    return Array(arrived.bytes.dropFirst(expected.bytes.count))
  }

  /// What is missing behind what arrived.
  var missing: [UInt8]? {
    guard let expected, let arrived, !expected.isCut, !arrived.isCut,
      arrived.bytes.count < expected.bytes.count, expected.bytes.starts(with: arrived.bytes)
    else { return nil }
    return Array(expected.bytes.dropFirst(arrived.bytes.count))
  }

  /// Both, where they begin at their first bytes; the end of what arrived may be missing.
  var wholes: (expected: [UInt8], arrived: [UInt8])? {
    guard let expected, let arrived, !expected.text.hasPrefix("…"), !arrived.text.hasPrefix("…"),
      !expected.bytes.isEmpty, !arrived.bytes.isEmpty
    else { return nil }
    return (expected.bytes, arrived.bytes)
  }

  /// A byte that came in between, and behind which all goes on as expected.
  var inserted: UInt8? {
    guard let expected, let arrived,
      expected.text.hasPrefix("…") == arrived.text.hasPrefix("…")
    else { return nil }
    let common = min(expected.bytes.count, arrived.bytes.count)
    guard let place = (0..<common).first(where: { expected.bytes[$0] != arrived.bytes[$0] }) else {
      return nil
    }
    let behind = arrived.bytes.dropFirst(place + 1)
    let wanted = expected.bytes.dropFirst(place)
    // At least two bytes: one may be alike by chance.
    guard behind.count >= 2, zip(behind, wanted).allSatisfy({ $0 == $1 }) else { return nil }
    return arrived.bytes[place]
  }

  /// As many bytes came as a program's buffer has: 64, 1024, 4096.
  var isOfBufferSize: Bool {
    guard let arrived, !arrived.isCut else { return false }
    let count = arrived.bytes.count
    return count >= 64 && count & (count - 1) == 0
  }

  /// Whether a number of 2, 4 or 8 bytes stands the other way round at the first difference.
  static func isSwapped(_ expected: [UInt8], _ arrived: [UInt8]) -> Bool {
    let common = min(expected.count, arrived.count)
    guard let place = (0..<common).first(where: { expected[$0] != arrived[$0] }) else {
      return false
    }
    return [8, 4, 2].contains { width in
      (max(0, place - width + 1)...place).contains { start in
        guard start + width <= common else { return false }
        let number = expected[start..<start + width]
        return number.reversed().elementsEqual(arrived[start..<start + width])
      }
    }
  }
}
