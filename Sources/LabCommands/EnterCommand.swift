import ArgumentParser
import LabDiagnostics
import LabKernel

/// The subcommand `enter [PID]`: a shell in the network of a run.
struct EnterCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "enter",
    abstract: "Open a shell in the network of a run, for ss, nc and tcpdump.",
    discussion: "The run's first lines print its PID. Without one, the only run there is."
  )

  @Argument(help: "The process id of a run.")
  var pid: Int32?

  @Argument(parsing: .postTerminator, help: "A program instead of the shell, behind '--'.")
  var program: [String] = []

  func run() throws {
    let process = try pid ?? onlyRun()
    let shell = Environment.variable("SHELL") ?? "/bin/sh"
    let arguments = program.isEmpty ? [shell] : program
    let failure = NetworkShell.execute(in: process, arguments)
    DiagnosticPrinter().print([.notEntered(process, arguments[0], failure)], map: SourceMap())
    if let failure = CommandFailure(.environment) { throw failure }
  }

  private func onlyRun() throws -> Int32 {
    let runs = ProcessSearch.inOtherNetworks(named: "socklab")
    if runs.count == 1 { return runs[0] }
    DiagnosticPrinter().print([.whichRun(runs)], map: SourceMap())
    throw CommandFailure(.environment) ?? ValidationError("which run?")
  }
}

extension Diagnostic {
  static func notEntered(_ process: Int32, _ program: String, _ failure: NetworkShellFailure)
    -> Diagnostic
  {
    let (reason, hint): (String, String?) =
      switch failure {
      case .noProcess: ("there is no process \(process)", "the first lines of a run print its PID")
      case .sameNetwork: ("process \(process) is in this network already", nil)
      case .notPermitted:
        ("process \(process) belongs to another user", "sudo socklab enter \(process)")
      case .refused(let errno): ("\(program): \(errno.name) (\(errno.message))", nil)
      }
    return Diagnostic(
      "enter",
      "the network of \(process) was not entered: \(reason)",
      notes: hint.map { [Note("try", $0)] } ?? []
    )
  }

  static func whichRun(_ runs: [Int32]) -> Diagnostic {
    runs.isEmpty
      ? Diagnostic("enter", "no run with a network of its own is going on")
      : Diagnostic(
        "enter",
        "\(runs.count) runs are going on: \(runs.map(String.init).joined(separator: ", "))",
        notes: [Note("try", "socklab enter \(runs[0])")]
      )
  }
}
