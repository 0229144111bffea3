import LabDiagnostics
import LabEvents
import LabKernel
import LabProgram

/// What checks of an exercise are worth, and which of them can be skipped.
extension Machine {
  /// The header of an exercise, as readers know it.
  var exerciseTerms: ExerciseTerms? {
    guard let header = program.header.exercise else { return nil }
    return ExerciseTerms(
      submission: ExerciseTerms.Submission(rawValue: header.submission.rawValue) ?? .program,
      total: header.total,
      limits: SubmissionLimits.names.map {
        ExerciseTerms.Limit(name: $0, value: Int(header.limits[name: $0]))
      }
    )
  }

  /// The head of a check, as readers know it.
  static func terms(of entry: SectionEntry) -> CheckTerms? {
    guard let terms = entry.terms else { return nil }
    return CheckTerms(
      points: terms.points,
      needs: terms.needs,
      hints: terms.hints,
      visibility: CheckTerms.Visibility(rawValue: terms.visibility.rawValue) ?? .visible
    )
  }

  /// "needs echo, which failed": why a check is skipped; `nil` when all that it needs has passed.
  ///
  /// A check that `--only` left out is not missed.
  func unmetNeed(of entry: SectionEntry) -> String? {
    for need in entry.terms?.needs ?? [] {
      switch verdicts[need] {
      case .failed: return "needs \(need), which failed"
      case .skipped: return "needs \(need), which was skipped"
      case .passed, nil: continue
      }
    }
    return nil
  }

  /// A check that is not run, with its reason.
  mutating func skip(section: Int32, reason: String) throws(Failure) {
    let entry = program.sections[Int(section)]
    tellSection(section, title: try text(entry.titleExpression))
    tally.begin(section)
    tally.skipped += 1
    note(.skipped(reason), of: entry)
    tellSectionEnd(section, .skipped(reason))
    current.pc += 1
  }

  mutating func note(_ verdict: Verdict, of entry: SectionEntry) {
    if entry.terms != nil { verdicts[entry.identifier] = verdict }
  }

  /// A check of an exercise begins: its time, and random bytes that no other check changes.
  mutating func beginExercise(_ entry: SectionEntry) {
    guard let header = program.header.exercise, entry.terms != nil else { return }
    checkDeadline = MonotonicClock.deadline(after: header.limits.wall)
    beginUse()
    guard let seed = options.seed else { return }
    randomOutside = random
    random = RandomBytes(seed: seed, stream: UInt64(entry.number))
  }

  /// It is over.
  mutating func endExercise(_ entry: SectionEntry) {
    guard entry.terms != nil else { return }
    checkDeadline = 0
    useLook = .max
    if options.seed != nil { random = randomOutside }
  }
}
