import LabDiagnostics
import LabKernel
import LabProgram
import LabREPL
import LabReporters
import LabRuntime

/// A prompt in this process: its network, its folder, its terminal.
struct PromptSession {
  let plan: RunPlan
  /// A script to begin with; the prompt comes where it fails.
  var script: ScriptFile?
  /// It stops before each step.
  var pauses = false

  func run() -> ExitStatus {
    Environment.keepStandardDescriptors()
    let limits = try? DescriptorLimits.raise()
    do throws(Errno) {
      let signals = try SignalInbox(PromptRun.signals)
      let poller = try Poller()
      DescriptorLimits.closeInherited()
      let startFolder = Environment.folder(of: "")
      let folder = try RunFolder()
      var options = MachineOptions(path: "prompt", temporaryFolder: folder.path)
      options.scriptFolder = script.map { Environment.folder(of: $0.name) } ?? startFolder
      options.inheritedOpenFiles = limits?.inheritedSoft
      options.timeout = plan.timeout ?? options.timeout
      options.limits = plan.compile.limits
      options.seed = plan.seed
      options.hasPrivateNetwork = plan.network != .host && plan.network != .loopback
      var claim: LoopbackClaim?
      if plan.network == .loopback {
        let made = try LoopbackClaim()
        options.loopback = made.range
        claim = consume made
      }
      do throws(EnvironmentRefusal) {
        if options.hasPrivateNetwork {
          options.outsideAddresses = Self.addresses()
          try NetworkNamespace.enterPrivate()
          options.enterPID = Int(Environment.processID)
        } else {
          Capabilities.drop()
        }
      } catch {
        DiagnosticPrinter().print([.noPrivateNetwork(error, path: "")], map: SourceMap())
        return .environment
      }
      _ = folder.enter()
      var settings = settings(options)
      settings.startFolder = startFolder
      let status = status(PromptRun.run(settings, options, poller, signals))
      claim.take()?.release()
      return status
    } catch {
      DiagnosticPrinter().print([.noResources("prompt", error)], map: SourceMap())
      return .environment
    }
  }

  /// Of the network that this process is in now; loopback is everywhere.
  private static func addresses() -> [String] {
    var kernel = Kernel()
    let found = (try? NetworkSettings.addresses(kernel: &kernel)) ?? []
    return found.map(\.address).filter { !$0.isLoopback }.compactMap(\.hostText)
  }

  private func settings(_ options: MachineOptions) -> SessionSettings {
    var settings = SessionSettings()
    settings.pauses = pauses
    settings.script = script.map { ($0.name, $0.bytes) }
    settings.compile = plan.compile
    settings.compile.check.usesHostNetwork = plan.network == .host
    settings.isInteractive = Terminal.isTerminal(0) && Terminal.isTerminal(1)
    settings.timeout = plan.timeout
    settings.enterPID = options.enterPID
    settings.version = Socklab.versionNumber
    settings.networkText = Self.networkText(options)
    settings.terminal.color = OutputDevice.isColored(1)
    settings.terminal.width = OutputDevice.width(1)
    settings.terminal.isInteractive = settings.isInteractive
    settings.terminal.ascii = OutputDevice.isASCII(1)
    switch plan.calls {
    case .short: settings.terminal.calls = .short
    case .c: settings.terminal.calls = .c
    case .raw: settings.terminal.calls = .raw
    }
    return settings
  }

  private static func networkText(_ options: MachineOptions) -> String {
    if let range = options.loopback {
      return
        "this machine's loopback: 127.0.0.N means \(range.text).N, which is this session's own."
    }
    return options.hasPrivateNetwork
      ? "private network: 127.0.0.0/8 and ::1, nothing else; nothing outside can be broken."
      : "this machine's own network"
  }

  private func status(_ status: SessionStatus) -> ExitStatus {
    switch status {
    case .passed: .passed
    case .failed: .failed
    case .invalid: .invalid
    case .interrupted: .interrupted
    }
  }
}
