/// How a run ended, counted.
package struct RunSummary: Sendable {
  package enum Outcome: Equatable, Sendable {
    case passed
    case failed
    /// An unmet `require` outside every check, with its reason. Counts as passed.
    case skipped(String)
    /// SIGINT, SIGTERM or SIGHUP, by name.
    case interrupted(String)
    /// The environment would not let it run.
    case cannotRun
  }

  package let outcome: Outcome
  /// Steps and checks by their ends.
  package let passed: Int
  package let failed: Int
  package let skipped: Int
  /// Sections that were never begun.
  package let notRun: [Section]
  /// Statements that were executed, in all actors.
  package let statements: Int
  package let warnings: Int
  package let elapsed: Int64
  /// What was waiting when the run was interrupted.
  package let waiting: [WaitReport]

  package init(
    outcome: Outcome,
    passed: Int,
    failed: Int,
    skipped: Int,
    notRun: [Section],
    statements: Int,
    warnings: Int,
    elapsed: Int64,
    waiting: [WaitReport] = []
  ) {
    self.outcome = outcome
    self.passed = passed
    self.failed = failed
    self.skipped = skipped
    self.notRun = notRun
    self.statements = statements
    self.warnings = warnings
    self.elapsed = elapsed
    self.waiting = waiting
  }
}
