import LabDiagnostics
import LabEvents
import LabProgram
import LabReporters
import LabRuntime
import LabSyntax

/// Statements that are whole are checked, run and answered.
extension Session {
  /// Checks and runs statements that are whole.
  ///
  /// - Parameters:
  ///   - whole: The entry.
  ///   - answer: What is said of it when it passed; `nil`: what it has led to.
  ///   - own: The number of the entry that it belongs to; `nil`: it is one of its own.
  func execute(_ whole: WholeEntry, answer: String? = nil, number own: Int? = nil) {
    let text = whole.text
    let number = own ?? self.number
    let entry = compile("prompt", text, number: number)
    let parsed = ParsedEntry(text, limits: settings.compile.limits)
    let isFlat = parsed.statements.allSatisfy { $0.block < 0 }
    tell(entry, isShort: isFlat && !text.contains("\n"))
    if own == nil { self.number += 1 }
    guard let start = entry.start else {
      status = .invalid
      return
    }
    if isFlat { running = RunningEntry(parsed: parsed, statements: Array(parsed.statements)) }
    let end = run(entry: start, isSingle: isFlat && parsed.statements.count == 1)
    let ran = running
    running = nil
    if end == .cancelled, let ran, let first = ran.movedFrom {
      return moveToBackground(ran, from: first, whole, number: number)
    }
    exchanges.append(
      Exchange(
        number: number,
        text: text,
        statements: isFlat ? parsed.statements.map { parsed.text(of: $0.span) } : [],
        end: end,
        reports: teller.reports,
        findings: teller.findings,
        last: whole.last
      )
    )
    isSaved = false
    forget(whole.made)
    if end == .done, let newLast = whole.last, liveSockets()[newLast] != nil { last = newLast }
    if end == .done, let answer {
      if !answer.isEmpty { say(teller.answers.remarks([answer])) }
    } else {
      finish(end, isFlat ? parsed.statements.last : nil, parsed)
    }
  }

  /// What waits, and the statements behind it, go on beside the prompt; what has run before is an
  /// entry that has passed.
  private func moveToBackground(
    _ ran: RunningEntry,
    from first: Int,
    _ whole: WholeEntry,
    number: Int
  ) {
    if first > 0 {
      exchanges.append(
        Exchange(
          number: number,
          text: ran.text(0..<first),
          statements: ran.statements[..<first].map { ran.parsed.text(of: $0.span) },
          end: .done,
          reports: teller.reports,
          findings: [],
          last: nil
        )
      )
    }
    isSaved = false
    forget(whole.made)
    runInBackground(
      WholeEntry(text: ran.text(first..<ran.statements.count), last: last),
      number: number
    )
  }

  /// Adds an entry to the program; nobody else holds that meanwhile, so that it is not copied.
  func compile(_ path: String, _ text: String, number: Int?) -> IncrementalCompiler.Entry {
    // Actors that ran on since the last entry may have met words.
    correctNames()
    machine.letGoOfProgram()
    teller.adopt(SourceMap())
    let entry = compiler.add(path: path, bytes: Array(text.utf8), number: number) { path in
      Self.loaded(
        path,
        folder: self.settings.startFolder,
        limit: self.settings.compile.limits.file
      )
    }
    machine.take(compiler.program, compiler.map)
    teller.adopt(compiler.map)
    return entry
  }

  /// Runs what was compiled, and tells the compiler what came of it.
  func run(entry start: Int32, isSingle: Bool) -> EntryEnd {
    teller.begin(isSingle: isSingle)
    machine.returnFromWaits(editor != nil)
    let end = walkThrough(machine.run(entry: start))
    teller.end()
    correctNames()
    return end
  }

  /// Names of a check that failed go on meaning what they meant.
  func takeAdopted() {
    let names = machine.adoptedNames()
    guard !names.isEmpty else { return }
    let slots = compiler.adopt(names)
    machine.take(compiler.program, compiler.map)
    machine.placeAdopted(slots)
    correctNames()
    last = liveSockets().known.last?.name
  }

  func correctNames() {
    compiler.correct(words: machine.knownWords) { machine.bound($0) }
  }

  /// Names that were made up for sockets that did not come mean nothing.
  private func forget(_ made: [String]) {
    guard !made.isEmpty else { return }
    for name in compiler.names where made.contains(name.name) && name.kinds == .result {
      machine.unbind(name.slot)
    }
    correctNames()
  }

  private func tell(_ entry: IncrementalCompiler.Entry, isShort: Bool) {
    guard !entry.diagnostics.isEmpty else { return }
    if isShort {
      say(entry.diagnostics.flatMap { teller.answers.mistake($0) })
      return
    }
    let renderer = DiagnosticRenderer(
      map: entry.map,
      style: screen.color ? .ansi : .plain,
      width: settings.terminal.width
    )
    screen.write(renderer.render(entry.diagnostics))
    screen.flush()
  }

  private func finish(_ end: EntryEnd, _ statement: StatementNode?, _ parsed: ParsedEntry) {
    switch end {
    case .done:
      if machine.hasFailed { status = .failed }
      guard settings.isInteractive, let statement, let row = parsed.row(of: statement),
        !parsed.mayFail(statement)
      else { return }
      let words = parsed.values(of: statement).filter { $0.form == .name }.map(parsed.name)
      let subject = parsed.results(of: statement).first ?? words.first
      say(teller.answers.remarks(advice(after: row.verb, words: words, subject: subject)))
    case .failed:
      status = .failed
      sayNothingChanged(statement, parsed)
    case .cancelled:
      screen.write(settings.isInteractive ? "\r\u{1B}[K" : "")
      say("^C  stopped; \(unchanged(statement, parsed)) as before.")
    case .skipped(let reason):
      say("skipped: \(reason)")
    case .paused, .waits: break
    }
  }

  /// A learner may think that the socket is spent.
  private func sayNothingChanged(_ statement: StatementNode?, _ parsed: ParsedEntry) {
    guard settings.isInteractive, let statement, parsed.statements.count == 1,
      parsed.row(of: statement)?.verb == .bind,
      let first = parsed.values(of: statement).first(where: { $0.form == .name }),
      let socket = liveSockets()[parsed.name(first)], !socket.isBound
    else { return }
    say(
      teller.answers.remarks([
        "A failed bind changes nothing: \(parsed.name(first)) is still free to bind."
      ])
    )
  }

  /// What Ctrl-C has left alone: the listener that was waited at, by its name.
  private func unchanged(_ statement: StatementNode?, _ parsed: ParsedEntry) -> String {
    guard let statement, let first = parsed.values(of: statement).first, first.form == .name,
      liveSockets()[parsed.name(first)]?.isListening == true
    else { return "everything else is" }
    return "\(parsed.name(first)) listens"
  }

  /// Something is wrong with what was typed; nothing was run.
  func stop(with diagnostic: Diagnostic) {
    say(teller.answers.mistake(diagnostic))
    number += 1
    status = .invalid
  }
}
