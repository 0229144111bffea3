import LabDiagnostics
import LabEvents

/// Ports that are taken: by whom, as far as the programs of the check and its statements tell.
extension FailureFacts {
  enum TakenAddress: Equatable {
    /// An earlier start of it has ended, and its connections guard the port.
    case byConnectionsLeft
    /// An earlier start of it still runs.
    case bySibling
    /// The exercise has bound it.
    case byExercise
    /// It was the first, and nobody else is there.
    case byItself
  }

  /// Who has the port that the submission was refused; nil where it did not fail by that.
  var addressTaken: TakenAddress? {
    guard
      status == .crashed || finding.id == "program-ended" || statement.form == "listening"
        || statement.verb == "connect",
      let refused = submissions.lastIndex(where: {
        $0.errors.contains("Address already in use") || $0.errors.contains("EADDRINUSE")
      })
    else { return nil }
    let earlier = submissions[..<refused]
    if earlier.contains(where: { $0.end == .running }) { return .bySibling }
    if !earlier.isEmpty { return .byConnectionsLeft }
    return before.contains { $0.verb == "bind" && $0.mark == .passed } ? .byExercise : .byItself
  }

  /// A bind of the exercise was refused, and the kernel names the submission's socket.
  var hasOurPort: Bool {
    finding.message.contains("EADDRINUSE")
      && submissions.contains { kernel.contains("; \($0.name) (") }
  }

  /// Whether the exercise has come to it as a client, or tried to.
  var hasConnected: Bool {
    statement.verb == "connect" || before.contains { $0.verb == "connect" }
  }
}
