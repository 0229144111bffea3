import LabEvents
import LabReporters

/// What somebody said that a statement would be answered, and what the kernel said.
struct Prediction {
  let answer: String
  /// The errno's name, or `ok`.
  let outcome: String

  init(_ answer: String, _ report: StatementReport) {
    self.answer = answer
    let errno = report.calls.last { !$0.isOurs }?.errno ?? ""
    outcome = errno.isEmpty ? "ok" : errno
  }

  /// With or without words around it.
  var isRight: Bool {
    let words = answer.uppercased().split { !($0.isLetter || $0.isNumber || $0 == "_") }
    if outcome == "ok" { return words.contains("OK") || words.contains("SUCCESS") }
    return words.contains { $0 == outcome }
  }

  var verdict: TerminalLine {
    if isRight { return TerminalLine("       right: \(outcome)", .good) }
    let said = answer.isEmpty ? "" : "; you said \(answer)"
    return TerminalLine("       the kernel said \(outcome)\(said)", .warning)
  }
}
