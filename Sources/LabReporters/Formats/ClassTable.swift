/// The table of a class as CSV (RFC 4180, UTF-8): one row per submission.
package enum ClassTable {
  package static let columns = [
    "id", "exercise", "outcome", "score", "max_score", "percent", "first_failure", "seconds",
    "attempt", "sandbox", "seed", "exercise_sha256", "submission_sha256",
  ]

  package static var header: String { line(columns) }

  /// The row of one submission.
  ///
  /// - Parameters:
  ///   - result: Whose.
  ///   - hasTimes: Whether `seconds` is filled; without it, two gradings give the same table.
  /// - Returns: A line with its line end.
  package static func row(_ result: GradeResult, hasTimes: Bool = true) -> String {
    let seconds = hasTimes ? Points(result.run.seconds)?.text ?? "0" : ""
    return line([
      result.submission.id, result.exercise.id, result.outcome.rawValue, result.score.text,
      result.maximum.text, percent(result), result.firstFailure?.id ?? "", seconds,
      "\(result.run.attempt)", result.run.sandbox.tier.rawValue, result.run.seed,
      result.exercise.sha256, result.submission.sha256,
    ])
  }

  /// All rows under the header, in the order of the submissions' ids.
  package static func text(_ results: [GradeResult], hasTimes: Bool = true) -> String {
    // By bytes: the order must not depend on a locale.
    let sorted = results.sorted {
      $0.submission.id.utf8.lexicographicallyPrecedes($1.submission.id.utf8)
    }
    return header + sorted.map { row($0, hasTimes: hasTimes) }.joined()
  }

  /// With two decimals at most, rounded down: nobody reads 100 who lacks a point.
  private static func percent(_ result: GradeResult) -> String {
    guard result.maximum > .zero else { return result.outcome == .passed ? "100" : "0" }
    return Points(hundredths: result.score.hundredths * 10_000 / result.maximum.hundredths).text
  }

  private static func line(_ cells: [String]) -> String {
    cells.map(cell).joined(separator: ",") + "\r\n"
  }

  /// Printable, and no formula: a spreadsheet takes a cell that begins with one of `=+-@` for one;
  /// nor a command to a job engine that prints the table.
  private static func cell(_ text: String) -> String {
    var text = GradeText.wholeLine(GradeText.line(text))
    if let first = text.unicodeScalars.first, "=+-@".unicodeScalars.contains(first) {
      text = "'" + text
    }
    guard text.unicodeScalars.contains(where: { $0 == "," || $0 == "\"" }) else { return text }
    return "\"\(GradeText.replacing("\"", with: "\"\"", in: text))\""
  }
}
