import LabConstants
import LabKernel
import LabProgram
import LabSyntax

/// `spawn`: a program beside the script.
extension Machine {
  mutating func spawn(_ operation: Operation) throws(Failure) -> Outcome {
    var request = ChildProcess.Request(arguments: [])
    var submission: SubmissionProgram?
    var added: [String] = []
    for position in 0..<operation.operands.count {
      let index = operation.operands.start + position
      switch position {
      case 0: submission = try program(index, &request)
      case 1: added = try environment(index)
      case 2: if submission == nil { request.folder = try folder(index) }
      case 3: request.kept += try keptDescriptors(try evaluate(index))
      default:
        request.arguments += try arguments(index)
      }
    }
    let own = submission.map(\.environment) ?? Environment.variables
    if submission != nil || !added.isEmpty { request.environment = Self.environment(own, added) }
    request.capabilities = submission == nil ? current.privileges : []
    request.openFiles = options.inheritedOpenFiles
    let report = try? submission?.boxWords.map { (words) throws(Errno) in try BoxReport(words) }
    report?.prepare(&request)
    let answer: Answer
    do throws(SpawnFailure) {
      let serial = try start(request, isSpawned: true)
      answer = Answer(raw: 0)
      if let submission { markSubmission(submission, report) }
      bindProgram(serial, operation)
      remember("pid \(programs[programs.count - 1].child.id)")
    } catch {
      answer = Answer(error.errno)
      remember("\(request.arguments[0]): \(error.errno.name)")
      bindResult(operation, answer)
    }
    return try settle(operation, answer)
  }

  /// The program to start; what was handed in is started in its box.
  private mutating func program(_ index: Int32, _ request: inout ChildProcess.Request)
    throws(Failure) -> SubmissionProgram?
  {
    guard case .submission = try evaluate(index) else {
      request.arguments += try arguments(index)
      // A name that a call should have bound, and that failed as expected.
      guard !request.arguments.isEmpty else {
        throw Failure(.wrongKind(wanted: "a program's name", got: "nothing", at: site))
      }
      return nil
    }
    guard case .program(let submission) = options.submission else {
      throw Failure(.nothingHandedIn(at: site))
    }
    request.arguments = try prefix(of: submission) + submission.command
    request.limits = submission.limits
    request.groups = submission.group?.entrances ?? []
    request.folder = submission.folder ?? options.temporaryFolder
    return submission
  }

  private func prefix(of submission: SubmissionProgram) throws(Failure) -> [String] {
    guard let prepare = submission.prepare else { return submission.prefix }
    do throws(Errno) {
      return try prepare(nextProgram + 1, programs.map { $0.serial + 1 })
    } catch {
      throw Failure(.noPlaceForBox(error, at: site))
    }
  }

  private mutating func markSubmission(_ submission: SubmissionProgram, _ report: BoxReport?) {
    let index = programs.count - 1
    report?.keepReader()
    programs[index].boxReport = report
    programs[index].isSubmission = true
    programs[index].name = "submission"
    programs[index].isBoxed = !submission.prefix.isEmpty
    watchUse()
  }

  private mutating func bindProgram(_ serial: Int, _ operation: Operation) {
    guard operation.results.count > 0 else { return }
    let slot = program.slots[Int(operation.results.start)]
    self[slot] = .program(Int32(serial))
    programs[programs.count - 1].label = program.slotLabels[Int(current.routine)][Int(slot)]
  }

  /// An environment with the script's additions.
  private static func environment(_ own: [String], _ added: [String]) -> [String] {
    let names = added.map { $0.prefix { $0 != "=" } + "=" }
    return own.filter { old in !names.contains { old.hasPrefix($0) } } + added
  }

  /// What the script adds to the environment.
  private mutating func environment(_ index: Int32) throws(Failure) -> [String] {
    var added: [String] = []
    try flatten(try evaluate(index)) { value throws(Failure) in
      let text = String(decoding: textBytes(of: value), as: UTF8.self)
      guard let equals = text.firstIndex(of: "="), equals > text.startIndex else {
        throw Failure(.noVariable(text, at: site))
      }
      let name = text[...equals]
      added.removeAll { $0.hasPrefix(name) }
      added.append(loopback == nil ? text : renamedVariable(text))
    }
    return added
  }

  /// Where it starts: a relative path is in the run's own folder.
  private mutating func folder(_ index: Int32) throws(Failure) -> String {
    guard case .bytes(let bytes) = try evaluate(index) else { return options.temporaryFolder }
    let path = String(decoding: bytes, as: UTF8.self)
    return path.hasPrefix("/") ? path : "\(options.temporaryFolder)/\(path)"
  }

  private mutating func keptDescriptors(_ value: Value) throws(Failure) -> [Int32] {
    var kept: [Int32] = []
    try flatten(value) { element throws(Failure) in
      guard case .socket(let reference) = element else {
        throw Failure(.wrongKind(wanted: "a socket", got: kindName(element), at: site))
      }
      kept.append(sockets.descriptor(of: reference))
    }
    // What is not connected may become a listener, there or here.
    if kept.contains(where: { !isConnected($0) }) { mayShareListeners = true }
    return kept
  }

  private func isConnected(_ descriptor: Int32) -> Bool {
    let index = sockets.index(ofDescriptor: descriptor)
    return index >= 0 && sockets[index].connectedAt >= 0
  }

  /// An argument of a program, or several from a list.
  mutating func arguments(_ index: Int32) throws(Failure) -> [String] {
    var texts: [String] = []
    try flatten(try evaluate(index)) { value throws(Failure) in
      let text = String(decoding: textBytes(of: value), as: UTF8.self)
      texts.append(loopback == nil ? text : renamedArgument(text))
    }
    return texts
  }

  /// Every element of a list, of the lists in it, or the one value.
  private func flatten(_ value: Value, _ take: (Value) throws(Failure) -> Void) throws(Failure) {
    switch value {
    case .none: return
    case .list(let list): for element in list { try flatten(element, take) }
    default: try take(value)
    }
  }

  /// Sends a signal to a program alone; kill(2).
  ///
  /// ESRCH when it has ended, as everywhere in C after its parent has waited for it.
  mutating func killProgram(_ serial: Int, signal: Int32) throws(Failure) -> Answer {
    let index = try programPlace(serial)
    takeIn(index)
    let child = programs[index].child
    let answer: Answer
    if programs[index].exit != nil {
      answer = Answer(.noSuchProcess)
    } else {
      let own = ownProcess(of: index)
      answer =
        own == child.id
        ? child.send(signal: signal) : ProcessTree.send(signal: signal, to: own)
      programs[index].wasSignaled = true
      // The script knows what it does.
      programs[index].isEndKnown = true
    }
    if tellsStatements {
      let name = Constants.name(of: Int64(signal), in: .signal) ?? "\(signal)"
      tellCall("kill", [.constant("pid \(child.id)"), .constant(name)], answer)
    }
    return answer
  }

  /// The place of a program that a name stands for.
  func programPlace(_ serial: Int) throws(Failure) -> Int {
    guard let index = programIndex(serial) else { throw Failure(.programGone(at: site)) }
    return index
  }
}
