package import LabDiagnostics

/// What is known of a run before its first statement.
package struct RunStart: Sendable {
  /// The script's path as the user wrote it.
  package let path: String
  /// `lesson`, `exercise`, or empty for a file without such a header.
  package let form: String
  /// The text behind `lesson` or `exercise`, else empty.
  package let title: String
  package let goals: [String]
  /// "private network", "this machine's network".
  package let network: String
  /// What capabilities the script has: "no privileges".
  package let privileges: String
  /// For `socklab enter`; `nil` in the host's network.
  package let enterPID: Int?
  /// Every step and check of the file, in their order, as written (a check in a loop: once).
  package let sections: [Section]
  /// To render diagnostics.
  package let sources: SourceMap
  /// Of a file with the header `exercise`.
  package let exercise: ExerciseTerms?
  /// `127.83.17` where 127.83.17.N stands for 127.0.0.N; not recorded.
  package let loopback: String?

  package init(
    path: String,
    form: String,
    title: String,
    goals: [String],
    network: String,
    privileges: String,
    enterPID: Int?,
    sections: [Section],
    sources: SourceMap,
    exercise: ExerciseTerms? = nil,
    loopback: String? = nil
  ) {
    self.path = path
    self.form = form
    self.title = title
    self.goals = goals
    self.network = network
    self.privileges = privileges
    self.enterPID = enterPID
    self.sections = sections
    self.sources = sources
    self.exercise = exercise
    self.loopback = loopback
  }
}

/// A `step`, `check` or `setup` of the script.
package struct Section: Sendable {
  package enum Form: String, Sendable {
    case step
    case check
    case setup
  }

  package let form: Form
  /// Steps count from 1, checks from 1; a setup has 0.
  package let number: Int
  /// The id of a check (`check echo "…"`), else empty.
  package let identifier: String
  package let title: String
  package let line: Int
  /// Of a check in an exercise.
  package let terms: CheckTerms?

  package init(
    form: Form,
    number: Int,
    identifier: String,
    title: String,
    line: Int,
    terms: CheckTerms? = nil
  ) {
    self.form = form
    self.number = number
    self.identifier = identifier
    self.title = title
    self.line = line
    self.terms = terms
  }
}

/// How a step or check ended.
package struct SectionEnd: Sendable {
  package let section: Section
  package let verdict: Verdict

  package init(section: Section, verdict: Verdict) {
    self.section = section
    self.verdict = verdict
  }
}

package enum Verdict: Equatable, Sendable {
  case passed
  case failed
  /// With its reason: an unmet `require`.
  case skipped(String)
}
