import LabProgram
import LabReporters
import LabRuntime

/// The options of `socklab run`, as values.
struct RunPlan {
  /// Settings of `--set`, and all limits.
  var compile = CompileOptions()
  /// Nanoseconds; `nil`: 5 s.
  var timeout: Int64?
  /// `nil`: what the file says.
  var network: NetworkChoice?
  /// Of `random`; `nil`: a fresh one.
  var seed: UInt64?
  var keepsGoing = false
  var isStrict = false
  var eventsPath: String?
  var firstStep: Int?
  var only: String?
  var calls = CallSpelling.short
  var fold = false
  var stable = false
  var verbosity = TerminalOptions.Verbosity.normal
  /// Files that run at the same time.
  var jobs = 1
  /// `nil`: the terminal view.
  var format: RunFormat?
  /// Of `--format tap`.
  var tapVersion = 14
  /// What the output goes to, where that is not this process's standard output.
  var screen: Screen?
}
