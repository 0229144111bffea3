import LabEvents
import LabProgram

/// Steps and checks that are skipped where a run has only its part of this machine's loopback.
extension Machine {
  /// Looks a step through before it begins; whether it is skipped, which is told.
  mutating func skipsStep(_ section: Int32) -> Bool {
    // A step inside a check is the check's.
    guard !session.isOn, current.id == 0, current.frames.isEmpty, let state = loopback,
      let end = endOfStep(section, from: current.pc)
    else { return false }
    let scan = scanned { $0.read(current.pc..<end) }
    loopback?.leftBecause = nil
    loopback?.newestActor = newestActor
    guard let reason = reason(scan, state) else {
      loopback?.losses.remove(scan.makes)
      return false
    }
    let entry = program.sections[Int(section)]
    tally.begin(section)
    tally.skipped += 1
    tellSection(section, title: entry.title)
    tellSectionEnd(section, .skipped(reason))
    lose(scan, entry.number)
    current.pc = end + 1
    return true
  }

  /// Why a check is skipped; `nil`: it runs.
  func skippedCheck(_ entry: SectionEntry, routine: Int32) -> String? {
    guard !session.isOn, let state = loopback else { return nil }
    if entry.hasFreshNetwork { return LoopbackNeed.told(LoopbackNeed.freshNetwork) }
    return reason(scanned { $0.read(routine: routine) }, state)
  }

  private func reason(_ scan: LoopbackScan, _ state: LoopbackState) -> String? {
    if let need = scan.need { return LoopbackNeed.told(need) }
    guard current.frames.isEmpty else { return nil }
    return state.losses.reason(scan.uses, in: program)
  }

  /// The step that is open turned out to need more: it is left, with the actors that it started.
  ///
  /// - Parameter need: What it needs.
  /// - Returns: False outside of every step, and inside a check.
  mutating func leavesStep(_ need: String) -> Bool {
    guard !session.isOn, tally.openStep >= 0 else { return false }
    var owner = current.owner
    let line = site.line
    // All actors lie in the table while several of them are touched.
    let id = current.id
    swap(&current, &actors[Int(id)])
    defer { swap(&current, &actors[Int(id)]) }
    while owners[Int(owner)].form == .actor {
      owner = actors[Int(owners[Int(owner)].actor)].starter
    }
    guard owner == Self.fileOwner, !owners[Int(owner)].isEnding else { return false }
    cancelActors(of: owner, newerThan: loopback?.newestActor ?? 0)
    let file = Int(owners[Int(owner)].actor)
    guard actors[file].state != .ended, !actors[file].frames.contains(where: { $0.form == .check })
    else { return false }
    if actors[file].state == .waiting { wake(Int32(file)) }
    swap(&current, &actors[file])
    defer { swap(&current, &actors[file]) }
    if isInCall { abandonCall() }
    let section = tally.openStep
    let place = current.frames.first.map { $0.returnPC - 1 } ?? current.pc
    guard let end = endOfStep(section, from: place) else { return false }
    while !current.frames.isEmpty { popFrame() }
    unwindHandlers(to: 0)
    let scan = scanned { $0.read(place..<end) }
    lose(scan, program.sections[Int(section)].number)
    loopback?.leftBecause = "from line \(line) on: \(LoopbackNeed.told(need))"
    told = StatementTelling()
    current.statement = StatementProgress()
    current.pc = end
    return true
  }

  /// What a skipped step, or the rest of one that was left, does not do.
  private mutating func lose(_ scan: LoopbackScan, _ step: Int32) {
    var names = scan.makes
    names.slots.formUnion(scan.changes)
    loopback?.losses.add(names, step: step)
  }

  private func scanned(_ read: (inout LoopbackScan) -> Void) -> LoopbackScan {
    guard let limits = loopback?.limits else { preconditionFailure("no run on loopback") }
    var scan = LoopbackScan(program, limits.range, firstFreePort: limits.firstFreePort)
    read(&scan)
    return scan
  }

  private func endOfStep(_ section: Int32, from pc: Int32) -> Int32? {
    let end = program.routines[Int(Program.fileRoutine)].end
    guard pc < end else { return nil }
    for place in pc..<end {
      if case .stepEnd(section) = program.instructions[Int(place)] { return place }
    }
    return nil
  }
}
