package import LabProgram

/// A value that a name of a check had when the check failed.
struct AdoptedName {
  let name: String
  let value: Value
}

/// A check that fails at a prompt leaves all it made alive, with its names: else nothing would be
/// there to look at.
extension Machine {
  /// Gives what a failed check owns to the file, whose prompt goes on with it.
  mutating func adopt(check owner: Int32) {
    let index = Int(owner)
    guard session.adoptsChecks, owners[index].form == .check, owners[index].actor == 0,
      !owners[index].isEnding
    else { return }
    rememberNames()
    var moved = owners[index].newestSocket
    while moved >= 0 {
      let older = sockets[moved].older
      sockets[moved].owner = Self.fileOwner
      sockets.move(
        moved,
        from: &owners[index].newestSocket,
        toNewest: owners[Int(Self.fileOwner)].newestSocket
      )
      owners[Int(Self.fileOwner)].newestSocket = moved
      moved = older
    }
    for program in programs.indices where programs[program].owner == owner {
      programs[program].owner = Self.fileOwner
    }
    for actor in actors.indices
    where actors[actor].starter == owner && actors[actor].state != .ended && actors[actor].id > 0 {
      actors[actor].starter = Self.fileOwner
      owners[Int(Self.fileOwner)].liveActors += 1
      owners[index].liveActors -= 1
      session.keepsDomain = true
    }
    owners[Int(Self.fileOwner)].cleanups += owners[index].cleanups
    owners[index].cleanups = []
    owners[Int(Self.fileOwner)].settings += owners[index].settings
    owners[index].settings = []
    session.end = .failed
    session.mustEndEntry = true
  }

  /// The names of the check's frame, which the file's actor is in, or below in a proc.
  private mutating func rememberNames() {
    let file = actors[0]
    guard let frame = file.frames.lastIndex(where: { $0.form == .check }) else { return }
    let isTop = frame == file.frames.count - 1
    let base = isTop ? file.base : file.frames[frame + 1].base
    let routine = isTop ? file.routine : file.frames[frame + 1].routine
    for (slot, label) in program.slotLabels[Int(routine)].enumerated() where label > 0 {
      guard base + slot < file.cells.count else { continue }
      if case .none = file.cells[base + slot] { continue }
      session.adopted.append(
        AdoptedName(name: program.labels[Int(label)], value: file.cells[base + slot])
      )
    }
  }

  /// Lets checks that fail leave what they made to the prompt.
  package mutating func keepFailedChecks() { session.adoptsChecks = true }

  /// The names that a failed check has left, and what kinds their values are.
  package func adoptedNames() -> [(name: String, kind: ValueKind)] {
    session.adopted.map { ($0.name, kind($0.value)) }
  }

  /// Puts those values into slots of the file, in the same order.
  package mutating func placeAdopted(_ slots: [Int32]) {
    for (slot, adopted) in zip(slots, session.adopted) where Int(slot) < actors[0].cells.count {
      actors[0].cells[Int(slot)] = adopted.value
    }
    session.adopted = []
  }
}
