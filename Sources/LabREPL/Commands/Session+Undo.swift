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
    let limit = machine.waitLimit
    let old = exchanges
    let failure = copy(
      "undo",
      "undo would change more than entry \(last.number); everything is as before."
    ) { session, pipe in
      session.begin()
      if let difference = session.replay(old, without: last, limit: limit) {
        pipe.tell(difference)
        return .failed
      }
      pipe.tell(SessionCopy.hasTakenOver)
      session.takeOver()
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
  private func replay(_ old: [Exchange], without last: Exchange, limit: Int64?) -> String? {
    teller.isMuted = true
    machine.waitLimit = limit ?? 5_000_000_000
    machine.limitAllWaits(true)
    defer {
      teller.isMuted = false
      machine.waitLimit = limit
      machine.limitAllWaits(false)
    }
    for exchange in old where exchange.number != last.number {
      // What Ctrl-C stopped has done what stood before it.
      var text = exchange.text
      if exchange.end == .cancelled {
        if exchange.reports.isEmpty { continue }
        if exchange.statements.isEmpty {
          return
            "entry \(exchange.number) was stopped in a block, and cannot be stopped there again"
        }
        text = exchange.ran.map(\.text).joined(separator: "; ")
      }
      number = exchange.number
      execute(WholeEntry(text: text, last: exchange.last), answer: "")
      guard !machine.isInterrupted else { return "it was interrupted" }
      guard let again = exchanges.last, again.number == exchange.number else {
        return "entry \(exchange.number) cannot be entered again: \(exchange.text)"
      }
      if let index = SessionCopy.difference(again.reports, exchange.reports) {
        let texts = SessionCopy.answers(at: index, exchange.reports, again.reports)
        return "entry \(exchange.number) answered otherwise in the new network: \(texts)"
      }
      remember(exchange)
    }
    number = last.number
    return nil
  }

  /// What went on in the background does so here.
  private func remember(_ exchange: Exchange) {
    if let (name, results) = exchange.background {
      teller.backgroundActors.insert(name)
      background[name] = BackgroundEntry(number: exchange.number, results: results)
      exchanges[exchanges.count - 1].background = (name, results)
    }
    for name in background.keys where exchange.text.hasPrefix("wait \(name) as ") {
      background[name] = nil
    }
  }
}
