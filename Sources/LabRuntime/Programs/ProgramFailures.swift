import LabDiagnostics
import LabProgram

/// Failures about programs that need nothing but their own facts.
extension Diagnostic {
  static func noVariable(_ text: String, at site: Site) -> Diagnostic {
    failure(
      "no-variable",
      "\"\(text)\" is no variable of the environment",
      site,
      notes: [Note("try", "env \"NAME=VALUE\"")]
    )
  }

  static func programGone(at site: Site) -> Diagnostic {
    failure(
      "program-gone",
      "this program was ended with the check or actor that started it",
      site,
      notes: [Note("try", "spawn it where it is needed last: in the file, or in this check")]
    )
  }
}
