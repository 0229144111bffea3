package import LabDiagnostics

/// What the checker is told from outside.
package struct CheckOptions: Sendable {
  /// `--set NAME=VALUE`, by name.
  package var settings: [String: [UInt8]] = [:]
  /// `--network host`: what needs a private network is refused, whatever the file says.
  package var usesHostNetwork = false
  package var limits = Limits()
  /// Whether the program is wanted, and not only the judgement.
  package var keepsProgram = true

  package init() {}
}
