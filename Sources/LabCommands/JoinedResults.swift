import LabDiagnostics
import LabReporters

/// One class from result files of several folders: the best result of each submission.
///
/// Only what belongs together is joined: points of two exercises, or of two versions of one, make
/// no table.
struct JoinedResults {
  private struct Entry {
    var result: GradeResult
    var path: String
  }

  private var first: Entry?
  /// By the bytes of their ids: names that look the same are two submissions.
  private var entries: [[UInt8]: Entry] = [:]

  /// In the order of the names' bytes.
  var results: [GradeResult] {
    entries.sorted { $0.key.lexicographicallyPrecedes($1.key) }.map(\.value.result)
  }

  /// Whether a submission has a result that is not to be repeated.
  func hasVerdict(of submission: String) -> Bool {
    entries[Array(submission.utf8)]?.result.isVerdict ?? false
  }

  /// Takes in a result.
  ///
  /// - Parameters:
  ///   - result: What the file says.
  ///   - path: The file.
  /// - Returns: Why it cannot stand in one table with those before it.
  mutating func take(_ result: GradeResult, _ path: String) -> Diagnostic? {
    if result.isPartial { return .partialResult(path) }
    let entry = Entry(result: result, path: path)
    if let first, first.result.exercise.id != result.exercise.id {
      return .twoExercises(first.path, first.result.exercise, path, result.exercise)
    }
    if let first, first.result.exercise.sha256 != result.exercise.sha256 {
      return .twoVersions(first.path, path)
    }
    if first == nil { first = entry }
    let id = result.submission.id
    let key = Array(id.utf8)
    guard let old = entries[key] else {
      entries[key] = entry
      return nil
    }
    guard old.result.submission.sha256 == result.submission.sha256 else {
      return .twoSubmissions(id, old.path, path)
    }
    if Self.isBetter(result, than: old.result) { entries[key] = entry }
    return nil
  }

  private static func isBetter(_ new: GradeResult, than old: GradeResult) -> Bool {
    if new.isVerdict != old.isVerdict { return new.isVerdict }
    return (new.run.attempt, new.run.started) > (old.run.attempt, old.run.started)
  }
}

extension GradeResult {
  /// Whether it stands; else it is to be repeated.
  var isVerdict: Bool { outcome != .infraError }
}

extension Diagnostic {
  fileprivate static func partialResult(_ path: String) -> Diagnostic {
    Diagnostic(
      "partial-result",
      "'\(path)' is of a part of the exercise only (--only)",
      notes: [Note("try", "grade that submission again, without --only")]
    )
  }

  fileprivate static func twoExercises(
    _ path: String,
    _ exercise: GradeResult.Exercise,
    _ otherPath: String,
    _ other: GradeResult.Exercise
  ) -> Diagnostic {
    Diagnostic(
      "two-exercises",
      "'\(path)' is of the exercise '\(GradeText.line(exercise.id))', "
        + "'\(otherPath)' of '\(GradeText.line(other.id))'",
      notes: [Note("try", "one merge, and one folder of results, for each exercise")]
    )
  }

  fileprivate static func twoVersions(_ path: String, _ other: String) -> Diagnostic {
    Diagnostic(
      "two-versions",
      "'\(path)' and '\(other)' are of two versions of the exercise",
      notes: [
        Note("why", "their exercise_sha256 differ: the script was changed between them"),
        Note("try", "grade again with --resume: what was graded with another version is done anew"),
      ]
    )
  }

  fileprivate static func twoSubmissions(
    _ id: String,
    _ path: String,
    _ other: String
  ) -> Diagnostic {
    Diagnostic(
      "two-submissions",
      "'\(path)' and '\(other)' are of two different submissions called '\(GradeText.line(id))'",
      notes: [
        Note("why", "their submission_sha256 differ: it was changed, or two students share a name"),
        Note("try", "leave out the folder with the old one, or give them two names"),
      ]
    )
  }
}
