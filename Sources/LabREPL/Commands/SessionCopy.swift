import LabDiagnostics
import LabEvents
import LabKernel
import LabRuntime

/// A copy of this process with a new session in a new private network, so that descriptors,
/// programs and the network begin anew.
///
/// `undo` and a lecture's way back replay there what has happened; the copy takes the terminal over
/// when that went well.
enum SessionCopy {
  static let hasTakenOver = "+"

  /// In the copy: makes the session and lets it live.
  static func run(
    after old: Session,
    _ pipe: ReportPipe,
    _ body: (Session, ReportPipe) -> SessionStatus
  ) -> SessionStatus {
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
      return body(PromptRun.session(settings, options, poller, signals, editor: old.editor), pipe)
    } catch {
      pipe.tell("\(error.name) (\(error.message))")
      return .failed
    }
  }

  /// The first statement that answered otherwise: its calls and their errnos must be the same;
  /// ports and descriptors may differ.
  static func difference(_ new: [StatementReport], _ old: [StatementReport]) -> Int? {
    for index in 0..<min(new.count, old.count) where answer(new[index]) != answer(old[index]) {
      return index
    }
    return new.count == old.count ? nil : min(new.count, old.count)
  }

  /// A statement with its answers then and now.
  static func answers(at index: Int, _ old: [StatementReport], _ new: [StatementReport]) -> String {
    let text = (index < old.count ? old : new)[index].text
    return "\(text)   then: \(word(old, index))   now: \(word(new, index))"
  }

  private static func word(_ reports: [StatementReport], _ index: Int) -> String {
    guard index < reports.count else { return "it did not run" }
    let report = reports[index]
    if let errno = report.calls.last(where: { !$0.isOurs })?.errno, !errno.isEmpty { return errno }
    return report.mark == .timedOut ? "timed out" : report.mark == .failed ? "failed" : "ok"
  }

  private static func answer(_ report: StatementReport) -> String {
    report.mark.rawValue
      + report.calls.filter { !$0.isOurs }.map { " \($0.name) \($0.errno)" }.joined()
  }
}

extension Session {
  /// Lets a copy of this process try to take the session's place.
  ///
  /// - Parameters:
  ///   - command: What wants it, for messages.
  ///   - refusal: What is said when the copy did not take over.
  ///   - body: What the copy does; it reports once.
  /// - Returns: What was wrong before there was a copy.
  func copy(
    _ command: String,
    _ refusal: String,
    _ body: (Session, ReportPipe) -> SessionStatus
  ) -> Diagnostic? {
    guard settings.isInteractive, settings.enterPID != nil else {
      return Diagnostic(command, "\(command) makes a new private network, and needs a terminal")
    }
    screen.flush()
    do throws(Errno) {
      let pipe = try ReportPipe()
      guard let child = try ForkedChild.fork() else {
        pipe.closeAllElse()
        Environment.exit(SessionCopy.run(after: self, pipe, body).rawValue)
      }
      follow(child, pipe, refusal)
      return nil
    } catch {
      return Diagnostic(command, "no second process can be made here: \(error.name)")
    }
  }

  /// Waits for what the copy finds; when it took over, this process only waits for its end.
  private func follow(_ child: ForkedChild, _ pipe: ReportPipe, _ refusal: String) {
    let modes = TerminalModes()
    pipe.leaveToCopy()
    // Its entries have limits; TERM and HUP end it at once.
    while !machine.serve(untilInputAt: pipe.fd, noticesEnds: false) {
      _ = machine.takePromptSignals()
      if machine.isInterrupted {
        child.send(signal: Terminal.terminateSignal)
        isOver = true
        _ = child.wait()
        return
      }
    }
    let line = pipe.line()
    guard line == SessionCopy.hasTakenOver else {
      _ = child.wait()
      say(refusal)
      if !line.isEmpty { say("  \(line)") }
      return
    }
    teller.isMuted = true
    _ = machine.endSession(cancelling: true, successor: child.id)
    while !machine.serve(untilInputAt: child.fd, noticesEnds: false) {
      // Ctrl-Z is for both: the shell looks at this one.
      for signal in machine.takePromptSignals() where signal == Terminal.stopSignal {
        Terminal.stopThisProcess()
      }
      if machine.isInterrupted {
        child.send(signal: Terminal.terminateSignal)
        break
      }
    }
    isGivenAway = true
    isOver = true
    if case .exited(let code)? = child.wait() {
      status = SessionStatus(rawValue: code) ?? .failed
    } else {
      // Somebody has killed it, with the terminal as it had it.
      modes.restore()
      status = .failed
    }
  }
}
