import LabEvents
import LabProgram
import LabReporters

/// What is to be graded, and how: the options of `socklab grade` as values.
package struct GradingPlan: Sendable {
  package let exercise: Exercise
  /// Those of this shard.
  package let submissions: [SubmissionSource]
  package var jobs = 1
  /// How often the exercise is run for each submission.
  package var repeats = 1
  /// Finished results of the same exercise and submission stay.
  package var resumes = false
  /// The weakest box that a result may come from.
  package var requiredTier = BoxTier.none
  /// Instead of one of exercise and student.
  package var seed: Seed?
  /// Whose seed it is, for a single submission.
  package var student: String?
  /// Identifiers of the only checks.
  package var checks: [String] = []
  package var shard: Shard?
  package var usesHostNetwork = false
  /// Result files are for students: they say nothing of what hidden checks look for.
  package var hidesHidden = false
  /// Keep the events of each grading beside its result.
  package var keepsEvents = false
  /// Where result files go; nil: none are written.
  package var out: String?
  package var toolVersion = ""

  package init(exercise: Exercise, submissions: [SubmissionSource]) {
    self.exercise = exercise
    self.submissions = submissions
  }

  /// The seed of one submission.
  func seed(of submission: SubmissionSource) -> Seed {
    seed ?? Seed(exercise: exercise.id, student: student ?? submission.id)
  }

  /// A result that knows all but what the run will tell.
  func blank(_ submission: SubmissionSource, _ facts: BoxFacts) -> GradeResult {
    var result = GradeResult()
    result.toolVersion = toolVersion
    result.exercise.id = exercise.id
    result.exercise.title = exercise.program.header.title
    result.exercise.sha256 = exercise.sha256
    result.submission.id = submission.id
    result.submission.kind = .init(rawValue: exercise.header.submission.rawValue) ?? .program
    result.run.seed = seed(of: submission).text
    result.run.shard = shard.map { GradeResult.Shard(index: $0.index, count: $0.count) }
    result.run.sandbox.tier = .init(rawValue: facts.tier.rawValue) ?? .none
    result.run.sandbox.mechanisms = facts.mechanisms.compactMap { .init(rawValue: $0) }
    result.run.sandbox.missing = facts.missing + facts.reasons
    return result
  }

  /// Whether an old result is what this grading would give: `--resume` leaves it then.
  ///
  /// - Parameters:
  ///   - old: The result of an earlier grading.
  ///   - base: What is known before the submission is run.
  /// - Returns: False for what was ours to blame, and for what was graded in another way.
  func isFinished(_ old: GradeResult, _ base: GradeResult) -> Bool {
    guard old.outcome != .infraError, old.exercise.sha256 == base.exercise.sha256,
      old.submission.sha256 == base.submission.sha256, old.run.seed == base.run.seed
    else { return false }
    guard let tier = BoxTier(rawValue: old.run.sandbox.tier.rawValue), tier >= requiredTier,
      usesHostNetwork || old.run.sandbox.mechanisms.contains(.netns)
    else { return false }
    // What was not run has no checks.
    guard old.outcome == .passed || old.outcome == .failed else { return true }
    let ids = exercise.checks.map(\.identifier)
    return shown(old).tests.map(\.id) == (hidesHidden ? studentNames : ids) && old.runs == repeats
      && old.tests.map { !$0.isNotChosen } == ids.map { checks.isEmpty || checks.contains($0) }
  }

  /// A result as its file has it.
  func shown(_ result: GradeResult) -> GradeResult { hidesHidden ? result.forStudents : result }

  private var studentNames: [String] {
    GradeResult.studentNames(
      exercise.checks.map { check in
        let visibility = check.terms.flatMap {
          CheckTerms.Visibility(rawValue: $0.visibility.rawValue)
        }
        return (id: check.identifier, visibility: visibility ?? .visible)
      }
    )
  }

  /// Nanoseconds after which a probe is given up: every check at its limit, and a build.
  var budget: Int64 {
    let checks = Int64(max(1, exercise.checks.count))
    // Cleanups, programs that are about to end, and the end of all that was started.
    return checks * (exercise.header.limits.wall + 6_000_000_000) + Build.wall + 10_000_000_000
  }
}
