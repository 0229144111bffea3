package import LabEvents
package import LabKernel

/// What a student handed in, as the machine is given it.
package enum Submission: Sendable {
  /// Started by `spawn submission`.
  case program(SubmissionProgram)
  /// The events of its run, in their order: what `submission.calls` is made of.
  case scenario([Event])
}

/// How `spawn submission "7000"` starts what was handed in.
package struct SubmissionProgram: Sendable {
  /// What makes the box, up to the program: `["bwrap", "--unshare-pid", …, "--"]`; may be empty.
  ///
  /// Its own processes don't count as the program's: they are all those from the started one down
  /// that are called `box` (/proc/PID/comm).
  package var prefix: [String]
  /// The name of what makes the box; by default the prefix's first program.
  ///
  /// Another one when that only leads there: `sh -c 'echo $$ >cgroup.procs; exec bwrap …'`.
  package var box: String?
  /// The program as the box sees it, and its first arguments; the script's come behind them.
  package var command: [String]
  /// All of its environment, `NAME=VALUE` each; what the script adds comes to it.
  package var environment: [String]
  /// Where it is started, before the box; `nil`: the run's own folder.
  package var folder: String?
  /// Limits of each process, set before the box is made.
  package var limits: [ResourceLimit]
  /// Bytes on both outputs together, beyond which it is ended; `nil`: the exercise's `limit output`.
  package var outputLimit: Int?

  package init(
    prefix: [String] = [],
    command: [String],
    environment: [String],
    folder: String? = nil,
    limits: [ResourceLimit] = [],
    outputLimit: Int? = nil
  ) {
    self.prefix = prefix
    box = prefix.first?.split(separator: "/").last.map { String($0) }
    self.command = command
    self.environment = environment
    self.folder = folder
    self.limits = limits
    self.outputLimit = outputLimit
  }
}
