import LabDiagnostics
import LabEvents
import LabKernel
import LabProgram

/// `limit memory`: looked at from outside, as no limit of setrlimit(2) counts what is shared, or
/// what several processes have together.
extension Machine {
  /// How often it is looked at, in nanoseconds.
  private static var memoryInterval: Int64 { 150_000_000 }
  /// How soon again when it was too much: between vfork(2) and exec(2) everything counts twice.
  private static var memorySecondLook: Int64 { 20_000_000 }

  /// A submission was started in a check of an exercise.
  mutating func beginMemoryWatch() {
    guard let header = program.header.exercise, header.limits.memory > 0 else { return }
    memoryLook = min(memoryLook, MonotonicClock.deadline(after: Self.memoryInterval))
  }

  /// Ends a submission that uses more than it may; for nothing before its time has come.
  mutating func boundMemory() {
    guard memoryLook != .max, MonotonicClock.now() >= memoryLook else { return }
    let limit = Int(program.header.exercise?.limits.memory ?? .max)
    var next = Int64.max
    for index in programs.indices
    where programs[index].isSubmission && programs[index].overran == .no
      && programs[index].exit == nil
    {
      let processes = startedProcesses(of: index)
      let bytes = Capabilities.raised(.all) { MemoryUse.bytes(of: processes, limit: limit) }
      next = min(next, bytes > limit ? Self.memorySecondLook : Self.memoryInterval)
      guard bytes > limit else {
        programs[index].wasLarge = false
        continue
      }
      guard programs[index].wasLarge else {
        programs[index].wasLarge = true
        continue
      }
      programs[index].overran = .untold
      programs[index].limitOverrun = .memory
      for process in processes { _ = ProcessTree.send(signal: Signal.kill, to: process) }
      programs[index].child.sendToGroup(signal: Signal.kill)
      programs[index].child.send(signal: Signal.kill)
    }
    memoryLook = next == .max ? .max : MonotonicClock.deadline(after: next)
  }

  func memoryLimit(_ index: Int) -> Diagnostic {
    let limit = Int(program.header.exercise?.limits.memory ?? 0)
    let text = limit % (1 << 20) == 0 ? "\(limit >> 20) MiB" : "\(limit) bytes"
    let started = program.sites[Int(programs[index].startedAt)]
    return .failure(
      "memory-limit",
      "\(programName(index)) used more than \(text) of memory, and was ended",
      started,
      label: "started here",
      notes: writtenNotes(index, .output) + [
        Diagnostic.Note("try", "look for what is kept and never needed again, such as old buffers")
      ]
    )
  }
}
