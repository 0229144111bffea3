import LabConstants
import LabKernel
import LabProgram
import LabSyntax

/// `call NAME(…)`: one system call, with whatever arguments the script gave.
extension Machine {
  mutating func systemCall(_ operation: Operation) throws(Failure) -> Outcome {
    startClock(operation)
    guard case .integer(let number) = program.expressions[Int(operation.operands.start)] else {
      preconditionFailure("the checker puts the call's number first")
    }
    mayShareFiles = true
    let call = SystemCall.all[Int(number)]
    if isInCall, let layout = callLayouts[current.id] { return try resume(operation, layout) }
    let layout = try layOut(operation, call)
    try refuseEndOfRun(layout)
    if loopback != nil { try keepCall(layout, of: operation) }
    let subject = layout.subject
    if current.statement.hasWaited, let subject, !sockets.isOpen(subject) {
      throw Failure(closedMeanwhile(operation, subject))
    }
    if tellsStatements, let subject { told.subject = subject }
    if sleeps(operation, layout, subject) { return try sleep(operation, layout) }
    let answer = perform(layout, subject, operation)
    if isUnfinished(answer, call), !isOnce(layout, subject), let subject {
      return try wait(operation, for: subject)
    }
    return try finish(operation, layout, answer)
  }

  /// Whether the call really sleeps, on a thread of its own.
  private func sleeps(
    _ operation: Operation,
    _ layout: CallLayout,
    _ subject: SocketReference?
  ) -> Bool {
    if operation.modifiers.contains(.blocking) { return true }
    switch layout.call.waiting {
    // F_SETLKW and F_OFD_SETLKW wait for a lock.
    case .never:
      return lingers(layout)
        || (layout.call.name == "fcntl"
          && [FileControl.setLockWait, FileControl.openFileSetLockWait].contains(layout[1]))
    case .thread: return !layout.isImmediate
    case .messageFlags(let position, _):
      // MSG_WAITALL, MSG_FASTOPEN, a low-water mark and a time-out exist only inside a call that sleeps.
      guard !isOnce(layout, subject), let subject else { return false }
      let entry = sockets[subject.index]
      // Without MSG_WAITFORONE recvmmsg sleeps until all its messages have come.
      if layout.call.name == "recvmmsg", layout[2] > 1,
        layout[position] & Int(MessageFlag.waitForOne) == 0
      {
        return true
      }
      let insideOnly = MessageFlag.waitAll | MessageFlag.fastOpen
      return layout[position] & Int(insideOnly) != 0 || entry.hasLowWaterMark
        || entry.hasReceiveTimeout
        || entry.hasSendTimeout
    case .nonblocking:
      // A descriptor that is not the script's is not ours to set O_NONBLOCK on.
      guard let subject else { return (0...2).contains(layout[0]) }
      guard sockets.isOpen(subject), !sockets[subject.index].isNonblocking else { return false }
      return sockets[subject.index].hasReceiveTimeout || sockets[subject.index].hasSendTimeout
    }
  }

  /// Whether the call closes a socket whose SO_LINGER may make that sleep.
  private func lingers(_ layout: CallLayout) -> Bool {
    let descriptor: Int
    switch layout.call.name {
    case "close": descriptor = layout[0]
    case "dup2", "dup3": descriptor = layout[1]
    default: return false
    }
    let index = sockets.index(ofDescriptor: Int32(truncatingIfNeeded: descriptor))
    return index >= 0 && sockets[index].hasLinger
  }

  private func isOnce(_ layout: CallLayout, _ subject: SocketReference?) -> Bool {
    guard let subject, sockets.isOpen(subject) else { return true }
    if case .messageFlags(let position, _) = layout.call.waiting {
      return isOnce(subject, flags: Int32(truncatingIfNeeded: layout[position]))
    }
    return sockets[subject.index].isNonblocking
  }

  private func isUnfinished(_ answer: Answer, _ call: SystemCall) -> Bool {
    if case .never = call.waiting { return false }
    return answer.errno == .wouldBlock || answer.errno == .inProgress
      || answer.errno == .alreadyInProgress
  }

  /// Makes the call here, so that it cannot sleep.
  private mutating func perform(
    _ layout: CallLayout,
    _ subject: SocketReference?,
    _ operation: Operation
  ) -> Answer {
    if layout.call.name == "close", let subject { return closeSocket(subject) }
    prepare(layout)
    let rights = isOutside(layout) ? OrdinaryUser.begin() : nil
    defer { OrdinaryUser.end(rights) }
    guard !isOnce(layout, subject), let subject else { return layout.frame.perform() }
    switch layout.call.waiting {
    case .messageFlags(let position, _):
      layout[position] |= Int(MessageFlag.dontWait)
      defer { layout[position] &= ~Int(MessageFlag.dontWait) }
      return layout.frame.perform()
    case .nonblocking:
      let descriptor = sockets.descriptor(of: subject)
      _ = kernel.setNonblocking(descriptor, true)
      defer { _ = kernel.setNonblocking(descriptor, false) }
      return layout.frame.perform()
    case .never, .thread: return layout.frame.perform()
    }
  }

  /// Puts the actor to sleep until the call has come back from its thread.
  private mutating func sleep(_ operation: Operation, _ layout: CallLayout) throws(Failure)
    -> Outcome
  {
    prepare(layout)
    if layout.call.name == "close", let subject = layout.subject, sockets.isOpen(subject) {
      releaseSocket(subject)
    }
    callLayouts[current.id] = layout
    // The thread has the rights that this one has when it begins.
    let rights = isOutside(layout) ? OrdinaryUser.begin() : nil
    defer { OrdinaryUser.end(rights) }
    return try resume(operation, layout)
  }

  private mutating func resume(_ operation: Operation, _ layout: CallLayout) throws(Failure)
    -> Outcome
  {
    let returned: (Answer, SystemCallFrame)?
    do throws(Failure) {
      returned = try block(operation) { (_: inout Machine) throws(Failure) in layout.frame }
    } catch {
      callLayouts[current.id] = nil
      throw error
    }
    guard let (answer, _) = returned else { return .waits }
    callLayouts[current.id] = nil
    return try finish(operation, layout, answer)
  }

  private mutating func finish(
    _ operation: Operation,
    _ layout: CallLayout,
    _ answer: Answer
  ) throws(Failure) -> Outcome {
    if answer.errno == .brokenPipe, !reply.raisedSignal {
      reply.raisedSignal = SignalInbox.takeBrokenPipe()
    }
    if answer.isSuccess {
      if layout.isReadLater { owners[Int(current.owner)].keptFrames.append(layout.frame) }
      takeOutputs(layout, answer)
      noteEffects(layout, answer)
    }
    failedLayout = answer.isSuccess ? nil : layout
    if let subject = layout.subject { told.subject = subject }
    kernel.note(layout.call.name, layout.shown, answer)
    if tellsStatements {
      tellCall(layout.call.name, layout.shown, answer, remark: remark(answer, layout))
    }
    switch layout.call.result {
    case .result: bindResult(operation, answer)
    case .descriptor:
      bindSocket(adopt(answer), operation, position: 0)
      if operation.results.count > 1 { bindResult(operation, answer, position: 1) }
    case .twoDescriptors: bindBoth(operation, layout, answer)
    }
    return try settle(operation, answer)
  }

  private mutating func bindBoth(_ operation: Operation, _ layout: CallLayout, _ answer: Answer) {
    var pair = [answer, answer]
    for case .descriptors(let at) in layout.outputs where answer.isSuccess {
      pair = [0, 4].map { Answer(raw: Int(layout.frame.integer(Int32.self, at: at + $0))) }
    }
    for (position, answer) in pair.enumerated() {
      bindSocket(adopt(answer), operation, position: Int32(position))
    }
  }

  /// What came back, for people.
  private func remark(_ answer: Answer, _ layout: CallLayout) -> String {
    guard answer.isSuccess else { return reply.raisedSignal ? "and SIGPIPE" : "" }
    var parts: [String] = []
    for case .descriptors(let at) in layout.outputs {
      let pair = [0, 4].map { "\(layout.frame.integer(Int32.self, at: at + $0))" }
      parts.append("[\(pair.joined(separator: ", "))]")
    }
    if let data = reply.data, !data.isEmpty, reply.value.isNone { parts.append(Self.quoted(data)) }
    if let from = reply.from { parts.append("from \(from)") }
    if let flags = reply.flags, flags != 0 {
      parts.append(Constants.flagNames(flags, in: .messageFlag))
    }
    parts += reply.control.map { describe($0) }
    if !reply.value.isNone, reply.from == nil { parts.append(describe(reply.value)) }
    return parts.joined(separator: ", ")
  }
}

extension Value {
  var isNone: Bool {
    if case .none = self { return true }
    return false
  }
}

extension CallLayout {
  /// The kernel may go on reading its memory when the call is over.
  fileprivate var isReadLater: Bool {
    if call.name == "vmsplice" { return true }
    guard case .messageFlags(let position, .output) = call.waiting else { return false }
    return self[position] & Int(MessageFlag.zeroCopy) != 0
  }

  /// It may sleep, but not with these arguments: a time-out of 0, a call that only looks.
  fileprivate var isImmediate: Bool {
    switch call.name {
    case "poll": return self[2] == 0
    case "epoll_wait": return self[3] == 0
    // O_NONBLOCK and O_PATH: a FIFO without its other end would wait.
    case "open": return self[1] & CallNumber.openAtOnce != 0
    case "openat": return self[2] & CallNumber.openAtOnce != 0
    default: return false
    }
  }
}
