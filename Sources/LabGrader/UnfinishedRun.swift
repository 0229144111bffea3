import LabDiagnostics
package import LabEvents

/// How far the run of a probe has come, for whoever has to end it.
///
/// Each check has its own limit, so a run that takes too long as a whole is slowed down by the
/// submission. That must bring it nothing: neither points nor another try.
package struct UnfinishedRun {
  private var start: RunStart?
  private var open: Section?
  private var ended: Set<Int> = []
  private var elapsed: Int64 = 0

  package init() {}

  package mutating func take(_ event: borrowing Event) {
    elapsed = event.elapsed
    switch event.kind {
    case .runStarted(let start): self.start = start
    case .sectionStarted(let section): open = section
    case .sectionEnded(let end):
      if end.section.form == .check { ended.insert(end.section.number) }
      open = nil
    default: break
    }
  }

  /// What the run would have told, had the running check ended at its limit; nil when none runs.
  package func endings(after seconds: Int) -> [Event]? {
    guard let open, open.form == .check else { return nil }
    let finding = Diagnostic(
      "wall-limit",
      "all checks together were not done within \(seconds) s, and this one was running then",
      notes: [
        Diagnostic.Note("try", "look for what keeps the program busy when a check is over")
      ]
    )
    var kinds: [Event.Kind] = [
      .finding(finding), .sectionEnded(SectionEnd(section: open, verdict: .failed)),
    ]
    let left = (start?.sections ?? []).filter { section in
      section.form == .check && section.number != open.number && !ended.contains(section.number)
    }
    for section in left {
      let verdict = Verdict.skipped("the time of the whole grading was over")
      kinds += [
        .sectionStarted(section), .sectionEnded(SectionEnd(section: section, verdict: verdict)),
      ]
    }
    let summary = RunSummary(
      outcome: .failed,
      passed: 0,
      failed: 1,
      skipped: left.count,
      notRun: left,
      statements: 0,
      warnings: 0,
      elapsed: elapsed
    )
    return (kinds + [.runEnded(summary)]).map { Event($0, elapsed: elapsed) }
  }
}
