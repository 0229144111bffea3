import LabDiagnostics
import LabEvents
import LabKernel
import LabProgram
import LabSyntax

/// A scenario that a student handed in: run by our own program in a box, and remembered.
///
/// Its events come from inside the box, so nothing in it may be able to write them itself: it may
/// start no program, and make no call but those on sockets.
struct ScenarioRun {
  let limits: SubmissionLimits
  let countsProcesses: Bool

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
  func events(of script: [UInt8], in box: PreparedBox) throws(ProbeFailure) -> [Event] {
    do throws(Ungradable) { try judge(script) } catch { throw ProbeFailure(error) }
    let run = try run(in: box)
    do throws(Ungradable) { return try events(run) } catch { throw ProbeFailure(error) }
  }

  private func run(in box: PreparedBox) throws(ProbeFailure) -> BoxedCommand {
    guard let program = FolderListing.target(ofLink: "/proc/self/exe") else {
      throw ProbeFailure("this program's own path is not known (/proc/self/exe)")
    }
    var request = ChildProcess.Request(
      arguments: arguments(program, in: box) + [
        "run", "--network", "private", "--events", "-", SubmissionFiles.scenario,
      ]
    )
    request.environment = Box.environment
    request.folder = box.workingFolder
    request.limits = limits.resources(countsProcesses: countsProcesses)
    do throws(SpawnFailure) {
      return try BoxedCommand(
        request,
        wall: limits.wall,
        outputLimit: Self.eventsLimit,
        keeps: .first
      )
    } catch {
      throw ProbeFailure("the scenario could not be started: \(error.errno.name)")
    }
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

  /// What it did, from its beginning to its own end.
  ///
  /// Of one that was cut off, or did more than is remembered, nobody can say what it did not do.
  private func events(_ run: BoxedCommand) throws(Ungradable) -> [Event] {
    if run.output.count >= Self.eventsLimit { throw .tooMuchDone }
    switch run.exit {
    case nil: throw .endlessScenario("it did not end within \(limits.wall / 1_000_000_000) s")
    case .signaled(let signal)?: throw .endlessScenario("it was ended by signal \(signal)")
    case .exited?: break
    }
    var reader = EventRecordReader()
    var events: [Event] = []
    var hasEnded = false
    for line in run.output.split(separator: 0x0a) {
      guard let event = try? reader.event(from: line) else { break }
      if case .runEnded = event.kind { hasEnded = true }
      events.append(event)
    }
    if events.isEmpty || !hasEnded {
      let said = String(decoding: run.errors.suffix(2000), as: UTF8.self)
      throw .invalidScenario(said.isEmpty ? "it did not come to its end" : said)
    }
    return events
  }
}
