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
  /// Somebody wants to know when it waits: `run` and `resume` return then, and `goOnWaiting` goes on.
  var returnsFromWaits = false
  var mustReturn = false
  /// It comes to its end before its last statement.
  var mustEndEntry = false
  var end = EntryEnd.done
  /// The file stops before each step, and at each question.
  var pauses = false
  var pause: EntryPause?
  /// A check that fails leaves all it made to the prompt.
  var adoptsChecks = false
  /// Actors of an adopted check still use its counters.
  var keepsDomain = false
  var adopted: [AdoptedName] = []
  /// A copy of this process that goes on in its place: it outlives the session; 0: none.
  var successor: Int32 = 0
  /// The number of the entry that runs, or ran last.
  var entry = 0
  /// `undo` replays: also waits without a limit have one.
  var limitsAll = false
  /// Spawned programs that have ended and were not told, by their numbers.
  var endedPrograms: [Int] = []
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
  /// It waits; `goOnWaiting` goes on.
  case waits
  /// It stopped for who watches; `resume` goes on.
  case paused(EntryPause)
}

/// Why a script stopped in the lecturer's mode.
package enum EntryPause: Equatable, Sendable {
  /// Before a step, with its title.
  case step(String)
  case question(String, isPrediction: Bool)
}

/// Where a script has stopped.
package struct PausedPlace: Sendable {
  let pc: Int32
  let section: Int32
  let openStep: Int32
  /// Whether entries of a prompt can run here; inside a check or a proc the file's names are not
  /// those of the frame.
  package let isAtFileLevel: Bool
}
