import LabKernel
import LabProgram
import LabSyntax

/// `run`: a program in this network; its actor waits for its end, the others go on.
extension Machine {
  mutating func run(_ operation: Operation) throws(Failure) -> Outcome {
    startClock(operation)
    if current.statement.phase == 0 { return try startProgram(operation) }
    guard let index = programIndex(current.statement.count) else { return .done }
    drain(index)
    if let exit = programs[index].child.exit {
      drain(index)
      return try ended(operation, index, exit)
    }
    if current.statement.isExpired {
      programs[index].child.sendToGroup(signal: 9)
      _ = programs[index].child.wait()
      let name = programs[index].name
      programs.remove(at: index).close(&poller)
      throw Failure(programTimedOut(operation, name), form: .timeout)
    }
    return waitForProgram()
  }

  private mutating func startProgram(_ operation: Operation) throws(Failure) -> Outcome {
    var arguments: [String] = []
    for index in operation.operands.indices {
      let value = try evaluate(Int32(index))
      if case .none = value { continue }
      arguments.append(String(decoding: textBytes(of: value), as: UTF8.self))
    }
    // Names that a call should have bound, and that failed as expected.
    guard let name = arguments.first, !name.isEmpty else {
      throw Failure(.wrongKind(wanted: "a program's name", got: "nothing", at: site))
    }
    try startLimit(operation)
    var request = ChildProcess.Request(arguments: arguments)
    request.capabilities = current.privileges
    request.openFiles = options.inheritedOpenFiles
    request.folder = options.temporaryFolder
    do throws(SpawnFailure) {
      let child = try ChildProcess(request)
      let descriptors = [child.fd, child.outputDescriptor, child.errorsDescriptor]
      let serial = nextProgram
      nextProgram += 1
      for descriptor in descriptors {
        _ = poller.addSource(descriptor, id: UInt32(truncatingIfNeeded: serial))
      }
      programs.append(
        RunningProgram(child: child, serial: serial, owner: current.owner, name: arguments[0])
      )
      current.statement.count = serial
      current.statement.phase = 1
      return waitForProgram()
    } catch {
      remember("\(arguments[0]): \(error.errno.name)")
      bindResult(operation, Answer(error.errno))
      return try settle(operation, Answer(error.errno))
    }
  }

  private mutating func waitForProgram() -> Outcome {
    current.suspension.reason = .process
    current.suspension.socket = Int32(current.statement.count)
    return fallAsleep(until: current.statement.deadline)
  }

  private func programIndex(_ serial: Int) -> Int? {
    (0..<programs.count).first { programs[$0].serial == serial }
  }

  private mutating func ended(_ operation: Operation, _ index: Int, _ exit: ProcessExit)
    throws(Failure) -> Outcome
  {
    let program = programs.remove(at: index)
    reply.data = program.output
    let status: Int64
    switch exit {
    case .exited(let code): status = Int64(code)
    case .signaled(let signal): status = 128 + Int64(signal)
    }
    reply.number = status
    reply.value = .integer(status)
    remember(exitText(exit, output: program.output))
    let errors = program.errors
    let name = program.name
    program.close(&poller)
    bindResult(operation, Answer(raw: 0))
    if operation.condition < 0, status != 0 {
      throw Failure(programFailed(operation, name, exit, errors: errors))
    }
    return try settle(operation, Answer(raw: 0))
  }

  private func exitText(_ exit: ProcessExit, output: [UInt8]) -> String {
    let wrote = output.isEmpty ? "" : ", wrote \(Self.quoted(output))"
    switch exit {
    case .exited(let code): return "exit status \(code)\(wrote)"
    case .signaled(let signal): return "ended by signal \(signal)\(wrote)"
    }
  }

  /// Takes what the program wrote; more than the limits is dropped.
  private mutating func drain(_ index: Int) {
    programs[index].output += drain(
      programs[index].child.outputDescriptor,
      room: options.limits.bytes - programs[index].output.count
    )
    programs[index].errors += drain(
      programs[index].child.errorsDescriptor,
      room: Self.errorsLimit - programs[index].errors.count
    )
  }

  /// How much of a program's error output is kept.
  private static var errorsLimit: Int { 65_536 }

  /// Reads a pipe until it is empty or at its end, and gives what there is room for.
  private mutating func drain(_ descriptor: Int32, room: Int) -> [UInt8] {
    let space = buffer.space(65_536)
    var came: [UInt8] = []
    while true {
      let answer = ChildProcess.read(descriptor, into: space)
      // A pipe that the program has closed would be reported for ever.
      if answer.raw == 0 { _ = poller.remove(descriptor) }
      guard answer.raw > 0 else { return came }
      came += buffer.bytes(min(answer.raw, room - came.count))
    }
  }

  /// At an owner's end nothing that it started survives.
  mutating func killPrograms(of owner: Int32) {
    while let index = programs.lastIndex(where: { $0.owner == owner }) {
      let program = programs.remove(at: index)
      program.child.sendToGroup(signal: 9)
      _ = program.child.wait()
      program.close(&poller)
    }
  }
}

/// A program that runs in this network, with what it has written so far.
struct RunningProgram {
  let child: ChildProcess
  /// Its number among all that this run started.
  let serial: Int
  let owner: Int32
  let name: String
  var output: [UInt8] = []
  var errors: [UInt8] = []

  /// Takes its descriptors out of the poller; they close with the child.
  func close(_ poller: inout Poller) {
    for descriptor in [child.fd, child.outputDescriptor, child.errorsDescriptor] {
      _ = poller.remove(descriptor)
    }
  }
}
