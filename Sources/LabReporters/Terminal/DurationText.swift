/// Durations in words, for people.
enum DurationText {
  /// `3 s`, `0.41 s`, `12 min 5 s`, `7 ms`.
  static func text(nanoseconds: Int64) -> String {
    if nanoseconds < 100_000_000 { return "\(max(0, nanoseconds) / 1_000_000) ms" }
    let hundredths = max(0, nanoseconds) / 10_000_000
    let seconds = hundredths / 100
    if seconds >= 60 { return "\(seconds / 60) min \(seconds % 60) s" }
    guard seconds < 10, hundredths % 100 != 0 else { return "\(seconds) s" }
    let fraction = hundredths % 100
    return "\(seconds).\(fraction < 10 ? "0" : "")\(fraction) s"
  }

  /// Whole seconds, for a line that changes.
  static func wholeSeconds(nanoseconds: Int64) -> String {
    let seconds = max(0, nanoseconds) / 1_000_000_000
    return seconds >= 60 ? "\(seconds / 60) min \(seconds % 60) s" : "\(seconds) s"
  }
}
