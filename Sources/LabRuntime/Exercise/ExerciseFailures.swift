import LabDiagnostics
import LabKernel
import LabProgram

/// Failures of exercises that need nothing but their own facts.
extension Diagnostic {
  /// This machine's fault, by its id.
  static func noPlaceForBox(_ errno: Errno, at site: Site) -> Diagnostic {
    failure(
      "environment",
      "no box could be made for the submission: no file system in memory: \(errno.name) "
        + "(\(errno.message))",
      site,
      notes: [Note("try", "socklab doctor")]
    )
  }

  static func nothingHandedIn(at site: Site) -> Diagnostic {
    failure(
      "no-submission",
      "nothing was handed in to this run",
      site,
      notes: [Note("try", "socklab grade FILE SUBMISSION")]
    )
  }
}
