import LabEvents

/// One statement with its calls, its answer and its explanations, as lines.
///
/// The statement stands left and the call at a column of its own, if both have room; else the call
/// goes under the statement.
struct StatementLines {
  let options: TerminalOptions
  let marks: Marks

  /// Columns of a statement's text: a script may hold a long literal; in `verbose` it is all shown.
  private static let textLimit = 600
  private static let indentLimit = 12

  /// What stands behind or under the statement.
  private struct Detail {
    var text: String
    var style = TextStyle.dim
    var remark = ""
    var width: Int { DisplayWidth.of(text) + (remark.isEmpty ? 0 : 2 + DisplayWidth.of(remark)) }
  }

  /// The lines of a cleaned report.
  func lines(for report: StatementReport, actor: ActorLabel?) -> [TerminalLine] {
    var lines = statement(report, actor)
    for (index, detail) in details(of: report).enumerated() {
      place(detail, in: &lines, besideStatement: index == 0)
    }
    if options.calls == .raw { lines += report.rawCalls.map(raw) }
    return lines + explanations(report.why)
  }

  /// The column where statements begin: behind line number and mark.
  var textColumn: Int { 6 + marks.blank.count }

  /// The beginning of a line: number, mark and place.
  func start(line: Int, mark: (text: String, style: TextStyle)?, depth: Int) -> TerminalLine {
    let number = line > 0 ? String(line) : ""
    var start = TerminalLine()
    start.append(String(repeating: " ", count: max(0, 4 - number.utf8.count)) + number, .dim)
    start.append(" ")
    start.append(mark?.text ?? marks.blank, mark?.style ?? .plain)
    start.append(" ")
    start.pad(to: textColumn)
    start.append(String(repeating: " ", count: min(2 * depth, Self.indentLimit)))
    return start
  }

  /// `[visitor]` for the first of a name, `[visitor 2]` for the others.
  static func prefix(of actor: ActorLabel?) -> String {
    guard let actor else { return "" }
    return actor.number == 1 ? "[\(actor.name)] " : "[\(actor.name) \(actor.number)] "
  }

  /// A `why` with its explanations under a statement.
  func explanations(_ why: [String]) -> [TerminalLine] {
    var lines: [TerminalLine] = []
    for (index, explanation) in why.enumerated() {
      let wrapped = TextWrapping.lines(explanation, width: options.textWidth - textColumn - 5)
      for (part, text) in wrapped.enumerated() {
        var line = TerminalLine()
        line.pad(to: textColumn)
        line.append(index == 0 && part == 0 ? "why  " : "     ", .caption)
        line.append(text)
        lines.append(line)
      }
    }
    return lines
  }

  private func statement(_ report: StatementReport, _ actor: ActorLabel?) -> [TerminalLine] {
    var first = start(line: report.line, mark: marks.of(report.mark), depth: report.depth)
    let column = first.width
    first.append(Self.prefix(of: actor), .caption)
    var text = shownText(of: report)
    if options.verbosity != .verbose, DisplayWidth.of(text) > Self.textLimit {
      text = DisplayWidth.prefix(of: text, width: Self.textLimit) + marks.ellipsis
    }
    guard first.width + DisplayWidth.of(text) > options.width else {
      first.append(text)
      return [first]
    }
    let wrapped = TextWrapping.lines(text, width: options.width - first.width)
    var lines: [TerminalLine] = []
    for (index, part) in wrapped.enumerated() {
      var line = index == 0 ? first : TerminalLine()
      line.pad(to: index == 0 ? 0 : max(column, first.width))
      line.append(part)
      lines.append(line)
    }
    return lines
  }

  /// The statement without the `expect ECONNREFUSED` that its call repeats.
  private func shownText(of report: StatementReport) -> String {
    guard report.mark == .expected, options.calls != .raw, let errno = refusal(of: report)?.errno
    else { return report.text }
    let ending = " expect \(errno)"
    return report.text.hasSuffix(ending)
      ? String(report.text.dropLast(ending.count)) : report.text
  }

  /// The call whose errno the statement expected.
  private func refusal(of report: StatementReport) -> CallReport? {
    report.calls.last { !$0.isOurs && !$0.errno.isEmpty }
  }

  private func details(of report: StatementReport) -> [Detail] {
    let style: TextStyle = report.mark == .passed || report.mark == .expected ? .dim : .plain
    var details: [Detail] = []
    if options.calls != .raw {
      details = report.calls.map { Detail(text: CallText.text($0, options.calls), style: style) }
      if report.mark == .expected, refusal(of: report) != nil,
        let index = report.calls.lastIndex(where: { !$0.isOurs && !$0.errno.isEmpty })
      {
        details[index].remark = "expected"
      }
    }
    if !report.answer.isEmpty { details.append(Detail(text: report.answer, style: style)) }
    return details
  }

  private func place(
    _ detail: Detail,
    in lines: inout [TerminalLine],
    besideStatement: Bool
  ) {
    let column = options.callColumn
    if besideStatement, lines.count == 1, lines[0].width < column,
      column + detail.width <= options.width
    {
      lines[0].pad(to: column)
      append(detail, to: &lines[0])
      return
    }
    // Under the statement: at the column, or as far left of it as the call needs.
    let least = textColumn + 2
    let indent = max(least, min(column, options.width - detail.width))
    let wrapped = TextWrapping.lines(detail.text, width: options.width - indent)
    for (index, text) in wrapped.enumerated() {
      var line = TerminalLine()
      line.pad(to: indent + (index == 0 ? 0 : 2))
      var part = Detail(text: text, style: detail.style)
      if index == wrapped.count - 1 { part.remark = detail.remark }
      append(part, to: &line)
      lines.append(line)
    }
  }

  private func append(_ detail: Detail, to line: inout TerminalLine) {
    line.append(detail.text, detail.style)
    if !detail.remark.isEmpty { line.append("  \(detail.remark)", .good) }
  }

  /// A system call on a line of its own, never broken, so that it can be compared with `strace`.
  private func raw(_ call: CallReport) -> TerminalLine {
    var line = TerminalLine()
    line.pad(to: textColumn + 2)
    line.append(CallText.text(call, .raw), call.isOurs ? .dim : .plain)
    if call.isOurs { line.append("  # socklab asks", .dim) }
    return line
  }
}
