import LabREPL
import LabSyntax

extension FuzzTarget {
  /// The lines of a prompt without a terminal and without a machine: what is missing is filled in,
  /// and each entry compiled behind the others.
  ///
  /// An entry with a mistake leaves nothing behind.
  package static let entry = FuzzTarget(name: "entry", maximumLength: 1024, shortRun: 80) { bytes in
    guard let text = String(validating: bytes, as: UTF8.self) else { return }
    var prompt = PromptWithoutMachine(asks: bytes.count % 2 == 0)
    for entry in entries(of: text) { try prompt.take(entry) }
    try prompt.holdsWithoutMistakes()
  }

  /// Lines, joined until they are whole.
  private static func entries(of text: String) -> [String] {
    var entries: [String] = []
    var open = ""
    for line in text.split(separator: "\n") {
      open += open.isEmpty ? String(line) : "\n" + line
      if Parser.isIncomplete(Array(open.utf8)) { continue }
      entries.append(open)
      open = ""
    }
    return open.isEmpty ? entries : entries + [open]
  }
}
