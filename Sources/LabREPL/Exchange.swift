import LabDiagnostics
import LabEvents
import LabRuntime

/// An entry in the language of files: every name and every argument is there.
struct WholeEntry {
  var text: String
  /// What `.` is when it has run.
  var last: String?
  /// Names that were made up.
  var made: [String] = []
}

/// One entry with its answer.
struct Exchange {
  let number: Int
  /// In the language of files, with all names and arguments filled in.
  let text: String
  /// The texts of its statements, when it has no blocks; else empty.
  let statements: [String]
  let end: EntryEnd
  let reports: [StatementReport]
  let findings: [Diagnostic]
  /// What `.` is when it has run.
  var last: String?
  /// The file that was loaded.
  var path: String?
}
