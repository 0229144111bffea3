import CLab

/// Time since some fixed point in the past, which no clock adjustment moves.
package enum MonotonicClock {
  /// CLOCK_MONOTONIC in nanoseconds.
  package static func now() -> Int64 {
    clab_monotonic_now()
  }
}
