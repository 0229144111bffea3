import LabKernel
import LabProgram

/// `retry`: an attempt that failed is ended, with all it made, and the block runs again.
extension Machine {
  /// Begins the block for the first time, or again when the last attempt has come to its end.
  mutating func beginRetry(limit: Int32, end: Int32) throws(Failure) -> Outcome {
    if let position = current.handlers.indices.last, current.handlers[position].isEndingAttempt,
      current.handlers[position].begin == current.pc + 1
    {
      return beginNextAttempt(at: position)
    }
    let duration = limit >= 0 ? try duration(limit) : defaultLimit
    let deadline = MonotonicClock.deadline(after: duration)
    current.pc += 1
    current.handlers.append(
      Handler(
        form: .retry,
        frameCount: current.frames.count,
        begin: current.pc,
        end: end,
        deadline: deadline,
        limit: duration,
        newestSerial: sockets.newestSerial,
        firstProgram: nextProgram,
        newestActor: newestActor
      )
    )
    tally.statements += 1
    return .done
  }

  mutating func endRetry() {
    unwindHandlers(to: current.handlers.count - 1)
    current.pc += 1
  }

  /// The innermost `retry` around the statement, unless a check or an actor lies between.
  var retryPosition: Int? {
    guard let position = current.handlers.lastIndex(where: { $0.form == .retry }) else {
      return nil
    }
    let frames = current.frames[current.handlers[position].frameCount...]
    return frames.contains { $0.form != .proc } ? nil : position
  }

  /// Ends a failed attempt and, after a pause, starts the block again, unless its time is over.
  mutating func startsAgain(at position: Int) -> Bool {
    let now = MonotonicClock.now()
    guard now < current.handlers[position].deadline else { return false }
    while current.frames.count > current.handlers[position].frameCount { popFrame() }
    unwindHandlers(to: position + 1)
    endActors(ofAttempt: current.handlers[position])
    let pause = Int64(current.handlers[position].pause) * 1_000_000
    current.handlers[position].attempts += 1
    current.handlers[position].pause = min(current.handlers[position].pause * 2, 20)
    current.handlers[position].isEndingAttempt = true
    // The statement that knows what to do next is the `retry` itself.
    current.pc = current.handlers[position].begin - 1
    current.statement = StatementProgress()
    told = StatementTelling()
    current.suspension.reason = .time
    _ = fallAsleep(until: min(now + pause, current.handlers[position].deadline))
    current.statement = StatementProgress()
    return true
  }

  /// The attempt's actors come to their ends before its sockets are closed.
  private mutating func beginNextAttempt(at position: Int) -> Outcome {
    let handler = current.handlers[position]
    let lives = actors.contains { actor in
      actor.starter == current.owner && actor.serial > handler.newestActor && actor.id >= 0
        && actor.state != .ended
    }
    if lives { return lookAgain() }
    if !programs.isEmpty { killPrograms(of: current.owner, since: handler.firstProgram) }
    closeSockets(of: current.owner, newerThan: handler.newestSerial)
    current.handlers[position].isEndingAttempt = false
    current.statement = StatementProgress()
    current.pc = handler.begin
    return .done
  }

  /// Cancels what an attempt has started, and forgets what those that ended returned.
  private mutating func endActors(ofAttempt handler: Handler) {
    guard newestActor > handler.newestActor else { return }
    let id = current.id
    // All actors lie in the table while several of them are touched.
    swap(&current, &actors[Int(id)])
    let owner = actors[Int(id)].owner
    let domain = Int(actors[Int(id)].domain)
    cancelActors(of: owner, newerThan: handler.newestActor)
    for label in domains[domain].groups.keys {
      domains[domain].groups[label]?.forget(newerThan: handler.newestActor)
    }
    swap(&current, &actors[Int(id)])
  }
}
