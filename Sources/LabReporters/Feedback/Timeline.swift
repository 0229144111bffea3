import LabDiagnostics
import LabEvents

/// What went back and forth before a check failed, one line each, with times since its beginning.
struct Timeline {
  private static let limit = 8

  /// The last statements that a student can place, and the one that failed.
  static func lines(_ record: SectionRecord, _ facts: FailureFacts) -> [String] {
    let failedAt = record.failed?.elapsed ?? .max
    let shown = record.statements.filter { $0.elapsed < failedAt && $0.report.depth >= 0 }
    let sockets = Set(
      shown.filter { ["send", "connect"].contains($0.report.verb) }.map {
        StatementWords($0.report.text).subject
      }
    )
    var lines: [String] = []
    var isKilled = false
    for entry in shown {
      let names = sockets.count > 1
      guard let text = line(entry.report, facts, names: names, isKilled: isKilled) else { continue }
      if entry.report.verb == "kill" { isKilled = true }
      lines.append("\(time(entry.elapsed - record.started))  \(text)")
    }
    guard let failed = record.failed, let text = end(failed.report, facts) else { return [] }
    return lines.suffix(limit) + ["\(time(failed.elapsed - record.started))  \(text)"]
  }

  private static func line(
    _ report: StatementReport,
    _ facts: FailureFacts,
    names: Bool,
    isKilled: Bool
  ) -> String? {
    guard report.mark == .passed || report.mark == .expected else { return nil }
    let words = StatementWords(report.text)
    let who = names ? " (\(words.subject))" : ""
    switch words.verb {
    case "spawn" where report.text.contains("submission"): return "your program starts"
    case "connect": return "we\(who) connect to \(words.last)"
    case "send": return "we\(who) -> \(sent(report))"
    case "kill" where facts.submissions.contains { words.subject == $0.name }:
      let signal = words.form.hasPrefix("SIG") ? words.form : "SIGTERM"
      return signal == "SIGKILL"
        ? "we end your program (SIGKILL)" : "we send your program \(signal)"
    case "close": return "we\(who) close"
    case "shutdown": return "we\(who) end our side (FIN)"
    case "reset": return "we\(who) reset (RST)"
    case "expect":
      switch words.form {
      case "read": return "your program has read all of it (its receive queue is empty)"
      case "nothing", "silence": return "you say nothing, as it should be"
      case "eof": return isKilled ? "the connection has ended" : "you close, as it should be"
      case "exit": return "your program has ended"
      case "listening": return "your program listens"
      default:
        return words.bytes.map { "you\(who) -> \(quoted($0))" }
      }
    default: return nil
    }
  }

  private static func end(_ report: StatementReport, _ facts: FailureFacts) -> String? {
    if let arrived = facts.bytes.arrived, !arrived.bytes.isEmpty {
      return "you -> \(arrived.text)          here it went wrong"
    }
    return report.mark == .timedOut ? "here we stopped waiting" : "here it went wrong"
  }

  /// The bytes, or how many; the expression of the script where nothing more is known.
  private static func sent(_ report: StatementReport) -> String {
    let sent = SentBytes(report)
    if let bytes = sent.bytes { return quoted(bytes) }
    guard sent.count > 0 else {
      return String(report.text.split(separator: " ", maxSplits: 2).last ?? "")
    }
    return "\(DigitGroups.text(sent.count)) \(sent.count == 1 ? "byte" : "bytes")"
  }

  private static func quoted(_ bytes: [UInt8]) -> String {
    bytes.count > 40 ? "\(escaped(Array(bytes.prefix(40))))…" : escaped(bytes)
  }

  /// Seconds with three decimals.
  private static func time(_ nanoseconds: Int64) -> String {
    let thousandths = max(0, nanoseconds) / 1_000_000
    let decimals = "\(thousandths % 1000)"
    return "\(thousandths / 1000)." + String(repeating: "0", count: 3 - decimals.count) + decimals
  }
}
