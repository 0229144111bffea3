import LabDiagnostics
import LabKernel
import LabProgram

/// `make` in a box, for a submission that brings no program but a Makefile.
struct Build {
  let limits: SubmissionLimits
  let countsProcesses: Bool

  /// A build has more time than a check: compilers are slow beside each other.
  static let wall: Int64 = 60_000_000_000
  /// How much of what `make` said is told.
  private static let shownLines = 20

  /// Builds; throws what the student has to know when there is no program afterwards.
  ///
  /// A machine without `make` is no student's fault.
  func run(in box: PreparedBox) throws(ProbeFailure) {
    guard let make = Self.make else {
      throw ProbeFailure("'make' is not installed on this machine (Debian: apt install make)")
    }
    var request = ChildProcess.Request(arguments: box.prefix(.build) + [make, "-s"])
    request.environment = Box.environment
    request.folder = box.workingFolder
    var limits = limits
    limits.cpu = Self.wall
    limits.processes = max(limits.processes, 64)
    limits.memory = max(limits.memory, 1 << 30)
    request.limits = limits.resources(countsProcesses: countsProcesses)
    let run: BoxedCommand
    do throws(SpawnFailure) {
      run = try BoxedCommand(request, wall: Self.wall)
    } catch {
      throw ProbeFailure("'make' could not be started: \(error.errno.name)")
    }
    guard let refusal = refusal(run, in: box) else { return }
    throw ProbeFailure(refusal)
  }

  /// Where a box finds it; /usr is the same inside and outside.
  private static var make: String? {
    Box.searchPath.lazy.map { "\($0)/make" }.first { Environment.hasProgram($0) }
  }

  /// Why there is no program now; nil when there is one.
  private func refusal(_ run: BoxedCommand, in box: PreparedBox) -> Ungradable? {
    let shown = Self.lastLines(of: run.output + run.errors)
    switch run.exit {
    case nil:
      return .build("'make' did not end within \(Self.wall / 1_000_000_000) s", output: shown)
    case .exited(0)?: break
    case .exited(let status)?:
      return .build("'make' ended with status \(status)", output: shown)
    case .signaled(let signal)?:
      return .build("'make' was ended by signal \(signal)", output: shown)
    }
    // Whatever it is, it is executed in a box only.
    guard Environment.isPlainFile("\(box.folder)/submission/\(SubmissionFiles.program)") else {
      return .build("'make' made no file 'run'", output: shown)
    }
    return nil
  }

  private static func lastLines(of output: [UInt8]) -> String {
    let lines = output.split(separator: 0x0a, omittingEmptySubsequences: true).suffix(shownLines)
    return lines.map { String(decoding: $0.prefix(500), as: UTF8.self) }.joined(separator: "\n")
  }
}
