import LabEvents
import LabRuntime

/// The session's end.
extension Session {
  func leave() -> SessionStatus {
    if settings.isInteractive, !machine.isInterrupted { offerToSave() }
    // Whoever sits there knows what was left; a pipe's reader does not.
    teller.isMuted = settings.isInteractive
    let summary = machine.endSession(cancelling: settings.isInteractive)
    screen.flush()
    if case .interrupted = summary.outcome { return .interrupted }
    if settings.isInteractive { return scriptStatus }
    if status == .passed, case .failed = summary.outcome { return .failed }
    return status
  }
}
