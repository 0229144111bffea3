import LabDiagnostics
import LabKernel

/// `socklab run A B C`: a process for each file, one after the other.
///
/// From a user namespace there is no way back to the host's network, so a file that says
/// `network host` could not run behind a private one; and a crash takes only its own file.
struct RunSeries {
  let files: [String]
  let plan: RunPlan

  func run() -> ExitStatus {
    var statuses: [ExitStatus] = []
    for file in files {
      let status = runOne(file)
      statuses.append(status)
      if status == .interrupted { break }
    }
    tellTotal(statuses)
    return .worst(statuses)
  }

  /// "4 files: 2 passed, 1 failed, 1 not valid" as a last line.
  private func tellTotal(_ statuses: [ExitStatus]) {
    let words: [(ExitStatus, String)] = [
      (.passed, "passed"), (.failed, "failed"), (.invalid, "not valid"),
      (.environment, "could not run"), (.interrupted, "interrupted"),
    ]
    let parts = words.compactMap { status, word -> String? in
      let count = statuses.count { $0 == status }
      return count == 0 ? nil : "\(count) \(word)"
    }
    var output = OutputFile(descriptor: plan.eventsPath == "-" ? 2 : 1)
    output.write("\n\(files.count) files: \(parts.joined(separator: ", "))\n")
    output.flush()
  }

  private func runOne(_ file: String) -> ExitStatus {
    do throws(Errno) {
      let signals = try SignalInbox()
      guard let child = try ForkedChild.fork() else {
        exitSocklab(RunSession(path: file, plan: plan).run().rawValue)
      }
      let exit = try wait(for: child, signals)
      switch exit {
      case .exited(let code): return ExitStatus(rawValue: code) ?? .environment
      case .signaled(let signal):
        DiagnosticPrinter().print([.crashed(file, signal: signal)], map: SourceMap())
        return .environment
      }
    } catch {
      DiagnosticPrinter().print([.noProcess(error)], map: SourceMap())
      return .environment
    }
  }

  /// Waits for the child, and hands on the signals that ask us to end.
  private func wait(for child: ForkedChild, _ signals: borrowing SignalInbox) throws(Errno)
    -> ProcessExit
  {
    var poller = try Poller()
    _ = poller.addSource(child.fd, id: 1)
    _ = poller.addSource(signals.fd, id: 2)
    while true {
      let count = poller.wait(timeoutNanoseconds: nil)
      for index in 0..<count where poller[index].generation == 2 {
        while let signal = signals.nextSent() { child.send(signal: signal) }
      }
      for index in 0..<count where poller[index].generation == 1 {
        if let exit = child.wait() { return exit }
      }
    }
  }
}

extension Diagnostic {
  static func crashed(_ file: String, signal: Int32) -> Diagnostic {
    Diagnostic(
      "crashed",
      "the process that ran '\(file)' was ended by signal \(signal)",
      notes: [Note("look", "its folder below TMPDIR or /tmp (socklab-…) may have been left behind")]
    )
  }

  static func noProcess(_ errno: Errno) -> Diagnostic {
    Diagnostic("environment", "no process for a file: \(errno.name) (\(errno.message))")
  }
}
