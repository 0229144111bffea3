import LabConstants
import LabKernel
import LabProgram
import LabSyntax

/// `kill`: a signal aimed at one call, or at a program.
extension Machine {
  mutating func kill(_ operation: Operation) throws(Failure) -> Outcome {
    startClock(operation)
    let target = try evaluate(operation.operands.start)
    let (signal, name) = try signal(operation.operands.start + 1)
    switch target {
    case .actors(let label):
      return try killCalls(operation, of: label, signal: signal, name: name)
    case .program(let serial):
      let answer = try killProgram(Int(serial), signal: signal)
      bindResult(operation, answer)
      return try settle(operation, answer)
    default:
      throw Failure(.wrongKind(wanted: "an actor or a program", got: kindName(target), at: site))
    }
  }

  private mutating func signal(_ index: Int32) throws(Failure) -> (number: Int32, name: String) {
    let value = try evaluate(index)
    guard let name = word(value), let signal = Constants.named(name), signal.group == .signal
    else {
      throw Failure(.wrongKind(wanted: "a signal", got: kindName(value), at: site))
    }
    return (Int32(signal.value), name)
  }

  /// Interrupts the calls of all actors of a name that are alive.
  ///
  /// Each is seen asleep first: a signal that comes just before the call sleeps interrupts nothing.
  private mutating func killCalls(
    _ operation: Operation,
    of label: Int32,
    signal: Int32,
    name: String
  ) throws(Failure) -> Outcome {
    guard Self.interruptingSignals.contains(signal) else {
      throw Failure(.notForCalls(name, at: site))
    }
    let ids = liveActors(of: label)
    var targets: [BlockingCall] = []
    for id in ids {
      guard let call = calls[actors[Int(id)].statement.call]?.call else { break }
      targets.append(call)
    }
    guard !ids.isEmpty, targets.count == ids.count else {
      throw Failure(nothingToInterrupt(label, ids))
    }
    guard targets.allSatisfy({ $0.isAsleep || $0.answer != nil }) else {
      try startLimit(operation)
      if current.statement.isExpired {
        throw Failure(notBlocked(operation, label, ids), form: .timeout)
      }
      return lookAgain()
    }
    let answer = send(signal, to: targets, restarts: operation.modifiers.contains(.restart))
    noteKill(targets, name, answer)
    if tellsStatements {
      let thread = targets.first.map { Int($0.threadID) } ?? 0
      tellCall(
        "tgkill",
        [.integer(Int(Environment.processID)), .integer(thread), .constant(name)],
        answer,
        remark: targets.count == 1 ? targets.first.map { "in \(callText($0.frame))" } ?? "" : "",
        shown: [.constant(program.labels[Int(label)]), .constant(name)]
      )
    }
    bindResult(operation, answer)
    return try settle(operation, answer)
  }

  private mutating func noteKill(_ calls: [BlockingCall], _ name: String, _ answer: Answer) {
    guard tellsRawCalls else { return }
    for call in calls {
      kernel.note(
        "tgkill",
        [.integer(Int(Environment.processID)), .integer(Int(call.threadID)), .constant(name)],
        answer
      )
    }
  }

  private func send(_ signal: Int32, to calls: [BlockingCall], restarts: Bool) -> Answer {
    do throws(Errno) {
      try HelperThread.handle(signal: signal, restarts: restarts)
    } catch {
      return Answer(error)
    }
    for call in calls {
      let answer = call.interrupt(with: signal)
      if !answer.isSuccess { return answer }
    }
    return Answer(raw: 0)
  }
}
