import LabDiagnostics
import LabEvents
import LabKernel
import LabReporters

/// Where a run is told: the terminal view, the events, or both.
struct RunOutputs {
  let sink: any EventSink
  private let screen: DescriptorOutput

  /// Opens what the plan asks for; a file that cannot be written is told.
  init(_ plan: RunPlan, _ selection: SectionOption) throws(ScriptFailure) {
    screen = DescriptorOutput(OutputFile(descriptor: 1))
    if plan.eventsPath == "-" {
      sink = JSONLinesReporter(output: screen)
      return
    }
    let terminal = TerminalReporter(options: Self.options(plan), output: screen)
    let shown: any EventSink =
      selection.only == nil && selection.firstLine == nil
      ? terminal : SectionSelection(of: terminal, shows: selection.shows)
    guard let path = plan.eventsPath else {
      sink = shown
      return
    }
    do throws(Errno) {
      let file = DescriptorOutput(try OutputFile(path: path))
      sink = EventBroadcast([shown, JSONLinesReporter(output: file)])
    } catch {
      throw ScriptFailure(diagnostic: .unwritable(path, error))
    }
  }

  /// An error that kept the terminal view from being written; a reader that left is none.
  var failure: Diagnostic? {
    guard let errno = screen.failure, errno != .brokenPipe else { return nil }
    return .lostOutput(errno)
  }

  private static func options(_ plan: RunPlan) -> TerminalOptions {
    var terminal = TerminalOptions()
    terminal.color = OutputDevice.isColored(1)
    terminal.width = OutputDevice.width(1)
    terminal.isInteractive = Terminal.isTerminal(1)
    terminal.ascii = OutputDevice.isASCII(1)
    terminal.verbosity = plan.verbosity
    terminal.fold = plan.fold
    terminal.stable = plan.stable
    switch plan.calls {
    case .short: terminal.calls = .short
    case .c: terminal.calls = .c
    case .raw: terminal.calls = .raw
    }
    return terminal
  }
}

extension Diagnostic {
  static func unwritable(_ path: String, _ errno: Errno) -> Diagnostic {
    let reason =
      errno == .noSuchFile ? "there is no such folder" : "\(errno.name) (\(errno.message))"
    return Diagnostic("unwritable", "--events: '\(path)' cannot be written: \(reason)")
  }

  static func lostOutput(_ errno: Errno) -> Diagnostic {
    Diagnostic(
      "lost-output",
      "standard output could not be written: \(errno.name) (\(errno.message))"
    )
  }
}
