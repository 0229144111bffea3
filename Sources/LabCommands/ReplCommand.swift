import ArgumentParser
import LabDiagnostics
import LabKernel
import LabProgram
import LabREPL
import LabReporters
import LabRuntime
import LabSyntax

/// The subcommand `repl`: a prompt whose entries are statements, run as they are typed.
struct ReplCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "repl",
    abstract: "Type statements and see what the kernel answers.",
    discussion: """
      The same language as in files, in a network of its own. 'help' lists what can be typed, Tab \
      completes it, Ctrl-C stops a wait, Ctrl-D leaves. Where standard input is no terminal there \
      are no prompts, and the first error ends the session with the exit status of 'run'.
      """
  )

  @Option(help: "How calls are shown: short, c (as in a C program) or raw (as strace sees them).")
  var calls: CallSpelling = .short

  @Option(
    help: ArgumentHelp("Limit of a wait that says none: 5s.", valueName: "duration")
  )
  var timeout: String?

  @Option(
    help: ArgumentHelp("Change a limit: \(LimitOption.names).", valueName: "name=value")
  )
  var limit: [String] = []

  @Option(
    help: """
      private; loopback: this machine's network on addresses 127.A.B.N of this session's own; or \
      host: this machine's network as it is.
      """
  )
  var network: NetworkChoice = .private

  func run() throws {
    var plan = RunPlan()
    try LimitOption.apply(limit, to: &plan.compile.limits)
    guard plan.compile.limits.time == 0 else {
      throw ValidationError("--limit time: a prompt has no limit of time; leave it with Ctrl-D")
    }
    if let timeout {
      guard let nanoseconds = DurationText.nanoseconds(timeout) else {
        throw ValidationError("--timeout \(timeout): a duration is 500ms, 5s, 2min")
      }
      plan.timeout = nanoseconds
    }
    plan.network = network
    plan.calls = calls
    if let failure = CommandFailure(PromptSession(plan: plan).run()) { throw failure }
  }
}
