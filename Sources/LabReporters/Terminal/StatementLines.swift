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
  /// Behind a refusal that the script asked for.
  private static let expected = "  expected"

  /// What stands behind or under the statement.
  private struct Detail {
    /// What a line may be broken between.
    var pieces: [String]
    var style: TextStyle
    /// Whether it ends with the word that says so.
    var isExpected = false

    var text: String { pieces.joined(separator: " ") }
  }

  /// The lines of a cleaned report.
  func lines(for report: StatementReport, actor: ActorLabel?) -> [TerminalLine] {
    var lines = statement(report, actor)
    for (index, detail) in details(of: report).enumerated() {
      place(detail, in: &lines, besideStatement: index == 0)
    }
    if options.calls == .raw { lines += report.rawCalls.map(raw) }
    return lines + captioned("why  ", .caption, report.why)
  }

  /// The column where statements begin: behind line number and mark.
  var textColumn: Int { 6 + marks.blank.count }

  /// The beginning of a line: number, mark, and whose statement it is.
  ///
  /// What an actor does is told from the rest by the actor's name, not by its indentation.
  func start(
    line: Int,
    mark: (text: String, style: TextStyle)?,
    depth: Int = 0,
    actor: ActorLabel? = nil
  ) -> TerminalLine {
    let number = line > 0 ? String(line) : ""
    var start = TerminalLine()
    start.append(String(repeating: " ", count: max(0, 4 - number.utf8.count)) + number, .dim)
    start.append(" ")
    start.append(mark?.text ?? marks.blank, mark?.style ?? .plain)
    start.append(" ")
    start.pad(to: textColumn)
    guard let actor else {
      start.append(String(repeating: " ", count: min(2 * depth, Self.indentLimit)))
      return start
    }
    start.append(Self.prefix(of: actor), .caption)
    return start
  }

  /// `[visitor]` for the first of a name, `[visitor 2]` for the others.
  static func prefix(of actor: ActorLabel?) -> String {
    guard let actor else { return "" }
    return actor.number == 1 ? "[\(actor.name)] " : "[\(actor.name) \(actor.number)] "
  }

  /// A word with the texts that hang behind it, under a statement: `why`, `skipped:`.
  func captioned(_ caption: String, _ style: TextStyle, _ texts: [String]) -> [TerminalLine] {
    let column = textColumn + caption.utf8.count
    let wrapped = texts.flatMap { TextWrapping.lines($0, width: options.textWidth - column) }
    return wrapped.enumerated().map { index, text in
      var line = TerminalLine()
      line.pad(to: textColumn)
      if index == 0 { line.append(caption, style) }
      line.pad(to: column)
      line.append(text)
      return line
    }
  }

  private func statement(_ report: StatementReport, _ actor: ActorLabel?) -> [TerminalLine] {
    var first = start(
      line: report.line,
      mark: marks.of(report.mark),
      depth: report.depth,
      actor: actor
    )
    let column = first.width
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
      line.pad(to: column)
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
      details = report.calls.map {
        Detail(pieces: CallText.pieces($0, options.calls), style: style)
      }
      if report.mark == .expected, refusal(of: report) != nil,
        let index = report.calls.lastIndex(where: { !$0.isOurs && !$0.errno.isEmpty })
      {
        details[index].pieces[details[index].pieces.count - 1] += Self.expected
        details[index].isExpected = true
      }
    }
    if !report.answer.isEmpty { details.append(Detail(pieces: [report.answer], style: style)) }
    return details
  }

  private func place(
    _ detail: Detail,
    in lines: inout [TerminalLine],
    besideStatement: Bool
  ) {
    let column = options.callColumn
    let width = DisplayWidth.of(detail.text)
    let fits = column + width <= options.width
    if besideStatement, lines.count == 1, lines[0].width < column, fits {
      lines[0].pad(to: column)
      append(detail.text, detail, to: &lines[0])
      return
    }
    // Under the statement: at the column or, when that is too narrow, a little right of the text.
    let indent = fits ? column : textColumn + 2
    let wrapped = TextWrapping.lines(ofPieces: detail.pieces, width: options.width - indent - 2)
    for (index, text) in (fits ? [detail.text] : wrapped).enumerated() {
      var line = TerminalLine()
      line.pad(to: indent + (index == 0 ? 0 : 2))
      append(text, detail, to: &line)
      lines.append(line)
    }
  }

  private func append(_ text: String, _ detail: Detail, to line: inout TerminalLine) {
    guard detail.isExpected, text.hasSuffix(Self.expected) else {
      return line.append(text, detail.style)
    }
    // The refusal is what the lesson is about: it doesn't stand back.
    let call = text.dropLast(Self.expected.count)
    let answer = call.firstRange(of: "-1 ")?.lowerBound ?? call.endIndex
    line.append(String(call[..<answer]), detail.style)
    line.append(String(call[answer...]))
    line.append(Self.expected, .good)
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
