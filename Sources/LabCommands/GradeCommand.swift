import ArgumentParser
import LabDiagnostics
import LabGrader
import LabKernel
import LabProgram
import LabReporters

/// The subcommand `grade`: submissions of an exercise, and the results of shards.
struct GradeCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "grade",
    abstract: "Grade what students handed in.",
    usage: """
      socklab grade <exercise> <submissions> ... [<options>]
      socklab grade merge <folders> ... [<options>]
      """,
    subcommands: [GradeSubmissionsCommand.self, GradeMergeCommand.self],
    defaultSubcommand: GradeSubmissionsCommand.self
  )
}

/// `grade EXERCISE SUBMISSION…`.
struct GradeSubmissionsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "submissions",
    abstract: "Grade submissions of an exercise (the word may be left out).",
    usage: """
      socklab grade <exercise> <submissions> ... [<options>]
      socklab grade merge <folders> ...      joins results: grade merge --help
      """,
    discussion: """
      Each submission runs in a network and a box of its own, each check from the beginning. Points \
      come from what the kernel saw.

        socklab grade echo my-server/                         at home, or one by hand
        socklab grade echo class/* --jobs 2 --out results     a class
        socklab grade echo class/* --out results --resume     goes on after a stop
        socklab grade echo class/ada --only pieces            one check of one
        socklab grade echo class/ada --repeat 50              is it steady?

      With --out there is NAME.json for each, and results.csv for all.

      Exit status: 0 full marks, 1 less, 2 usage or a wrong exercise, 3 this machine or the grader \
      failed (worth a retry), 4 nothing that could be graded.
      """
  )

  @Argument(help: "The exercise: a folder with exercise.sock, or a script.")
  var exercise: String

  @Argument(
    help: "What was handed in: folders with a program 'run' or a Makefile, or single programs."
  )
  var submissions: [String] = []

  @Option(
    help: ArgumentHelp("Write a result file for each, and the class table.", valueName: "folder"),
    completion: .directory
  )
  var out: String?

  @OptionGroup var formats: GradeFormatOptions

  @OptionGroup var audience: AudienceOption

  @Option(help: "How many are graded at the same time.")
  var jobs = 1

  @Option(
    help: ArgumentHelp(
      "Grade a part only: 2/8 is the third of eight; auto asks the job engine's environment.",
      valueName: "i/n|auto"
    )
  )
  var shard: String?

  @Flag(help: "Go on after a stop: finished results of --out are left as they are.")
  var resume = false

  @Option(help: "Have the random values of an earlier result: its 'seed'.")
  var seed: String?

  @Option(help: "Whose random values it gets; else its folder's name decides.")
  var student: String?

  @Option(
    help: ArgumentHelp("Run this check only; may be given several times.", valueName: "check")
  )
  var only: [String] = []

  @Option(
    name: .customLong("repeat"),
    help: ArgumentHelp(
      "Grade each so often: one failure counts, and unsteady checks are listed.",
      valueName: "times"
    )
  )
  var repetitions = 1

  @Option(help: "Refuse to grade in a weaker box: full, uid or none.")
  var requireTier: BoxTier = .none

  @Option(
    help: ArgumentHelp("Where control groups are.", valueName: "folder", visibility: .hidden)
  )
  var groupRoot = ""

  @Option(help: "What the exit status tells: result, graded (0 for any verdict) or zero.")
  var exit: GradeExit = .result

  @Option(help: "Points from which the status is 0; else all of them.")
  var passScore: Double?

  @Flag(help: "Keep what happened beside each result: as events, as text, as text for students.")
  var keep = false

  @Option(help: "private, or host: this machine's own network, one at a time.")
  var network: NetworkChoice?

  func validate() throws {
    guard jobs >= 1, jobs <= 256 else { throw ValidationError("--jobs takes 1 to 256") }
    guard repetitions >= 1 else { throw ValidationError("--repeat takes a number from 1 on") }
    if submissions.isEmpty {
      throw ValidationError("which submission?  socklab grade \(exercise) my-server/")
    }
    if network == .loopback {
      throw ValidationError(
        "a submission needs a network of its own: --network loopback is for run and repl"
      )
    }
    if let (one, other) = SubmissionSource.twins(in: SubmissionSource.named(submissions)) {
      throw ValidationError(
        "'\(one.path)' and '\(other.path)' have one name, '\(one.id)', and would share one result"
      )
    }
    if student != nil, submissions.count > 1 {
      throw ValidationError("--student is for one submission; several have their own names")
    }
    if formats.isGiven, out == nil {
      throw ValidationError("--format needs a folder to write to: --out results")
    }
    if keep, out == nil {
      throw ValidationError("--keep needs a folder to write to: --out results")
    }
    if keep, formats.hideHidden {
      throw ValidationError("--keep keeps the events of hidden checks too: not with --hide-hidden")
    }
    _ = try chosenShard()
  }

  func run() throws {
    Environment.keepStandardDescriptors()
    let status = GradeRun(self, shard: try chosenShard()).run()
    if status != 0 { throw GradeStatus(rawValue: status) }
  }

  private func chosenShard() throws -> Shard? {
    guard let shard else { return nil }
    if shard == "auto" {
      guard let found = Shard.fromEnvironment(Environment.variable) else {
        throw ValidationError(
          """
          --shard auto: the environment names no shard. It needs TEST_SHARD_INDEX and \
          TEST_TOTAL_SHARDS, JOB_COMPLETION_INDEX and JOB_COMPLETIONS, or SLURM_ARRAY_TASK_ID and \
          SLURM_ARRAY_TASK_COUNT
          """
        )
      }
      return found
    }
    guard let found = Shard(shard) else {
      throw ValidationError("--shard \(shard): it must be I/N, I from 0 to N-1, as 0/8")
    }
    return found
  }
}

extension BoxTier: ExpressibleByArgument {}

/// What `--exit` chooses from.
enum GradeExit: String, CaseIterable, ExpressibleByArgument {
  /// The worst of the results.
  case result
  /// 0 whenever there is a verdict.
  case graded
  /// 0 whenever the results could be written.
  case zero
}

/// An exit status of grading; it has been told why.
struct GradeStatus: Error {
  let rawValue: Int32

  static let passed: Int32 = 0
  static let failed: Int32 = 1
  static let invalid: Int32 = 2
  static let environment: Int32 = 3
  static let ungradable: Int32 = 4
}
