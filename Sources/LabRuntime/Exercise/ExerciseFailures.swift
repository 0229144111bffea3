import LabDiagnostics
import LabProgram

/// Failures of exercises that need nothing but their own facts.
extension Diagnostic {
  static func nothingHandedIn(at site: Site) -> Diagnostic {
    failure(
      "no-submission",
      "nothing was handed in to this run",
      site,
      notes: [Note("try", "socklab grade FILE SUBMISSION")]
    )
  }
}
