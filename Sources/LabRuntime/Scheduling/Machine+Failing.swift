import LabConstants
import LabDiagnostics
import LabEvents
import LabKernel
import LabProgram

extension Machine {
  /// A statement of the current actor failed: retry, record, or end what it belongs to.
  mutating func handle(_ failure: Failure) {
    if isInCall { abandonCall() }
    if case .skip(let reason) = failure.form {
      skipOwner(reason: reason)
      return
    }
    if case .needsPrivateNetwork(let need) = failure.form {
      if !leavesStep(need) { skipOwner(reason: LoopbackNeed.told(need)) }
      return
    }
    if isSoft {
      recordSoftly(failure)
      return
    }
    if let position = retryPosition {
      if startsAgain(at: position) { return }
      tellFailure(
        Failure(gaveUp(current.handlers[position], failure.diagnostic), form: failure.form)
      )
    } else {
      tellFailure(failure)
    }
    if goesOnBehindStep() { return }
    failOwner(of: current.owner)
  }

  /// `soft`: the failure counts, and the next statement follows, also inside a `retry`.
  private mutating func recordSoftly(_ failure: Failure) {
    tellFailure(failure)
    owners[Int(current.owner)].hasFailed = true
    markStepFailed()
    endStatement()
  }

  /// For `--keep-going`: the file leaves the step that failed, wherever it is in it.
  private mutating func goesOnBehindStep() -> Bool {
    guard options.keepsGoing, let next = endOfStep else { return false }
    owners[Int(current.owner)].hasFailed = true
    markStepFailed()
    while !current.frames.isEmpty { popFrame() }
    unwindHandlers(to: 0)
    current.statement = StatementProgress()
    current.pc = next
    return true
  }

  /// For `--keep-going`: an actor's failure is its starter's, the file's, which leaves its step.
  private mutating func fileGoesOnBehindStep() -> Bool {
    let file = Int(owners[Int(Self.fileOwner)].actor)
    guard options.keepsGoing, actors[file].state != .ended else { return false }
    swap(&current, &actors[file])
    let goesOn = endOfStep != nil
    if goesOn, isInCall { abandonCall() }
    swap(&current, &actors[file])
    guard goesOn else { return false }
    if actors[file].state == .waiting { wake(Int32(file)) }
    swap(&current, &actors[file])
    _ = goesOnBehindStep()
    swap(&current, &actors[file])
    return true
  }

  /// Whether the failed statement carries `soft`.
  private var isSoft: Bool {
    if case .perform(let operation) = program.instructions[Int(current.pc)] {
      return program.operations[Int(operation)].modifiers.contains(.soft)
    }
    return false
  }

  /// For `--keep-going`: the end of the step that the file's own statement, or its proc, stands in.
  private var endOfStep: Int32? {
    guard current.id == 0, current.section >= 0, current.frames.allSatisfy({ $0.form == .proc })
    else { return nil }
    let end = program.routines[Int(Program.fileRoutine)].end
    for pc in (current.frames.first?.returnPC ?? current.pc)..<end {
      if case .stepEnd(let section) = program.instructions[Int(pc)], section == current.section {
        return pc
      }
    }
    return nil
  }

  /// An owner fails: its actors are cancelled, its end runs, and a failed actor fails its starter.
  mutating func failOwner(of owner: Int32) {
    // All actors lie in the table while several of them are touched.
    let id = current.id
    swap(&current, &actors[Int(id)])
    var next = owner
    while next >= 0 {
      let index = Int(next)
      if session.isOn, next == Self.fileOwner, endsEntryOnly(startedBy: owner) { break }
      if next == Self.fileOwner, next != owner, fileGoesOnBehindStep() { break }
      if session.isOn { adopt(check: next) }
      owners[index].hasFailed = true
      if next == Self.fileOwner { markStepFailed() }
      cancelActors(of: next)
      unwind(owners[index].actor, toEndOf: next)
      next = owners[index].form == .actor ? actors[Int(owners[index].actor)].starter : -1
      if next >= 0, owners[Int(next)].hasFailed, owners[Int(next)].isEnding { break }
    }
    swap(&current, &actors[Int(id)])
  }

  /// An unmet `require` skips the check or the file, also from an actor.
  private mutating func skipOwner(reason: String) {
    var owner = current.owner
    let id = current.id
    swap(&current, &actors[Int(id)])
    while owners[Int(owner)].form == .actor {
      owner = actors[Int(owners[Int(owner)].actor)].starter
    }
    if session.isOn, owner == Self.fileOwner {
      skipEntry(reason: reason)
    } else {
      owners[Int(owner)].skipReason = reason
      cancelActors(of: owner)
      unwind(owners[Int(owner)].actor, toEndOf: owner)
    }
    swap(&current, &actors[Int(id)])
  }

  /// Ends all live actors that an owner started, and those that they started.
  mutating func cancelActors(of owner: Int32, newerThan serial: Int64 = 0) {
    guard owners[Int(owner)].liveActors > 0 else { return }
    for index in actors.indices
    where actors[index].starter == owner && actors[index].state != .ended && actors[index].id >= 0
      && actors[index].serial > serial
    {
      let own = actors[index].owner
      guard !owners[Int(own)].isCancelled else { continue }
      owners[Int(own)].isCancelled = true
      cancelActors(of: own)
      unwind(Int32(index), toEndOf: own)
    }
  }

  /// Sends an actor to the end of one of its owners, wherever it is now.
  mutating func unwind(_ id: Int32, toEndOf outer: Int32) {
    let index = Int(id)
    guard actors[index].state != .ended else { return }
    // At the prompt the file goes on: only its entry ends.
    let endsEntry = session.isOn && outer == Self.fileOwner && !session.isEnding
    if endsEntry { session.mustEndEntry = true } else { owners[Int(outer)].mustEnd = true }
    // A check that the actor is in ends first, as it would by itself; `endCheck` goes on from there.
    let owner = actors[index].owner
    if owner != outer {
      owners[Int(owner)].hasFailed = true
      cancelActors(of: owner)
    }
    let isWaiting = actors[index].state == .waiting
    let joins = isWaiting && actors[index].suspension.reason == .join
    if owners[Int(owner)].isEnding {
      // Its end runs already, in a join or a cleanup: it goes on there.
      if joins || !isInCleanup(index, of: owner) { return }
    }
    if isWaiting {
      unlink(id)
      woken.append(id)
    }
    let frameCount = owners[Int(owner)].frameCount
    swap(&current, &actors[index])
    if isInCall { abandonCall() }
    while current.frames.count > frameCount { popFrame() }
    let handlers = current.frames.last?.handlerCount ?? 0
    unwindHandlers(to: handlers)
    current.statement = StatementProgress()
    current.pc =
      endsEntry && owner == outer
      ? Program.sessionIdle : program.routines[Int(owners[Int(owner)].routine)].end
    swap(&current, &actors[index])
  }

  private func isInCleanup(_ index: Int, of owner: Int32) -> Bool {
    actors[index].frames.count > owners[Int(owner)].frameCount
  }

  /// Leaves `privileged` and `retry` blocks down to so many.
  mutating func unwindHandlers(to count: Int) {
    while current.handlers.count > count, let handler = current.handlers.popLast() {
      guard handler.form == .privileged else { continue }
      current.privileges = handler.privileges
      if current.privileges != raisedPrivileges { applyPrivileges() }
    }
  }

  /// Nobody can run, and nothing outside can wake anybody: all that are left are in `wait`.
  var isDeadlocked: Bool { outsideWaiters == 0 }

  /// Names everybody in the deadlock and fails the owner of one of them: of the file if it waits,
  /// else of an actor that the file's end, or the running check's end, has to wait for.
  mutating func failDeadlocked() {
    let waiters = actors.indices.filter {
      actors[$0].state == .waiting && actors[$0].suspension.reason != .join
        && actors[$0].suspension.reason != .entry
    }
    let running = actors[Int(owners[Int(Self.fileOwner)].actor)].owner
    let index = waiters.first { belongs(actors[$0].owner, to: running) } ?? waiters.first ?? 0
    let reports = waitReports(now: MonotonicClock.now())
    swap(&current, &actors[index])
    tellFailure(Failure(deadlock(among: reports, at: site)))
    failOwner(of: current.owner)
    swap(&current, &actors[index])
  }

  /// Whether an owner is another one, or was started by it, or by one that was.
  private func belongs(_ owner: Int32, to other: Int32) -> Bool {
    var next = owner
    while next >= 0, next != other {
      next = owners[Int(next)].form == .actor ? actors[Int(owners[Int(next)].actor)].starter : -1
    }
    return next == other
  }

  /// SIGINT, SIGTERM, SIGHUP: the run ends as after a failure, with a report of who waited; a
  /// second one ends the cleanups too.
  mutating func takeSignals() {
    while let signal = signals.next() {
      if session.isOn, takeSessionSignal(signal) { continue }
      guard interruption == nil else {
        cutCleanups()
        continue
      }
      interruption = Constants.name(of: Int64(signal), in: .signal) ?? "signal \(signal)"
      waitingAtInterruption = waitReports(now: MonotonicClock.now())
      owners[0].hasFailed = true
      cancelActors(of: 0)
      unwind(owners[0].actor, toEndOf: 0)
    }
  }

  /// Drops the cleanups that wait for their turn, and leaves those that run.
  mutating func cutCleanups() {
    for index in owners.indices { owners[index].cleanups = [] }
    for id in actors.indices where actors[id].frames.contains(where: { $0.form == .cleanup }) {
      unwind(Int32(id), toEndOf: actors[id].owner)
    }
  }
}
