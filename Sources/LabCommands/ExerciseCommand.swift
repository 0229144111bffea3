import ArgumentParser
import LabDiagnostics
import LabGrader
import LabKernel
import LabProgram
import LabReporters

/// The subcommand `exercise`: for authors.
struct ExerciseCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "exercise",
    abstract: "Write exercises, and prove that they judge right.",
    subcommands: [ExerciseCheckCommand.self, ExerciseNewCommand.self]
  )
}

/// `exercise check EXERCISE`.
struct ExerciseCheckCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check",
    abstract: "Grade an exercise's own programs and compare with what they must get.",
    discussion: """
      starter/ must not pass. solution/, or each of solutions/, must get all points. Each of \
      mutants/ must get what its expected.txt says:

      score 10
      fails pieces     a check that it fails by itself
      skips packet     a check that is not run, as one that it needs was not passed

      Every check must be failed by some mutant by itself: else nothing shows that it can fail. \
      Everything is graded --repeat times, and every check must end the same way each time; a check \
      that does not is shown with how often it passed, as 48/50. While you write: --repeat 1.

      Exit status: 0 it judges right, 1 not yet, 2 usage or a wrong exercise, 3 this machine failed.
      """
  )

  @Argument(help: "The exercise's folder.", completion: .directory)
  var exercise: String

  @Option(
    name: .customLong("repeat"),
    help: ArgumentHelp("How often each program is graded.", valueName: "times")
  )
  var repetitions = 20

  @Option(help: "How many are graded at the same time.")
  var jobs = 2

  func validate() throws {
    guard repetitions >= 1 else { throw ValidationError("--repeat takes a number from 1 on") }
    guard jobs >= 1, jobs <= 256 else { throw ValidationError("--jobs takes 1 to 256") }
  }

  func run() throws {
    Environment.keepStandardDescriptors()
    let status = ExerciseCheck(self).run()
    if status != 0 { throw GradeStatus(rawValue: status) }
  }
}

/// One proof of an exercise.
private struct ExerciseCheck {
  let command: ExerciseCheckCommand

  init(_ command: ExerciseCheckCommand) { self.command = command }

  func run() -> Int32 {
    do throws(ExerciseFailure) {
      let exercise = try Exercise(command.exercise, options: CompileOptions())
      let suite = ExerciseSuite(folder: exercise.folder)
      guard suite.problems.isEmpty else {
        let diagnostics = suite.problems.map { Diagnostic("exercise-folder", $0) }
        DiagnosticPrinter().print(diagnostics, map: SourceMap(), ending: " Nothing was graded.")
        return GradeStatus.invalid
      }
      _ = try? DescriptorLimits.raise()
      return grade(exercise, suite)
    } catch {
      DiagnosticPrinter().print(error.diagnostics, map: error.map, ending: " Nothing was graded.")
      return GradeStatus.invalid
    }
  }

  private func grade(_ exercise: Exercise, _ suite: ExerciseSuite) -> Int32 {
    do throws(Errno) {
      let folder = try GraderFolder()
      let facts = try BoxTrial.facts(folder)
      guard facts.hasNetwork else {
        DiagnosticPrinter().print([.noGradingNetwork(facts)], map: SourceMap())
        return GradeStatus.environment
      }
      if let warning = Diagnostic.weakerBox(facts) {
        DiagnosticPrinter().print([warning], map: SourceMap())
      }
      let submissions = suite.members.map { SubmissionSource(id: $0.name, path: $0.path) }
      var plan = GradingPlan(exercise: exercise, submissions: submissions)
      plan.repeats = command.repetitions
      plan.jobs = command.jobs
      var grading = try Grading(
        plan,
        facts,
        folder,
        progress: GradingProgress(
          total: submissions.count * plan.repeats,
          isASCII: OutputDevice.isASCII(2),
          tellsFailures: false
        )
      )
      let results = grading.run()
      if grading.wasInterrupted != nil { return GradeStatus.environment }
      let verdict = ExerciseVerdict(
        members: suite.members,
        results: results,
        checks: exercise.checks.map(\.identifier)
      )
      tell(verdict, exercise)
      if results.contains(where: { $0.outcome == .infraError }) { return GradeStatus.environment }
      return verdict.isRight ? GradeStatus.passed : GradeStatus.failed
    } catch {
      DiagnosticPrinter().print([.noResources(command.exercise, error)], map: SourceMap())
      return GradeStatus.environment
    }
  }

  private func tell(_ verdict: ExerciseVerdict, _ exercise: Exercise) {
    var output = OutputFile(descriptor: 1)
    let width = verdict.lines.map(\.name.count).max() ?? 0
    for line in verdict.lines {
      let mark = line.problems.isEmpty ? GradeMark.good : GradeMark.bad
      let gap = String(repeating: " ", count: width - line.name.count + 2)
      output.write("\(mark) \(line.name)\(gap)\(line.score)")
      if !line.fails.isEmpty { output.write("   fails \(line.fails.joined(separator: ", "))") }
      if !line.skips.isEmpty { output.write("   by needs \(line.skips.joined(separator: ", "))") }
      output.write("\n")
      for problem in line.problems { output.write("    \(problem)\n") }
    }
    for check in verdict.untested {
      output.write(
        "\(GradeMark.bad) check \(check): no mutant fails it by itself, so nothing shows that it can fail\n"
      )
    }
    let times = command.repetitions == 1 ? "once" : "\(command.repetitions) times"
    let end = verdict.isRight ? "judges right" : "does not judge right yet"
    output.write("\n\(exercise.id), each graded \(times): \(end)\n")
    output.flush()
  }
}
