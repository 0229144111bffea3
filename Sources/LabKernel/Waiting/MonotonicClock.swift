import CLab

/// Time since some fixed point in the past, which no clock adjustment moves.
package enum MonotonicClock {
  /// CLOCK_MONOTONIC in nanoseconds.
  package static func now() -> Int64 {
    clab_monotonic_now()
  }

  /// The time so many nanoseconds from now, at least 1; three centuries are as good as for ever.
  package static func deadline(after nanoseconds: Int64) -> Int64 {
    let (time, overflow) = now().addingReportingOverflow(nanoseconds)
    return overflow ? .max : max(1, time)
  }
}
