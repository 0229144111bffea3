import LabDiagnostics
import LabSyntax

/// What a name is bound to just now, as the machine knows it.
package enum BoundValue: Equatable, Sendable {
  case nothing
  case value(ValueKind)
  case socket(isOpen: Bool)
}

/// Entries of a prompt, one after the other: all are statements of the file's own routine.
extension Checker {
  /// Puts the file's end first, so that every entry can stand behind what is there.
  mutating func beginSession() {
    isSession = true
    emit(.ownerEnd)
    emit(.end)
    emit(.entryEnd)
    flushCode()
    program.routines[Int(Program.fileRoutine)].entry = Program.sessionIdle
    program.routines[Int(Program.fileRoutine)].end = 0
    program.routines[Int(Program.fileRoutine)].frameSize = frames[0].slotCount
    program.slotLabels[Int(Program.fileRoutine)] = frames[0].slotLabels
  }

  /// Before each entry: nothing of the last one's text goes on.
  ///
  /// - Parameters:
  ///   - statement: The first index in the tree's statements that is the entry's.
  ///   - position: Likewise its first position.
  mutating func beginEntry(statement: Int32, position: Int32) {
    entryStart = (statement, position)
    hasEnded = false
    isLenient = false
    quotedUntil = 0
    boundWords = WordSet()
    setupStatement = -1
    lines = LineCursor()
    headerState = HeaderState()
  }

  /// Takes over what the run made of the names: calls fail, branches are taken, actors close.
  mutating func correctNames(_ state: (_ slot: Int32) -> BoundValue) {
    var index = frames[0].newest
    while index >= 0 {
      let position = Int(index)
      let flow = bindings[position].flow
      switch state(bindings[position].slot) {
      case .nothing:
        bindings[position].flow = Flow(assignment: .unbound, kinds: [])
      case .socket(let isOpen):
        if flow.assignment != .bound || flow.kinds != .socket {
          bindings[position].flow = Flow(assignment: .bound, kinds: .socket)
        }
        if isOpen {
          bindings[position].flow.closedAt = -1
        } else if flow.closedAt < 0 {
          bindings[position].flow.closedAt = bindings[position].position
        }
      case .value(let kind):
        if flow.assignment != .bound || flow.kinds != KindSet(kind) {
          bindings[position].flow = Flow(assignment: .bound, kinds: KindSet(kind))
        }
      }
      index = bindings[position].older
    }
  }

  /// Makes the program's words those of the machine, which begin with them: facts have added some.
  mutating func adopt(words: [String]) {
    guard words.count > program.words.count else { return }
    for index in program.words.count..<words.count { sessionWords[words[index]] = Int32(index) }
    program.words = words
  }

  /// Binds a name of the file from outside its text, and returns its slot.
  mutating func adopt(_ name: Name, kind: ValueKind, position: Int32) -> Int32 {
    let known = current[Int(name.index)]
    let flow = Flow(assignment: .bound, kinds: KindSet(kind))
    if known >= 0 {
      bindings[Int(known)].flow = flow
      return bindings[Int(known)].slot
    }
    let slot = newSlot(label: labelOfName[Int(name.index)])
    addBinding(name, slot: slot, flow: flow, position: position, isCopy: false)
    program.routines[Int(Program.fileRoutine)].frameSize = frames[0].slotCount
    program.slotLabels[Int(Program.fileRoutine)] = frames[0].slotLabels
    return slot
  }

  /// The names of the file that are bound, oldest first.
  func fileNames(_ texts: NameTable) -> [(name: String, slot: Int32, kinds: KindSet)] {
    var names: [(name: String, slot: Int32, kinds: KindSet)] = []
    var index = frames[0].newest
    while index >= 0 {
      let binding = bindings[Int(index)]
      if binding.flow.assignment == .bound, binding.slot != Program.temporaryFolderSlot {
        names.append((texts.text(of: binding.name), binding.slot, binding.flow.kinds))
      }
      index = binding.older
    }
    return names.reversed()
  }

  /// The names that actors and counters have in the session.
  func placeNames(_ texts: NameTable)
    -> (actors: [String], counters: [String], procs: [String])
  {
    var names: (actors: [String], counters: [String], procs: [String]) = ([], [], [])
    for index in 0..<lexemeOfName.count {
      let name = Name(index: Int32(index))
      if places.isActor(name, domain: domain, insideProc: false) {
        names.actors.append(texts.text(of: name))
      }
      if places.isCounter(name, domain: domain, insideProc: false) {
        names.counters.append(texts.text(of: name))
      }
      if places.proc(name) >= 0 { names.procs.append(texts.text(of: name)) }
    }
    return names
  }
}
