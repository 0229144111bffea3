import LabDiagnostics
import LabProgram
import LabRuntime

/// `accept &`: a statement that runs beside the prompt, as an actor; what it gives gets its name
/// when it is there.
package struct BackgroundEntry {
  let number: Int
  let results: [String]

  /// What stands before the `&` at the end of a line; `nil`: there is none.
  package static func statement(of text: String) -> String? {
    let bytes = Array(text.utf8)
    var last = -1
    var index = 0
    var isInText = false
    scan: while index < bytes.count {
      switch bytes[index] {
      case UInt8(ascii: "\\") where isInText: index += 1
      case UInt8(ascii: "\""):
        isInText.toggle()
        last = index
      case UInt8(ascii: "#") where !isInText: break scan
      case UInt8(ascii: "\n"): return nil
      case UInt8(ascii: " "), UInt8(ascii: "\t"): break
      default: last = index
      }
      index += 1
    }
    // A text that is not closed yet ends with this character, too.
    guard !isInText, last > 0, bytes[last] == UInt8(ascii: "&") else { return nil }
    let statement = Command.trimmed(String(decoding: bytes[..<last], as: UTF8.self))
    return statement.isEmpty ? nil : statement
  }
}

extension Session {
  /// Starts an actor that makes the statement and returns what it gave.
  func runInBackground(_ whole: WholeEntry, number own: Int? = nil) {
    let entry = ParsedEntry(whole.text, limits: settings.compile.limits)
    let results = entry.statements.last.map { entry.results(of: $0) } ?? []
    let name = freeActorName()
    let gives = results.isEmpty ? "" : "; return " + results.joined(separator: ", ")
    let before = exchanges.count
    teller.backgroundActors.insert(name)
    execute(
      WholeEntry(text: "actor \(name) { \(whole.text)\(gives) }", last: last),
      answer: "runs beside the prompt as \(name)",
      number: own
    )
    if exchanges.count > before, exchanges.last?.end == .done {
      background[name] = BackgroundEntry(number: own ?? number - 1, results: results)
      exchanges[exchanges.count - 1].background = (name, results)
    }
  }

  /// A name that no actor and nothing else has.
  private func freeActorName() -> String {
    let taken = Set(compiler.places.actors + compiler.places.procs + compiler.names.map(\.name))
    var number = 1
    while taken.contains("background\(number)") { number += 1 }
    return "background\(number)"
  }

  /// Names what has come of statements in the background.
  func takeInBackground() {
    for text in machine.takeEndedPrograms() where !teller.isMuted { say("[ended] \(text)") }
    for name in machine.takeEndedActors() {
      guard let entry = background.removeValue(forKey: name), !entry.results.isEmpty,
        !teller.failedActors.contains(name)
      else { continue }
      let wasMuted = teller.isMuted
      teller.isMuted = true
      defer { teller.isMuted = wasMuted }
      execute(
        WholeEntry(
          text: "wait \(name) as \(entry.results.joined(separator: ", ")) within 5s",
          // `.` is what was made at the prompt itself.
          last: nil
        ),
        answer: "",
        number: entry.number
      )
    }
  }
}
