import LabEvents

/// A result on a terminal: a line for each check, and what is to be said where points were lost.
package struct GradeListing: Sendable {
  /// Who reads it.
  package enum Audience: Sendable {
    /// Of checks that are not visible no name, and only what the student's own program said.
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
    let result = audience == .student ? result.forStudents : result
    var title = TerminalLine(result.exercise.title, .heading)
    title.append("  \(GradeText.line(result.submission.id))", .dim)
    var lines = [title]
    switch result.outcome {
    case .passed, .failed:
      let column = min(20, result.tests.map { DisplayWidth.of($0.id) }.max() ?? 0)
      // What `--only` left out is told by the message.
      lines += result.tests.filter { !$0.isNotChosen }.flatMap { self.lines($0, column: column) }
    case .ungradable, .exerciseError, .infraError: break
    }
    return lines + last(result)
  }

  /// The listing as text, with colours or without.
  package func text(_ result: GradeResult, color: Bool = false) -> String {
    lines(result).map { GradeText.wholeLine($0.rendered(color: color)) + "\n" }.joined()
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
    head.append("  \(test.name)")
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
    var lines: [TerminalLine] = []
    if audience == .instructor, test.visibility == .hidden, let cause = test.cause {
      lines.append(TerminalLine("  (only you see this line) \(cause.message)", .caption))
    }
    let text = test.output.isEmpty ? test.cause?.message ?? "" : test.output
    return lines + Self.split(text).flatMap(wrapped)
  }

  /// A line of feedback in as many as it needs; what has a title goes on under its beginning.
  private func wrapped(_ line: String) -> [TerminalLine] {
    let head = String(line.prefix(10))
    // A command is copied, bytes stand under bytes, and what the program wrote is as it wrote it.
    guard ["          ", "hint      ", "likely    "].contains(head) else {
      return [TerminalLine("  \(line)")]
    }
    let lines = TerminalLine(String(line.dropFirst(10))).wrapped(to: width - 12)
    return lines.enumerated().map { index, line in
      let blank = String(repeating: " ", count: 10)
      let text = index == 0 ? head + line.text : blank + line.text.drop { $0 == " " }
      return TerminalLine("  \(text)")
    }
  }

  /// The message, and whose fault it is; that of a failed build has many lines.
  private func last(_ result: GradeResult) -> [TerminalLine] {
    let (text, style): (String, TextStyle) =
      switch result.outcome {
      case .passed: (result.message, .good)
      case .failed: (result.message, result.hasPassedWhatWasRun ? .warning : .bad)
      case .ungradable: ("not graded: \(result.message)", .bad)
      case .exerciseError:
        ("the exercise is wrong, not the submission: \(result.message)", .warning)
      case .infraError: ("not graded, and worth a retry: \(result.message)", .warning)
      }
    return Self.split(text).flatMap { TerminalLine($0, style).wrapped(to: width) }
  }

  private static func split(_ text: String) -> [String] {
    text.unicodeScalars.split(separator: "\n").map { String($0) }
  }
}
