import DequeModule
import LabDiagnostics
package import LabEvents
import LabKernel
import LabProgram

extension Machine {
  /// How many statements an actor may do before the next has its turn.
  private static var turnLength: Int { 64 }
  /// Whoever can go on goes before whoever has not begun, but one begins after so many turns.
  ///
  /// Else nine thousand visitors connect before the server, which still starts them, has accepted
  /// one, and the accept queue overflows (2.8 s instead of 0.9 s, measured).
  private static var turnsBetweenStarts: Int { 8 }
  /// Whoever was woken goes before whoever gave the turn away, but not more often in a row.
  private static var wokenTurnsInARow: Int { 8 }
  /// After so many turns the kernel is asked for signals, also when nobody waits.
  private static var turnsBetweenLooks: Int { 32 }

  /// Runs the program to its end, whatever that is.
  package mutating func run() -> RunSummary {
    startFile()
    startTimeLimit()
    while liveActors > 0 { advance() }
    return finish()
  }

  /// Gives somebody a turn, or sleeps when nobody can run.
  mutating func advance() {
    if takeNextTurn() { return }
    if isDeadlocked {
      failDeadlocked()
    } else {
      sleep()
    }
  }

  /// Whether somebody could run, and has.
  mutating func takeNextTurn() -> Bool {
    turnsSinceLook += 1
    if turnsSinceLook == Self.turnsBetweenLooks {
      turnsSinceLook = 0
      look(until: 0)
    }
    guard let id = nextTurn() else { return !woken.isEmpty }
    takeTurn(id)
    return true
  }

  /// Whose turn it is; `nil` when nobody can run, or somebody was woken by a look at the kernel.
  private mutating func nextTurn() -> Int32? {
    let lets = turnsSinceStart >= Self.turnsBetweenStarts
    if !lets || fresh.isEmpty, let id = nextBegun() {
      turnsSinceStart += 1
      return id
    }
    guard !fresh.isEmpty else { return nil }
    look(until: 0)
    if !lets, !woken.isEmpty { return nil }
    turnsSinceStart = 0
    return fresh.popFirst()
  }

  /// The next of those who have begun.
  private mutating func nextBegun() -> Int32? {
    if wokenInARow < Self.wokenTurnsInARow || yielded.isEmpty, let id = woken.popFirst() {
      wokenInARow += 1
      return id
    }
    wokenInARow = 0
    return yielded.popFirst()
  }

  private mutating func takeTurn(_ id: Int32) {
    guard actors[Int(id)].state == .runnable || actors[Int(id)].state == .fresh else { return }
    swap(&current, &actors[Int(id)])
    current.state = .runnable
    if current.privileges != raisedPrivileges { applyPrivileges() }
    if options.limits.statements > 0 { boundStatements() }
    execute()
    if sockets.count > options.limits.sockets { boundSockets() }
    swap(&current, &actors[Int(id)])
  }

  /// For `--limit statements=N`, looked at between turns: the file fails, once.
  private mutating func boundStatements() {
    let limit = options.limits.statements
    guard tally.statements >= limit, !owners[Int(Self.fileOwner)].mustEnd else { return }
    tellFailure(Failure(.tooManyStatements(limit: limit, at: site)))
    failOwner(of: Self.fileOwner)
  }

  /// For `--limit sockets=N`, looked at behind each turn: the file fails, once.
  private mutating func boundSockets() {
    guard !owners[Int(Self.fileOwner)].mustEnd else { return }
    tellFailure(Failure(.tooManySockets(limit: options.limits.sockets, at: site)))
    failOwner(of: Self.fileOwner)
  }

  /// Runs the current actor until it waits, ends, or its turn is over.
  private mutating func execute() {
    var left = Self.turnLength
    while current.state == .runnable {
      do throws(Failure) {
        while true {
          if isQuiet { left = runPlainly(left) }
          if left > 0 {
            guard case .done = try step() else { return }
            left -= 1
          }
          if left == 0 {
            guard goesOnAlone() else { break }
            left = Self.turnLength
          }
        }
        yielded.append(current.id)
        return
      } catch {
        handle(error)
        left -= 1
      }
    }
  }

  /// The turn is over, but the next would be the same actor's: it goes on without changing places.
  private mutating func goesOnAlone() -> Bool {
    guard yielded.isEmpty, woken.isEmpty, fresh.isEmpty, options.limits.statements == 0,
      sockets.count <= options.limits.sockets, turnsSinceLook + 1 < Self.turnsBetweenLooks
    else { return false }
    turnsSinceLook += 1
    turnsSinceStart += 1
    wokenInARow = 0
    return true
  }

  /// Does one instruction.
  private mutating func step() throws(Failure) -> Outcome {
    switch program.instructions[Int(current.pc)] {
    case .perform(let operation):
      guard case .done = try perform(program.operations[Int(operation)]) else { return .waits }
      endStatement()
    case .bind(let slot, let expression):
      try bindName(slot: slot, expression: expression)
      endStatement()
    case .jump(let target):
      current.pc = target
    case .branch(let condition, let otherwise):
      let holds = try holdsNow(program.conditions[Int(condition)])
      tally.statements += 1
      current.pc = holds ? current.pc + 1 : otherwise
    case .repeatBegin(let slot, let count):
      try beginRepeat(slot: slot, count: count)
    case .repeatNext(let slot, let visible, let end):
      nextRepeat(slot: slot, visible: visible, end: end)
    case .forBegin(let slot, let list):
      try beginFor(slot: slot, list: list)
    case .forNext(let slot, let names, let count, let end):
      try nextFor(slot: slot, names: names, count: count, end: end)
    case .actor(let routine):
      try startActor(routine: routine)
      endStatement()
    case .call(let site):
      try enterProc(site: site)
    case .leave(let start, let count):
      try leave(start: start, count: count)
      return current.state == .ended ? .waits : .done
    case .ownerEnd:
      return endOwner()
    case .end:
      endRoutine()
      return current.state == .ended ? .waits : .done
    case .retryBegin(let limit, let end):
      return try beginRetry(limit: limit, end: end)
    default:
      try structure(program.instructions[Int(current.pc)])
      return current.state == .waiting ? .waits : .done
    }
    return .done
  }

  /// The instructions of headings and of blocks that must be left in good order.
  private mutating func structure(_ instruction: Instruction) throws(Failure) {
    switch instruction {
    case .stepBegin(let section):
      if session.pauses, current.id == 0, !current.statement.hasWaited {
        session.pause = .step(try text(program.sections[Int(section)].titleExpression))
        _ = pauseForPrompt()
        return
      }
      current.statement = StatementProgress()
      try beginStep(section)
    case .stepEnd(let section): endStep(section)
    case .blockOpened: tellBlock(opened: true)
    case .blockClosed: tellBlock(opened: false)
    case .check(let section, let routine): try enterCheck(section: section, routine: routine)
    case .cleanup(let routine): registerCleanup(routine: routine)
    case .privilegedBegin(let mask): try beginPrivileged(mask: mask)
    case .privilegedEnd: endPrivileged()
    case .retryEnd: endRetry()
    case .entryEnd: endEntry()
    case .unwind(let count):
      unwindHandlers(to: current.handlers.count - Int(count))
      current.pc += 1
    case .refused(let index): try refuse(program.refusals[Int(index)])
    default: preconditionFailure("no instruction of the structure")
    }
  }

  /// The statement at `pc` is over: the next one starts with a clean slate.
  mutating func endStatement() {
    current.pc += 1
    tally.statements += 1
    if current.statement.deadline != 0 || current.statement.hasWaited
      || current.statement.count != 0 || !current.statement.bytes.isEmpty
      || current.statement.phase != 0 || current.statement.started != 0
      || !current.statement.random.isEmpty
    {
      current.statement = StatementProgress()
    }
  }
}
