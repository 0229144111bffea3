import LabConstants
import LabDiagnostics
import LabKernel
import LabProgram

/// Programs that run beside the script: found by number, read as they write, ended with their owner.
extension Machine {
  /// How often a pipe is read before others have their turn: a program that never stops writing
  /// would keep everybody waiting.
  private static var readsInARow: Int { 16 }

  /// How much of a program's error output is kept.
  private static var errorsLimit: Int { 1 << 20 }

  /// The place in the table of the program with this number; nil when its owner has ended.
  func programIndex(_ serial: Int) -> Int? {
    programs.firstIndex { $0.serial == serial }
  }

  /// Starts a program and watches it; the current owner's end is its end.
  mutating func start(
    _ request: ChildProcess.Request,
    isSpawned: Bool
  ) throws(SpawnFailure) -> Int {
    ProcessTree.adoptOrphans()
    mayShareFiles = true
    var request = request
    request.arguments[0] = programPath(request.arguments[0])
    let child = try ChildProcess(request)
    let serial = nextProgram
    nextProgram += 1
    for descriptor in [child.fd, child.outputDescriptor, child.errorsDescriptor] {
      _ = poller.addSource(descriptor, id: UInt32(truncatingIfNeeded: serial))
    }
    let path = request.arguments[0]
    programs.append(
      RunningProgram(
        child: child,
        serial: serial,
        owner: current.owner,
        name: path.split(separator: "/").last.map { String($0) } ?? path,
        startedAt: current.pc,
        isSpawned: isSpawned
      )
    )
    return serial
  }

  /// The path of a program: a relative one begins at the script, else in the run's own folder.
  private func programPath(_ name: String) -> String {
    if !name.contains("/") { return Environment.program(named: name) ?? name }
    guard !name.hasPrefix("/"), !options.scriptFolder.isEmpty else { return name }
    let beside = "\(options.scriptFolder)/\(name)"
    return Environment.hasProgram(beside) ? beside : name
  }

  /// Takes in what a program has written, and whether it has ended.
  mutating func takeIn(_ index: Int) {
    // First the end, then the pipes: what it wrote before it ended is in them by then.
    var ended: ProcessExit?
    if programs[index].exit == nil, let exit = programs[index].child.exit {
      ended = exit
      programs[index].exit = self.exit(exit, of: index)
      // Its pidfd stays readable for ever.
      _ = poller.remove(programs[index].child.fd)
    }
    let child = programs[index].child
    var (output, errors) = (ProgramOutput(), ProgramOutput())
    swap(&output, &programs[index].output)
    swap(&errors, &programs[index].errors)
    let limit = outputLimit(of: programs[index])
    drain(child.outputDescriptor, limit: limit ?? options.limits.bytes, into: &output)
    drain(child.errorsDescriptor, limit: limit ?? Self.errorsLimit, into: &errors)
    swap(&output, &programs[index].output)
    swap(&errors, &programs[index].errors)
    if limit != nil { boundOutput(index) }
    if let ended {
      lookForMemoryKill(index)
      lookForBox(index, ended)
    }
  }

  /// Reads a pipe until it is empty or at its end; more than the limit is dropped.
  private mutating func drain(_ descriptor: Int32, limit: Int, into output: inout ProgramOutput) {
    if output.hasEnded { return }
    let space = buffer.space(65_536)
    for _ in 0..<Self.readsInARow {
      let answer = ChildProcess.read(descriptor, into: space)
      if answer.raw == 0 {
        output.hasEnded = true
        // A pipe that is at its end would be reported for ever.
        _ = poller.remove(descriptor)
      }
      guard answer.raw > 0 else { return }
      let room = min(answer.raw, limit - output.bytes.count)
      output.bytes += buffer.bytes(room)
      output.dropped += answer.raw - room
    }
  }

  /// Waits for the program's next sign of life, or the statement's limit.
  mutating func waitForProgram(_ serial: Int) -> Outcome {
    current.suspension.reason = .process
    current.suspension.socket = Int32(serial)
    return fallAsleep(until: current.statement.deadline)
  }

  /// At an owner's end nothing that it started survives: neither its programs nor what they left.
  mutating func killPrograms(of owner: Int32) {
    for index in programs.indices where programs[index].owner == owner { lookForBadEnd(index) }
    tellProgramEnds(of: owner)
    killPrograms(of: owner, since: 0)
  }

  /// Ends an owner's programs from a number on, with all that they started.
  mutating func killPrograms(of owner: Int32, since first: Int) {
    let mine = programs.filter { $0.owner == owner && $0.serial >= first }
    // What `run` left behind has no program any more: the file's end is its end.
    guard !mine.isEmpty || (owner == Self.fileOwner && first == 0) else { return }
    // Programs of `privileged` may have become other users.
    Capabilities.raised(.all) {
      var members: [Int32] = []
      for program in mine { members += ProcessTree.members(of: program.child.id) }
      while let index = programs.lastIndex(where: { $0.owner == owner && $0.serial >= first }) {
        let program = programs.remove(at: index)
        program.child.sendToGroup(signal: Signal.kill)
        program.child.send(signal: Signal.kill)
        _ = program.child.wait()
        program.close(&poller)
      }
      killOrphans(among: programs.isEmpty ? nil : members)
    }
  }

  /// Children that are no orphans: programs, and a process that goes on in our place.
  private var ownChildren: [Int32] {
    programs.map(\.child.id) + (session.successor > 0 ? [session.successor] : [])
  }

  /// Whom a program has left is our child by now; ending one may bring us the next.
  private func killOrphans(among members: [Int32]?) {
    while true {
      let left = ProcessTree.orphans(besides: ownChildren).filter {
        members?.contains($0) ?? true
      }
      if left.isEmpty { return }
      ProcessTree.end(left)
    }
  }

  /// All processes of a program: itself, what it started, and what lost its parent.
  ///
  /// Each program heads a process group, by which an orphan is known. One that has made a session of
  /// its own (a daemon, setsid(2)) could be anybody's, and counts for every program.
  func processes(of index: Int) -> [Int32] {
    var found = startedProcesses(of: index)
    if let box = box(of: index) {
      found.removeAll { $0 == box.first || box.outer.contains($0) }
    }
    return found
  }

  /// The same with what makes its box.
  func startedProcesses(of index: Int) -> [Int32] {
    let own = programs[index].child.id
    var found = ProcessTree.members(of: own)
    for orphan in ProcessTree.orphans(besides: ownChildren) {
      let group = ProcessTree.group(of: orphan)
      if group != own, programs.contains(where: { $0.child.id == group }) { continue }
      found += ProcessTree.members(of: orphan)
    }
    return found
  }
}

/// Signals that the machine itself sends.
enum Signal {
  static let kill: Int32 = 9
}
