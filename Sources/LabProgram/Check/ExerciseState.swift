import LabDiagnostics
import LabSyntax

/// What of an exercise was seen so far.
struct ExerciseState {
  /// Where each row of the header stands that may stand only once.
  var rows: [Verb: SourceSpan] = [:]
  /// Where the name `submission` was bound; -1: not.
  var slot: Int32 = -1
  var submission = ExerciseHeader.Submission.program
  var total: Int?
  var limits = SubmissionLimits()
  /// Statements at the head of the check at hand, read as its terms already.
  var terms = 0..<0
  /// What the checks so far say of their points, together.
  var points = 0
  /// A check was worth more than the total: told already.
  var hasExcess = false
}
