import LabConstants
import LabKernel
import LabProgram

extension Machine {
  /// One try of a catalogue row's effect.
  ///
  /// The only place that knows them all.
  mutating func perform(_ operation: Operation) throws(Failure) -> Outcome {
    if tellsStatements, current.statement.started == 0 {
      current.statement.started = MonotonicClock.now()
    }
    clearReply()
    current.statement.randomTaken = 0
    // Most statements have no word behind them; one comparison says so.
    if operation.modifiers.rawValue != 0 || current.statement.call != 0,
      let outcome = try performForReal(operation)
    {
      return outcome
    }
    switch operation.verb {
    case .send: return try send(operation)
    case .recv: return try receive(operation)
    case .expect: return try expect(operation)
    case .accept: return try accept(operation)
    case .connect: return try connect(operation)
    case .socket: return try makeSocket(operation)
    case .close: return try close(operation)
    case .bind: return try bind(operation)
    case .listen: return try listen(operation)
    case .shutdown: return try shutdown(operation)
    case .reset: return try reset(operation)
    case .socketpair: return try makeSocketPair(operation)
    case .pair: return try makePair(operation)
    case .setsockopt: return try setOption(operation)
    case .getsockopt: return try getOption(operation)
    case .getsockname, .getpeername: return try nameOfSocket(operation)
    case .poll: return try poll(operation)
    case .fill: return try fill(operation)
    case .drain: return try drain(operation)
    case .call: return try systemCall(operation)
    case .ready: return ready(operation)
    case .wait: return try wait(operation)
    case .sleep: return try sleep(operation)
    case .note: return try note(operation)
    case .ask, .predict: return try ask(operation)
    case .require: return try require(operation)
    case .sysctl: return try setting(operation)
    case .address: return try addAddress(operation)
    case .run: return try run(operation)
    case .write: return try writeFile(operation)
    case .spawn: return try spawn(operation)
    case .kill: return try kill(operation)
    case .lesson, .exercise, .goal, .network, .timeout, .param, .include, .submission,
      .limit, .total, .points, .needs, .hint, .visibility, .step, .check, .setup,
      .actor, .cleanup, .proc, .repeat, .retry, .refused, .privileged, .return, .break:
      preconditionFailure("\(operation.verb) is an instruction of its own")
    }
  }

  /// The limit of a statement that begins to wait: `within`, else the file's.
  mutating func startLimit(_ operation: Operation, isEndless: Bool = false) throws(Failure) {
    guard current.statement.deadline == 0 else { return }
    let limit: Int64
    switch operation.limit {
    case .absent:
      let retry = current.handlers.last { $0.form == .retry }
      if isEndless && !session.limitsAll || session.isEndless, retry == nil { return }
      let end = MonotonicClock.deadline(after: defaultLimit)
      // A retry's limit bounds the waits inside it that have none of their own.
      current.statement.deadline =
        retry.map { isEndless ? $0.deadline : min($0.deadline, end) } ?? end
      return
    case .constant(let index):
      guard case .duration(let given) = program.constants[Int(index)] else { return }
      limit = given
    default:
      let value = try evaluate(operation.limit)
      guard case .duration(let given) = value else {
        throw Failure(.wrongKind(wanted: "a duration", got: kindName(value), at: site))
      }
      limit = given
    }
    current.statement.deadline = MonotonicClock.deadline(after: limit)
  }

  /// The limit of a `retry` around the statement, where that is less than the file's.
  var retryLimit: Int64? {
    guard let retry = current.handlers.last(where: { $0.form == .retry }) else { return nil }
    return retry.limit < defaultLimit ? retry.limit : nil
  }

  /// The limit that the running statement has, in nanoseconds, and whether it says so itself.
  mutating func limit(of operation: Operation) -> (nanoseconds: Int64, isOwn: Bool) {
    if case .absent = operation.limit { return (retryLimit ?? defaultLimit, false) }
    if case .duration(let given)? = try? evaluate(operation.limit) { return (given, true) }
    return (defaultLimit, false)
  }
}
