/// What a run may use at most; each has a flag of `socklab run --limit NAME=VALUE`.
package struct MachineLimits: Sendable {
  /// Actors alive at once.
  package var actors = 100_000
  /// Bytes of one value: a text, a receive, what a program wrote.
  package var bytes = 64 << 20
  /// Statements executed in all; 0: no limit.
  package var statements = 0
  /// Elements of one list.
  package var elements = 1_000_000

  package init() {}

  /// Changes a limit by its name on the command line; false when there is none of that name.
  package mutating func set(_ name: String, to value: Int) -> Bool {
    switch name {
    case "actors": actors = value
    case "bytes": bytes = value
    case "statements": statements = value
    case "elements": elements = value
    default: return false
    }
    return true
  }
}
