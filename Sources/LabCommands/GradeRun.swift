import LabDiagnostics
import LabGrader
import LabKernel
import LabProgram
import LabReporters

/// One grading from its options to its exit status.
struct GradeRun {
  private let command: GradeSubmissionsCommand
  private let shard: Shard?

  init(_ command: GradeSubmissionsCommand, shard: Shard?) {
    self.command = command
    self.shard = shard
  }

  func run() -> Int32 {
    do throws(ExerciseFailure) {
      let exercise = try Exercise(command.exercise, options: CompileOptions())
      if let diagnostic = unknownCheck(in: exercise) {
        DiagnosticPrinter().print([diagnostic], map: exercise.sources)
        return GradeStatus.invalid
      }
      _ = try? DescriptorLimits.raise()
      return grade(exercise)
    } catch {
      DiagnosticPrinter().print(error.diagnostics, map: error.map, ending: " Nothing was graded.")
      return GradeStatus.invalid
    }
  }

  private func grade(_ exercise: Exercise) -> Int32 {
    do throws(Errno) {
      let folder = try GraderFolder(groupRoot: command.groupRoot)
      let trial = try BoxTrial.facts(folder)
      let facts = command.network == .host ? trial.inHostNetwork : trial
      if let diagnostic = refusal(facts) {
        DiagnosticPrinter().print([diagnostic], map: SourceMap())
        return GradeStatus.environment
      }
      if let warning = Diagnostic.weakerBox(facts) {
        DiagnosticPrinter().print([warning], map: SourceMap())
      }
      let plan = plan(exercise, facts)
      var grading = try Grading(
        plan,
        facts,
        folder,
        progress: GradingProgress(
          total: plan.submissions.count * plan.repeats,
          isASCII: OutputDevice.isASCII(2)
        )
      )
      let results = grading.run()
      let status = tell(results, plan)
      if let errno = grading.writeFailure {
        DiagnosticPrinter().print([.unwrittenResults(command.out ?? "", errno)], map: SourceMap())
        return GradeStatus.environment
      }
      if grading.wasInterrupted != nil { return GradeStatus.environment }
      return status
    } catch {
      DiagnosticPrinter().print([.noResources(command.exercise, error)], map: SourceMap())
      return GradeStatus.environment
    }
  }

  private func plan(_ exercise: Exercise, _ facts: BoxFacts) -> GradingPlan {
    let all = SubmissionSource.named(command.submissions)
    let chosen = all.enumerated().filter { shard?.has($0.offset) ?? true }.map(\.element)
    var plan = GradingPlan(exercise: exercise, submissions: chosen)
    plan.usesHostNetwork = command.network == .host
    // In one network two servers would fight for one port.
    plan.jobs = plan.usesHostNetwork ? 1 : command.jobs
    plan.repeats = command.repetitions
    plan.resumes = command.resume
    plan.requiredTier = command.requireTier
    plan.seed = command.seed.map { Seed(text: $0) }
    plan.student = command.student
    plan.checks = command.only
    plan.shard = shard
    plan.keepsEvents = command.keep
    plan.hidesHidden = command.formats.hideHidden
    plan.out = command.out
    plan.toolVersion = Socklab.versionNumber
    return plan
  }

  /// `--only` with a name that no check has.
  private func unknownCheck(in exercise: Exercise) -> Diagnostic? {
    let known = exercise.checks.map(\.identifier)
    guard let name = command.only.first(where: { !known.contains($0) }) else { return nil }
    return Diagnostic(
      "unknown-check",
      "--only \(name): no check of this exercise has that name",
      notes: [Diagnostic.Note("its checks", known.joined(separator: ", "))]
    )
  }

  /// Why the box is too weak for what was asked.
  private func refusal(_ facts: BoxFacts) -> Diagnostic? {
    if facts.tier < command.requireTier {
      return .weakBox(facts, required: command.requireTier)
    }
    return facts.hasNetwork || command.network == .host ? nil : .noGradingNetwork(facts)
  }

  private func tell(_ results: [GradeResult], _ plan: GradingPlan) -> Int32 {
    var output = OutputFile(descriptor: 1)
    list(results, to: &output)
    let shown = command.audience.value == .student ? results.map(\.forStudents) : results
    for line in RepetitionTable(shown, runs: plan.repeats).lines { output.write("\(line)\n") }
    output.flush()
    do throws(Errno) {
      if let out = command.out {
        try command.formats.write(results, to: out) {
          SubmissionSource(id: $0.submission.id, path: "").fileName
        }
      }
    } catch {
      DiagnosticPrinter().print([.unwrittenResults(command.out ?? "", error)], map: SourceMap())
      return GradeStatus.environment
    }
    if command.formats.hidesTotal(results) {
      DiagnosticPrinter().print([.hiddenTotal], map: SourceMap())
    }
    return status(of: results)
  }

  /// The checks of one submission, or a line for each of many.
  private func list(_ results: [GradeResult], to output: inout OutputFile) {
    let audience = command.audience.value
    guard command.submissions.count == 1, let result = results.first else {
      return ClassListing(results, audience: audience).write(to: &output)
    }
    let screen = Screen(1)
    let listing = GradeListing(audience: audience, width: screen.width, ascii: screen.isASCII)
    output.write(listing.text(result, color: screen.isColored))
    output.write(
      "seed \(GradeText.line(result.run.seed)), box \(result.run.sandbox.tier.rawValue)\n"
    )
  }

  private func status(of results: [GradeResult]) -> Int32 {
    if command.exit == .zero { return GradeStatus.passed }
    let outcomes = results.map(\.outcome)
    if outcomes.contains(.exerciseError) { return GradeStatus.invalid }
    if outcomes.contains(.infraError) { return GradeStatus.environment }
    if command.exit == .graded { return GradeStatus.passed }
    if outcomes.contains(.ungradable) { return GradeStatus.ungradable }
    return results.allSatisfy(isEnough) ? GradeStatus.passed : GradeStatus.failed
  }

  private func isEnough(_ result: GradeResult) -> Bool {
    command.passScore.map { result.score.value >= $0 } ?? result.hasPassedWhatWasRun
  }
}

extension Diagnostic {
  static func weakBox(_ facts: BoxFacts, required: BoxTier) -> Diagnostic {
    Diagnostic(
      "weak-box",
      "this machine gives a box of tier '\(facts.tier.rawValue)', not '\(required.rawValue)'",
      notes: facts.reasons.map { Note("because", $0) } + [
        Note("look", "socklab doctor says what is missing, and how to allow it")
      ]
    )
  }

  /// Told whenever submissions are run in less than a whole box; nil for a whole one.
  static func weakerBox(_ facts: BoxFacts) -> Diagnostic? {
    guard facts.tier < .full else { return nil }
    return Diagnostic(
      "weak-box",
      severity: .warning,
      "submissions run in a box of tier '\(facts.tier.rawValue)', not 'full'",
      notes: facts.reasons.map { Note("because", $0) } + [
        Note("look", "socklab doctor says what is missing; --require-tier full refuses")
      ]
    )
  }

  static func noGradingNetwork(_ facts: BoxFacts) -> Diagnostic {
    Diagnostic(
      "environment",
      "this machine gives no private network to submissions",
      notes: facts.reasons.map { Note("because", $0) } + [
        Note("look", "socklab doctor says what is missing, and how to allow it"),
        Note("today, without", "--network host: one at a time, in this machine's own network"),
      ]
    )
  }

  static let hiddenTotal = Diagnostic(
    "hidden-total",
    severity: .warning,
    "Gradescope hides the total from students while one check is hidden",
    notes: [Note("try", "visibility after_published, or points 0, for the hidden checks")]
  )

  static func unwrittenResults(_ path: String, _ errno: Errno) -> Diagnostic {
    Diagnostic(
      "unwritable",
      "results cannot be written to '\(path)': \(errno.name) (\(errno.message))"
    )
  }
}
