import LabDiagnostics
import LabEvents
import LabKernel
import LabProgram
import LabReporters
import LabRuntime
import LabSyntax

/// One script in this process: check it, make its network, run it, tell it.
struct RunSession {
  let path: String
  let plan: RunPlan

  func run() -> ExitStatus {
    Environment.keepStandardDescriptors()
    do throws(ScriptFailure) {
      var options = plan.compile
      options.check.usesHostNetwork = plan.network == .host
      let compilation = try ScriptFile(
        path: path,
        limit: options.syntax.maximumFileSize
      ).compiled(options)
      DiagnosticPrinter().print(
        compilation.diagnostics,
        map: compilation.map,
        ending: " Nothing was run."
      )
      guard let program = compilation.program else { return .invalid }
      if let only = plan.only, !program.sections.contains(where: { $0.isNamed(only) }) {
        DiagnosticPrinter().print([.noSection(only, path: path)], map: SourceMap())
        return .invalid
      }
      return run(program, compilation.map)
    } catch {
      DiagnosticPrinter().print([error.diagnostic], map: SourceMap())
      return .invalid
    }
  }

  /// Descriptors first, then the folder, then the network: before any thread exists.
  private func run(_ program: Program, _ sources: SourceMap) -> ExitStatus {
    do throws(Errno) {
      // The limit first: our own descriptors live above 1000, where a low one has no room.
      let limits = try DescriptorLimits.raise()
      let sink = try sink()
      let signals = try SignalInbox()
      let poller = try Poller()
      DescriptorLimits.closeInherited()
      let folder = try RunFolder()
      var options = MachineOptions(path: path, temporaryFolder: folder.path)
      options.inheritedOpenFiles = limits.inheritedSoft
      options.timeout = plan.timeout ?? options.timeout
      options.keepsGoing = plan.keepsGoing
      options.isStrict = plan.isStrict
      options.limits = plan.limits
      options.only = plan.only
      options.hasPrivateNetwork = isPrivate(program)
      do throws(EnvironmentRefusal) {
        if options.hasPrivateNetwork {
          try NetworkNamespace.enterPrivate()
          options.enterPID = Int(Environment.processID)
        } else {
          Capabilities.drop()
        }
      } catch {
        return refused(error)
      }
      _ = folder.enter()
      return run(program, sources, options, sink, poller, signals)
    } catch {
      DiagnosticPrinter().print([.noResources(path, error)], map: SourceMap())
      return .environment
    }
  }

  private func isPrivate(_ program: Program) -> Bool {
    plan.network.map { $0 == .private } ?? !program.header.usesHostNetwork
  }

  private func refused(_ refusal: EnvironmentRefusal) -> ExitStatus {
    DiagnosticPrinter().print([.noPrivateNetwork(refusal, path: path)], map: SourceMap())
    return .environment
  }

  private func run(
    _ program: Program,
    _ sources: SourceMap,
    _ options: MachineOptions,
    _ sink: any EventSink,
    _ poller: consuming Poller,
    _ signals: consuming SignalInbox
  ) -> ExitStatus {
    var machine = Machine(
      program: program,
      sources: sources,
      options: options,
      sink: sink,
      poller: poller,
      signals: signals
    )
    let summary = machine.run()
    machine.flush()
    switch summary.outcome {
    case .passed, .skipped: return .passed
    case .failed: return .failed
    case .interrupted: return .interrupted
    case .cannotRun: return .environment
    }
  }

  /// The terminal view, the events, or both.
  private func sink() throws(Errno) -> any EventSink {
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
    let screen = DescriptorOutput(OutputFile(descriptor: 1))
    guard let path = plan.eventsPath else {
      return selected(TerminalReporter(options: terminal, output: screen))
    }
    if path == "-" { return JSONLinesReporter(output: screen) }
    let file = DescriptorOutput(try OutputFile(path: path))
    return EventBroadcast([
      selected(TerminalReporter(options: terminal, output: screen)),
      JSONLinesReporter(output: file),
    ])
  }

  private func selected(_ reporter: TerminalReporter<DescriptorOutput>) -> any EventSink {
    guard plan.firstStep != nil || plan.only != nil else { return reporter }
    return SectionSelection(of: reporter, from: plan.firstStep, only: plan.only)
  }
}

extension SectionEntry {
  /// Whether `--only` means it: by its number or its identifier.
  fileprivate func isNamed(_ name: String) -> Bool { identifier == name || String(number) == name }
}

extension Diagnostic {
  static func noSection(_ name: String, path: String) -> Diagnostic {
    Diagnostic("no-section", "--only \(name): '\(path)' has no step and no check of that name")
  }
}
