import LabDiagnostics
import LabEvents
import LabKernel
import LabProgram
import LabSyntax

extension Machine {
  /// The owner of everything that is outside checks and actors.
  static var fileOwner: Int32 { 0 }

  /// Makes the file's own actor, frame and owner.
  mutating func startFile() {
    let routine = program.routines[Int(Program.fileRoutine)]
    domains.append(Domain())
    owners.append(
      Owner(form: .file, actor: 0, parent: -1, frameCount: 0, routine: Program.fileRoutine)
    )
    var file = Actor(id: 0)
    file.pc = routine.entry
    file.routine = Program.fileRoutine
    file.cells = Array(repeating: .none, count: Int(routine.frameSize))
    file.cells[Int(Program.temporaryFolderSlot)] = .bytes(Array(options.temporaryFolder.utf8))
    if let exercise = program.header.exercise, exercise.slot >= 0 {
      file.cells[Int(exercise.slot)] = .submission
    }
    for parameter in program.header.parameters {
      file.cells[Int(parameter.slot)] = value(of: parameter.value)
    }
    actors.append(file)
    liveActors = 1
    fresh.append(0)
    tellStart()
  }

  mutating func makeOwner(_ owner: Owner) -> Int32 {
    if let reused = freeOwners.popLast() {
      owners[Int(reused)] = owner
      return reused
    }
    owners.append(owner)
    return Int32(owners.count - 1)
  }

  mutating func makeDomain() -> Int32 {
    if let reused = freeDomains.popLast() {
      domains[Int(reused)] = Domain()
      return reused
    }
    domains.append(Domain())
    return Int32(domains.count - 1)
  }

  /// Makes an actor of a routine, with its copy of the names it uses.
  mutating func startActor(routine index: Int32) throws(Failure) {
    guard liveActors < options.limits.actors else {
      throw Failure(.tooManyActors(limit: options.limits.actors, at: site))
    }
    let routine = program.routines[Int(index)]
    let id: Int32
    if let reused = freeActors.popLast() {
      id = reused
    } else {
      id = Int32(actors.count)
      actors.append(Actor(id: id))
    }
    var actor = Actor(id: id)
    // The heap may still hold an entry of the actor that had this place.
    actor.suspension.timer = actors[Int(id)].suspension.timer
    actor.label = routine.label
    actor.routine = index
    actor.pc = routine.entry
    actor.cells = copiedCells(for: routine)
    actor.owner = makeOwner(
      Owner(form: .actor, actor: id, parent: current.owner, frameCount: 0, routine: index)
    )
    actor.starter = current.owner
    actor.domain = current.domain
    actor.section = current.section
    actor.privileges = current.privileges
    newestActor += 1
    actor.serial = newestActor
    actor.number = domains[Int(current.domain)].groups[routine.label, default: ActorGroup()]
      .start(serial: newestActor, entry: session.entry)
    owners[Int(current.owner)].liveActors += 1
    actors[Int(id)] = actor
    liveActors += 1
    fresh.append(id)
    if tellsStatements { tellActorStarted(actor) }
  }

  /// A new frame with the captured names copied from the current one.
  func copiedCells(for routine: Routine) -> [Value] {
    var cells = [Value](repeating: .none, count: Int(routine.frameSize))
    for capture in program.captures[routine.captures.indices] {
      cells[Int(capture.inner)] = current.cells[current.base + Int(capture.outer)]
    }
    return cells
  }

  /// One try of an owner's end: join its actors, run its cleanups, release what it made.
  mutating func endOwner() -> Outcome {
    let id = Int(current.owner)
    if !owners[id].isEnding {
      owners[id].isEnding = true
      current.statement = StatementProgress()
    }
    if owners[id].liveActors > 0 {
      current.suspension.reason = .join
      return fallAsleep(until: 0)
    }
    if let cleanup = owners[id].cleanups.popLast() {
      enterCleanup(routine: cleanup.routine, cells: cleanup.cells)
      return .done
    }
    if nextProgram > 1 { killPrograms(of: current.owner) }
    if owners[id].newestSocket >= 0 { closeSockets(of: current.owner) }
    if !owners[id].socketFiles.isEmpty { removeSocketFiles(of: id) }
    owners[id].keptFrames = []
    owners[id].keptBytes = []
    if !owners[id].limits.isEmpty { restoreLimits(of: id) }
    if !owners[id].settings.isEmpty { restoreSettings(of: current.owner) }
    if !formerNetworks.isEmpty { leaveNetwork(of: current.owner) }
    current.pc += 1
    return .done
  }

  /// The routine that runs is over.
  mutating func endRoutine() {
    guard let frame = current.frames.last else {
      endActor()
      return
    }
    switch frame.form {
    case .check: endCheck()
    case .proc: popFrame()
    case .cleanup: popFrame()
    }
  }

  /// Back to where the routine was entered.
  mutating func popFrame() {
    guard let frame = current.frames.popLast() else { return }
    unwindHandlers(to: frame.handlerCount)
    current.cells.removeLast(current.cells.count - current.base)
    current.pc = frame.returnPC
    current.routine = frame.routine
    current.base = frame.base
    current.owner = frame.owner
    current.domain = frame.domain
    current.section = frame.section
    current.statement = StatementProgress()
  }

  /// Puts a frame on top of the current one; `returnPC` is where its end goes on.
  mutating func pushFrame(_ form: Frame.Form, routine index: Int32, returnPC: Int32, cells: [Value])
  {
    current.frames.append(
      Frame(
        form: form,
        returnPC: returnPC,
        routine: current.routine,
        base: current.base,
        owner: current.owner,
        domain: current.domain,
        section: current.section,
        handlerCount: current.handlers.count
      )
    )
    current.base = current.cells.count
    current.cells.append(contentsOf: cells)
    current.routine = index
    current.pc = program.routines[Int(index)].entry
    current.statement = StatementProgress()
  }

  /// The current actor has ended: whoever waits for it goes on.
  private mutating func endActor() {
    current.state = .ended
    liveActors -= 1
    let starter = current.starter
    if tellsStatements, starter >= 0 { tell(.actorEnded) }
    if starter >= 0 {
      owners[Int(starter)].liveActors -= 1
      // What `soft` recorded in an actor is its starter's failure too.
      if owners[Int(current.owner)].hasFailed { owners[Int(starter)].hasFailed = true }
      if owners[Int(starter)].liveActors == 0 { wakeJoin(of: starter) }
      endInGroup()
      if session.isOn, starter == Self.fileOwner { session.endedActors.append(current.label) }
      freeOwners.append(current.owner)
      freeActors.append(current.id)
    }
    current.cells = []
    current.frames = []
  }

  private mutating func wakeJoin(of owner: Int32) {
    let actor = owners[Int(owner)].actor
    guard actor != current.id, actors[Int(actor)].state == .waiting,
      actors[Int(actor)].suspension.reason == .join
    else { return }
    wake(actor)
  }

  private mutating func endInGroup() {
    let domain = Int(current.domain)
    let results = current.results
    current.results = []
    let waiters = domains[domain].groups[current.label, default: ActorGroup()]
      .end(number: current.number, serial: current.serial, results: results)
    for waiter in waiters { wake(waiter) }
  }
}
