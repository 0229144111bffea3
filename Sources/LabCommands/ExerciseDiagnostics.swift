import LabDiagnostics
import LabProgram

/// Exercises where a script is expected.
extension Diagnostic {
  /// An exercise was given to `run`; `nil` when the program needs nothing that is handed in.
  static func exercise(_ program: Program, path: String) -> Diagnostic? {
    guard let exercise = program.header.exercise, exercise.slot >= 0 else { return nil }
    return Diagnostic(
      "exercise",
      "'\(path)' is an exercise, which judges what is handed in",
      notes: [Note("try", "socklab grade \(path) \(exercise.submission.rawValue.uppercased())")]
    )
  }
}
