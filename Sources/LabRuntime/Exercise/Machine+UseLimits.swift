import LabDiagnostics
import LabEvents
import LabKernel
import LabProgram

/// `limit memory` and `limit cpu`: looked at from outside, as no limit of setrlimit(2) counts what
/// several processes have together.
///
/// A control group knows it; without one, /proc is asked of each process.
extension Machine {
  /// How often it is looked at, in nanoseconds.
  private static var useInterval: Int64 { 150_000_000 }

  /// Where the processes of the submission are counted together.
  private var group: ControlGroup? {
    guard case .program(let submission) = options.submission else { return nil }
    return submission.group
  }

  /// A check begins: what its submission uses counts from now on.
  mutating func beginUse() { useBefore = group?.use ?? ControlGroup.Use() }

  /// A submission was started in a check of an exercise.
  mutating func watchUse() {
    guard program.header.exercise != nil else { return }
    useLook = min(useLook, MonotonicClock.deadline(after: Self.useInterval))
  }

  /// Ends submissions that use more than they may; for nothing before its time has come.
  mutating func boundUse() {
    guard useLook != .max, MonotonicClock.now() >= useLook else { return }
    useLook = .max
    guard let limits = program.header.exercise?.limits else { return }
    let running = programs.indices.filter {
      programs[$0].isSubmission && programs[$0].overran == .no && programs[$0].exit == nil
    }
    guard !running.isEmpty else { return }
    let trees = running.map { startedProcesses(of: $0) }
    if let limit = exceeded(limits, trees) { return stop(running, by: limit) }
    var next = Self.useInterval
    if group?.has(.memory) != true {
      for (index, processes) in zip(running, trees) {
        next = min(next, boundMemory(index, processes) ?? .max)
      }
    }
    useLook = MonotonicClock.deadline(after: next)
  }

  /// The last look, at an owner's end: what was over so quickly that none has seen it.
  mutating func lookAtUse(_ index: Int) {
    guard programs[index].isSubmission, programs[index].overran == .no,
      let limits = program.header.exercise?.limits, let limit = exceeded(limits, [])
    else { return }
    stop([index], by: limit)
  }

  /// A submission has ended: whether it was the kernel, as there was no memory left.
  mutating func lookForMemoryKill(_ index: Int) {
    guard programs[index].isSubmission, programs[index].overran == .no,
      let group, group.use.memoryKills > useBefore.memoryKills
    else { return }
    stop([index], by: .memory)
  }

  /// The limit that all of them together have gone beyond.
  private func exceeded(_ limits: SubmissionLimits, _ trees: [[Int32]]) -> RunningProgram.Limit? {
    if let group {
      let use = group.use
      if use.memoryKills > useBefore.memoryKills { return .memory }
      if let now = use.processorTime, let before = useBefore.processorTime {
        return now - before > limits.cpu ? .cpu : nil
      }
    }
    // Hundredths of a second.
    let spent = trees.reduce(0) { $0 + ProcessTree.processorTimeWithEnded(of: $1) }
    return Int64(spent) * 10_000_000 > limits.cpu ? .cpu : nil
  }

  private mutating func stop(_ indices: [Int], by limit: RunningProgram.Limit) {
    for (position, index) in indices.enumerated() {
      // The check is told once.
      stop(index, startedProcesses(of: index), by: limit, isTold: position > 0)
    }
  }

  /// Ends one with all its processes.
  mutating func stop(
    _ index: Int,
    _ processes: [Int32],
    by limit: RunningProgram.Limit,
    isTold: Bool = false
  ) {
    programs[index].overran = isTold ? .told : .untold
    programs[index].limitOverrun = limit
    for process in processes { _ = ProcessTree.send(signal: Signal.kill, to: process) }
    programs[index].child.sendToGroup(signal: Signal.kill)
    programs[index].child.send(signal: Signal.kill)
  }

  func processorLimit(_ index: Int) -> Diagnostic {
    let limit = program.header.exercise?.limits.cpu ?? 0
    let started = program.sites[Int(programs[index].startedAt)]
    return .failure(
      "cpu-limit",
      "\(programName(index)) used a processor for more than \(describe(.duration(limit))), with all "
        + "its processes, and was ended",
      started,
      label: "started here",
      notes: writtenNotes(index, .output) + [
        Diagnostic.Note("try", "look for a loop that goes round without waiting for anything")
      ]
    )
  }

  /// That there are as many processes as there may be, for whatever failed then; nil: there are not.
  var allProcessesNote: Diagnostic.Note? {
    guard let group, group.has(.processes), let limits = program.header.exercise?.limits,
      group.use.processes >= limits.processes + SubmissionProgram.ownProcesses
    else { return nil }
    return Diagnostic.Note(
      "kernel",
      "your program has all the processes and threads that it may: limit processes \(limits.processes)"
    )
  }
}
