import LabKernel
import LabRuntime

/// A command that is run to its end, or to the end of its time, with the last that it wrote.
struct BoxedCommand {
  /// Nil when its time was over.
  private(set) var exit: ProcessExit?
  private(set) var output: [UInt8] = []
  private(set) var errors: [UInt8] = []
  /// The beginning of its standard output was dropped, as it wrote more than is kept.
  private(set) var isOutputCut = false
  /// Why nothing was executed, when its box or this machine is to blame.
  private(set) var boxFailure: String?

  private static let errorsLimit = 64 << 10

  /// Runs it; when this returns, nothing of it is alive.
  ///
  /// - Parameters:
  ///   - request: What to start.
  ///   - box: The walls around it; nil without.
  ///   - wall: Nanoseconds that it has.
  ///   - outputLimit: Bytes of standard output that are kept, the last ones.
  /// - Throws: Why it could not be started.
  init(
    _ request: ChildProcess.Request,
    in box: Box?,
    wall: Int64,
    outputLimit: Int = 64 << 10
  ) throws(SpawnFailure) {
    ProcessTree.adoptOrphans()
    defer { ProcessTree.end(ProcessTree.orphans(besides: [])) }
    var request = request
    let report = box == nil ? nil : try? BoxReport(Box.words)
    report?.prepare(&request)
    let child = try ChildProcess(request)
    report?.keepReader()
    wait(for: child, wall, outputLimit)
    guard let exit, let report else { return }
    switch report.outcome(exit, errors: errors) {
    case .executed: break
    case .refused(let words), .notMade(let words):
      boxFailure = words.isEmpty ? "it ended without a word" : words
    }
  }

  private mutating func wait(for child: ChildProcess, _ wall: Int64, _ outputLimit: Int) {
    guard var poller = try? Poller() else { return }
    for descriptor in [child.fd, child.outputDescriptor, child.errorsDescriptor] {
      _ = poller.addSource(descriptor, id: 1)
    }
    let deadline = MonotonicClock.deadline(after: wall)
    var areErrorsCut = false
    var open = [child.outputDescriptor, child.errorsDescriptor]
    while true {
      let rest = deadline - MonotonicClock.now()
      if rest <= 0 { return }
      _ = poller.wait(timeoutNanoseconds: rest)
      // What it left running may hold the pipes open for ever: its own end counts, seen first.
      let exit = child.exit
      for descriptor in open {
        let isOutput = descriptor == child.outputDescriptor
        let goesOn =
          isOutput
          ? Self.takeIn(descriptor, &output, outputLimit, &isOutputCut)
          : Self.takeIn(descriptor, &errors, Self.errorsLimit, &areErrorsCut)
        if goesOn { continue }
        _ = poller.remove(descriptor)
        open.removeAll { $0 == descriptor }
      }
      if let exit {
        self.exit = exit
        return
      }
    }
  }

  /// Takes in what has come; false at the end.
  private static func takeIn(
    _ descriptor: Int32,
    _ kept: inout [UInt8],
    _ limit: Int,
    _ isCut: inout Bool
  ) -> Bool {
    // A bound, for who writes faster than we read.
    for _ in 0..<64 {
      var answer = Answer(raw: 0)
      kept += [UInt8](unsafeUninitializedCapacity: 1 << 16) { buffer, count in
        answer = ChildProcess.read(descriptor, into: UnsafeMutableRawBufferPointer(buffer))
        count = max(0, answer.raw)
      }
      // The last lines say what went wrong.
      if kept.count > 2 * limit {
        kept.removeFirst(kept.count - limit)
        isCut = true
      }
      guard answer.isSuccess else { return answer.errno == .wouldBlock }
      if answer.raw == 0 { return false }
    }
    return true
  }
}
