import LabDiagnostics
import LabKernel
import LabReporters

/// The results of a class from several folders, one for each submission.
struct ClassResults {
  private var failures: [Diagnostic] = []
  /// By the bytes of their ids: two names that look the same are two submissions.
  private var found: [[UInt8]: Found] = [:]
  /// What all others must be of.
  private var first: Found?
  /// Of another exercise, or another version of it.
  private var others: [Found] = []

  private struct Found {
    let path: String
    let result: GradeResult
  }

  /// No result is larger: 64 checks with all their output are far below.
  private static let sizeLimit = 64 << 20

  /// Why the folders are not the results of one class.
  var problems: [Diagnostic] {
    guard let first, let other = others.first else { return failures }
    return failures + [
      .otherExercise(other.path, other.result, count: others.count, first.path, first.result)
    ]
  }

  /// In the order of their ids' bytes.
  var results: [GradeResult] {
    found.sorted { $0.key.lexicographicallyPrecedes($1.key) }.map(\.value.result)
  }

  /// Those of a list that have no verdict.
  func missing(of names: [String]) -> [String] {
    names.filter { name in found[Array(name.utf8)].map { !$0.result.isVerdict } ?? true }
  }

  /// Reads every result of a folder.
  mutating func read(_ folder: String) {
    guard Environment.hasFolder(folder) else {
      failures.append(Diagnostic("unreadable", "there is no folder '\(folder)'"))
      return
    }
    for name in FolderListing.names(in: folder).sorted() {
      // Temporary files begin with a dot; the table and the other forms end otherwise.
      guard name.hasSuffix(".json"), !name.hasPrefix("."), !name.hasSuffix(".gradescope.json")
      else { continue }
      readFile("\(folder)/\(name)")
    }
  }

  private mutating func readFile(_ path: String) {
    // Asked first: to open a FIFO is to wait for somebody who writes.
    guard Environment.isPlainFile(path) else {
      failures.append(Diagnostic("no-result", "'\(path)' is no result: it is not a plain file"))
      return
    }
    do {
      add(
        Found(
          path: path,
          result: try GradeResult(json: try FileReading.bytes(of: path, limit: Self.sizeLimit))
        )
      )
    } catch let error as GradeResultError {
      failures.append(.noResult(path, error))
    } catch {
      failures.append(Diagnostic("unreadable", "'\(path)' cannot be read"))
    }
  }

  private mutating func add(_ new: Found) {
    let first = first ?? new
    self.first = first
    guard new.result.exercise.sha256 == first.result.exercise.sha256,
      new.result.exercise.id == first.result.exercise.id
    else {
      others.append(new)
      return
    }
    let key = Array(new.result.submission.id.utf8)
    guard let old = found[key] else {
      found[key] = new
      return
    }
    if old.result.isVerdict, new.result.isVerdict,
      old.result.submission.sha256 != new.result.submission.sha256
    {
      failures.append(.otherSubmission(old.path, new.path, id: new.result.submission.id))
    } else if isBetter(new.result, than: old.result) {
      found[key] = new
    }
  }

  private func isBetter(_ new: GradeResult, than old: GradeResult) -> Bool {
    if new.isVerdict != old.isVerdict { return new.isVerdict }
    return (new.run.attempt, new.run.started) > (old.run.attempt, old.run.started)
  }
}

extension GradeResult {
  /// Whether it says something of the submission; all else is to be repeated.
  var isVerdict: Bool { outcome != .infraError }
}

extension Diagnostic {
  fileprivate static func noResult(_ path: String, _ error: GradeResultError) -> Diagnostic {
    Diagnostic(
      "no-result",
      "'\(path)' is no result: \(error.words)",
      notes: [
        Note(
          "try",
          "remove it, and grade that submission again:\nsocklab grade … --resume, then merge"
        )
      ]
    )
  }

  fileprivate static func otherExercise(
    _ path: String,
    _ result: GradeResult,
    count: Int,
    _ firstPath: String,
    _ first: GradeResult
  ) -> Diagnostic {
    let (name, other) = (GradeText.line(first.exercise.id), GradeText.line(result.exercise.id))
    let isVersion = name == other
    let words =
      isVersion
      ? "another version of the exercise '\(name)'" : "the exercise '\(other)', not '\(name)'"
    let more = count == 1 ? "" : ", and \(count - 1) more"
    let remedy =
      isVersion
      ? "socklab grade … --resume grades them anew" : "a folder of its own for each exercise"
    return Diagnostic(
      "other-exercise",
      "'\(path)' is of \(words)\(more)",
      notes: [
        Note("this one", "sha256 \(result.exercise.sha256.prefix(16))…"),
        Note("others", "sha256 \(first.exercise.sha256.prefix(16))…, as '\(firstPath)'"),
        Note("try", remedy),
      ]
    )
  }

  fileprivate static func otherSubmission(
    _ old: String,
    _ new: String,
    id: String
  ) -> Diagnostic {
    Diagnostic(
      "two-submissions",
      "two different submissions have the name '\(GradeText.line(id))'",
      notes: [
        Note("one", "'\(old)'"),
        Note("the other", "'\(new)'"),
        Note("try", "remove the result that shall not count, or give each student a name"),
      ]
    )
  }
}
