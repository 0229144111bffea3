import LabDiagnostics
import LabEvents
import LabKernel
import LabProgram

/// `limit wall` and `limit output`: what ends a check of an exercise from outside.
extension Machine {
  /// How long the end of a check that was cut may take, in nanoseconds, before its cleanups are cut.
  private static var endingTime: Int64 { 2_000_000_000 }

  /// Looked at between turns, with every look at the kernel, while a check of an exercise runs.
  mutating func boundCheck() {
    if let index = programs.firstIndex(where: { $0.overran == .untold }) {
      programs[index].overran = .told
      cutCheck(outputLimit(index))
    }
    guard MonotonicClock.now() >= checkDeadline else { return }
    cutCheck(wallLimit())
    checkDeadline = MonotonicClock.deadline(after: Self.endingTime)
  }

  /// The running check fails; when its end runs already, that goes on without its cleanups.
  private mutating func cutCheck(_ diagnostic: Diagnostic) {
    let id = Int(owners[Int(Self.fileOwner)].actor)
    let owner = actors[id].owner
    guard owners[Int(owner)].form == .check else { return }
    if owners[Int(owner)].isEnding {
      owners[Int(owner)].cleanups = []
      for other in actors.indices where actors[other].frames.contains(where: { $0.form == .cleanup }) {
        unwind(Int32(other), toEndOf: actors[other].owner)
      }
      return
    }
    let isInStatement = actors[id].state == .waiting && actors[id].suspension.reason != .join
    swap(&current, &actors[id])
    if isInStatement {
      tellFailure(Failure(diagnostic, form: .timeout))
    } else {
      tell(.finding(diagnostic))
    }
    failOwner(of: owner)
    swap(&current, &actors[id])
  }

  /// The limit of a program's output, when it is a submission.
  func outputLimit(of program: RunningProgram) -> Int? {
    guard program.isSubmission, case .program(let submission) = options.submission else {
      return nil
    }
    return submission.outputLimit ?? self.program.header.exercise.map { Int($0.limits.output) }
  }

  /// Ends a submission that has written more than it may.
  mutating func boundOutput(_ index: Int) {
    guard programs[index].overran == .no, let limit = outputLimit(of: programs[index]),
      programs[index].written > limit
    else { return }
    programs[index].overran = .untold
    programs[index].child.sendToGroup(signal: Signal.kill)
    programs[index].child.send(signal: Signal.kill)
  }

  private mutating func wallLimit() -> Diagnostic {
    let limit = program.header.exercise?.limits.wall ?? 0
    let id = Int(owners[Int(Self.fileOwner)].actor)
    let site = program.sites[Int(actors[id].pc)]
    let notes = programs.indices.filter { programs[$0].isSpawned }.map { programNote($0) }
    return .failure(
      "wall-limit",
      "the check is not over after \(describe(.duration(limit))), its limit",
      site,
      label: "here it was",
      notes: notes + [Diagnostic.Note("limit", "limit wall in the header of the exercise")]
    )
  }

  private mutating func outputLimit(_ index: Int) -> Diagnostic {
    let limit = outputLimit(of: programs[index]) ?? 0
    let started = program.sites[Int(programs[index].startedAt)]
    return .failure(
      "output-limit",
      "\(programName(index)) wrote more than \(limit) bytes, and was ended",
      started,
      label: "started here",
      notes: writtenNotes(index, .output) + [
        Diagnostic.Note("try", "write less to standard output and standard error: no line for each byte")
      ]
    )
  }
}
