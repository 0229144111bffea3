import LabConstants
import LabEvents
import LabKernel
import LabProgram
import LabSyntax

/// A call has answered: bind its result, compare with what is expected, tell.
extension Machine {
  /// Ends a row whose result is an answer of the kernel.
  mutating func settle(_ operation: Operation, _ answer: Answer) throws(Failure) -> Outcome {
    if operation.condition < 0, answer.isSuccess {
      if tellsStatements { tellStatement(mark: .passed) }
      return .done
    }
    guard operation.condition >= 0 else { throw Failure(unexpectedErrno(operation, answer)) }
    if try isExpected(answer, by: program.conditions[Int(operation.condition)], of: operation.verb)
    {
      if tellsStatements {
        if !answer.isSuccess { explainExpected(operation, answer) }
        tellStatement(mark: answer.isSuccess ? .passed : .expected)
      }
      return .done
    }
    throw Failure(unexpectedOutcome(operation, answer))
  }

  /// Whether one of the alternatives behind a call is its outcome.
  mutating func isExpected(_ answer: Answer, by condition: Condition, of verb: Verb)
    throws(Failure) -> Bool
  {
    for index in condition.relations.indices {
      let relation = program.relations[index]
      if relation.relation == nil {
        let outcome = try evaluate(relation.left)
        if try isOutcome(outcome, of: answer, verb) != relation.isNegated { return true }
      } else if answer.isSuccess, try holds(relation) {
        return true
      }
    }
    return false
  }

  /// A bare value behind a call: errno, `ok`, `unanswered`, what it returned, what it gave.
  private mutating func isOutcome(_ outcome: Value, of answer: Answer, _ verb: Verb) throws(Failure)
    -> Bool
  {
    switch outcome {
    case .errno(let errno) where !answer.isSuccess: return answer.errno?.code == errno
    case .word(let word):
      switch words.names[Int(word)] {
      case "ok": return answer.isSuccess && !reply.isUnanswered
      case "unanswered": return reply.isUnanswered
      case let name where verb == .call:
        // fcntl(F_GETSIG), sigtimedwait: a signal is its number.
        if let constant = Constants.named(name) { return Int64(answer.raw) == constant.value }
      default: break
      }
    default: break
    }
    guard answer.isSuccess, !reply.isUnanswered else { return false }
    switch outcome {
    case .errno(let errno):
      // `getsockopt c SO_ERROR expect ECONNREFUSED`: the value is the errno.
      if case .integer(let given) = reply.value { return given == Int64(errno) }
      return false
    case .integer(let number):
      // "An integer: it returned that", as C says it.
      if verb == .call { return Int64(answer.raw) == number }
      if case .integer(let given) = reply.value { return given == number }
      return (reply.number ?? Int64(answer.raw)) == number
    case .pattern, .range:
      let given = givenValue(answer)
      if case .range = outcome { return try relates(given, .in, outcome) }
      return try relates(given, .matches, outcome)
    default: return try equals(givenValue(answer), outcome)
    }
  }

  /// What the call gave: its data, its value, else the number that it returned.
  func givenValue(_ answer: Answer) -> Value {
    if let data = reply.data { return .bytes(data) }
    if case .none = reply.value { return .integer(reply.number ?? Int64(answer.raw)) }
    return reply.value
  }

  /// `as r` of a row whose result is of kind result.
  mutating func bindResult(_ operation: Operation, _ answer: Answer, position: Int32 = 0) {
    guard operation.results.count > position else { return }
    let slot = program.slots[Int(operation.results.start + position)]
    // What else a C call gives, it returns: r.value of F_GETFL.
    if operation.verb == .call, reply.value.isNone, reply.data == nil, answer.isSuccess {
      reply.value = .integer(Int64(answer.raw))
    }
    var signal: Int32 = -1
    let name = reply.raisedSignal ? "SIGPIPE" : reply.signal
    if !name.isEmpty, case .word(let index) = wordValue(name) { signal = index }
    let now = MonotonicClock.now()
    self[slot] = .result(
      CallResult(
        errno: answer.errno?.code ?? 0,
        count: answer.isSuccess ? reply.number ?? Int64(answer.raw) : -1,
        data: reply.data ?? [],
        flags: reply.flags,
        from: reply.from,
        value: reply.value,
        signal: signal,
        elapsed: current.statement.started == 0 ? 0 : now - current.statement.started,
        control: reply.control,
        length: reply.length
      )
    )
  }

  /// Remembers when the statement began, where `as r` may ask for `r.elapsed`.
  mutating func startClock(_ operation: Operation) {
    if operation.results.count > 0, current.statement.started == 0 {
      current.statement.started = MonotonicClock.now()
    }
  }

  /// The socket cannot go on now: wait for it, or fail when the limit is over.
  mutating func wait(
    _ operation: Operation,
    for socket: SocketReference,
    until events: SocketEvents = .anything
  ) throws(Failure) -> Outcome {
    try startLimit(operation)
    if current.statement.isExpired { throw Failure(timedOut(operation, socket), form: .timeout) }
    return wait(for: socket, until: events)
  }

  /// The socket of a statement that may have waited: another actor may have closed it meanwhile.
  mutating func subject(_ operation: Operation) throws(Failure) -> SocketReference {
    let reference = try socket(operation.operands.start)
    if current.statement.hasWaited, !sockets.isOpen(reference) {
      throw Failure(closedMeanwhile(operation, reference))
    }
    return reference
  }

  /// Whether a call is made once, whatever comes: O_NONBLOCK or MSG_DONTWAIT or MSG_ERRQUEUE.
  func isOnce(_ reference: SocketReference, flags: Int32) -> Bool {
    if flags & (MessageFlag.dontWait | MessageFlag.errorQueue) != 0 { return true }
    return !sockets.isOpen(reference) || sockets[reference.index].isNonblocking
  }
}
