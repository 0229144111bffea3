import LabEvents

/// The end of a run: what it came to, in one or two lines.
struct SummaryLines {
  let options: TerminalOptions
  let waiting: WaitingLine
  let cleaning: EventCleaning
  /// The sections that ended, as far as they are told.
  let ended: EndedSections
  /// The section that was not left, when the run was interrupted.
  let current: Section?

  func lines(_ summary: RunSummary, path: String) -> [TerminalLine] {
    var line = TerminalLine()
    if options.verbosity == .quiet { line.append("\(path): ", .heading) }
    switch summary.outcome {
    case .passed:
      return [passed(summary, line)]
    case .failed:
      line.append(failure(summary), .bad)
    case .skipped(let reason):
      line.append("Skipped: \(cleaning.told(reason)).", .warning)
    case .interrupted(let signal):
      let isWaiting = !summary.waiting.isEmpty
      let place = current.map { " in " + SectionNames.text([$0], capital: false) } ?? ""
      line.append("Interrupted by \(signal)\(place)", .warning)
      line.append(isWaiting ? ", waiting for:" : ".", .warning)
      guard isWaiting else { break }
      let waits = waiting.last(summary.waiting.map(cleaning.callAsFunction))
      return [line] + waits + closing(TerminalLine(), summary)
    case .cannotRun:
      line.append("Nothing was run.", .bad)
    }
    return closing(line, summary)
  }

  /// Adds what was not run and the counts, side by side or, without room, below.
  private func closing(_ line: TerminalLine, _ summary: RunSummary) -> [TerminalLine] {
    var line = line
    let notRun = SectionNames.text(summary.notRun.map(cleaning.callAsFunction))
    if !notRun.isEmpty {
      if line.width > 0 { line.append(" ") }
      line.append("\(notRun) \(summary.notRun.count == 1 ? "was" : "were") not run.")
    }
    let counts = counts(summary)
    guard !counts.isEmpty else { return [line] }
    var lines: [TerminalLine] = []
    if line.width > 0, line.width + 5 + counts.utf8.count <= options.textWidth {
      line.append("     ")
      line.append(counts)
      return [line]
    }
    if line.width > 0 {
      // A long list of names is broken like any text; its first words keep their style.
      lines = line.width <= options.textWidth ? [line] : wrapped(line)
    }
    return lines + [TerminalLine(counts)]
  }

  private func wrapped(_ line: TerminalLine) -> [TerminalLine] {
    TextWrapping.lines(line.text, width: options.textWidth).map { TerminalLine($0) }
  }

  /// `19 steps passed, 162 statements, 0.41 s`.
  private func passed(_ summary: RunSummary, _ start: TerminalLine) -> TerminalLine {
    var line = start
    let statements = Self.count(summary.statements, "statement")
    line.append("\(ended.hasSections ? ended.passedText : statements) passed", .good)
    if summary.skipped > 0 { line.append(", \(summary.skipped) skipped", .warning) }
    if summary.warnings > 0 {
      line.append(", \(Self.count(summary.warnings, "warning"))", .warning)
    }
    if ended.hasSections { line.append(", \(statements)") }
    if !options.stable { line.append(", \(DurationText.text(nanoseconds: summary.elapsed))") }
    return line
  }

  private func failure(_ summary: RunSummary) -> String {
    if summary.failed == 0 { return "With --strict, a warning fails the run." }
    let names = SectionNames.text(ended.failed.map(cleaning.callAsFunction))
    guard !names.isEmpty else { return "Failed outside every step." }
    let more = ended.failedCount - ended.failed.count
    return names + (more > 0 ? " and \(more) more" : "") + " failed."
  }

  private func counts(_ summary: RunSummary) -> String {
    var counts: [String] = []
    if summary.failed > 0 { counts.append("\(summary.failed) failed") }
    if summary.passed > 0 { counts.append("\(summary.passed) passed") }
    if summary.skipped > 0 { counts.append("\(summary.skipped) skipped") }
    if !summary.notRun.isEmpty { counts.append("\(summary.notRun.count) not run") }
    if summary.warnings > 0 { counts.append(Self.count(summary.warnings, "warning")) }
    return counts.joined(separator: ", ")
  }

  static func count(_ number: Int, _ noun: String) -> String {
    "\(DigitGroups.text(number)) \(noun)\(number == 1 ? "" : "s")"
  }
}

/// Which sections have ended, and how; bounded, however often a check runs in a loop.
struct EndedSections {
  private static let limit = 20

  private(set) var failed: [Section] = []
  private(set) var failedCount = 0
  private var passedSteps = 0
  private var passedChecks = 0
  private(set) var hasSections = false

  mutating func add(_ end: SectionEnd) {
    hasSections = hasSections || end.section.form != .setup
    switch (end.verdict, end.section.form) {
    case (.passed, .step): passedSteps += 1
    case (.passed, .check): passedChecks += 1
    case (.passed, .setup), (.skipped, _): break
    case (.failed, _):
      failedCount += 1
      if failed.count < Self.limit { failed.append(end.section) }
    }
  }

  /// `19 steps`, `3 steps and 4 checks`.
  var passedText: String {
    let steps = SummaryLines.count(passedSteps, "step")
    let checks = SummaryLines.count(passedChecks, "check")
    if passedChecks == 0 { return steps }
    return passedSteps == 0 ? checks : "\(steps) and \(checks)"
  }
}
