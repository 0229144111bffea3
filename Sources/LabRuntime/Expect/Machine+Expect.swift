import LabEvents
import LabKernel
import LabProgram
import LabSyntax

/// `expect` as a statement: a relation, or a subject and what is expected of it.
extension Machine {
  mutating func expect(_ operation: Operation) throws(Failure) -> Outcome {
    switch operation.form {
    case .relation: return try expectRelation(operation)
    case .blocked: return try expectBlocked(operation)
    default: break
    }
    let subject = try evaluate(operation.operands.start)
    switch subject {
    case .socket(let reference): return try expect(operation, of: reference)
    case .list(let list): return try expect(operation, ofEach: list)
    case .program(let serial): return try expect(operation, ofProgram: Int(serial))
    default:
      throw Failure(.wrongKind(wanted: "a socket or a program", got: kindName(subject), at: site))
    }
  }

  /// `expect [bob, eve] "hi"` means each of them, one after the other.
  private mutating func expect(_ operation: Operation, ofEach list: [Value]) throws(Failure)
    -> Outcome
  {
    while Int(current.statement.phase) < list.count {
      guard case .socket(let reference) = list[Int(current.statement.phase)] else {
        throw Failure(.wrongKind(wanted: "a list of sockets", got: describe(.list(list)), at: site))
      }
      isPartOfList = Int(current.statement.phase) < list.count - 1
      defer { isPartOfList = false }
      guard case .done = try expect(operation, of: reference) else { return .waits }
      let phase = current.statement.phase + 1
      let deadline = current.statement.deadline
      let started = current.statement.started
      current.statement = StatementProgress()
      current.statement.phase = phase
      current.statement.deadline = deadline
      current.statement.started = started
    }
    return .done
  }

  private mutating func expect(_ operation: Operation, of reference: SocketReference)
    throws(Failure) -> Outcome
  {
    if current.statement.hasWaited, !sockets.isOpen(reference) {
      throw Failure(closedMeanwhile(operation, reference))
    }
    if tellsStatements { told.subject = reference }
    switch operation.form {
    case .bytes, .exactly:
      let wanted = try bytes(operation.operands.start + 1)
      return isStream(reference)
        ? try expectBytes(operation, wanted, from: reference)
        : try expectDatagram(operation, wanted, from: reference)
    case .count: return try expectCount(operation, from: reference)
    case .regex: return try expectPattern(operation, from: reference)
    case .line: return try expectLine(operation, from: reference)
    case .eof: return try expectEnd(operation, of: reference)
    case .reset: return try expectReset(operation, of: reference)
    case .silence: return try expectSilence(operation, of: reference)
    case .nothing: return try expectNothing(operation, of: reference)
    case .output, .errors, .exit, .listening, .read:
      throw Failure(.wrongKind(wanted: "a program", got: "a socket", at: site))
    case .blocked, .relation: preconditionFailure("\(operation.form) has no socket")
    }
  }

  func isStream(_ reference: SocketReference) -> Bool {
    !sockets.isOpen(reference) || sockets[reference.index].type == SocketType.stream
  }

  /// The expectation came true.
  mutating func met(_ operation: Operation, data: [UInt8] = [], groups: [MatchedGroup] = []) {
    if operation.results.count > 0 {
      self[program.slots[Int(operation.results.start)]] = .result(
        CallResult(count: Int64(data.count), data: data, groups: groups)
      )
    }
    if tellsStatements, !isPartOfList { tellStatement(mark: .passed) }
  }

  /// Tries to receive; `nil` when nothing has come and the statement must wait.
  mutating func tryReceive(
    _ reference: SocketReference,
    count: Int,
    flags: Int32 = 0,
    offset: Int = 0
  ) -> Answer? {
    let descriptor = sockets.descriptor(of: reference)
    let space = buffer.space(offset + count)
    let room = UnsafeMutableRawBufferPointer(rebasing: space[offset..<offset + count])
    let answer =
      takeEarlyAnswer() ?? kernel.recv(descriptor, into: room, flags: flags | MessageFlag.dontWait)
    return answer.errno == .wouldBlock ? nil : answer
  }

  /// `recv(5) = -1 ECONNRESET`, `recv(5) = 0`: what a receive answered that ends an expectation.
  ///
  /// What had come before is told with it, as one receive.
  mutating func tellReceive(_ reference: SocketReference, _ answer: Answer, after count: Int = 0) {
    guard tellsStatements else { return }
    if count > 0 { tellReceive(reference, count: count) }
    guard answer.raw <= 0 else { return tellReceive(reference, count: answer.raw) }
    let isEnd = answer.raw == 0 && isStream(reference)
    tellCall(
      "recv",
      [.descriptor(sockets.descriptor(of: reference))],
      answer,
      subject: reference,
      remark: isEnd ? "end of file: the peer has closed" : ""
    )
  }

  /// `recv(5) = 9 bytes`: a receive as the script means it.
  mutating func tellReceive(_ reference: SocketReference, count: Int) {
    guard tellsStatements else { return }
    // In C, the last of the calls that it took; its bytes are still in the buffer.
    let preview = buffer.bytes(min(count, CallArgument.previewLimit))
    let descriptor = CallArgument.descriptor(sockets.descriptor(of: reference))
    tellCall(
      "recv",
      [descriptor, .bytes(preview: preview, count: count), .integer(count), .integer(0)],
      Answer(raw: count),
      subject: reference,
      remark: count == 1 ? "byte" : "bytes",
      shown: [descriptor]
    )
  }
}

/// A named group of a regular expression and what it matched.
typealias MatchedGroup = (name: String, bytes: [UInt8])
