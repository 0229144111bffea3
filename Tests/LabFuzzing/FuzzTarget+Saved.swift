import LabDiagnostics
import LabProgram
import LabREPL
import LabRuntime
import LabSyntax

extension FuzzTarget {
  /// What writes scripts: `save` and `load FILE to LINE`.
  ///
  /// An entry's statements, saved, are read back as the same statements; the part of a script up to
  /// any line is a script.
  package static let saved = FuzzTarget(name: "saved", maximumLength: 2048, shortRun: 150) {
    bytes in
    guard let text = String(validating: bytes, as: UTF8.self) else { return }
    let entry = ParsedEntry(text, limits: Limits())
    // `.` is filled in before an entry is kept.
    guard !entry.hasMistakes, !entry.hasLastSocket else { return }
    try holdsWhenSaved(entry, text)
    let lines = bytes.count { $0 == 0x0a } + 1
    for line in Set([1, lines / 2, lines - 1, Int(bytes.first ?? 0) % lines + 1]) {
      let part = ScriptPart(text, upTo: line, limits: Limits()).text
      let parsed = ParsedEntry(part, limits: Limits())
      try hold(!parsed.hasMistakes, "the part up to line \(line) is no script:\n\(part)")
    }
  }

  private static func holdsWhenSaved(_ entry: ParsedEntry, _ text: String) throws {
    let isFlat = entry.statements.allSatisfy { $0.block < 0 }
    let texts = isFlat ? entry.statements.map { entry.text(of: $0.span) } : []
    let exchange = Exchange(number: 1, text: text, statements: texts, end: .done)
    let script = SavedScript(exchanges: [exchange], expects: true, path: "/tmp/saved.sock").text
    let again = ParsedEntry(script, limits: Limits())
    try hold(!again.hasMistakes, "what was saved is no script:\n\(script)")
    // Header rows come first, and one that stands there twice becomes a comment.
    let others = bodies(of: entry)
    try hold(bodies(of: again) == others, "what was saved says something else:\n\(script)")
  }

  /// The texts of the statements that are no header rows.
  private static func bodies(of entry: ParsedEntry) -> [String] {
    entry.statements.filter { entry.row(of: $0)?.group != .header }.map { entry.text(of: $0.span) }
  }
}
