import LabProgram
import LabRuntime

/// `accept &`: a statement that runs beside the prompt, as an actor; what it gives gets its name
/// when it is there.
struct BackgroundEntry {
  private static let prefix = "background"

  let number: Int
  let results: [String]

  static func isName(_ name: String) -> Bool { name.hasPrefix(prefix) }

  static func name(_ number: Int) -> String { "\(prefix)\(number)" }

  /// What stands before the `&` at the end of a line; `nil`: there is none.
  static func statement(of text: String) -> String? {
    let trimmed = Command.trimmed(text)
    guard trimmed.hasSuffix("&"), !trimmed.contains("\n") else { return nil }
    let statement = Command.trimmed(String(trimmed.dropLast()))
    // A text that is not closed yet ends with this character, too.
    guard statement.count(where: { $0 == "\"" }).isMultiple(of: 2), !statement.isEmpty else {
      return nil
    }
    return statement
  }
}

extension Session {
  /// Starts an actor that makes the statement and returns what it gave.
  func runInBackground(_ whole: WholeEntry, number own: Int? = nil) {
    let entry = ParsedEntry(whole.text, limits: settings.compile.syntax)
    let results = entry.statements.last.map { entry.results(of: $0) } ?? []
    backgroundCount += 1
    let name = BackgroundEntry.name(backgroundCount)
    let gives = results.isEmpty ? "" : "; return " + results.joined(separator: ", ")
    let before = exchanges.count
    execute(
      WholeEntry(text: "actor \(name) { \(whole.text)\(gives) }", last: last),
      answer: "runs beside the prompt as \(name)",
      number: own
    )
    if exchanges.count > before, exchanges.last?.end == .done {
      background[name] = BackgroundEntry(number: own ?? number - 1, results: results)
    }
  }

  /// Names what has come of statements in the background.
  func takeInBackground() {
    for name in machine.takeEndedActors() {
      guard let entry = background.removeValue(forKey: name), !entry.results.isEmpty,
        !teller.failedActors.contains(name)
      else { continue }
      teller.isMuted = true
      execute(
        WholeEntry(
          text: "wait \(name) as \(entry.results.joined(separator: ", ")) within 5s",
          last: entry.results.first
        ),
        answer: "",
        number: entry.number
      )
      teller.isMuted = false
    }
  }
}
