/// What the header of an exercise says, for whoever counts its points.
package struct ExerciseTerms: Equatable, Sendable {
  /// What a student hands in.
  package enum Submission: String, Sendable {
    case program
    case scenario
  }

  package let submission: Submission
  /// The points of the whole exercise, if the file says so (`total 10`).
  package let total: Int?
  /// The limits that hold for a submission.
  package let limits: [Limit]

  package init(submission: Submission, total: Int?, limits: [Limit]) {
    self.submission = submission
    self.total = total
    self.limits = limits
  }

  /// One limit with its value: nanoseconds of `wall` and `cpu`, bytes of `memory` and `output`.
  package struct Limit: Equatable, Sendable {
    /// As the row `limit` has it: `wall`, `cpu`, `memory`, `processes`, `output`.
    package let name: String
    package let value: Int

    package init(name: String, value: Int) {
      self.name = name
      self.value = value
    }
  }
}

/// What a check of an exercise is worth, what it depends on, and who sees it.
package struct CheckTerms: Equatable, Sendable {
  /// Who is told about a check, in Gradescope's words.
  package enum Visibility: String, Sendable {
    case visible
    case hidden
    case afterDueDate = "after_due_date"
    case afterPublished = "after_published"
  }

  /// Points it brings when it passes; `nil`: a share of what the others leave.
  package let points: Int?
  /// Identifiers of checks without which this one is skipped.
  package let needs: [String]
  /// What a student may be told when it fails.
  package let hints: [String]
  package let visibility: Visibility

  package init(
    points: Int? = nil,
    needs: [String] = [],
    hints: [String] = [],
    visibility: Visibility = .visible
  ) {
    self.points = points
    self.needs = needs
    self.hints = hints
    self.visibility = visibility
  }
}
