import LabKernel

/// A command that is run to its end, or to the end of its time, with the last that it wrote.
struct BoxedCommand {
  /// Nil when its time was over.
  private(set) var exit: ProcessExit?
  private(set) var output: [UInt8] = []
  private(set) var errors: [UInt8] = []

  private static let errorsLimit = 64 << 10

  /// What is kept of an output that is longer than its limit.
  enum Kept {
    /// The last bytes: they say what went wrong.
    case last
    /// The first; the command is ended when it writes more.
    case first
  }

  private let kept: Kept

  /// Runs it; when this returns, nothing of it is alive.
  ///
  /// - Parameters:
  ///   - request: What to start.
  ///   - wall: Nanoseconds that it has.
  ///   - outputLimit: Bytes of standard output that are kept.
  ///   - keeps: Which bytes.
  /// - Throws: Why it could not be started.
  init(
    _ request: ChildProcess.Request,
    wall: Int64,
    outputLimit: Int = 64 << 10,
    keeps: Kept = .last
  ) throws(SpawnFailure) {
    kept = keeps
    ProcessTree.adoptOrphans()
    defer { ProcessTree.end(ProcessTree.orphans(besides: [])) }
    let child = try ChildProcess(request)
    wait(for: child, wall, outputLimit)
  }

  private mutating func wait(for child: ChildProcess, _ wall: Int64, _ outputLimit: Int) {
    guard var poller = try? Poller() else { return }
    for descriptor in [child.fd, child.outputDescriptor, child.errorsDescriptor] {
      _ = poller.addSource(descriptor, id: 1)
    }
    let deadline = MonotonicClock.deadline(after: wall)
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
          ? Self.takeIn(descriptor, &output, kept == .last ? outputLimit : .max >> 1)
          : Self.takeIn(descriptor, &errors, Self.errorsLimit)
        if goesOn { continue }
        _ = poller.remove(descriptor)
        open.removeAll { $0 == descriptor }
      }
      if let exit { self.exit = exit }
      if exit != nil || (kept == .first && output.count >= outputLimit) { return }
    }
  }

  /// Takes in what has come; false at the end.
  private static func takeIn(_ descriptor: Int32, _ kept: inout [UInt8], _ limit: Int) -> Bool {
    // A bound, for who writes faster than we read.
    for _ in 0..<64 {
      var answer = Answer(raw: 0)
      kept += [UInt8](unsafeUninitializedCapacity: 1 << 16) { buffer, count in
        answer = ChildProcess.read(descriptor, into: UnsafeMutableRawBufferPointer(buffer))
        count = max(0, answer.raw)
      }
      // The last lines say what went wrong.
      if kept.count > 2 * limit { kept.removeFirst(kept.count - limit) }
      guard answer.isSuccess else { return answer.errno == .wouldBlock }
      if answer.raw == 0 { return false }
    }
    return true
  }
}
