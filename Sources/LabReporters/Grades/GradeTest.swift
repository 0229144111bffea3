package import LabEvents

/// One check of an exercise, or one step or check of a run: how it ended, and why.
package struct GradeTest: Equatable, Sendable {
  package enum Status: String, CaseIterable, Sendable {
    case passed
    case failed
    /// What was expected did not come in time.
    case timeout
    /// The submission ended by a signal, or with an error, before it should.
    case crashed
    /// It went beyond a limit of the exercise.
    case limit
    /// Not run: a check that it needs did not pass, or the machine lacks something.
    case skipped
    /// Not the submission's fault.
    case error
  }

  package var id: String
  package var name: String
  package var status: Status
  package var score = Points.zero
  package var maximum = Points.zero
  package var visibility = CheckTerms.Visibility.visible
  package var seconds = 0.0
  package var tags: [String] = []
  /// The check whose failure kept this one from running; without it, empty.
  package var dependsOn = ""
  package var place: Place?
  package var cause: Cause?
  /// What a student is told; of a hidden check only what their own program said.
  package var output = ""
  package var isTruncated = false
  /// Each repetition, when there were several.
  package var attempts: [Status] = []

  /// The cause's code where `--only` left the check out.
  static let notChosen = "not-chosen"

  /// Left out by `--only`: nothing is known about it.
  package var isNotChosen: Bool { status == .skipped && cause?.code == Self.notChosen }

  package init(id: String, name: String, status: Status) {
    self.id = id
    self.name = name
    self.status = status
  }

  /// Where the statement stands that failed.
  package struct Place: Equatable, Sendable {
    package var file: String
    package var line: Int
    package var column: Int?

    package init(file: String, line: Int, column: Int? = nil) {
      self.file = file
      self.line = line
      self.column = column
    }
  }

  /// Why it did not pass.
  package struct Cause: Equatable, Sendable {
    /// The id of a diagnostic, or one of `crashed`, `dependency`, `skipped`, `not-chosen`,
    /// `not-finished`, and the limits `wall-limit`, `cpu-limit`, `memory-limit`, `processes-limit`, `output-limit`.
    package var code: String
    package var message: String
    /// The last system call of the statement, and its errno if it failed.
    package var syscall = ""
    package var errno = ""
    package var expected = ""
    package var actual = ""
    /// One line for each hint.
    package var hint = ""
    /// All hints on one line.
    var hintLine: String { GradeText.replacing("\n", with: " ", in: hint) }

    package init(_ code: String, _ message: String) {
      self.code = code
      self.message = message
    }
  }
}
