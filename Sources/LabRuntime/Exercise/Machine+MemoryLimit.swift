import LabDiagnostics
import LabKernel
import LabProgram

/// `limit memory`: of all processes of a submission together.
///
/// A resource limit bounds each process only, and says nothing of shared memory. Where no control
/// group does it, this process looks from time to time.
extension Machine {
  /// Between two looks, in nanoseconds.
  private static var memoryPause: Int64 { 250_000_000 }

  /// When the memory of submissions is looked at again; nil while none runs.
  var nextMemoryLook: Int64? {
    programs.contains { $0.isSubmission && $0.exit == nil } ? memoryLook : nil
  }

  mutating func boundMemory() {
    let now = MonotonicClock.now()
    guard now >= memoryLook, let limit = program.header.exercise?.limits.memory else { return }
    memoryLook = now + Self.memoryPause
    for index in programs.indices {
      guard programs[index].isSubmission, programs[index].exit == nil,
        programs[index].overran == .no,
        ProcessMemory.bytes(of: processes(of: index)) > limit
      else { continue }
      programs[index].overran = .untold
      programs[index].overrunLimit = .memory
      programs[index].child.sendToGroup(signal: Signal.kill)
      programs[index].child.send(signal: Signal.kill)
    }
  }

  func memoryLimit(_ index: Int) -> Diagnostic {
    let limit = program.header.exercise?.limits.memory ?? 0
    let started = program.sites[Int(programs[index].startedAt)]
    return .failure(
      "memory-limit",
      "\(programName(index)) filled more than \(limit >> 20) MiB of memory, and was ended",
      started,
      label: "started here",
      notes: [
        Diagnostic.Note(
          "try",
          "free what is not needed any more; a buffer that grows needs a bound"
        )
      ]
    )
  }
}
