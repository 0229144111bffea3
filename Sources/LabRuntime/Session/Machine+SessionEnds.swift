import LabDiagnostics
import LabKernel
import LabProgram

/// What ended beside the prompt, and how that is told.
extension Machine {
  /// Spawned programs that have ended by themselves since the last time, and nobody was told:
  /// "job (pid 4711): ended by SIGKILL".
  package mutating func takeEndedPrograms() -> [String] {
    let serials = session.endedPrograms
    session.endedPrograms = []
    var texts: [String] = []
    for serial in serials {
      guard let index = programIndex(serial), let exit = programs[index].exit,
        !programs[index].isEndKnown
      else { continue }
      programs[index].isEndKnown = true
      texts.append(
        "\(programName(index)) (pid \(programs[index].child.id)): \(Self.exitText(exit))"
      )
    }
    return texts
  }

  /// `undo` replays: also waits without a limit have one.
  package mutating func limitAllWaits(_ limits: Bool) { session.limitsAll = limits }

  /// An actor has failed, and whoever waits for it at the prompt hears why.
  mutating func rememberFailure(of actor: Actor, _ reason: String) {
    let domain = Int(actor.domain)
    guard domains[domain].groups[actor.label, default: ActorGroup()].failure == nil else { return }
    domains[domain].groups[actor.label, default: ActorGroup()].failure = reason
  }

  func actorFailed(_ label: Int32, _ reason: String) -> Diagnostic {
    Diagnostic(
      "actor-failed",
      "actor \(program.labels[Int(label)]) has failed: \(reason)",
      at: Diagnostic.Label(site.span),
      notes: [
        Diagnostic.Note("try", "actor \(program.labels[Int(label)]) { … } starts it again")
      ]
    )
  }
}
