import LabConstants
package import LabDiagnostics
package import LabEvents
import LabKernel
package import LabProgram

/// A prompt's way to run: the file's own actor gets its statements entry by entry and sleeps
/// between them, while other actors go on.
///
/// A failure ends the entry and nothing else: sockets, actors and programs live on.
extension Machine {
  /// Makes the file's actor, which waits for the first entry.
  ///
  /// - Parameter isEndless: Whether waits have no limit but their own.
  package mutating func beginSession(isEndless: Bool) {
    session.isOn = true
    isQuiet = false
    session.isEndless = isEndless
    startFile()
    runToIdle()
  }

  /// Lets go of the program while an entry is added to it; `take` must follow.
  package mutating func letGoOfProgram() {
    let header = program.header
    program = Program()
    program.header = header
    sources = SourceMap()
  }

  /// Takes the program that has grown by an entry.
  ///
  /// Its words begin with those of the machine: the compiler was told of them before the entry.
  package mutating func take(_ program: Program, _ sources: SourceMap) {
    for index in words.count..<max(words.count, program.words.count) {
      let position = words.position(inserting: program.words[index])
      assert(position == index, "the machine knows '\(program.words[index])' by another number")
    }
    let program = loopback.map { program.renamed(onto: $0.range) } ?? program
    for index in constantAddresses.count..<program.addresses.count {
      constantAddresses.append(Self.constantAddress(program.addresses[index]))
    }
    let known = self.program.header.parameters.count
    self.program = program
    self.sources = sources
    let size = Int(program.routines[Int(Program.fileRoutine)].frameSize)
    while actors[0].cells.count < size { actors[0].cells.append(.none) }
    for parameter in program.header.parameters.dropFirst(known) {
      actors[0].cells[Int(parameter.slot)] = value(of: parameter.value)
    }
  }

  /// Runs an entry to its end; others have their turns meanwhile, and go on afterwards.
  package mutating func run(entry: Int32) -> EntryEnd {
    session.end = .done
    session.mustEndEntry = false
    session.entry += 1
    actors[0].pc = entry
    actors[0].statement = StatementProgress()
    return goOn()
  }

  /// Goes on behind a pause.
  ///
  /// - Parameter place: Where the script stopped, when entries of the prompt ran meanwhile.
  /// - Returns: How it ended, or the next pause.
  package mutating func resume(at place: PausedPlace) -> EntryEnd {
    actors[0].pc = place.pc
    actors[0].section = place.section
    actors[0].statement = StatementProgress()
    actors[0].statement.hasWaited = true
    tally.openStep = place.openStep
    session.end = .done
    session.mustEndEntry = false
    return goOn()
  }

  /// Where a script has stopped.
  package var pausedPlace: PausedPlace {
    PausedPlace(
      pc: actors[0].pc,
      section: actors[0].section,
      openStep: tally.openStep,
      isAtFileLevel: actors[0].frames.isEmpty && actors[0].handlers.isEmpty
    )
  }

  /// A step that a paused script is in stays open while entries of the prompt run.
  package mutating func setAside() { tally.openStep = -1 }

  /// Stops before each step and at each question from now on.
  package mutating func pauseAtSteps(_ pauses: Bool) { session.pauses = pauses }

  private mutating func goOn() -> EntryEnd {
    session.isRunning = true
    session.pause = nil
    session.mustReturn = false
    session.hasInput = false
    wake(0)
    return carryOn()
  }

  /// Runs the entry at hand to its end, or until it has waited long enough to be told of.
  mutating func carryOn() -> EntryEnd {
    runToIdle()
    if session.mustReturn, actors[0].state == .waiting, actors[0].suspension.reason != .entry {
      return .waits
    }
    session.isRunning = false
    if let pause = session.pause { return .paused(pause) }
    // What the entry has woken shows before the next prompt.
    look(until: 0)
    var turns = 0
    while turns < 64, takeNextTurn() { turns += 1 }
    return session.end
  }

  private mutating func runToIdle() {
    while liveActors > 0, !session.mustReturn,
      actors[0].state != .waiting || actors[0].suspension.reason != .entry
    {
      advance()
    }
  }

  /// `entryEnd`: the file's actor sleeps until the next entry comes.
  mutating func endEntry() {
    current.statement = StatementProgress()
    if tally.openStep >= 0 { closeStep(tally.openStep) }
    current.section = -1
    current.suspension.reason = .entry
    _ = fallAsleep(until: 0)
  }

  /// Lets actors go on until there is something to read at a descriptor, or a signal came.
  ///
  /// - Parameters:
  ///   - input: The descriptor; it is watched only meanwhile.
  ///   - noticesEnds: Whether an actor's or a program's end returns, too.
  /// - Returns: Whether there is input.
  package mutating func serve(untilInputAt input: Int32, noticesEnds: Bool = true) -> Bool {
    session.input = input
    session.hasInput = false
    // A file cannot be watched, and can always be read: epoll_ctl(2), EPERM.
    if !poller.addSource(input, id: 0).isSuccess { session.hasInput = true }
    while !session.hasInput, session.signals.isEmpty, interruption == nil,
      !noticesEnds || (session.endedActors.isEmpty && session.endedPrograms.isEmpty)
    {
      if takeNextTurn() { continue }
      sink.flush()
      look(until: nextTimer)
    }
    _ = poller.remove(input)
    session.input = -1
    return session.hasInput
  }

  /// Signals that came for the prompt: SIGINT while nothing ran, SIGWINCH, SIGTSTP.
  package mutating func takePromptSignals() -> [Int32] {
    defer { session.signals = [] }
    return session.signals
  }

  /// The names of actors of the file that have ended since the last time.
  package mutating func takeEndedActors() -> [String] {
    defer { session.endedActors = [] }
    return session.endedActors.map { program.labels[Int($0)] }
  }

  /// A name that was made up for what a call should have given means nothing again.
  package mutating func unbind(_ slot: Int32) {
    if Int(slot) < actors[0].cells.count { actors[0].cells[Int(slot)] = .none }
  }

  /// SIGTERM or SIGHUP has come: nothing goes on.
  package var isInterrupted: Bool { interruption != nil }

  /// Whether a signal is the prompt's business and not the end of the run.
  mutating func takeSessionSignal(_ signal: Int32) -> Bool {
    switch signal {
    case Self.interrupt where session.isRunning:
      cancelEntry()
      return true
    case Self.quit: return true
    // A copy of this process has the terminal: the key is for it.
    case Self.interrupt where session.isEnding: return session.successor != 0
    case Self.interrupt, Self.windowChange, Self.terminalStop:
      session.signals.append(signal)
      if session.isRunning, session.returnsFromWaits { session.mustReturn = true }
      return true
    default:
      session.isEnding = true
      return false
    }
  }

  private static var interrupt: Int32 { 2 }
  private static var quit: Int32 { 3 }
  private static var windowChange: Int32 { 28 }
  private static var terminalStop: Int32 { 20 }

  /// Ctrl-C: the entry ends where it is, and everything else stays.
  package mutating func cancelEntry() {
    session.end = .cancelled
    let id = current.id
    unwind(0, toEndOf: Self.fileOwner)
    precondition(id == current.id)
  }

  /// A failure reached the file: its entry ends, if it was the file's own.
  mutating func endsEntryOnly(startedBy owner: Int32) -> Bool {
    guard !session.isEnding else { return false }
    owners[Int(Self.fileOwner)].hasFailed = true
    if owner == Self.fileOwner {
      session.end = .failed
      markStepFailed()
      unwind(0, toEndOf: Self.fileOwner)
    }
    return true
  }

  /// An unmet `require`: the rest of the entry is left out.
  mutating func skipEntry(reason: String) {
    session.end = .skipped(reason)
    unwind(0, toEndOf: Self.fileOwner)
  }

  /// Ends the session as a file ends.
  ///
  /// - Parameters:
  ///   - cancelling: Whether actors that still run are ended; else they are waited for.
  ///   - successor: A copy of this process that goes on in its place.
  /// - Returns: The counts of the whole session.
  package mutating func endSession(cancelling: Bool, successor: Int32 = 0) -> RunSummary {
    session.successor = successor
    session.isEnding = true
    session.isEndless = false
    if cancelling { cancelActors(of: Self.fileOwner) }
    if actors[0].state != .ended, interruption == nil { unwind(0, toEndOf: Self.fileOwner) }
    while liveActors > 0 { advance() }
    return finish()
  }

  /// Whether anything has failed so far, also in a check or beside the prompt.
  package var hasFailed: Bool { owners[0].hasFailed || tally.failed > 0 }

  /// The limit of waits that have none of their own; `nil`: there is none.
  package var waitLimit: Int64? {
    get { session.isEndless ? nil : defaultLimit }
    set {
      session.isEndless = newValue == nil
      session.limit = newValue
    }
  }

  /// Texts of all words that values refer to.
  package var knownWords: [String] { words.names }

  /// What a name of the file is bound to just now.
  package func bound(_ slot: Int32) -> BoundValue {
    guard Int(slot) < actors[0].cells.count else { return .nothing }
    switch actors[0].cells[Int(slot)] {
    case .none: return .nothing
    case .socket(let reference):
      return reference.index < 0 ? .nothing : .socket(isOpen: sockets.isOpen(reference))
    case let value: return .value(kind(value))
    }
  }
}
