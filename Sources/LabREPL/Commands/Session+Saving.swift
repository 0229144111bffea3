import LabDiagnostics
import LabEvents
import LabKernel
import LabReporters
import LabRuntime

/// `save`: the session as a script.
extension Session {
  func save(_ arguments: String) {
    let words = arguments.split { $0 == " " || $0 == "\t" }.map(String.init)
    let expects = words.contains("--expect")
    let names = words.filter { $0 != "--expect" }
    guard names.count == 1 else {
      return stop(
        with: Diagnostic(
          "save",
          names.isEmpty ? "save needs a file" : "save takes one file",
          notes: [Diagnostic.Note("try", "save lesson.sock --expect")]
        )
      )
    }
    let name = Self.unquoted(names[0])
    let script = SavedScript(exchanges: exchanges, expects: expects)
    let path = name.hasPrefix("/") ? name : "\(settings.startFolder)/\(name)"
    let answer = FileWriting.write(Array(script.text.utf8), to: path)
    if let errno = answer.errno {
      return stop(
        with: Diagnostic("save", "'\(name)' cannot be written: \(errno.name) (\(errno.message))")
      )
    }
    isSaved = true
    let count = script.count
    say(
      "saved \(count) \(count == 1 ? "entry" : "entries") to \(name)",
      "  run it: socklab run \(name)"
    )
  }

  /// Ctrl-D with something to lose: asks once.
  func offerToSave() {
    guard !isSaved, exchanges.count >= 3 else { return }
    let name = "lesson.sock"
    say("save the session as a script?  a file name, or Enter to leave without")
    guard case .line(let line) = readLine("save as [no]: ") else { return }
    let answer = Command.trimmed(line)
    guard !answer.isEmpty, answer != "no", answer != "n" else { return }
    save(answer == "y" || answer == "yes" ? name : answer)
  }

  static func unquoted(_ text: String) -> String {
    text.count >= 2 && text.hasPrefix("\"") && text.hasSuffix("\"")
      ? String(text.dropFirst().dropLast()) : text
  }
}

/// A session's entries as a script that can be run.
struct SavedScript {
  private(set) var text = "# A session of socklab repl.\n\n"
  private(set) var count = 0

  init(exchanges: [Exchange], expects: Bool) {
    for exchange in exchanges {
      let lines = Self.lines(of: exchange, expects: expects)
      text += lines.map { $0 + "\n" }.joined()
      count += 1
    }
  }

  private static func lines(of exchange: Exchange, expects: Bool) -> [String] {
    guard !exchange.statements.isEmpty else {
      // Only what passed as a whole would pass again.
      return exchange.end == .done ? [exchange.text] : commented(exchange)
    }
    var lines: [String] = []
    for (index, statement) in exchange.statements.enumerated() {
      guard index < exchange.reports.count else {
        if exchange.end == .cancelled {
          lines.append("# \(oneLine(statement))   # stopped by Ctrl-C")
        }
        break
      }
      lines.append(line(for: statement, exchange.reports[index], exchange, expects: expects))
    }
    return lines
  }

  private static func line(
    for statement: String,
    _ report: StatementReport,
    _ exchange: Exchange,
    expects: Bool
  ) -> String {
    let call = report.calls.last { !$0.isOurs }
    switch report.mark {
    case .passed, .expected, .waits:
      guard expects, report.mark == .passed, let call, let outcome = outcome(report, call),
        !hasExpectation(statement)
      else { return statement }
      return "\(statement) expect \(outcome)"
    case .failed, .timedOut:
      if expects, let errno = call?.errno, !errno.isEmpty, !hasExpectation(statement) {
        return "\(statement) expect \(errno)"
      }
      let reason = call?.errno ?? ""
      let why = reason.isEmpty ? exchange.findings.first?.message ?? "it failed" : reason
      return "# \(oneLine(statement))   # failed: \(oneLine(why))"
    }
  }

  /// What a passing call gave, where it will give the same again.
  private static func outcome(_ report: StatementReport, _ call: CallReport) -> String? {
    switch report.verb {
    // What it took, as a text of the language; a long one is cut in the report.
    case "recv" where call.result > 0 && call.remark.hasPrefix("\""):
      let data = ReceivedText(call.remark).data
      return data.hasSuffix("\"") && data.count > 1 ? data : nil
    case "recv" where call.result == 0: return "0"
    case "getsockopt" where call.remark.allSatisfy({ $0.isNumber }): return call.remark
    default: return nil
    }
  }

  private static func hasExpectation(_ statement: String) -> Bool {
    statement.hasPrefix("expect ") || statement.contains(" expect ")
  }

  private static func commented(_ exchange: Exchange) -> [String] {
    let why = exchange.findings.first.map { ": \(oneLine($0.message))" } ?? ""
    return ["# Not as it was\(why)"]
      + exchange.text.split(separator: "\n", omittingEmptySubsequences: false).map { "# \($0)" }
  }

  private static func oneLine(_ text: String) -> String {
    text.split(separator: "\n").joined(separator: " ")
  }
}
