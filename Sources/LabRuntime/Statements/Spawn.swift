import LabConstants
import LabKernel
import LabProgram
import LabSyntax

/// `spawn`: a program beside the script.
extension Machine {
  mutating func spawn(_ operation: Operation) throws(Failure) -> Outcome {
    var request = ChildProcess.Request(arguments: [])
    for position in 0..<operation.operands.count {
      let index = operation.operands.start + position
      switch position {
      case 1: request.environment = try environment(index)
      case 2: request.folder = try folder(index)
      case 3: request.kept = try keptDescriptors(try evaluate(index))
      default:
        request.arguments += try arguments(index)
      }
    }
    request.capabilities = current.privileges
    request.openFiles = options.inheritedOpenFiles
    let answer: Answer
    do throws(SpawnFailure) {
      let serial = try start(request, isSpawned: true)
      answer = Answer(raw: 0)
      bindProgram(serial, operation)
      remember("pid \(programs[programs.count - 1].child.id)")
    } catch {
      answer = Answer(error.errno)
      remember("\(request.arguments[0]): \(error.errno.name)")
      bindResult(operation, answer)
    }
    return try settle(operation, answer)
  }

  private mutating func bindProgram(_ serial: Int, _ operation: Operation) {
    guard operation.results.count > 0 else { return }
    let slot = program.slots[Int(operation.results.start)]
    self[slot] = .program(Int32(serial))
    programs[programs.count - 1].label = program.slotLabels[Int(current.routine)][Int(slot)]
  }

  /// Our own environment with the script's additions.
  private mutating func environment(_ index: Int32) throws(Failure) -> [String]? {
    var added: [String] = []
    try flatten(try evaluate(index)) { value throws(Failure) in
      let text = String(decoding: textBytes(of: value), as: UTF8.self)
      guard let equals = text.firstIndex(of: "="), equals > text.startIndex else {
        throw Failure(.noVariable(text, at: site))
      }
      let name = text[...equals]
      added.removeAll { $0.hasPrefix(name) }
      added.append(text)
    }
    guard !added.isEmpty else { return nil }
    let names = added.map { $0.prefix { $0 != "=" } + "=" }
    return Environment.variables.filter { old in !names.contains { old.hasPrefix($0) } } + added
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
    return kept
  }

  /// An argument of a program, or several from a list.
  mutating func arguments(_ index: Int32) throws(Failure) -> [String] {
    var texts: [String] = []
    try flatten(try evaluate(index)) { value throws(Failure) in
      texts.append(String(decoding: textBytes(of: value), as: UTF8.self))
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
      answer = child.send(signal: signal)
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
