import LabDiagnostics
import LabEvents
import LabKernel
import LabProgram

/// `limit wall`, `limit output` and the others: what ends a check of an exercise from outside.
extension Machine {
  /// How long the end of a check that was cut may take, in nanoseconds, before its cleanups are cut.
  private static var endingTime: Int64 { 2_000_000_000 }

  /// Looked at between turns, with every look at the kernel, while a check of an exercise runs.
  mutating func boundCheck() {
    let id = Int(owners[Int(Self.fileOwner)].actor)
    let owner = actors[id].owner
    guard owners[Int(owner)].form == .check else { return }
    boundUse()
    let isEnding = owners[Int(owner)].isEnding
    if !isEnding, let index = programs.firstIndex(where: { $0.overran == .untold }) {
      programs[index].overran = .told
      return fail(owner, overrun(of: index))
    }
    guard MonotonicClock.now() >= checkDeadline else { return }
    if isEnding { cutCleanups(of: owner) } else { fail(owner, wallLimit()) }
    checkDeadline = MonotonicClock.deadline(after: Self.endingTime)
  }

  private mutating func cutCleanups(of owner: Int32) {
    owners[Int(owner)].cleanups = []
    for id in actors.indices where actors[id].frames.contains(where: { $0.form == .cleanup }) {
      unwind(Int32(id), toEndOf: actors[id].owner)
    }
  }

  /// A limit of time or size ends an owner from outside, whatever its actor is doing.
  mutating func fail(_ owner: Int32, _ diagnostic: Diagnostic) {
    let id = Int(owners[Int(owner)].actor)
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
    let spawned = programs.indices.filter { programs[$0].isSpawned && programs[$0].exit == nil }
    let notes = spawned.map { programNote($0) }
    let facts = spawned.map { index in
      let threads = ThreadActivity.of(processes(of: index))
      return "\(programName(index)) \(threads.allSatisfy(\.isAsleep) ? "sleeps" : "is busy")"
    }
    return .failure(
      "wall-limit",
      "the check is not over after \(describe(.duration(limit))), its limit",
      site,
      label: "here it was",
      notes: notes + (facts.isEmpty ? [] : [.lines("kernel", facts)])
    )
  }

  /// At an owner's end: what was read last may have been too much.
  mutating func tellOverrun(_ index: Int) {
    guard programs[index].overran == .untold else { return }
    programs[index].overran = .told
    tell(.finding(overrun(of: index)))
    owners[Int(programs[index].owner)].hasFailed = true
  }

  private func overrun(of index: Int) -> Diagnostic {
    switch programs[index].limitOverrun {
    case .output: outputLimit(index)
    case .memory: memoryLimit(index)
    case .cpu: processorLimit(index)
    }
  }

  private func outputLimit(_ index: Int) -> Diagnostic {
    let limit = outputLimit(of: programs[index]) ?? 0
    let started = program.sites[Int(programs[index].startedAt)]
    return .failure(
      "output-limit",
      "\(programName(index)) wrote more than \(limit) bytes, and was ended",
      started,
      label: "started here",
      notes: writtenNotes(index, .output) + [
        Diagnostic.Note(
          "try",
          "write less to standard output and standard error: no line for each byte"
        )
      ]
    )
  }
}
