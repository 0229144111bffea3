import HeapModule
import LabEvents
import LabKernel
import LabProgram

/// An entry of the heap of timers: an actor looks at the clock again.
struct Timer: Comparable {
  let deadline: Int64
  let actor: Int32

  static func < (left: Timer, right: Timer) -> Bool {
    (left.deadline, left.actor) < (right.deadline, right.actor)
  }
}

extension Machine {
  /// How often `waiting` is told while nothing can run, in nanoseconds.
  private static var progressInterval: Int64 { 250_000_000 }
  /// How soon `waiting` is told again: a run sleeps thousands of times a second, and each report of
  /// a hundred actors costs as much as a thousand statements.
  private static var progressPause: Int64 { 50_000_000 }

  /// Puts the current actor to sleep until its socket is ready, or the limit is over.
  ///
  /// - Parameters:
  ///   - reference: An open socket.
  ///   - events: What the actor can go on with; nothing else wakes it.
  /// - Returns: That the statement waits.
  mutating func wait(
    for reference: SocketReference,
    until events: SocketEvents = .anything
  ) -> Outcome {
    let index = reference.index
    if !sockets[index].watched.isSuperset(of: events) { watch(index, for: events) }
    current.suspension.reason = .socket
    current.suspension.socket = index
    current.suspension.events = events
    current.suspension.nextWaiter = sockets[index].waiter
    sockets[index].waiter = current.id
    if sockets[index].domain == AddressFamily.unix, !events.isDisjoint(with: .room) {
      unixSenders.insert(current.id)
    }
    if sockets[index].hasLowWaterMark { return fallAsleep(until: nextLook()) }
    return fallAsleep(until: current.statement.deadline)
  }

  /// Has the poller report a socket's edges, those that it was watched for before among them.
  ///
  /// What came before is reported at once, so nothing is lost between the try and this.
  private mutating func watch(_ index: Int32, for events: SocketEvents) {
    let wasWatched = !sockets[index].watched.isEmpty
    sockets[index].watched.formUnion(events)
    let descriptor = sockets[index].descriptor
    let generation = UInt32(bitPattern: sockets[index].generation)
    let all = sockets[index].watched.readiness
    if !wasWatched, poller.add(descriptor, id: generation, for: all).isSuccess { return }
    // A file that was open under this number before, and lives on elsewhere, may still be there.
    _ = poller.change(descriptor, id: generation, for: all)
  }

  /// Puts the current actor to sleep until a time, or its statement's limit if that comes first.
  mutating func pause(until time: Int64) -> Outcome {
    current.suspension.reason = .time
    let limit = current.statement.deadline
    return fallAsleep(until: limit == 0 ? time : min(time, limit))
  }

  /// A look at a fact that has no event: again after 1, 2, 4 … 20 ms.
  mutating func lookAgain() -> Outcome { pause(until: nextLook()) }

  /// When a fact without an event is looked at again; SO_RCVLOWAT keeps the events of bytes back that
  /// a shorter read can have.
  private mutating func nextLook() -> Int64 {
    let pause = Int64(current.statement.pause) * 1_000_000
    current.statement.pause = min(current.statement.pause * 2, 20)
    let time = MonotonicClock.now() + pause
    let limit = current.statement.deadline
    return limit == 0 ? time : min(time, limit)
  }

  /// Marks the current actor as waiting; `deadline` 0 means for ever.
  mutating func fallAsleep(until deadline: Int64) -> Outcome {
    current.state = .waiting
    current.statement.hasWaited = true
    current.suspension.deadline = deadline
    switch current.suspension.reason {
    case .socket, .time, .process, .thread, .entry: current.suspension.isOutside = true
    case .counter, .actors, .join, .none: current.suspension.isOutside = deadline != 0
    }
    if current.suspension.isOutside { outsideWaiters += 1 }
    if tellsStatements { tellSuspension() }
    if deadline != 0, current.suspension.timer == 0 || current.suspension.timer > deadline {
      current.suspension.timer = deadline
      timers.insert(Timer(deadline: deadline, actor: current.id))
    }
    return .waits
  }

  /// Makes a waiting actor runnable; the caller puts it into a queue.
  mutating func unlink(_ id: Int32) {
    let suspension = actors[Int(id)].suspension
    switch suspension.reason {
    case .socket: unlinkWaiter(id, of: suspension.socket)
    case .actors:
      domains[Int(actors[Int(id)].domain)].groups[suspension.label]?.waiters.removeAll { $0 == id }
    case .counter: forgetCounterWait(id, label: suspension.label)
    case .join, .time, .process, .thread, .entry, .none: break
    }
    awaken(id)
  }

  /// The actor waits no more, and its counter is not there yet: its entry is of nobody.
  ///
  /// Entries are thrown away in bulk, so that ten thousand limits that run out cost no more than a
  /// few walks.
  private mutating func forgetCounterWait(_ id: Int32, label: Int32) {
    let domain = Int(actors[Int(id)].domain)
    guard var counter = domains[domain].counters[label] else { return }
    counter.stale += 1
    if counter.stale * 2 > counter.waiters.count {
      domains[domain].counters[label] = nil
      counter.waiters.removeAll { waiter in
        let actor = actors[Int(waiter.actor)]
        return waiter.actor == id || actor.suspension.reason != .counter
          || actor.suspension.label != label
      }
      counter.stale = 0
    }
    domains[domain].counters[label] = counter
  }

  /// The actor waits no more; it is out of every list already.
  private mutating func awaken(_ id: Int32) {
    if actors[Int(id)].suspension.isOutside { outsideWaiters -= 1 }
    actors[Int(id)].suspension.isOutside = false
    actors[Int(id)].suspension.reason = .none
    actors[Int(id)].state = .runnable
  }

  private mutating func unlinkWaiter(_ id: Int32, of socket: Int32) {
    var link = sockets[socket].waiter
    if link == id {
      sockets[socket].waiter = actors[Int(id)].suspension.nextWaiter
      return
    }
    while link >= 0 {
      let next = actors[Int(link)].suspension.nextWaiter
      if next == id {
        actors[Int(link)].suspension.nextWaiter = actors[Int(id)].suspension.nextWaiter
        return
      }
      link = next
    }
  }

  /// Wakes one actor that waits.
  mutating func wake(_ id: Int32) {
    guard actors[Int(id)].state == .waiting else { return }
    unlink(id)
    woken.append(id)
  }

  /// Wakes all that wait for a socket, in the order of their numbers.
  mutating func wakeWaiters(ofSocket index: Int32) {
    guard sockets[index].waiter >= 0 else { return }
    var ids: [Int32] = []
    var link = sockets[index].waiter
    while link >= 0 {
      ids.append(link)
      link = actors[Int(link)].suspension.nextWaiter
    }
    sockets[index].waiter = -1
    for id in ids { awaken(id) }
    ids.sort()
    woken.append(contentsOf: ids)
  }

  /// Nothing can run: waits in the kernel for the first event, telling readers that it does.
  mutating func sleep() {
    if interest.contains(.progress) {
      let now = MonotonicClock.now()
      if session.isOn || now - lastProgress >= Self.progressPause {
        lastProgress = now
        tell(.waiting(waitReports(now: now)))
      }
      if session.returnsFromWaits {
        noteEntryWait(now: now)
        if session.mustReturn { return }
      }
      look(until: min(nextTimer ?? .max, now + Self.progressInterval))
    } else {
      look(until: nextTimer)
    }
  }

  var nextTimer: Int64? {
    guard checkDeadline != 0 || runDeadline != 0 else { return timers.min?.deadline }
    var next = timers.min?.deadline ?? .max
    if runDeadline != 0 { next = min(next, runDeadline) }
    if checkDeadline != 0 { next = min(next, checkDeadline, useLook) }
    return next
  }

  /// Asks the kernel what is ready, waiting until a time (0: not at all; `nil`: for ever).
  mutating func look(until time: Int64?) {
    let timeout: Int64?
    switch time {
    case .some(0): timeout = 0
    case .some(let time): timeout = max(0, time - MonotonicClock.now())
    case nil: timeout = nil
    }
    let count = poller.wait(timeoutNanoseconds: timeout)
    var batch: [Int32] = []
    for position in 0..<count {
      let event = poller[position]
      if event.fd == signals.fd {
        takeSignals()
        continue
      }
      if event.fd == session.input {
        session.hasInput = true
        if session.isRunning { session.mustReturn = true }
        continue
      }
      collect(event, into: &batch)
    }
    collectExpired(into: &batch)
    if batch.count > 1 { batch.sort() }
    woken.append(contentsOf: batch)
    if checkDeadline != 0 { boundCheck() }
    if runDeadline != 0 { boundTime() }
  }

  /// Takes all who wait for what the event's socket is ready for.
  ///
  /// An event of a descriptor's former life is dropped.
  private mutating func collect(_ event: ReadyDescriptor, into batch: inout [Int32]) {
    let index = sockets.index(ofDescriptor: event.fd)
    guard index >= 0, UInt32(bitPattern: sockets[index].generation) == event.generation else {
      if !collectCall(event.generation, into: &batch) { collectProcess(event, into: &batch) }
      return
    }
    let events = SocketEvents(rawValue: event.events.rawValue)
    if !events.isDisjoint(with: .arrival) { sockets[index].hasArrival = true }
    var link = sockets[index].waiter
    sockets[index].waiter = -1
    while link >= 0 {
      let next = actors[Int(link)].suspension.nextWaiter
      if actors[Int(link)].suspension.events.isDisjoint(with: events) {
        // It tried, and waits for another side of the socket, whose edge is still to come.
        actors[Int(link)].suspension.nextWaiter = sockets[index].waiter
        sockets[index].waiter = link
      } else {
        awaken(link)
        batch.append(link)
      }
      link = next
    }
  }

  /// A program's end or output: its number is the generation of its registrations.
  private mutating func collectProcess(_ event: ReadyDescriptor, into batch: inout [Int32]) {
    if let index = programIndex(Int(event.generation)), programs[index].isSpawned {
      takeIn(index)
      if session.isOn, programs[index].exit != nil, !programs[index].isEndKnown {
        session.endedPrograms.append(programs[index].serial)
      }
    }
    for id in actors.indices
    where actors[id].state == .waiting && actors[id].suspension.reason == .process
      && actors[id].suspension.socket == Int32(bitPattern: event.generation)
    {
      awaken(Int32(id))
      batch.append(Int32(id))
    }
  }

  /// How long a limit waits for actors that can run, in nanoseconds.
  ///
  /// They may be about to make true what it waits for, and had no turn only because this process
  /// had none: on an overloaded machine that is no time-out of the script.
  private static var grace: Int64 { 30_000_000_000 }
  /// When a limit that waits so is looked at again.
  private static var gracePause: Int64 { 50_000_000 }

  /// Whether the actor's next timer is the limit of its statement, and no pause.
  private func isLimit(_ id: Int) -> Bool {
    actors[id].state == .waiting && actors[id].suspension.reason != .time
      && actors[id].suspension.deadline == actors[id].statement.deadline
  }

  private mutating func setTimer(of id: Int32, to time: Int64) {
    actors[Int(id)].suspension.timer = time
    timers.insert(Timer(deadline: time, actor: id))
  }

  private mutating func collectExpired(into batch: inout [Int32]) {
    guard let first = timers.min else { return }
    let now = MonotonicClock.now()
    guard first.deadline <= now else { return }
    let isBusy = !batch.isEmpty || !woken.isEmpty || !fresh.isEmpty
    while let timer = timers.min, timer.deadline <= now {
      _ = timers.popMin()
      let id = Int(timer.actor)
      guard actors[id].suspension.timer == timer.deadline else { continue }
      if isBusy, isLimit(id), now - actors[id].suspension.deadline < Self.grace {
        setTimer(of: timer.actor, to: now + Self.gracePause)
        continue
      }
      actors[id].suspension.timer = 0
      guard actors[id].state == .waiting, actors[id].suspension.deadline != 0 else { continue }
      if actors[id].suspension.deadline > now {
        setTimer(of: timer.actor, to: actors[id].suspension.deadline)
        continue
      }
      let limit = actors[id].statement.deadline
      if limit != 0, limit <= now { actors[id].statement.isExpired = true }
      unlink(timer.actor)
      batch.append(timer.actor)
    }
  }
}
