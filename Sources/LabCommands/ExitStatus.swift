/// How `socklab` ends, for shells and CI.
package enum ExitStatus: Int32, Sendable {
  /// Everything passed; what was skipped was told, and passes.
  case passed = 0
  /// An expectation failed.
  case failed = 1
  /// Wrong usage, or a script that is not valid; nothing was run.
  case invalid = 2
  /// It could not run here: the environment; worth a retry.
  case environment = 3
  /// SIGINT, SIGTERM or SIGHUP ended it.
  case interrupted = 130

  /// Of several files, the status that needs attention first.
  static func worst(_ statuses: [ExitStatus]) -> ExitStatus {
    let order: [ExitStatus] = [.interrupted, .invalid, .environment, .failed]
    return order.first { statuses.contains($0) } ?? .passed
  }
}
