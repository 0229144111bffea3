package import LabDiagnostics
package import LabEvents

/// The answer to a statement that was typed at a prompt: the kernel's word first, then the call.
///
/// ```
/// tcp1 = fd 3                                 socket(AF_INET, SOCK_STREAM, 0) = 3
/// -1 EACCES                                   bind(3, 127.0.0.1:80) = -1 EACCES
///   why  80 is below ip_unprivileged_port_start (1024) and CAP_NET_BIND_SERVICE is not held
///   try  bind tcp1 127.0.0.1:8080
/// ```
package struct AnswerLines {
  private let options: TerminalOptions
  private let cleaning: EventCleaning

  package init(_ options: TerminalOptions) {
    self.options = options
    cleaning = EventCleaning(options)
  }

  /// The answer of one statement, with what a failure says about it.
  ///
  /// - Parameters:
  ///   - report: What the statement did.
  ///   - finding: Why it failed; `nil` when it did not.
  ///   - prefix: Whose answer it is, where that is not clear.
  /// - Returns: The answer, the call beside or under it, and the explanations.
  package func lines(
    for report: StatementReport,
    finding: Diagnostic? = nil,
    prefix: String = ""
  ) -> [TerminalLine] {
    let report = cleaning(report)
    let calls = report.calls.filter { !$0.isOurs }
    let last = calls.last
    let word = prefix + answer(to: report, last)
    let style: TextStyle =
      switch report.mark {
      case .passed, .waits: .good
      case .expected: .good
      case .failed, .timedOut: .bad
      }
    var lines: [TerminalLine] = []
    for (index, call) in calls.enumerated() {
      let isLast = index == calls.count - 1
      lines += beside(isLast ? word : "", style, CallText.pieces(bare(call), options.calls))
    }
    if calls.isEmpty { lines.append(TerminalLine(word, style)) }
    lines += caption("why", report.why)
    if let finding { lines += explanation(finding, hasErrno: last?.errno.isEmpty == false) }
    return lines
  }

  /// Facts under an answer: the state that it led to, what usually comes next.
  package func remarks(_ texts: [String]) -> [TerminalLine] {
    texts.flatMap { text in
      alternatives(cleaning.written(text)).map { TerminalLine("  " + $0, .dim) }
    }
  }

  /// A text in lines; what stands apart in it (`bind … (server)   connect … (client)`) stays whole.
  private func alternatives(_ text: String) -> [String] {
    let width = options.textWidth - 2
    var lines: [String] = []
    var rest = text[...]
    while !rest.isEmpty {
      let gap = rest.firstRange(of: "   ")
      let part = rest[..<(gap?.lowerBound ?? rest.endIndex)]
      if let last = lines.last, DisplayWidth.of(last) + 3 + DisplayWidth.of(String(part)) <= width {
        lines[lines.count - 1] = "\(last)   \(part)"
      } else {
        lines += TextWrapping.lines(String(part), width: width)
      }
      rest = gap.map { rest[$0.upperBound...] } ?? ""
    }
    return lines
  }

  /// A mistake of one line: what is wrong, and what to try; nothing was run.
  package func mistake(_ diagnostic: Diagnostic) -> [TerminalLine] {
    var line = TerminalLine("\(diagnostic.severity.rawValue): ", .bad)
    line.append(cleaning.written(diagnostic.message), .heading)
    var lines = [line]
    if let label = diagnostic.primary?.text, !label.isEmpty {
      lines.append(TerminalLine("  = " + cleaning.written(label)))
    }
    for note in diagnostic.notes {
      for (index, text) in note.text.split(separator: "\n").enumerated() {
        let title =
          index == 0 ? "\(note.title): " : String(repeating: " ", count: note.title.count + 2)
        lines.append(TerminalLine("  = " + cleaning.written(title + text)))
      }
    }
    return lines
  }

  private func explanation(_ finding: Diagnostic, hasErrno: Bool) -> [TerminalLine] {
    var lines: [TerminalLine] = []
    if !hasErrno { lines += caption("why", [cleaning.told(finding.message)]) }
    for note in finding.notes {
      let texts = note.text.split(separator: "\n").map { cleaning.told(Self.withoutPlace($0)) }
      lines += caption(note.title == "kernel" ? "why" : note.title, texts)
    }
    return lines
  }

  /// `listen tcp1          before this line`: at a prompt there is no other place.
  private static func withoutPlace(_ text: Substring) -> String {
    guard let gap = text.firstRange(of: "          ") else { return String(text) }
    let place = text[gap.upperBound...].drop { $0 == " " }
    return place.contains("line") ? String(text[..<gap.lowerBound]) : String(text)
  }

  private func caption(_ title: String, _ texts: [String]) -> [TerminalLine] {
    // What was expected and what came stand under each other.
    let column = title == "expected" || title == "arrived" ? 12 : max(7, title.count + 4)
    let wrapped = texts.flatMap { TextWrapping.lines($0, width: options.textWidth - column) }
    return wrapped.enumerated().map { index, text in
      var line = TerminalLine("  ")
      if index == 0 { line.append(title, .caption) }
      line.pad(to: column)
      line.append(text)
      return line
    }
  }

  /// The word at the left, and the call at its column; under it when there is no room.
  private func beside(_ word: String, _ style: TextStyle, _ pieces: [String]) -> [TerminalLine] {
    let column = options.callColumn + 1
    let call = pieces.joined(separator: " ")
    var first = TerminalLine(word, style)
    if first.width + 2 <= column, column + DisplayWidth.of(call) <= options.width {
      first.pad(to: column)
      first.append(call, .dim)
      return [first]
    }
    let wrapped = TextWrapping.lines(ofPieces: pieces, width: options.width - 6)
    let under = wrapped.enumerated().map { index, text in
      var line = TerminalLine(index == 0 ? "    " : "      ")
      line.append(text, .dim)
      return line
    }
    return word.isEmpty ? under : [first] + under
  }

  /// What the call gave, as far as the word at the left says it already.
  private func bare(_ call: CallReport) -> CallReport {
    guard call.errno.isEmpty, ["recv", "recvfrom", "accept", "socketpair"].contains(call.name)
    else { return call }
    return CallReport(
      name: call.name,
      short: call.short,
      c: call.c,
      result: call.result,
      errno: call.errno,
      message: call.message,
      isOurs: call.isOurs
    )
  }

  private func answer(to report: StatementReport, _ call: CallReport?) -> String {
    if let call, !call.errno.isEmpty {
      return "-1 \(call.errno)" + (report.mark == .expected ? "  as expected" : "")
    }
    if report.mark == .failed { return "failed" }
    if report.mark == .timedOut { return "time is over" }
    guard let call else { return told(report) }
    switch report.verb {
    case "socket", "accept":
      let name = report.subject.isEmpty ? "" : "\(report.subject) = "
      return "\(name)fd \(call.result)" + (call.remark.isEmpty ? "" : "  \(call.remark)")
    case "send": return "ok \(Self.bytes(call.result))"
    case "recv":
      return call.result == 0 || call.remark.isEmpty
        ? (call.remark.isEmpty ? Self.bytes(call.result) : call.remark)
        : Self.received(call)
    case "getsockopt", "getsockname", "getpeername", "poll": return call.remark
    case "socketpair":
      let names = Self.results(of: report.text)
      let numbers = call.remark.split { "[], ".contains($0) }
      guard names.count == 2, numbers.count == 2 else { return "ok" }
      return "\(names[0]) = fd \(numbers[0]), \(names[1]) = fd \(numbers[1])"
    case "call": return call.remark.isEmpty ? "\(call.result)" : "\(call.result)  \(call.remark)"
    default:
      let answer = report.answer
      return answer.isEmpty ? "ok" : "ok  \(answer)"
    }
  }

  /// The answer of what makes no call: `let`, `ready`, `spawn`, `pair`.
  private func told(_ report: StatementReport) -> String {
    let names = Self.results(of: report.text)
    let numbers = report.answer.prefix { $0 != "," }.split(separator: " ")
    if report.verb == "pair", names.count == 2, numbers.count == 3 {
      return "\(names[0]) = fd \(numbers[0]), \(names[1]) = fd \(numbers[2])"
    }
    if report.verb == "spawn", let name = names.first { return "\(name) = \(report.answer)" }
    guard !report.answer.isEmpty else { return "ok" }
    if report.text.hasPrefix("let "), let sign = report.text.firstIndex(of: "=") {
      return report.text[..<sign].dropFirst(4) + "= " + report.answer
    }
    return report.verb == "expect" ? "ok  \(report.answer)" : report.answer
  }

  private static func received(_ call: CallReport) -> String {
    let text = ReceivedText(call.remark)
    let sender = text.sender.isEmpty ? "" : "  from \(text.sender)"
    return "\(text.data)  \(bytes(call.result))\(sender)"
  }

  /// The names behind `as`, as the statement has them.
  private static func results(of text: String) -> [String] {
    guard let word = text.firstRange(of: " as ") else { return [] }
    var names: [String] = []
    for part in text[word.upperBound...].split(separator: ",") {
      let name = part.drop { $0 == " " }.prefix { $0 != " " }
      names.append(String(name))
      if name.endIndex < part.endIndex { break }
    }
    return names
  }

  private static func bytes(_ count: Int) -> String {
    count == 1 ? "1 byte" : "\(DigitGroups.text(count)) bytes"
  }
}
