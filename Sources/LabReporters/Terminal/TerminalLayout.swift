package import LabDiagnostics
package import LabEvents

/// Turns events into lines, without writing them: the first half of the terminal reporter.
///
/// Its state is what the layout needs: the section, what was repeated, what is held back for
/// folding. None of it grows with the number of statements that run.
package struct TerminalLayout {
  private let options: TerminalOptions
  private let marks: Marks
  private let statements: StatementLines
  private var cleaning: EventCleaning
  private var tally = RepetitionTally()
  private var ended = EndedSections()
  /// What the section shows, while it may still be folded.
  private var held: FoldedSection?
  private var section: Section?
  private var isHeadingDue = false
  private var path = ""
  private var sources = SourceMap()
  private var lines: [TerminalLine] = []
  /// Whether something stands above that the next block is parted from by an empty line.
  private var needsBlank = false
  private var isBehindDiagnostic = false

  package init(_ options: TerminalOptions) {
    self.options = options
    marks = Marks(ascii: options.ascii)
    statements = StatementLines(options: options, marks: marks)
    cleaning = EventCleaning(options)
  }

  /// The lines that an event adds to the output.
  package mutating func lines(for event: borrowing Event) -> [TerminalLine] {
    let actor = event.actor
    switch event.kind {
    case .runStarted(let start): begin(start)
    case .sectionStarted(let section): begin(section)
    case .statement(let report): tell(report, actor)
    case .blockOpened(let block), .blockClosed(let block): show(.block(block), actor)
    case .note(let note): show(.note(note), actor)
    case .waiting: break
    case .actorStarted: tell("started", actor)
    case .actorEnded: tell("ended", actor)
    case .programEnded: break
    case .portChosen(let port, let name):
      if options.stable { cleaning.names.name(port: port, cleaning.written(name)) }
    case .finding(let diagnostic): tell(diagnostic)
    case .sectionEnded(let end): finish(end)
    case .runEnded(let summary): finish(summary)
    }
    defer { lines.removeAll(keepingCapacity: true) }
    return lines
  }

  /// At a prompt: the texts of all entries so far, as findings of later ones refer to them.
  package mutating func adopt(_ sources: SourceMap) { self.sources = sources }

  /// At a prompt: an entry is over, and what it repeated is told.
  package mutating func endEntry() -> [TerminalLine] {
    tellRepetitions()
    release()
    tally = RepetitionTally()
    defer { lines.removeAll(keepingCapacity: true) }
    return lines
  }

  /// What the run waits for, for the line that is drawn over and over.
  package func liveLine(_ waits: [WaitReport]) -> TerminalLine? {
    guard options.verbosity != .quiet else { return nil }
    guard let first = waits.first else { return nil }
    return WaitingLine(layout: statements).live(cleaning(first), others: waits.count - 1)
  }

  private var header: HeaderLines {
    HeaderLines(options: options, marks: marks, cleaning: cleaning)
  }

  private mutating func begin(_ start: RunStart) {
    // One layout may show several files, one behind the other.
    cleaning = EventCleaning(options)
    if options.stable, let prefix = start.loopback { cleaning.names.name(loopback: prefix) }
    tally = RepetitionTally()
    ended = EndedSections()
    section = nil
    path = cleaning.written(start.path)
    sources = start.sources
    guard options.verbosity != .quiet else { return }
    part()
    emit(header.head(start))
  }

  private mutating func begin(_ section: Section) {
    tellRepetitions()
    release()
    tally = RepetitionTally()
    self.section = cleaning(section)
    isHeadingDue = true
    if options.verbosity != .quiet { showHeading() }
    if options.fold { held = FoldedSection() }
  }

  private mutating func showHeading() {
    guard isHeadingDue, let section else { return }
    isHeadingDue = false
    part()
    emit(header.heading(section, path: options.fold ? path : ""))
  }

  private mutating func tell(_ report: StatementReport, _ actor: ActorLabel?) {
    guard report.mark == .failed || report.mark == .timedOut else {
      return show(.statement(report), actor)
    }
    guard options.verbosity != .quiet else { return }
    tellRepetitions()
    unfold()
    add(.statement(cleaning(report), actor.map(cleaning.callAsFunction)))
  }

  private mutating func show(_ occurrence: RepetitionTally.Occurrence, _ actor: ActorLabel?) {
    switch options.verbosity {
    case .quiet: return
    case .normal: guard tally.admits(occurrence, actor: actor) else { return }
    case .verbose: break
    }
    add(item(occurrence, actor))
  }

  private func item(
    _ occurrence: RepetitionTally.Occurrence,
    _ actor: ActorLabel?
  ) -> FoldedSection.Item {
    let actor = actor.map(cleaning.callAsFunction)
    switch occurrence {
    case .statement(let report): return .statement(cleaning(report), actor)
    case .note(let note):
      let start = statements.start(line: 0, mark: nil, depth: note.depth, actor: actor)
      return .lines(header.note(note.text, behind: start))
    case .block(let block):
      var line = statements.start(line: block.line, mark: nil, depth: block.depth, actor: actor)
      line.append(cleaning.written(block.text))
      return .lines([line])
    }
  }

  private mutating func tell(_ change: String, _ actor: ActorLabel?) {
    guard options.verbosity == .verbose, let actor else { return }
    var line = statements.start(line: 0, mark: nil, actor: cleaning(actor))
    line.append(change, .dim)
    add(.lines([line]))
  }

  private mutating func tell(_ diagnostic: Diagnostic) {
    if diagnostic.severity == .error {
      tellRepetitions()
      unfold()
      showHeading()
    } else if options.verbosity == .quiet && !options.isStrict {
      return
    }
    let texts = DiagnosticLines(options: options).lines(cleaning(diagnostic), sources)
    add(.lines([.blank] + texts))
    isBehindDiagnostic = true
  }

  private mutating func finish(_ end: SectionEnd) {
    tellRepetitions()
    release()
    // Where it began, the holes of its title were filled.
    ended.add(SectionEnd(section: section ?? end.section, verdict: end.verdict))
    if case .skipped(let reason) = end.verdict, options.verbosity != .quiet {
      emit(statements.captioned("skipped: ", .warning, [cleaning.told(reason)]))
    }
    section = nil
    isHeadingDue = false
  }

  private mutating func finish(_ summary: RunSummary) {
    tellRepetitions()
    release()
    if options.verbosity != .quiet || isBehindDiagnostic { part() }
    let lines = SummaryLines(
      options: options,
      waiting: WaitingLine(layout: statements),
      cleaning: cleaning,
      ended: ended,
      current: section
    )
    emit(lines.lines(summary, path: path))
  }
}

extension TerminalLayout {
  /// Tells what was left out since the last time.
  private mutating func tellRepetitions() {
    guard options.verbosity == .normal else { return }
    let (unseen, groups) = tally.take()
    for (occurrence, actor) in unseen { add(item(occurrence, actor)) }
    add(
      .lines(
        groups.map { group in
          var line = statements.start(line: 0, mark: nil)
          line.append("\(marks.more) \(cleaning.written(group.text(marks)))", .dim)
          return line
        }
      )
    )
  }

  /// Shows what was held back as it came, and holds back nothing more in this section.
  private mutating func unfold() {
    guard let section = held else { return }
    held = nil
    emit(section.unfolded(statements))
  }

  /// Shows what was held back, folded.
  private mutating func release() {
    guard let section = held else { return }
    held = nil
    emit(section.folded(statements))
  }

  private mutating func add(_ item: FoldedSection.Item) {
    if held != nil {
      held?.append(item)
      return
    }
    switch item {
    case .statement(let report, let actor):
      emit(statements.lines(for: report, actor: actor))
    case .lines(let lines):
      emit(lines)
    }
  }

  private mutating func emit(_ new: [TerminalLine]) {
    guard !new.isEmpty else { return }
    if isBehindDiagnostic { part() }
    isBehindDiagnostic = false
    // An empty line at the top of the output, or a second one, tells nothing.
    let isDoubled = new[0] == .blank && !needsBlank
    lines += isDoubled ? new[1...] : new[...]
    needsBlank = true
  }

  /// Parts what follows from what stands above.
  private mutating func part() {
    guard needsBlank else { return }
    lines.append(.blank)
    needsBlank = false
  }
}
