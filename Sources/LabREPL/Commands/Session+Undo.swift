import LabDiagnostics
import LabEvents
import LabKernel
import LabRuntime

/// `undo`: a new private network in which all but the last entry happens again.
///
/// It is made by a copy of this process, so that descriptors, programs and the network begin anew;
/// the copy takes the terminal over only when every entry answered as before.
extension Session {
  func undo() {
    guard settings.isInteractive, settings.enterPID != nil else {
      return stop(
        with: Diagnostic("undo", "undo makes a new private network, and needs a terminal")
      )
    }
    guard let last = exchanges.max(by: { $0.number < $1.number }) else {
      return say("nothing was entered yet")
    }
    screen.flush()
    do throws(Errno) {
      let report = try ReportPipe()
      guard let child = try ForkedChild.fork() else {
        report.closeAllElse()
        Environment.exit(Replay(of: self, without: last, report).run().rawValue)
      }
      follow(child, report, last)
    } catch {
      stop(with: Diagnostic("undo", "no second process can be made here: \(error.name)"))
    }
  }

  /// Waits for what the copy finds; when it took over, this process only waits for its end.
  private func follow(_ child: ForkedChild, _ report: ReportPipe, _ last: Exchange) {
    let line = report.line()
    guard line == Replay.hasTakenOver else {
      _ = child.wait()
      say("undo would change more than entry \(last.number); everything is as before.")
      if !line.isEmpty { say("  \(line)") }
      return
    }
    teller.isMuted = true
    _ = machine.endSession(cancelling: true, successor: child.id)
    while !machine.serve(untilInputAt: child.fd) {
      _ = machine.takePromptSignals()
      if machine.isInterrupted {
        child.send(signal: Terminal.terminateSignal)
        break
      }
    }
    isGivenAway = true
    isOver = true
    if case .exited(let code)? = child.wait() { status = SessionStatus(rawValue: code) ?? .failed }
  }
}

/// The copy's side of `undo`.
struct Replay {
  static let hasTakenOver = "+"

  private let old: Session
  private let last: Exchange
  private let report: ReportPipe

  init(of session: Session, without last: Exchange, _ report: ReportPipe) {
    old = session
    self.last = last
    self.report = report
  }

  func run() -> SessionStatus {
    do throws(Errno) {
      let signals = try SignalInbox(PromptRun.signals)
      let poller = try Poller()
      let folder = try RunFolder()
      if let errno = NetworkNamespace.fresh().errno { throw errno }
      _ = folder.enter()
      var options = old.options
      options.temporaryFolder = folder.path
      options.enterPID = Int(Environment.processID)
      var settings = old.settings
      settings.enterPID = options.enterPID
      let session = PromptRun.session(settings, options, poller, signals, editor: old.editor)
      session.begin()
      if let difference = replay(in: session) {
        report.tell(difference)
        return .failed
      }
      report.tell(Self.hasTakenOver)
      session.takeOver()
      session.say(
        "entry \(last.number) is undone, in a new network. Other window: "
          + "socklab enter \(settings.enterPID ?? 0)",
        "  it was: \(last.text.split(separator: "\n").joined(separator: " "))"
      )
      return session.readToEnd()
    } catch {
      report.tell("\(error.name) (\(error.message))")
      return .failed
    }
  }

  /// Runs what was entered; the first entry that answers otherwise, if one does.
  private func replay(in session: Session) -> String? {
    session.teller.isMuted = true
    defer { session.teller.isMuted = false }
    let limit = session.machine.waitLimit
    session.machine.waitLimit = limit ?? 5_000_000_000
    defer { session.machine.waitLimit = limit }
    // What Ctrl-C stopped has changed nothing.
    for exchange in old.exchanges where exchange.number != last.number && exchange.end != .cancelled
    {
      session.number = exchange.number
      session.execute(WholeEntry(text: exchange.text, last: exchange.last), answer: "")
      guard let again = session.exchanges.last, again.number == exchange.number else {
        return "entry \(exchange.number) cannot be entered again: \(exchange.text)"
      }
      if Self.answers(of: again) != Self.answers(of: exchange) {
        return "entry \(exchange.number) answered otherwise in the new network: \(exchange.text)"
      }
    }
    session.number = last.number
    return nil
  }

  /// What must be the same: the calls and their errnos; ports and descriptors may differ.
  private static func answers(of exchange: Exchange) -> [String] {
    exchange.reports.map { report in
      report.mark.rawValue
        + report.calls.filter { !$0.isOurs }.map { " \($0.name) \($0.errno)" }.joined()
    }
  }
}
