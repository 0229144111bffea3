import LabDiagnostics
import LabKernel
import LabProgram

/// `make` in a box, for a submission that brings no program but a Makefile.
struct Build {
  let limits: SubmissionLimits
  let countsProcesses: Bool
  /// Where all its processes are bounded together.
  let group: ControlGroup?

  /// A build has more time than a check: compilers are slow beside each other.
  static let wall: Int64 = 60_000_000_000
  /// How much of what `make` said is told.
  private static let shownLines = 20

  /// Builds; throws what the student has to know when there is no program afterwards.
  ///
  /// - Parameter box: Where.
  /// - Throws: That, or the word of a machine that could not do it.
  func run(in box: PreparedBox) throws(ProbeFailure) {
    guard let make = Self.make else {
      throw ProbeFailure("'make' is not installed on this machine (Debian: apt install make)")
    }
    var request = ChildProcess.Request(arguments: box.prefix(.build) + [make, "-s"])
    request.environment = Box.environment
    request.folder = box.workingFolder
    let limits = Self.limits(limits)
    request.limits = limits.resources(countsProcesses: countsProcesses)
    request.groups = group?.entrances ?? []
    let run: BoxedCommand
    do throws(SpawnFailure) {
      run = try BoxedCommand(request, in: box.walls, wall: Self.wall)
    } catch {
      throw ProbeFailure("'make' could not be started: \(error.errno.name)")
    }
    if let words = run.boxFailure { throw ProbeFailure("no box for 'make': \(words)") }
    var shown = Self.lastLines(of: run.output + run.errors)
    if let group, group.use.memoryKills > 0 {
      shown += "\nended by the kernel: more than \(limits.memory >> 20) MiB of memory"
    }
    switch run.exit {
    case nil:
      throw ProbeFailure.build(
        "'make' did not end within \(Self.wall / 1_000_000_000) s",
        output: shown
      )
    case .exited(0)?: break
    case .exited(let status)?:
      throw ProbeFailure.build("'make' ended with status \(status)", output: shown)
    case .signaled(let signal)?:
      throw ProbeFailure.build("'make' was ended by signal \(signal)", output: shown)
    }
    // Whatever it is, it is executed in a box only. A link is not followed: who makes one could
    // ask what there is on this machine.
    let made = "\(box.folder)/submission/\(SubmissionFiles.program)"
    guard FolderListing.target(ofLink: made) != nil || Environment.isPlainFile(made) else {
      throw ProbeFailure.build("'make' made no file 'run'", output: shown)
    }
  }

  /// What a build may use, whatever the program may.
  static func limits(_ limits: SubmissionLimits) -> SubmissionLimits {
    var limits = limits
    limits.cpu = wall
    limits.processes = max(limits.processes, 64)
    limits.memory = max(limits.memory, 1 << 30)
    return limits
  }

  /// Where a box finds it; /usr is the same inside and outside.
  private static var make: String? {
    Box.searchPath.lazy.map { "\($0)/make" }.first { Environment.hasProgram($0) }
  }

  private static func lastLines(of output: [UInt8]) -> String {
    let lines = output.split(separator: 0x0a, omittingEmptySubsequences: true).suffix(shownLines)
    return lines.map { String(decoding: $0.prefix(500), as: UTF8.self) }.joined(separator: "\n")
  }
}
