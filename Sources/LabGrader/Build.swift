import LabDiagnostics
import LabKernel
import LabProgram

/// `make` in a box, for a submission that brings no program but a Makefile.
struct Build {
  let limits: SubmissionLimits
  let countsProcesses: Bool

  /// A build has more time than a check: compilers are slow beside each other.
  static let wall: Int64 = 60_000_000_000
  private static let outputLimit = 64 << 10
  /// How much of what `make` said is told.
  private static let shownLines = 20

  /// Builds; throws what the student has to know when there is no program afterwards.
  func run(in box: PreparedBox) throws(Ungradable) {
    var request = ChildProcess.Request(arguments: box.prefix(.build) + ["make", "-s"])
    request.environment = Box.environment
    request.folder = box.workingFolder
    var limits = limits
    limits.cpu = Self.wall
    limits.processes = max(limits.processes, 64)
    limits.memory = max(limits.memory, 1 << 30)
    request.limits = limits.resources(countsProcesses: countsProcesses)
    ProcessTree.adoptOrphans()
    defer { ProcessTree.end(ProcessTree.orphans(besides: [])) }
    let child: ChildProcess
    do throws(SpawnFailure) {
      child = try ChildProcess(request)
    } catch {
      throw .build("'make' could not be started: \(error.errno.name)", output: "")
    }
    let (exit, output) = wait(for: child)
    let shown = Self.lastLines(of: output)
    switch exit {
    case nil:
      throw .build("'make' did not end within \(Self.wall / 1_000_000_000) s", output: shown)
    case .exited(0)?: break
    case .exited(let status)?: throw .build("'make' ended with status \(status)", output: shown)
    case .signaled(let signal)?:
      throw .build("'make' was ended by signal \(signal)", output: shown)
    }
    // Whatever it is, it is executed in a box only.
    guard Environment.isPlainFile("\(box.folder)/submission/\(SubmissionFiles.program)") else {
      throw .build("'make' made no file 'run'", output: shown)
    }
  }

  /// Reads what the build says until it ends or its time is over; then everything in it is dead.
  private func wait(for child: ChildProcess) -> (ProcessExit?, [UInt8]) {
    guard var poller = try? Poller() else { return (nil, []) }
    for descriptor in [child.fd, child.outputDescriptor, child.errorsDescriptor] {
      _ = poller.addSource(descriptor, id: 1)
    }
    let deadline = MonotonicClock.deadline(after: Self.wall)
    var output: [UInt8] = []
    var open = [child.outputDescriptor, child.errorsDescriptor]
    while true {
      let rest = deadline - MonotonicClock.now()
      if rest <= 0 { return (nil, output) }
      _ = poller.wait(timeoutNanoseconds: rest)
      for descriptor in open where !takeIn(descriptor, &output) {
        _ = poller.remove(descriptor)
        open.removeAll { $0 == descriptor }
      }
      // What it left running may hold the pipes open for ever: its own end counts.
      if let exit = child.exit {
        for descriptor in open { _ = takeIn(descriptor, &output) }
        return (exit, output)
      }
    }
  }

  /// Takes in what has come; false at the end.
  private func takeIn(_ descriptor: Int32, _ output: inout [UInt8]) -> Bool {
    var answer = Answer(raw: 0)
    let bytes = [UInt8](unsafeUninitializedCapacity: 1 << 16) { buffer, count in
      answer = ChildProcess.read(descriptor, into: UnsafeMutableRawBufferPointer(buffer))
      count = max(0, answer.raw)
    }
    output += bytes
    // The last lines say what went wrong.
    if output.count > 2 * Self.outputLimit { output.removeFirst(output.count - Self.outputLimit) }
    return answer.isSuccess ? answer.raw > 0 : answer.errno == .wouldBlock
  }

  private static func lastLines(of output: [UInt8]) -> String {
    let lines = output.split(separator: 0x0a, omittingEmptySubsequences: true).suffix(shownLines)
    return lines.map { String(decoding: $0.prefix(500), as: UTF8.self) }.joined(separator: "\n")
  }
}
