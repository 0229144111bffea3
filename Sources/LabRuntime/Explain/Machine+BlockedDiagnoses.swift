import LabDiagnostics
import LabEvents
import LabKernel
import LabProgram
import LabSyntax

/// Calls that really block: those that did not return, and actors that are in none.
extension Machine {
  /// The limit of a blocking call ran out; it was interrupted.
  mutating func callTimedOut(_ operation: Operation, _ frame: SystemCallFrame, _ last: Answer?)
    -> Diagnostic
  {
    var fact = "\(callText(frame)) slept in the kernel; socklab interrupted it"
    if let last, last.isSuccess { fact += ", and it returned \(Self.grouped(last.raw))" }
    switch operation.verb {
    case .recv, .accept, .connect, .send:
      if operation.verb == .send, let last, last.isSuccess { current.statement.count += last.raw }
      guard let reference = try? socket(operation.operands.start) else { break }
      return timedOut(operation, reference).addingToKernel(fact)
    default: break
    }
    return vain(
      "\(operation.verb) has not returned \(limitText(operation))",
      operation,
      notes: [.lines("kernel", [fact])]
    )
  }

  /// The actor can never be blocked: it has ended.
  mutating func neverBlocked(_ operation: Operation, _ label: Int32) -> Diagnostic {
    .failure(
      "not-blocked",
      "actor \(program.labels[Int(label)]) is not blocked: it has ended",
      expectedValue,
      label: "asleep in the kernel",
      notes: blockingNotes(label, [])
    )
  }

  /// The actor did not get into a call that sleeps, or did not stay there.
  mutating func notBlocked(_ operation: Operation, _ label: Int32, _ ids: [Int32]) -> Diagnostic {
    .failure(
      "timeout",
      "actor \(program.labels[Int(label)]) was not blocked in the kernel \(limitText(operation))",
      limitSite,
      label: limitLabel(operation),
      notes: whereaboutNotes(ids) + blockingNotes(label, ids)
    )
  }

  /// `kill`: there is no call that the signal could interrupt.
  mutating func nothingToInterrupt(_ label: Int32, _ ids: [Int32]) -> Diagnostic {
    let name = program.labels[Int(label)]
    let what = ids.isEmpty ? "it has ended" : "it is in no blocking call"
    var notes = whereaboutNotes(ids) + blockingNotes(label, ids)
    if !ids.isEmpty, hasBlockingCall(label, ids) {
      notes.append(
        Diagnostic.Note("try", "expect \(name) blocked 10ms          before this line")
      )
    }
    return .failure(
      "not-blocked",
      "the signal has nothing to interrupt in actor \(name): \(what)",
      site,
      notes: notes
    )
  }

  /// Where the actors are instead.
  private func whereaboutNotes(_ ids: [Int32]) -> [Diagnostic.Note] {
    let lines = ids.prefix(4).map { id in
      let actor = actors[Int(id)]
      let line = program.sites[Int(actor.pc)].line
      let name = ActorLabel(name: program.labels[Int(actor.label)], number: Int(actor.number))
      let who = actor.number > 1 ? "\(name.name) \(name.number)" : name.name
      switch actor.state {
      case .fresh: return "\(who) has not begun"
      case .waiting where actor.suspension.reason == .thread:
        return "\(who) is in its call of line \(line), and does not sleep in it all the time"
      case .waiting: return "\(who) waits in line \(line), in socklab and not in the kernel"
      case .runnable, .ended: return "\(who) is at line \(line)"
      }
    }
    return lines.isEmpty ? [] : [.lines("actors", lines)]
  }

  /// For an actor none of whose lines says `blocking`: that it has to.
  private func blockingNotes(_ label: Int32, _ ids: [Int32]) -> [Diagnostic.Note] {
    guard !hasBlockingCall(label, ids) else { return [] }
    return [
      Diagnostic.Note(
        "look",
        "no line of actor \(program.labels[Int(label)]) says 'blocking'; without it socklab waits "
          + "itself, and the call never sleeps"
      ),
      Diagnostic.Note("try", "recv a 10 blocking          in the actor"),
    ]
  }

  /// Whether a line of the actors' blocks, or of any actor of that name, says `blocking`.
  private func hasBlockingCall(_ label: Int32, _ ids: [Int32]) -> Bool {
    let own = ids.map { actors[Int($0)].owner }.map { owners[Int($0)].routine }
    return program.routines.indices.contains { index in
      let routine = program.routines[index]
      guard routine.form == .actor, routine.label == label,
        own.isEmpty || own.contains(Int32(index))
      else { return false }
      return program.instructions[Int(routine.entry)...Int(routine.end)].contains { instruction in
        guard case .perform(let index) = instruction else { return false }
        return program.operations[Int(index)].modifiers.contains(.blocking)
      }
    }
  }
}

extension Diagnostic {
  /// `kill`: a signal that would end the run, or that no call can get.
  static func notForCalls(_ name: String, at site: Site) -> Diagnostic {
    failure(
      "not-for-calls",
      "\(name) cannot be aimed at a call of an actor",
      site,
      notes: [
        Note("kernel", "actors are threads of socklab: \(name) is for the process as a whole"),
        Note("try", "kill … SIGUSR1          or SIGUSR2, SIGALRM"),
      ]
    )
  }
}
