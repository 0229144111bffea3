import LabEvents

/// A result on a terminal: a line for each check, and what is to be said where points were lost.
package struct GradeListing: Sendable {
  /// Who reads it.
  package enum Audience: Sendable {
    /// Of checks that are not visible only what the student's own program said.
    case student
    case instructor
  }

  private let audience: Audience
  private let width: Int
  private let marks: Marks

  package init(audience: Audience, width: Int = 100, ascii: Bool = false) {
    self.audience = audience
    self.width = max(40, min(width, 100))
    marks = Marks(ascii: ascii)
  }

  package func lines(_ result: GradeResult) -> [TerminalLine] {
    var title = TerminalLine(result.exercise.title, .heading)
    title.append("  \(result.submission.id)", .dim)
    var lines = [title]
    switch result.outcome {
    case .passed, .failed:
      let column = min(20, result.tests.map { DisplayWidth.of($0.id) }.max() ?? 0)
      lines += result.tests.flatMap { self.lines($0, column: column) }
    case .ungradable, .exerciseError, .infraError: break
    }
    return lines + [last(result)]
  }

  /// The listing as text, with colours or without.
  package func text(_ result: GradeResult, color: Bool = false) -> String {
    lines(result).map { $0.rendered(color: color) + "\n" }.joined()
  }

  private func isTold(_ test: GradeTest) -> Bool {
    audience == .instructor || test.visibility == .visible
  }

  /// Why a check has no name here.
  private static func withheld(_ test: GradeTest) -> String {
    switch test.visibility {
    case .visible: test.name
    case .hidden: "(hidden check)"
    case .afterDueDate: "(told after the due date)"
    case .afterPublished: "(told with the grades)"
    }
  }

  private func lines(_ test: GradeTest, column: Int) -> [TerminalLine] {
    var head = TerminalLine()
    switch test.status {
    case .passed: head.append(marks.passed, .good)
    case .skipped: head.append("-", .dim)
    case .timeout: head.append(marks.timedOut, .bad)
    case .failed, .crashed, .limit, .error: head.append(marks.failed, .bad)
    }
    let points = "\(test.score.text) of \(test.maximum.text)"
    head.append(" \(test.id)", test.status == .passed ? .plain : .heading)
    head.pad(to: column + 2)
    head.append("  \(isTold(test) ? test.name : Self.withheld(test))")
    if test.status == .skipped {
      head.append("  \(test.cause?.message ?? "not run")", .dim)
    }
    var line = head.truncated(to: width - points.count - 1, ellipsis: marks.ellipsis)
    line.pad(to: width - points.count)
    line.append(points)
    return [line] + details(test)
  }

  private func details(_ test: GradeTest) -> [TerminalLine] {
    guard test.status != .passed, test.status != .skipped else { return [] }
    // The texts of `after_due_date` are whole in the result: they become visible later.
    guard isTold(test) || test.visibility == .hidden else {
      return [TerminalLine("  cause: \(test.cause?.code ?? test.status.rawValue)")]
    }
    var lines: [TerminalLine] = []
    if audience == .instructor, test.visibility == .hidden, let cause = test.cause {
      lines.append(TerminalLine("  (only you see this line) \(cause.message)", .caption))
    }
    let output = test.output.unicodeScalars.split(separator: "\n").map { String($0) }
    return lines + output.map { TerminalLine("  \($0)") }
  }

  private func last(_ result: GradeResult) -> TerminalLine {
    switch result.outcome {
    case .passed: return TerminalLine(result.message, .good)
    case .failed: return TerminalLine(result.message, .bad)
    case .ungradable: return TerminalLine("not graded: \(result.message)", .bad)
    case .exerciseError:
      return TerminalLine("the exercise is wrong, not the submission: \(result.message)", .warning)
    case .infraError:
      return TerminalLine("not graded, and worth a retry: \(result.message)", .warning)
    }
  }
}
