import LabDiagnostics
import LabEvents
import LabKernel
import LabRuntime

/// `undo`: a new private network in which all but the last entry happens again.
///
/// The copy that makes it takes the terminal over only when every entry answered as before.
extension Session {
  func undo() {
    guard let last = exchanges.max(by: { $0.number < $1.number }) else {
      return say("nothing was entered yet")
    }
    let typed = typed
    let old = exchanges
    let failure = copy(
      "undo",
      "undo would change more than entry \(last.number); everything is as before."
    ) { session, pipe in
      session.begin()
      if let difference = session.replay(old, without: last) {
        pipe.tell(difference)
        return .failed
      }
      pipe.tell(SessionCopy.hasTakenOver)
      session.takeOver(typed: typed)
      session.say(
        "entry \(last.number) is undone, in a new network. Other window: "
          + "socklab enter \(session.settings.enterPID ?? 0)",
        "  it was: \(last.text.split(separator: "\n").joined(separator: " "))"
      )
      return session.readToEnd()
    }
    if let failure { stop(with: failure) }
  }

  /// Runs what was entered; the first entry that answers otherwise, if one does.
  private func replay(_ old: [Exchange], without last: Exchange) -> String? {
    teller.isMuted = true
    defer { teller.isMuted = false }
    let limit = machine.waitLimit
    machine.waitLimit = limit ?? 5_000_000_000
    defer { machine.waitLimit = limit }
    // What Ctrl-C stopped has changed nothing.
    for exchange in old where exchange.number != last.number && exchange.end != .cancelled {
      number = exchange.number
      execute(WholeEntry(text: exchange.text, last: exchange.last), answer: "")
      guard let again = exchanges.last, again.number == exchange.number else {
        return "entry \(exchange.number) cannot be entered again: \(exchange.text)"
      }
      if SessionCopy.difference(again.reports, exchange.reports) != nil {
        return "entry \(exchange.number) answered otherwise in the new network: \(exchange.text)"
      }
    }
    number = last.number
    return nil
  }
}
