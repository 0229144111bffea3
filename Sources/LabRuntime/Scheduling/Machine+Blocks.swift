import LabEvents
import LabKernel
import LabProgram

/// Checks, steps, cleanups, `privileged`, `retry` and `refused`.
extension Machine {
  mutating func enterCheck(section: Int32, routine index: Int32) throws(Failure) {
    let entry = program.sections[Int(section)]
    guard isSelected(entry) else {
      current.pc += 1
      return
    }
    if let reason = unmetNeed(of: entry) { return try skip(section: section, reason: reason) }
    if loopback != nil, let reason = skippedCheck(entry, routine: index) {
      return try skip(section: section, reason: reason)
    }
    let routine = program.routines[Int(index)]
    let cells = copiedCells(for: routine)
    tellSection(section, title: try text(entry.titleExpression))
    tally.begin(section)
    pushFrame(.check, routine: index, returnPC: current.pc + 1, cells: cells)
    current.owner = makeOwner(
      Owner(
        form: .check,
        actor: current.id,
        parent: current.owner,
        frameCount: current.frames.count,
        routine: index
      )
    )
    current.domain = makeDomain()
    current.section = section
    beginExercise(entry)
    if entry.hasFreshNetwork { try enterFreshNetwork() }
  }

  /// For `--only`.
  private func isSelected(_ entry: SectionEntry) -> Bool {
    if !options.onlyChecks.isEmpty, !options.onlyChecks.contains(entry.identifier) { return false }
    guard let only = options.only else { return true }
    return only == SectionChoice(form: .check, number: entry.number)
  }

  /// The check's end is done: its verdict, and back to the file.
  mutating func endCheck() {
    let owner = owners[Int(current.owner)]
    let isKept = session.mustEndEntry && session.adoptsChecks
    if program.sections[Int(current.section)].hasFreshNetwork, !isKept { leaveFreshNetwork() }
    let verdict: Verdict
    if owner.hasFailed {
      verdict = .failed
      tally.failed += 1
    } else if let reason = owner.skipReason {
      verdict = .skipped(reason)
      tally.skipped += 1
    } else {
      verdict = .passed
      tally.passed += 1
    }
    note(verdict, of: program.sections[Int(current.section)])
    endExercise(program.sections[Int(current.section)])
    tellSectionEnd(current.section, verdict)
    freeOwners.append(current.owner)
    if session.keepsDomain {
      session.keepsDomain = false
    } else {
      freeDomains.append(current.domain)
    }
    popFrame()
    tally.statements += 1
    leaveIfEnded()
  }

  /// A failure of the outer owner came while a check was ending: now it goes on to its own end.
  private mutating func leaveIfEnded() {
    let owner = owners[Int(current.owner)]
    if session.mustEndEntry, current.owner == Self.fileOwner, !session.isEnding {
      unwindHandlers(to: 0)
      current.pc = Program.sessionIdle
      return
    }
    guard owner.mustEnd, !owner.isEnding else { return }
    unwindHandlers(to: 0)
    current.pc = program.routines[Int(owner.routine)].end
  }

  mutating func beginStep(_ section: Int32) throws(Failure) {
    if let only = options.only, only.form == .step,
      program.sections[Int(section)].number > only.number
    {
      current.pc = program.routines[Int(current.routine)].end
      return
    }
    if loopback != nil, skipsStep(section) { return }
    current.section = section
    tally.begin(section)
    tally.openStep = section
    tally.stepHasFailed = false
    tellSection(section, title: try text(program.sections[Int(section)].titleExpression))
    current.pc += 1
  }

  mutating func endStep(_ section: Int32) {
    closeStep(section)
    if loopback != nil { loopback?.leftBecause = nil }
    current.section = current.frames.last { $0.form == .check }?.section ?? -1
    current.pc += 1
  }

  /// Counts and tells a step's verdict, at its end or where the file failed in it.
  mutating func closeStep(_ section: Int32) {
    guard tally.openStep == section else { return }
    tally.openStep = -1
    let verdict: Verdict
    if tally.stepHasFailed {
      verdict = .failed
      tally.failed += 1
    } else if let reason = owners[Int(Self.fileOwner)].skipReason ?? loopback?.leftBecause {
      verdict = .skipped(reason)
      tally.skipped += 1
    } else {
      verdict = .passed
      tally.passed += 1
    }
    tellSectionEnd(section, verdict)
  }

  mutating func markStepFailed() {
    tally.stepHasFailed = true
  }

  mutating func registerCleanup(routine index: Int32) {
    let cells = copiedCells(for: program.routines[Int(index)])
    owners[Int(current.owner)].cleanups.append((routine: index, cells: cells))
    current.pc += 1
    tally.statements += 1
  }

  mutating func enterCleanup(routine index: Int32, cells: [Value]) {
    pushFrame(.cleanup, routine: index, returnPC: current.pc, cells: cells)
  }

  /// Whether the statement runs inside a `retry`, whose failed attempts are not told.
  var isInRetry: Bool { current.handlers.contains { $0.form == .retry } }

  mutating func beginPrivileged(mask: UInt64) throws(Failure) {
    if loopback != nil { throw needs(LoopbackNeed.privileged) }
    let permitted = Capabilities.permitted
    let wanted = mask == .max ? permitted : CapabilitySet(rawValue: mask)
    guard permitted.isSuperset(of: wanted), !wanted.isEmpty else {
      throw Failure(.capabilityMissing(wanted.subtracting(permitted).names, at: site))
    }
    current.handlers.append(
      Handler(
        form: .privileged,
        frameCount: current.frames.count,
        privileges: current.privileges
      )
    )
    current.privileges.formUnion(wanted)
    applyPrivileges()
    current.pc += 1
    tally.statements += 1
  }

  mutating func endPrivileged() {
    unwindHandlers(to: current.handlers.count - 1)
    current.pc += 1
  }

  /// Makes the thread's effective capabilities those of the current actor.
  mutating func applyPrivileges() {
    _ = Capabilities.setEffective(current.privileges)
    raisedPrivileges = current.privileges
  }

  /// What `check` says to the block is shown; had it nothing to say, the run fails.
  mutating func refuse(_ refusal: Refusal) throws(Failure) {
    guard !refusal.diagnostics.isEmpty else { throw Failure(.notRefused(at: site)) }
    if tellsStatements { tellRefusal(refusal) }
    endStatement()
  }

  /// A failure that no `within` bounds otherwise: the file's `timeout`, else the option.
  var defaultLimit: Int64 { session.limit ?? program.header.timeout ?? options.timeout }
}
