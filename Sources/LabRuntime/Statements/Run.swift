import LabKernel
import LabProgram
import LabSyntax

/// `run`: a program in this network; its actor waits for its end, the others go on.
extension Machine {
  mutating func run(_ operation: Operation) throws(Failure) -> Outcome {
    startClock(operation)
    if current.statement.phase == 0 { return try startProgram(operation) }
    guard let index = programIndex(current.statement.count) else { return .done }
    takeIn(index)
    if let exit = programs[index].exit { return try ended(operation, index, exit) }
    if current.statement.isExpired {
      programs[index].child.sendToGroup(signal: Signal.kill)
      _ = programs[index].child.wait()
      let name = programs[index].name
      programs.remove(at: index).close(&poller)
      throw Failure(programTimedOut(operation, name), form: .timeout)
    }
    return waitForProgram(current.statement.count)
  }

  private mutating func startProgram(_ operation: Operation) throws(Failure) -> Outcome {
    var arguments: [String] = []
    for index in operation.operands.indices {
      arguments += try self.arguments(Int32(index))
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
      let serial = try start(request, isSpawned: false)
      current.statement.count = serial
      current.statement.phase = 1
      return waitForProgram(serial)
    } catch {
      remember("\(arguments[0]): \(error.errno.name)")
      bindResult(operation, Answer(error.errno))
      return try settle(operation, Answer(error.errno))
    }
  }

  private mutating func ended(_ operation: Operation, _ index: Int, _ exit: ProcessExit)
    throws(Failure) -> Outcome
  {
    let program = programs.remove(at: index)
    reply.data = program.output.bytes
    let status: Int64
    switch exit {
    case .exited(let code): status = Int64(code)
    case .signaled(let signal): status = 128 + Int64(signal)
    }
    reply.number = status
    reply.value = .integer(status)
    remember(exitText(exit, output: program.output.bytes))
    let errors = program.errors.bytes
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
    case .signaled(let signal): return "ended by \(Self.signalName(signal))\(wrote)"
    }
  }
}
