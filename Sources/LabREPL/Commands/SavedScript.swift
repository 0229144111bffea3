import LabDiagnostics
import LabEvents
import LabProgram
import LabReporters
import LabRuntime
import LabSyntax

/// A session's entries as a script that can be run.
package struct SavedScript {
  /// By which a file is known to be one.
  static let firstLine = "# A session of socklab repl."

  private(set) var count = 0
  /// Header rows, which come first in a file wherever they were entered.
  private var header: [String] = []
  /// Rows that a file has once only.
  private var seen: Set<Verb> = []
  private var lines: [String] = []
  private let expects: Bool
  /// Where the script will be.
  private let path: String

  package init(exchanges: [Exchange], expects: Bool, path: String) {
    self.expects = expects
    self.path = path
    for exchange in exchanges {
      add(exchange)
      count += 1
    }
  }

  package var text: String {
    let top = header.isEmpty ? "" : header.map { $0 + "\n" }.joined() + "\n"
    return Self.firstLine + "\n\n" + top + lines.map { $0 + "\n" }.joined()
  }

  private mutating func add(_ exchange: Exchange) {
    guard !exchange.statements.isEmpty else {
      // Only what passed as a whole would pass again.
      if exchange.end == .done {
        lines.append(withoutHeader(exchange.text, of: exchange.path))
      } else {
        lines += Self.commented(exchange)
      }
      return
    }
    let ran = exchange.ran
    for (statement, report) in ran {
      if let report {
        lines.append(Self.line(for: statement, report, exchange, expects: expects))
      } else {
        let rest = withoutHeader(statement, of: nil)
        if !rest.isEmpty { lines.append(rest) }
      }
    }
    if exchange.end == .cancelled, ran.count < exchange.statements.count {
      lines.append("# \(Self.oneLine(exchange.statements[ran.count]))   # stopped by Ctrl-C")
    }
  }

  // MARK: - The header

  /// Takes the header rows of a script out of it.
  private mutating func withoutHeader(_ text: String, of file: String?) -> String {
    let entry = ParsedEntry(text, limits: Limits())
    var cuts: [Replacement] = []
    for statement in entry.statements {
      guard let row = entry.row(of: statement), row.group == .header else { break }
      let end =
        statement.block >= 0
        ? entry.tree.blocks[Int(statement.block)].span.end : statement.span.end
      let span = SourceSpan(start: statement.span.start, end: max(statement.span.end, end))
      cuts.append(Replacement(range: Int(span.start)..<Int(span.end), text: ""))
      add(row: row.verb, entry.text(of: span), of: file)
    }
    var rest = Replacement.applied(cuts, to: entry.text)[...]
    while let first = rest.first, first == "\n" || first == " " { rest.removeFirst() }
    while let last = rest.last, last == "\n" || last == " " { rest.removeLast() }
    return String(rest)
  }

  private mutating func add(row: Verb, _ text: String, of file: String?) {
    let isOnce = row != .goal && row != .param && row != .include
    // A lesson and an exercise are two names of one thing.
    let key = row == .exercise ? .lesson : row
    if isOnce, !seen.insert(key).inserted {
      header.append("# \(Self.oneLine(text))   # a file has one")
      return
    }
    var text = text
    if row == .include, let file, let quote = text.firstIndex(of: "\"") {
      let name = text[text.index(after: quote)...]
      // What a file includes is looked for beside it.
      if !name.hasPrefix("/"), Self.folder(of: file) != Self.folder(of: path) {
        text = text[...quote] + Self.folder(of: file) + name
      }
    }
    if !header.contains(text) { header.append(text) }
  }

  private static func folder(of path: String) -> String {
    guard let slash = path.lastIndex(of: "/") else { return "" }
    return String(path[...slash])
  }

  // MARK: - Statements

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
    case "getsockopt" where call.remark.allSatisfy({ $0.isNumber }):
      let words = report.text.split { $0 == " " || $0 == "," }.map(String.init)
      return words.contains(where: varying.contains) ? nil : call.remark
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

  private static func oneLine(_ text: String) -> String { Exchange.oneLine(text) }

  /// Options whose numbers are other ones the next time.
  private static let varying = [
    "SO_COOKIE", "SO_NETNS_COOKIE", "SO_INCOMING_CPU", "SO_INCOMING_NAPI_ID", "SO_PEERPIDFD",
    "SO_MEMINFO", "TCP_TIMESTAMP", "TCP_CC_INFO", "IP_MTU", "IPV6_MTU", "SIOCINQ", "SIOCOUTQ",
  ]
}
