import LabDiagnostics
import LabEvents
import LabKernel
import LabReporters

/// Where a run is told: the terminal view, the events, or both.
struct RunOutputs {
  let sink: any EventSink
  private let screen: DescriptorOutput
  /// The file of `--events`, and where it is.
  private var events: (file: DescriptorOutput, path: String)?

  /// Opens what the plan asks for; a file that cannot be written is told.
  ///
  /// - Parameters:
  ///   - plan: The options.
  ///   - selection: What of the script is shown.
  ///   - results: Stands in for the terminal view; under `--format`.
  /// - Throws: What to tell where a file cannot be written.
  init(_ plan: RunPlan, _ selection: SectionOption, results: (any EventSink)?)
    throws(ScriptFailure)
  {
    screen = DescriptorOutput(OutputFile(descriptor: 1))
    if plan.eventsPath == "-" {
      sink = JSONLinesReporter(output: screen)
      return
    }
    let terminal = TerminalReporter(options: Self.options(plan), output: screen)
    let isWhole = selection.only == nil && selection.firstLine == nil
    let shown: any EventSink =
      results ?? (isWhole ? terminal : SectionSelection(of: terminal, shows: selection.shows))
    guard let path = plan.eventsPath else {
      sink = shown
      return
    }
    do throws(Errno) {
      let file = DescriptorOutput(try OutputFile(path: path))
      sink = EventBroadcast([shown, JSONLinesReporter(output: file)])
      events = (file, path)
    } catch {
      throw ScriptFailure(diagnostic: .unwritable(path, error))
    }
  }

  /// An error that kept the terminal view or the events from being written.
  ///
  /// Who reads standard output may leave: that is none.
  var failure: Diagnostic? {
    events?.file.flush()
    if let events, let errno = events.file.failure {
      return .lostOutput("'\(events.path)' of --events", errno)
    }
    guard let errno = screen.failure, errno != .brokenPipe else { return nil }
    return .lostOutput("standard output", errno)
  }

  private static func options(_ plan: RunPlan) -> TerminalOptions {
    var terminal = TerminalOptions()
    let screen = plan.screen ?? Screen(1)
    terminal.color = screen.isColored
    terminal.width = screen.width
    terminal.isInteractive = screen.isInteractive
    terminal.ascii = screen.isASCII
    terminal.verbosity = plan.verbosity
    terminal.fold = plan.fold
    terminal.stable = plan.stable
    terminal.isStrict = plan.isStrict
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

  static func lostOutput(_ output: String, _ errno: Errno) -> Diagnostic {
    Diagnostic(
      "lost-output",
      "\(output) could not be written to its end: \(errno.name) (\(errno.message))",
      notes: [Note("note", "the script ran; what is missing is only what tells of it")]
    )
  }
}
