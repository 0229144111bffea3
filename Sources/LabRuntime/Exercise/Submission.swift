package import LabKernel

/// What a student handed in, as the machine is given it.
package enum Submission: Sendable {
  /// Started by `spawn submission`.
  case program(SubmissionProgram)
  /// What its run did: what `submission.calls` is made of.
  case scenario(ScenarioRecord)
}

/// How `spawn submission "7000"` starts what was handed in.
package struct SubmissionProgram: Sendable {
  /// What makes the box, up to the program: `["bwrap", "--unshare-pid", …, "--"]`; may be empty.
  ///
  /// Its own processes don't count as the program's: those in our own pid namespace, and the first
  /// one of the box's, whose child the program is (so not with `--as-pid-1`).
  package var prefix: [String]
  /// How what makes the box says that it has made it; `nil`: it cannot.
  package var boxWords: BoxWords?
  /// The program as the box sees it, and its first arguments; the script's come behind them.
  package var command: [String]
  /// All of its environment, `NAME=VALUE` each; what the script adds comes to it.
  package var environment: [String]
  /// Where it is started, before the box; `nil`: the run's own folder.
  package var folder: String?
  /// Limits of each process, set before the box is made.
  package var limits: [ResourceLimit]
  /// Where all its processes are counted and bounded together; nil: nowhere.
  package var group: ControlGroup?
  /// Called before each start, so that no program finds what another one left.
  ///
  /// With a number of its own and those of programs whose box may still be there. It gives the
  /// prefix; nil: always the same.
  package var prepare: (@Sendable (_ number: Int, _ others: [Int]) throws(Errno) -> [String])?
  /// Bytes on both outputs together, beyond which it is ended; `nil`: the exercise's `limit output`.
  package var outputLimit: Int?

  /// Processes in a box's group that only make the box.
  package static let ownProcesses: Int64 = 2

  package init(
    prefix: [String] = [],
    command: [String],
    environment: [String],
    folder: String? = nil,
    limits: [ResourceLimit] = [],
    outputLimit: Int? = nil
  ) {
    self.prefix = prefix
    self.command = command
    self.environment = environment
    self.folder = folder
    self.limits = limits
    self.outputLimit = outputLimit
  }
}
