/// What a prompt adds to a machine: its file goes on from entry to entry.
struct SessionState {
  var isOn = false
  /// The session is over: what is left comes to its end as in a run of a file.
  var isEnding = false
  /// Waits have no limit but their own.
  var isEndless = false
  /// The limit of waits that `timeout` set, in nanoseconds.
  var limit: Int64?
  /// The descriptor that entries come from; -1 while nobody looks.
  var input: Int32 = -1
  var hasInput = false
  /// An entry runs.
  var isRunning = false
  /// It comes to its end before its last statement.
  var mustEndEntry = false
  var end = EntryEnd.done
  /// A copy of this process that goes on in its place: it outlives the session; 0: none.
  var successor: Int32 = 0
  /// Names of actors that have ended, for who waits for them at the prompt.
  var endedActors: [Int32] = []
  /// What came for the prompt itself: SIGINT while nothing ran, SIGWINCH, SIGTSTP.
  var signals: [Int32] = []
}

/// How an entry of the prompt ended.
package enum EntryEnd: Equatable, Sendable {
  case done
  /// A statement failed; it was told.
  case failed
  /// Ctrl-C, or the session's end.
  case cancelled
  /// An unmet `require`, with its reason.
  case skipped(String)
}
