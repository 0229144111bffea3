import LabDiagnostics
import LabEvents
import LabKernel
import LabProgram
import LabRuntime
import LabSyntax

/// A scenario that a student handed in: run by our own program in a box, and remembered.
///
/// Its events come from inside the box, so nothing in it may be able to write them itself: it may
/// start no program, and make no call but those on sockets.
struct ScenarioRun {
  let limits: SubmissionLimits
  let countsProcesses: Bool
  /// Where all its processes are bounded together.
  let group: ControlGroup?

  /// How much of what it did is remembered.
  private static let eventsLimit = 16 << 20

  /// Statements that reach beyond sockets.
  private static let forbidden: Set<Verb> = [.spawn, .run, .include, .write, .exercise]

  /// Calls of `call` that cannot write into what is no socket.
  private static let allowedCalls: Set<String> = [
    "socket", "socketpair", "bind", "listen", "accept", "accept4", "connect", "shutdown",
    "getsockname", "getpeername", "getsockopt", "setsockopt", "send", "recv", "sendto", "recvfrom",
    "sendmsg", "recvmsg", "sendmmsg", "recvmmsg", "poll", "ppoll", "select", "unshare",
  ]

  /// Runs it, and returns what it did.
  func record(of script: [UInt8], in box: PreparedBox) throws(ProbeFailure) -> ScenarioRecord {
    do throws(Ungradable) {
      try judge(script)
    } catch {
      throw ProbeFailure(error)
    }
    guard let program = FolderListing.target(ofLink: "/proc/self/exe") else {
      throw ProbeFailure("this program does not know its own path")
    }
    var request = ChildProcess.Request(
      arguments: arguments(program, in: box) + [
        "run", "--network", "private", "--events", "-", SubmissionFiles.scenario,
      ]
    )
    request.environment = Box.environment
    request.folder = box.workingFolder
    request.limits = limits.resources(countsProcesses: countsProcesses)
    request.groups = group?.entrances ?? []
    let run: BoxedCommand
    do throws(SpawnFailure) {
      run = try BoxedCommand(
        request,
        in: box.walls,
        wall: limits.wall,
        outputLimit: Self.eventsLimit
      )
    } catch {
      throw ProbeFailure("the scenario could not be run: \(error.errno.name)")
    }
    if let words = run.boxFailure { throw ProbeFailure("no box for the scenario: \(words)") }
    return try record(run)
  }

  private func arguments(_ program: String, in box: PreparedBox) -> [String] {
    guard let walls = box.walls else { return [program] }
    return walls.arguments(.scenario(program: program, folders: Self.libraryFolders))
      + [Box.labProgram]
  }

  /// Where this process's libraries lie, beyond what every box has.
  private static var libraryFolders: [String] {
    guard let maps = try? FileReading.bytes(of: "/proc/self/maps", limit: 1 << 20) else {
      return []
    }
    var folders: Set<String> = []
    for line in maps.split(separator: 0x0a) {
      guard let slash = line.firstIndex(of: UInt8(ascii: "/")) else { continue }
      let path = String(decoding: line[slash...], as: UTF8.self)
      guard path.hasSuffix(".so") || path.contains(".so."),
        !path.hasPrefix("/usr/"), !path.hasPrefix("/lib")
      else { continue }
      folders.insert(Environment.folder(of: path))
    }
    return folders.sorted()
  }

  /// Reads it as the machine will, and refuses what it may not do.
  private func judge(_ script: [UInt8]) throws(Ungradable) {
    let compilation = Compiler.compile(path: SubmissionFiles.scenario, bytes: script)
    guard let program = compilation.program else {
      let renderer = ConciseRenderer(map: compilation.map)
      throw .invalidScenario(renderer.render(compilation.diagnostics))
    }
    for operation in program.operations {
      if Self.forbidden.contains(operation.verb) {
        throw .forbiddenStatement(operation.verb.rawValue)
      }
      guard operation.verb == .call,
        case .integer(let number) = program.expressions[Int(operation.operands.start)]
      else { continue }
      let name = SystemCall.all[Int(number)].name
      if !Self.allowedCalls.contains(name) { throw .forbiddenStatement("call \(name)") }
    }
  }

  /// What was told until it ended, or was ended.
  private func record(_ run: BoxedCommand) throws(ProbeFailure) -> ScenarioRecord {
    var reader = EventRecordReader()
    var events: [Event] = []
    var hasEnded = false
    for line in run.output.split(separator: 0x0a) {
      // The last line of who was ended may be a half one.
      guard let event = try? reader.event(from: line) else { continue }
      if case .runEnded = event.kind { hasEnded = true }
      events.append(event)
    }
    let stop = stop(of: run, hasEnded)
    if events.isEmpty, stop == nil || run.exit == .exited(2) {
      let said = String(decoding: run.errors.suffix(2000), as: UTF8.self)
      throw ProbeFailure(.invalidScenario(said.isEmpty ? "it did nothing" : said))
    }
    return ScenarioRecord(events: events, stop: stop)
  }

  /// What cut it off: it is at its end only when it has said so, and nothing of it was dropped.
  private func stop(of run: BoxedCommand, _ hasEnded: Bool) -> ScenarioRecord.Stop? {
    if let group, group.use.memoryKills > 0 { return .memory(limits.memory) }
    if run.isOutputCut { return .output(Self.eventsLimit) }
    switch run.exit {
    case nil: return .wall(limits.wall)
    case .exited where hasEnded: return nil
    // A box gives a signal as a status; only the limit on the processor's time kills.
    case .exited(137), .exited(152), .signaled(9), .signaled(24): return .cpu(limits.cpu)
    case .exited(let status) where status > 128:
      return .broken("ended by signal \(status - 128)")
    case .exited(let status): return .broken("ended with status \(status)")
    case .signaled(let signal): return .broken("ended by signal \(signal)")
    }
  }
}
