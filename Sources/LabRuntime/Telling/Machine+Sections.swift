import LabDiagnostics
import LabEvents
import LabKernel
import LabProgram

/// The beginning and the end of runs, steps and checks; who waits.
extension Machine {
  mutating func tellStart() {
    let header = program.header
    tell(
      .runStarted(
        RunStart(
          path: options.path,
          form: header.form,
          title: header.title,
          goals: header.goals,
          network: networkText,
          privileges: "no privileges",
          enterPID: options.enterPID,
          sections: program.sections.indices.map { section(Int32($0)) },
          sources: sources,
          exercise: exerciseTerms,
          loopback: options.loopback?.text
        )
      )
    )
  }

  private var networkText: String {
    if let range = options.loopback {
      return "this machine's loopback, on \(range.text).0/24 instead of 127.0.0.0/24"
    }
    return options.hasPrivateNetwork ? "private network" : "this machine's network"
  }

  /// A section as readers know it.
  private func section(_ index: Int32, title: String? = nil) -> Section {
    let entry = program.sections[Int(index)]
    let form: Section.Form =
      switch entry.form {
      case .step: .step
      case .check: .check
      case .setup: .setup
      }
    return Section(
      form: form,
      number: Int(entry.number),
      identifier: entry.identifier,
      title: title ?? entry.title,
      line: Int(entry.line),
      terms: Self.terms(of: entry)
    )
  }

  mutating func tellSection(_ index: Int32, title: String) {
    tell(.sectionStarted(section(index, title: title)))
  }

  mutating func tellSectionEnd(_ index: Int32, _ verdict: Verdict) {
    tell(.sectionEnded(SectionEnd(section: section(index), verdict: verdict)))
  }

  /// A failed statement, and behind it why.
  mutating func tellFailure(_ failure: Failure) {
    if tellsStatements {
      var mark = StatementReport.Mark.failed
      if case .timeout = failure.form { mark = .timedOut }
      tellStatement(mark: mark)
    }
    var diagnostic = failure.diagnostic
    for note in callerNotes() { diagnostic = diagnostic.adding(note) }
    if !programs.isEmpty {
      diagnostic = endedPrograms(diagnostic)
      if let note = allProcessesNote { diagnostic = diagnostic.adding(note) }
    }
    if let seed = random?.seed {
      let note = Diagnostic.Note("seed", "--seed \(seed) gives the same random bytes again")
      diagnostic = diagnostic.adding(note)
    }
    if session.isOn, current.label >= 0 { rememberFailure(of: current, diagnostic.message) }
    tell(.finding(diagnostic))
  }

  /// From where the proc that failed was called, innermost first.
  private func callerNotes() -> [Diagnostic.Note] {
    let lines = current.frames.reversed().filter { $0.form == .proc }.map { frame in
      let site = program.sites[Int(frame.returnPC) - 1]
      return "\(oneLine(site.span)) (line \(site.line))"
    }
    return lines.isEmpty ? [] : [.lines("called", lines)]
  }

  /// Everybody who waits, in actor order.
  mutating func waitReports(now: Int64) -> [WaitReport] {
    var reports: [WaitReport] = []
    for index in actors.indices where reports.count < 100 {
      let state = actors[index].state
      guard state == .waiting, actors[index].suspension.reason != .join,
        actors[index].suspension.reason != .entry
      else { continue }
      let known = session.isOn ? waitedFor(by: index) : nil
      reports.append(waitReport(of: actors[index], now: now, reason: known))
    }
    return reports
  }

  private func waitReport(of actor: Actor, now: Int64, reason known: String?) -> WaitReport {
    let site = program.sites[Int(actor.pc)]
    let label =
      actor.label < 0
      ? nil : ActorLabel(name: program.labels[Int(actor.label)], number: Int(actor.number))
    return WaitReport(
      actor: label,
      line: Int(site.line),
      depth: Int(site.depth),
      text: oneLine(site.span),
      reason: known ?? reason(actor),
      waited: actor.statement.started == 0 ? 0 : now - actor.statement.started
    )
  }

  private func reason(_ actor: Actor) -> String {
    let verb = program.sites[Int(actor.pc)].verb.rawValue
    switch actor.suspension.reason {
    case .socket:
      let descriptor = sockets[actor.suspension.socket].descriptor
      return verb == "expect" ? "recv(\(descriptor))" : "\(verb)(\(descriptor))"
    case .counter, .actors: return "wait \(program.labels[Int(actor.suspension.label)])"
    case .thread:
      let frame = calls[actor.statement.call]?.call.frame
      return "\(verb)(\(frame.map { "\($0.arguments.first ?? -1)" } ?? "")), blocked in the kernel"
    case .time, .process, .join, .entry, .none: return verb
    }
  }

  /// The run is over: counts, and what was not run.
  mutating func finish() -> RunSummary {
    if tally.openStep >= 0, interruption == nil { closeStep(tally.openStep) }
    // A failure outside every step and check is the file's.
    if owners[0].hasFailed, tally.failed == 0, interruption == nil { tally.failed = 1 }
    let failed = tally.failed > 0
    let outcome: RunSummary.Outcome =
      if let interruption {
        .interrupted(interruption)
      } else if failed || (options.isStrict && tally.warnings > 0) {
        .failed
      } else if let reason = owners[0].skipReason {
        .skipped(reason)
      } else {
        .passed
      }
    let notRun = program.sections.indices.filter { index in
      !tally.hasBegun(index) && program.sections[index].form != .setup
    }
    let summary = RunSummary(
      outcome: outcome,
      passed: tally.passed,
      failed: tally.failed,
      skipped: tally.skipped,
      notRun: notRun.map { section(Int32($0)) },
      statements: tally.statements,
      warnings: tally.warnings,
      elapsed: MonotonicClock.now() - started,
      waiting: waitingAtInterruption
    )
    tell(.runEnded(summary))
    return summary
  }

  /// Before a socket of an owner that passed is closed: what nobody accepted or read.
  mutating func lookForLeftovers(_ index: Int32, of owner: Int32) {
    guard tellsStatements || options.isStrict, !owners[Int(owner)].hasFailed,
      interruption == nil, owners[Int(owner)].skipReason == nil
    else { return }
    let entry = sockets[index]
    // Files and pipes of `call` have no peer that would notice.
    guard entry.domain != 0, entry.type != SocketType.raw else { return }
    let found: (count: Int, isQueue: Bool)
    if entry.listeningAt >= 0 {
      let queue = SocketFacts.acceptQueue(entry.descriptor, kernel: &kernel)
      found = (Int(queue?.length ?? 0), true)
    } else {
      found = (SocketFacts.unread(entry.descriptor, kernel: &kernel).raw, false)
    }
    guard found.count > 0 else { return }
    tally.warnings += 1
    let name = entry.label >= 0 ? program.labels[Int(entry.label)] : "a socket"
    let site = program.sites[Int(max(0, entry.openedAt))]
    tell(.finding(.leftover(name, entry, count: found.count, isQueue: found.isQueue, opened: site)))
  }
}
