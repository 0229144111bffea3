import LabDiagnostics
import LabProgram
import LabReporters
import LabSyntax

/// What is missing in an entry is filled in.
extension Session {
  /// Fills in what is missing, asking where somebody is there; `nil`: told, or given up.
  func elaborated(_ typed: String) -> WholeEntry? {
    var text = Abbreviation.expanded(typed)
    while true {
      let entry = ParsedEntry(text, limits: settings.compile.limits)
      if entry.hasMistakes { return WholeEntry(text: text, last: last) }
      // A comment is no entry.
      if entry.statements.isEmpty { return nil }
      let elaboration = Elaboration(
        entry: entry,
        sockets: liveSockets(),
        last: liveLast(),
        asks: settings.isInteractive
      )
      switch elaboration.outcome() {
      case .text(let text, let last, let made):
        return WholeEntry(text: text, last: last, made: made)
      case .mistake(let diagnostic):
        stop(with: diagnostic)
        return nil
      case .question(let question):
        guard let answer = ask(question) else { return nil }
        let blank = question.range.isEmpty ? " " : ""
        text = Replacement.applied(
          [Replacement(range: question.range, text: blank + answer)],
          to: Array(text.utf8)
        )
      }
    }
  }

  private func ask(_ question: Elaboration.Question) -> String? {
    var lines = [TerminalLine(question.text)]
    let width = question.choices.map(\.answer.count).max() ?? 0
    for (index, choice) in question.choices.enumerated() {
      var line = TerminalLine("   \(index + 1)  \(choice.answer)")
      line.pad(to: width + 9)
      line.append(choice.remark, .dim)
      lines.append(line)
    }
    say(lines)
    guard case .line(let line) = readLine("\(question.label) [\(question.initial)]: ") else {
      return nil
    }
    let answer = String(line.drop { $0 == " " })
    if answer.isEmpty { return question.initial }
    if let choice = Int(answer), question.choices.indices.contains(choice - 1) {
      return question.choices[choice - 1].answer
    }
    return question.label == "text" && !answer.hasPrefix("\"") ? "\"\(answer)\"" : answer
  }
}
