package import LabKernel
package import LabProgram
import LabRuntime

/// What the limits of an exercise mean for a box.
extension SubmissionLimits {
  /// What a file may grow to, and all that is in /tmp.
  package var temporaryBytes: Int { Int(min(memory, 64 << 20)) }

  /// For a control group, which has what makes the box in it as well: two processes.
  package var together: ControlGroup.Limits {
    ControlGroup.Limits(
      memory: memory + 8 << 20,
      processes: processes + SubmissionProgram.ownProcesses
    )
  }

  /// For setrlimit(2).
  ///
  /// - Parameter countsProcesses: Whether the user is the box's own; else the limit would count
  ///   everything that its user runs.
  /// - Returns: The limits that the first process starts with, and can't raise.
  package func resources(countsProcesses: Bool) -> [ResourceLimit] {
    let seconds = UInt64(max(1, (cpu + 999_999_999) / 1_000_000_000))
    var limits = [
      ResourceLimit(.cpu, soft: seconds, hard: seconds + 1),
      // A thread has a stack of 8 MiB that counts before it is used.
      ResourceLimit(.data, UInt64(memory) + UInt64(processes) << 23),
      ResourceLimit(.fileSize, UInt64(temporaryBytes)),
      ResourceLimit(.openFiles, 1024),
      ResourceLimit(.core, 0),
    ]
    // The probe, who stands outside its namespace, and the two processes of bwrap count too. It is
    // met together with a control group's limit, and costs the kernel less to refuse.
    if countsProcesses { limits.append(ResourceLimit(.processes, UInt64(processes) + 4)) }
    return limits
  }
}
