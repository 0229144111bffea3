import LabDiagnostics
import LabKernel
import LabProgram

/// `--limit time=10s`: how long a file may run.
extension Machine {
  /// How long cleanups may take behind the limit, in nanoseconds, before they are cut.
  private static var endingTime: Int64 { 2_000_000_000 }

  /// Starts the time of the run, if it has a limit.
  mutating func startTimeLimit() {
    guard options.limits.time > 0 else { return }
    runDeadline = MonotonicClock.deadline(after: Int64(options.limits.time))
  }

  /// Looked at with every look at the kernel: the file fails, once; then its cleanups are cut.
  mutating func boundTime() {
    guard MonotonicClock.now() >= runDeadline else { return }
    runDeadline = MonotonicClock.deadline(after: Self.endingTime)
    if isOutOfTime { return cutCleanups() }
    isOutOfTime = true
    fail(Self.fileOwner, outOfTime())
  }

  private func outOfTime() -> Diagnostic {
    let limit = Int64(options.limits.time)
    let id = Int(owners[Int(Self.fileOwner)].actor)
    return .tooMuchTime(
      limit: Self.durationText(limit),
      twice: Self.durationText(limit * 2).filter { $0 != " " },
      at: program.sites[Int(actors[id].pc)]
    )
  }
}
