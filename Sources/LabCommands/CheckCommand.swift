import ArgumentParser
import LabDiagnostics
import LabKernel
import LabProgram
import LabRuntime
import LabSyntax

/// The subcommand `check FILE…`: all mistakes of scripts, and nothing run.
struct CheckCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check",
    abstract: "Look for mistakes in scripts; run nothing."
  )

  /// How diagnostics are printed.
  enum Format: String, CaseIterable, ExpressibleByArgument {
    case full
    case concise
    case json
  }

  @Argument(help: "The scripts; '-' is standard input.", completion: .file(extensions: ["sock"]))
  var files: [String]

  @Option(help: "full, concise (a line each) or json (an object each).")
  var format: Format = .full

  @Option(
    name: .customLong("set"),
    help: ArgumentHelp("Give a 'param' its value.", valueName: "name=value")
  )
  var settings: [String] = []

  @Option(
    help: ArgumentHelp("Change a limit: \(LimitOption.names).", valueName: "name=value")
  )
  var limit: [String] = []

  func run() throws {
    var options = CompileOptions()
    for setting in settings {
      let (name, value) = try NamedValue.split(setting, of: "--set")
      options.check.settings[name] = Array(value.utf8)
    }
    try LimitOption.apply(limit, to: &options.limits)
    options.check.keepsProgram = false
    let statuses = files.map { check($0, options) }
    if let failure = CommandFailure(.worst(statuses)) { throw failure }
  }

  private func check(_ path: String, _ options: CompileOptions) -> ExitStatus {
    do throws(ScriptFailure) {
      let compilation = try ScriptFile(
        path: path,
        limit: options.limits.file
      ).compiled(options)
      DiagnosticPrinter(format: format).print(compilation.diagnostics, map: compilation.map)
      if compilation.diagnostics.isEmpty { tellClean(path) }
      return compilation.hasErrors ? .invalid : .passed
    } catch {
      DiagnosticPrinter(format: format).print([error.diagnostic], map: SourceMap())
      return .invalid
    }
  }

  /// A person wants to hear that it was looked at; a pipe wants silence.
  private func tellClean(_ path: String) {
    guard format == .full, Terminal.isTerminal(1) else { return }
    var output = OutputFile(descriptor: 1)
    output.write("\(path): no mistakes\n")
    output.flush()
  }
}
