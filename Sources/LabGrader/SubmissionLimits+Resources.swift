package import LabKernel
package import LabProgram

/// What the limits of an exercise mean for a box.
extension SubmissionLimits {
  /// What a file may grow to, and all that is in /tmp.
  package var temporaryBytes: Int { Int(min(memory, 64 << 20)) }

  /// For a control group, which has what makes the box in it as well: two processes.
  package var together: ControlGroup.Limits {
    ControlGroup.Limits(memory: memory + 8 << 20, processes: processes + 2)
  }

  /// For setrlimit(2).
  ///
  /// - Parameters:
  ///   - countsProcesses: Whether the user is the box's own; else the limit would count everything
  ///     that its user runs.
  ///   - isGrouped: A control group is there, whose limit shall be met first: it tells of it.
  /// - Returns: The limits that the first process starts with, and can't raise.
  package func resources(countsProcesses: Bool, isGrouped: Bool) -> [ResourceLimit] {
    let seconds = UInt64(max(1, (cpu + 999_999_999) / 1_000_000_000))
    var limits = [
      ResourceLimit(.cpu, soft: seconds, hard: seconds + 1),
      // A thread has a stack of 8 MiB that counts before it is used.
      ResourceLimit(.data, UInt64(memory) + UInt64(processes) << 23),
      ResourceLimit(.fileSize, UInt64(temporaryBytes)),
      ResourceLimit(.openFiles, 1024),
      ResourceLimit(.core, 0),
    ]
    // The probe and the two processes of bwrap count too.
    if countsProcesses {
      limits.append(ResourceLimit(.processes, UInt64(processes) + (isGrouped ? 11 : 3)))
    }
    return limits
  }
}
