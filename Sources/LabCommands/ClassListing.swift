import LabEvents
import LabKernel
import LabReporters

/// What `socklab grade` prints of many submissions: one line for each.
struct ClassListing {
  private let results: [GradeResult]

  /// Of checks that are not visible, only an instructor reads what they look for.
  init(_ results: [GradeResult], audience: GradeListing.Audience) {
    self.results = audience == .student ? results.map(\.forStudents) : results
  }

  func write(to output: inout OutputFile) {
    let width = results.map { GradeText.line($0.submission.id).count }.max() ?? 0
    for result in results {
      let id = GradeText.line(result.submission.id)
      let gap = String(repeating: " ", count: width - id.count + 2)
      let points = "\(result.score.text) of \(result.maximum.text)"
      let line =
        result.outcome == .failed || result.outcome == .passed
        ? points : result.outcome.rawValue.replacing("_")
      let reason = result.outcome == .passed ? "" : "   \(reason(result))"
      output.write(GradeText.wholeLine("\(id)\(gap)\(line)\(reason)") + "\n")
    }
    output.write("\n\(summary)\n")
  }

  private func reason(_ result: GradeResult) -> String {
    let line = result.message.split(separator: "\n").first.map { String($0) } ?? ""
    guard result.outcome == .failed, let failure = result.firstFailure else {
      return GradeText.line(line)
    }
    return "\(failure.id): \(GradeText.line(failure.cause?.message ?? failure.status.rawValue))"
  }

  private var summary: String {
    let words: [(GradeResult.Outcome, String)] = [
      (.passed, "with full marks"), (.failed, "with less"), (.ungradable, "not gradable"),
      (.exerciseError, "with an error of the exercise"), (.infraError, "to be repeated"),
    ]
    let parts = words.compactMap { outcome, word -> String? in
      let count = results.count { $0.outcome == outcome }
      return count == 0 ? nil : "\(count) \(word)"
    }
    return "\(results.count) graded: \(parts.joined(separator: ", "))"
  }
}

extension String {
  fileprivate func replacing(_ character: Character) -> String {
    String(map { $0 == character ? " " : $0 })
  }
}

/// Marks that a terminal without UTF-8 has, too.
enum GradeMark {
  static var good: String { OutputDevice.isASCII(1) ? "+" : "✓" }
  static var bad: String { OutputDevice.isASCII(1) ? "x" : "✗" }
}
