/// What the checker is told from outside, and its limits.
package struct CheckOptions: Sendable {
  /// `--set NAME=VALUE`, by name.
  package var settings: [String: [UInt8]] = [:]
  /// `--network host`: what needs a private network is refused, whatever the file says.
  package var usesHostNetwork = false
  /// Errors that are told before "… more".
  package var maximumErrors = 20
  /// Instructions of one program; only a long `setup` in front of many checks gets there.
  package var maximumInstructions = 1 << 24

  package init() {}
}
