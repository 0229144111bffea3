import LabEvents

/// The line that tells what a run waits for.
struct WaitingLine {
  let layout: StatementLines

  /// `  24 ⧗ accept web as a_conn   accept(3) waits 2 s  + 3 more`, cut to the terminal's width.
  func live(_ first: WaitReport, others: Int) -> TerminalLine {
    let seconds = DurationText.wholeSeconds(nanoseconds: first.waited)
    var line = line(for: first, verb: "waits", time: seconds)
    if others > 0 { line.append("  + \(DigitGroups.text(others)) more", .dim) }
    // The last column stays free: some terminals break the line when it is written.
    return line.truncated(to: layout.options.width - 1, ellipsis: layout.marks.ellipsis)
  }

  /// What was waiting when the run was interrupted.
  func last(_ waits: [WaitReport], limit: Int = 8) -> [TerminalLine] {
    let time = { (wait: WaitReport) in
      layout.options.stable ? "<time>" : DurationText.text(nanoseconds: wait.waited)
    }
    var lines = waits.prefix(limit).map { line(for: $0, verb: "waited", time: time($0)) }
    if waits.count > limit {
      var more = TerminalLine()
      more.pad(to: layout.textColumn)
      more.append("\(layout.marks.more) \(DigitGroups.text(waits.count - limit)) more", .dim)
      lines.append(more)
    }
    return lines
  }

  private func line(for wait: WaitReport, verb: String, time: String) -> TerminalLine {
    var line = layout.start(
      line: wait.line,
      mark: (layout.marks.timedOut, .warning),
      depth: wait.depth,
      actor: wait.actor
    )
    line.append(wait.text)
    line.append("   ")
    let reason = wait.reason == wait.text || wait.reason.isEmpty ? "" : wait.reason + " "
    line.append("\(reason)\(verb) \(time)", .dim)
    return line
  }
}
