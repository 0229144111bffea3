import LabDiagnostics
import LabEvents
import LabRuntime

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
}
