import ArgumentParser
import LabDiagnostics
import LabKernel
import LabProgram
import LabReporters
import LabRuntime
import LabSyntax

/// The subcommand `run FILE…`: scripts on real sockets.
struct RunCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "run",
    abstract: "Run scripts and show what the kernel answers.",
    discussion: """
      Every script is checked before anything runs. Each has a network of its own, unless it says \
      'network host'; several files run one after the other, or --jobs at a time, each in a \
      process of its own. A folder stands for all .sock files in it and below it.
      """
  )

  @Argument(
    help: "Scripts, or folders of scripts; '-' is standard input.",
    completion: .file(extensions: ["sock"])
  )
  var files: [String]

  @Option(
    name: .customLong("set"),
    help: ArgumentHelp("Give a 'param' its value.", valueName: "name=value")
  )
  var settings: [String] = []

  @Option(help: "How calls are shown: short, c (as in a C program) or raw (as strace sees them).")
  var calls: CallSpelling = .short

  @Flag(help: "Join passing set-up calls into one line.")
  var fold = false

  @Flag(help: "Show names for what the kernel chooses (ports, pids, times).")
  var stable = false

  @Flag(name: .shortAndLong, help: "Show failures and the summary only.")
  var quiet = false

  @Flag(name: .shortAndLong, help: "Show every statement of every actor.")
  var verbose = false

  @Flag(help: "Go on behind a failed step.")
  var keepGoing = false

  @Flag(help: "Stop before each step, and at each 'ask' and 'predict': for a lecture.")
  var pause = false

  @Flag(help: "Open the prompt where a script fails, with all that it made alive.")
  var interactiveOnFailure = false

  @Flag(help: "Let leftovers (bytes nobody read, connections nobody accepted) fail the run.")
  var strict = false

  @Option(
    help: ArgumentHelp("Show steps from this one on; those before run unseen.", valueName: "step")
  )
  var from: Int?

  @Option(
    help: ArgumentHelp(
      "Show only the step of this number, or run only the check of this name (or check:2).",
      valueName: "step|check"
    )
  )
  var only: [String] = []

  @Option(
    help: ArgumentHelp("Limit of a wait where the file says none: 5s.", valueName: "duration")
  )
  var timeout: String?

  @Option(
    help: ArgumentHelp(
      "Change a limit: \(LimitOption.names).",
      valueName: "name=value"
    )
  )
  var limit: [String] = []

  @Option(help: "Repeat what 'random' gave: the number that the run told.")
  var seed: UInt64?

  @Option(
    help: """
      private; loopback: this machine's network on addresses 127.A.B.N of this run's own, where the \
      system gives no private one; or host: this machine's network as it is.
      """
  )
  var network: NetworkChoice?

  @Option(
    help: ArgumentHelp(
      "Write the run's events as JSON Lines; '-' is standard output.",
      valueName: "file"
    ),
    completion: .file()
  )
  var events: String?

  @Option(
    name: [.customShort("j", allowingJoined: true), .long],
    help: "How many files run at the same time."
  )
  var jobs = 1

  @Option(help: "Write the results as tap, junit or json instead of the terminal view.")
  var format: RunFormat?

  @Option(help: ArgumentHelp("The version of --format tap: 13 or 14.", valueName: "version"))
  var tap = 14

  func validate() throws {
    if files.isEmpty { throw ValidationError("which file?  socklab run lesson4.sock") }
    if quiet && verbose { throw ValidationError("--quiet and --verbose exclude each other") }
    if only.count > 1 { throw ValidationError("--only takes one step or check") }
    if !(1...1000).contains(jobs) { throw ValidationError("--jobs takes a number from 1 to 1000") }
    if tap != 13, tap != 14 { throw ValidationError("--tap takes 13 or 14") }
    if interactiveOnFailure || pause { try refuseWithPrompt() }
    if format != nil, events == "-" {
      throw ValidationError("--format and --events - both write to standard output")
    }
    if interactiveOnFailure || pause { try refuseWithPrompt() }
    try validate(fileCount: files.count)
    _ = try plan()
  }

  /// What goes with one file only; a folder's files are counted when it has been looked into.
  private func validate(fileCount: Int) throws {
    guard fileCount > 1 else { return }
    if interactiveOnFailure || pause {
      throw ValidationError("--pause and --interactive-on-failure take one file at a time")
    }
    if events != nil { throw ValidationError("--events takes one file at a time") }
  }

  /// What a prompt has no use for is refused, not dropped.
  private func refuseWithPrompt() throws {
    let unused: [(String, Bool)] = [
      ("--events", events != nil), ("--stable", stable), ("--fold", fold), ("--quiet", quiet),
      ("--verbose", verbose), ("--from", from != nil), ("--only", !only.isEmpty),
      ("--keep-going", keepGoing), ("--strict", strict), ("--format", format != nil),
      ("--jobs", jobs > 1),
    ]
    let prompt = pause ? "--pause" : "--interactive-on-failure"
    for (name, isGiven) in unused where isGiven {
      throw ValidationError("\(prompt) opens a prompt, where \(name) means nothing: leave one out")
    }
  }

  func run() throws {
    let plan = try plan()
    guard let files = scripts() else {
      if let failure = CommandFailure(.invalid) { throw failure }
      return
    }
    try validate(fileCount: files.count)
    if interactiveOnFailure || pause, Terminal.isTerminal(0), Terminal.isTerminal(1) {
      return try runAtPrompt(files[0], plan)
    }
    if files.count == 1 && format == nil { return try Self.run(files[0], plan) }
    if let failure = CommandFailure(RunSeries.run(files: files, plan: plan)) { throw failure }
  }

  /// Runs one file in this process and shows it.
  static func run(_ file: String, _ plan: RunPlan) throws {
    if let failure = CommandFailure(RunSession(path: file, plan: plan).run()) { throw failure }
  }

  /// The files, with those of folders in their place; `nil` when a folder has none, which is told.
  private func scripts() -> [String]? {
    var scripts: [String] = []
    for path in files {
      guard path != "-", Environment.hasFolder(path) else {
        scripts.append(path)
        continue
      }
      let found = FolderListing.files(below: path, suffix: ".sock")
      if found.isEmpty {
        DiagnosticPrinter().print([.emptyFolder(path)], map: SourceMap())
        return nil
      }
      scripts += found
    }
    return scripts
  }

  private func runAtPrompt(_ file: String, _ plan: RunPlan) throws {
    var status = ExitStatus.invalid
    do throws(ScriptFailure) {
      let script = try ScriptFile(path: file, limit: plan.compile.limits.file)
      status = PromptSession(plan: plan, script: script, pauses: pause).run()
    } catch {
      DiagnosticPrinter().print([error.diagnostic], map: SourceMap())
    }
    if let failure = CommandFailure(status) { throw failure }
  }

  /// The options as values; says what is wrong with them.
  private func plan() throws -> RunPlan {
    var plan = RunPlan()
    for setting in settings {
      let (name, value) = try NamedValue.split(setting, of: "--set")
      plan.compile.check.settings[name] = Array(value.utf8)
    }
    try LimitOption.apply(limit, to: &plan.compile.limits)
    if let timeout {
      guard let nanoseconds = DurationText.nanoseconds(timeout) else {
        throw ValidationError("--timeout \(timeout): a duration is 500ms, 5s, 2min")
      }
      plan.timeout = nanoseconds
    }
    plan.network = network
    plan.seed = seed
    plan.keepsGoing = keepGoing
    plan.isStrict = strict
    plan.eventsPath = events
    plan.firstStep = from
    plan.only = only.first
    plan.calls = calls
    plan.fold = fold
    plan.stable = stable
    plan.jobs = jobs
    plan.format = format
    plan.tapVersion = tap
    plan.verbosity = quiet ? .quiet : (verbose ? .verbose : .normal)
    return plan
  }
}

/// What `--network` chooses from.
enum NetworkChoice: String, CaseIterable, ExpressibleByArgument {
  case `private`
  /// The host's network, on a part of its loopback that no other run uses.
  case loopback
  case host
}

extension Diagnostic {
  static func emptyFolder(_ path: String) -> Diagnostic {
    Diagnostic("unreadable", "in the folder '\(path)' and below it is no file NAME.sock")
  }
}
