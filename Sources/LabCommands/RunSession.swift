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
  /// Reads the events in place of the terminal view.
  var results: (any EventSink)?

  func run() -> ExitStatus {
    Environment.keepStandardDescriptors()
    do throws(ScriptFailure) {
      var options = plan.compile
      options.check.usesHostNetwork = plan.network == .host
      let compilation = try ScriptFile(
        path: path,
        limit: options.limits.file
      ).compiled(options)
      DiagnosticPrinter().print(
        compilation.diagnostics,
        map: compilation.map,
        ending: " Nothing was run."
      )
      guard let program = compilation.program else { return .invalid }
      if let refusal = Diagnostic.exercise(program, path: path) {
        DiagnosticPrinter().print([refusal], map: SourceMap())
        return .invalid
      }
      let selection = try SectionOption(plan, in: program, path: path)
      Abort.tell(Self.abortText, status: ExitStatus.environment.rawValue)
      // The limit first: our own descriptors live above 1000, where a low one has no room.
      let limits = try? DescriptorLimits.raise()
      let outputs = try RunOutputs(plan, selection, results: results)
      let status = run(program, compilation.map, selection, outputs, limits)
      guard let failure = outputs.failure else { return status }
      DiagnosticPrinter().print([failure], map: SourceMap())
      return .environment
    } catch {
      DiagnosticPrinter().print([error.diagnostic], map: SourceMap())
      return .invalid
    }
  }

  /// What is said when there is no memory left, which Swift's runtime has told by then.
  private static let abortText = """
    error[aborted]: socklab could not go on: no memory was left, or it has a fault
       = look: the first line above says which; 'ulimit -v' tells a limit of memory
       = try:  shorter values: --limit bytes=1000000

    """

  /// Descriptors first, then the folder, then the network: before any thread exists.
  private func run(
    _ program: Program,
    _ sources: SourceMap,
    _ selection: SectionOption,
    _ outputs: RunOutputs,
    _ limits: DescriptorLimits?
  ) -> ExitStatus {
    do throws(Errno) {
      let signals = try SignalInbox()
      let poller = try Poller()
      DescriptorLimits.closeInherited()
      let folder = try RunFolder()
      var options = MachineOptions(path: path, temporaryFolder: folder.path)
      options.scriptFolder = Environment.folder(of: path)
      options.inheritedOpenFiles = limits?.inheritedSoft
      options.timeout = plan.timeout ?? options.timeout
      options.keepsGoing = plan.keepsGoing
      options.isStrict = plan.isStrict
      options.limits = plan.compile.limits
      options.seed = plan.seed
      options.only = selection.only
      let network = network(of: program)
      options.hasPrivateNetwork = network == .private
      var claim: LoopbackClaim?
      if network == .loopback {
        let made = try LoopbackClaim()
        options.loopback = made.range
        claim = consume made
      }
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
      let status = run(program, sources, options, outputs.sink, poller, signals)
      claim.take()?.release()
      return status
    } catch {
      DiagnosticPrinter().print([.noResources(path, error)], map: SourceMap())
      return .environment
    }
  }

  /// A file that wants the host's network as it is gets that instead of a part of its loopback.
  private func network(of program: Program) -> NetworkChoice {
    let own: NetworkChoice = program.header.usesHostNetwork ? .host : .private
    guard let choice = plan.network else { return own }
    return choice == .loopback && own == .host ? .host : choice
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
}
