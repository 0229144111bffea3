import LabDiagnostics
import LabEvents
import LabKernel
import LabProgram

/// A box that could not be made: this machine's fault, which must cost nobody points.
extension Machine {
  /// A submission has ended: was there a box around it?
  mutating func lookForBox(_ index: Int, _ exit: ProcessExit) {
    guard let report = programs[index].boxReport else { return }
    programs[index].boxReport = nil
    guard case .notMade(let words) = report.outcome(exit, errors: programs[index].errors.bytes),
      !isCrowded(besides: index)
    else { return }
    programs[index].boxFailure = words.isEmpty ? "it ended without a word" : words
  }

  /// Whether other submissions of this check may have used up what a box needs.
  ///
  /// Then it is theirs to answer for: a score that is too low must not become another try.
  private mutating func isCrowded(besides index: Int) -> Bool {
    let limit = Int(program.header.exercise?.limits.processes ?? 0)
    let others = programs.indices.filter { $0 != index && programs[$0].isSubmission }
    let threads = others.reduce(0) { $0 + ThreadActivity.of(startedProcesses(of: $1)).count }
    return 2 * threads > limit
  }

  /// At an owner's end: without a box nothing that the check found counts.
  mutating func tellBoxFailure(_ index: Int) {
    guard let words = programs[index].boxFailure else { return }
    programs[index].boxFailure = nil
    let started = program.sites[Int(programs[index].startedAt)]
    tell(
      .finding(
        .failure(
          "environment",
          "no box could be made for \(programName(index)): \(words)",
          started,
          label: "started here",
          notes: [Diagnostic.Note("try", "socklab doctor")]
        )
      )
    )
    owners[Int(programs[index].owner)].hasFailed = true
  }
}
