import LabKernel

/// An entry that waits, while somebody at the keyboard may press a key.
extension Machine {
  /// From when on a wait is worth telling; less than people notice.
  package static var noticeableWait: Int64 { 300_000_000 }

  /// Lets `run` and `resume` return when the entry has waited for a while.
  package mutating func returnFromWaits(_ returns: Bool) { session.returnsFromWaits = returns }

  /// Goes on with an entry that waits.
  ///
  /// - Parameter input: A descriptor; input there, or a signal for the prompt, returns `waits`.
  /// - Returns: How the entry ended.
  package mutating func goOnWaiting(untilInputAt input: Int32) -> EntryEnd {
    session.mustReturn = false
    session.hasInput = false
    session.input = input
    let isWatched = poller.addSource(input, id: 0).isSuccess
    let returns = session.returnsFromWaits
    defer {
      if isWatched { _ = poller.remove(input) }
      session.input = -1
      session.returnsFromWaits = returns
    }
    return carryOn()
  }

  /// Whether there was input where `goOnWaiting` looked.
  package var hasInput: Bool { session.hasInput }

  /// The file's entry has waited for a while: whoever runs it hears of it.
  mutating func noteEntryWait(now: Int64) {
    guard session.isRunning, session.input < 0, actors[0].state == .waiting,
      actors[0].suspension.reason != .entry, actors[0].statement.started > 0,
      now - actors[0].statement.started >= Self.noticeableWait
    else { return }
    session.mustReturn = true
  }
}
