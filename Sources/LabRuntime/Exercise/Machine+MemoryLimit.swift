import LabDiagnostics
import LabEvents
import LabKernel
import LabProgram

/// `limit memory` where no control group bounds it: what is private, and what is shared and mapped.
extension Machine {
  /// How soon it is looked at again when it was too much, in nanoseconds: between vfork(2) and
  /// exec(2) everything counts twice.
  private static var memorySecondLook: Int64 { 20_000_000 }

  /// Ends a submission whose processes have too much twice in a row.
  ///
  /// - Parameters:
  ///   - index: Its place.
  ///   - processes: All of it.
  /// - Returns: When to look again at the latest; nil: as ever.
  mutating func boundMemory(_ index: Int, _ processes: [Int32]) -> Int64? {
    let limit = Int(program.header.exercise?.limits.memory ?? .max)
    guard limit > 0 else { return nil }
    let bytes = Capabilities.raised(.all) { MemoryUse.bytes(of: processes, limit: limit) }
    guard bytes > limit else {
      programs[index].wasLarge = false
      return nil
    }
    guard programs[index].wasLarge else {
      programs[index].wasLarge = true
      return Self.memorySecondLook
    }
    stop(index, processes, by: .memory)
    return nil
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
