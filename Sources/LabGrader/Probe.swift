import LabDiagnostics
import LabEvents
import LabKernel
import LabProgram
import LabReporters
import LabRuntime

/// A copy of the grader that gives one submission its network and its box, and runs the exercise.
///
/// What it observes goes to the grader as events; the student's program never has the pipe. It is
/// another process so that a crash, a network and a user are its own.
struct Probe {
  let exercise: Exercise
  let files: SubmissionFiles
  let facts: BoxFacts
  let settings: ProbeSettings
  let mountPoint: String
  let shared: String
  let pipe: ProbePipe
  /// The grader's process.
  let grader: Int32
  let groups: BoxGroups

  /// In the copy: all of it, to the end of the process.
  func run() -> Never {
    pipe.keepWriter()
    DescriptorLimits.closeAll(but: [pipe.writingEnd] + groups.entrances)
    // They name the exercise, and everybody may read them: proc(5), /proc/PID/cmdline.
    ProcessUser.forgetArguments()
    do throws(ProbeFailure) {
      try Self.become(facts, grader: grader)
      if !settings.usesHostNetwork { try Self.enterNetwork() }
      if facts.ownsProcesses {
        try ProbeFailure.check("have its own processes", ProcessNamespace.enter())
      }
      try grade()
    } catch {
      say(error.word)
    }
    Environment.exit(0)
  }

  /// Root becomes a user that nobody is, so that nothing here is the kernel's uid 0.
  static func become(_ facts: BoxFacts, grader: Int32) throws(ProbeFailure) {
    if facts.changesUser {
      let user = ProcessUser.spare(for: Environment.processID)
      try ProbeFailure.check("become user \(user)", ProcessUser.become(user: user, group: user))
    }
    try ProbeFailure.check("outlive no grader", ProcessUser.dieWith(parent: grader))
    ProcessUser.dieFirst()
  }

  static func enterNetwork() throws(ProbeFailure) {
    do throws(EnvironmentRefusal) {
      try NetworkNamespace.enterPrivate()
    } catch {
      throw ProbeFailure("no private network: \(error.step.rawValue): \(error.errno.name)")
    }
  }

  private func grade() throws(ProbeFailure) {
    let limits = exercise.header.limits
    let box: PreparedBox
    do throws(Errno) {
      box = try PreparedBox(facts, mountPoint: mountPoint, shared: shared, limits: limits)
    } catch {
      throw ProbeFailure("no folder for the box: \(error.name) (\(error.message))")
    }
    try ProbeFailure.check("copy the submission", files.write(to: "\(box.folder)/submission"))
    ProcessUser.hide()
    if facts.ownsProcesses, facts.tier != .full { try coverExercise() }
    // bwrap does it itself, and may be a set-user-ID program.
    if facts.tier != .full {
      try ProbeFailure.check("give up new privileges", ProcessUser.gainNothing())
    }
    if facts.filtersCalls {
      try ProbeFailure.check("filter system calls", ProcessUser.filterCalls())
    }
    try run(try prepared(in: box, limits), in: box)
  }

  /// A program that sees this machine's files does not see those that say what is judged.
  ///
  /// All of it was read before. Helpers that the exercise starts lie beside it, so it is not the
  /// whole folder.
  private func coverExercise() throws(ProbeFailure) {
    let beside = ["solution", "solutions", "mutants"].map { "\(exercise.folder)/\($0)" }
    for path in exercise.sources.files.map(\.path) + beside {
      try ProbeFailure.check("cover \(path)", PrivateMount.cover(path))
    }
  }

  /// What the machine is given: a program that can be started, or what a scenario has done.
  private func prepared(in box: PreparedBox, _ limits: SubmissionLimits) throws(ProbeFailure)
    -> Submission
  {
    if exercise.header.submission == .scenario {
      let run = ScenarioRun(
        limits: limits,
        countsProcesses: facts.countsProcesses,
        group: groups.run
      )
      return .scenario(try run.record(of: files.script, in: box))
    }
    if files.needsBuild {
      let build = Build(
        limits: limits,
        countsProcesses: facts.countsProcesses,
        group: groups.build
      )
      try build.run(in: box)
    }
    return .program(program(in: box, limits))
  }

  private func run(_ submission: Submission, in box: PreparedBox) throws(ProbeFailure) {
    do throws(Errno) {
      let signals = try SignalInbox()
      let poller = try Poller()
      let folder = "\(box.folder)/run"
      var options = MachineOptions(path: exercise.path, temporaryFolder: folder)
      options.scriptFolder = exercise.folder
      options.seed = settings.seed.number
      options.keepsGoing = true
      options.hasPrivateNetwork = !settings.usesHostNetwork
      options.submission = submission
      options.onlyChecks = settings.checks
      _ = RunFolder.changeFolder(to: folder)
      var machine = Machine(
        program: exercise.program,
        sources: exercise.sources,
        options: options,
        sink: ProbeSink(pipe: pipe.writingEnd),
        poller: poller,
        signals: signals
      )
      _ = machine.run()
      machine.flush()
    } catch {
      throw ProbeFailure("no resources: \(error.name) (\(error.message))")
    }
  }

  private func program(in box: PreparedBox, _ limits: SubmissionLimits) -> SubmissionProgram {
    var program = SubmissionProgram(
      prefix: box.prefix(.run),
      command: [box.program],
      environment: Box.environment,
      folder: box.workingFolder,
      limits: limits.resources(countsProcesses: facts.countsProcesses)
    )
    program.group = groups.run
    program.prepare = box.prepare
    if box.walls != nil { program.boxWords = Box.words }
    return program
  }

  private func say(_ word: ProbeWord) {
    var output = OutputFile(descriptor: pipe.writingEnd)
    output.write(word.line)
    output.flush()
  }
}

/// What differs from submission to submission, and how much of the exercise is run.
package struct ProbeSettings: Sendable {
  package var seed: Seed
  /// Identifiers of the only checks to run; empty: all.
  package var checks: [String] = []
  package var usesHostNetwork = false

  package init(seed: Seed) { self.seed = seed }
}

/// Why a probe has nothing to judge: this machine's fault or ours, but for a word that says else.
struct ProbeFailure: Error {
  let word: ProbeWord

  init(_ message: String) { word = .failed(message) }

  /// A student's.
  init(_ reason: Ungradable) { word = .ungradable(reason) }

  static func build(_ message: String, output: String) -> ProbeFailure {
    ProbeFailure(Ungradable.build(message, output: output))
  }

  static func check(_ act: String, _ answer: Answer) throws(ProbeFailure) {
    guard let errno = answer.errno else { return }
    throw ProbeFailure("could not \(act): \(errno.name) (\(errno.message))")
  }
}

/// The events that a grade is made from, as lines into the pipe.
struct ProbeSink: EventSink {
  private var reporter: JSONLinesReporter

  init(pipe: Int32) { reporter = JSONLinesReporter(output: PipeOutput(pipe)) }

  var interest: EventInterest { [.statements, .explanations, .states] }

  mutating func receive(_ event: borrowing Event) { reporter.receive(event) }

  mutating func flush() { reporter.flush() }
}

/// The pipe as a reporter's output.
final class PipeOutput: TextOutput {
  private var file: OutputFile

  init(_ descriptor: Int32) { file = OutputFile(descriptor: descriptor) }

  func write(_ text: String) { file.write(text) }

  func flush() { file.flush() }
}
