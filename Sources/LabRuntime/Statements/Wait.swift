import HeapModule
import LabEvents
import LabKernel
import LabProgram
import LabSyntax

/// `ready`, `wait` and `sleep`.
extension Machine {
  mutating func ready(_ operation: Operation) -> Outcome {
    guard case .integer(let label) = program.expressions[Int(operation.operands.start)] else {
      return .done
    }
    let (domain, name) = (Int(current.domain), Int32(label))
    domains[domain].counters[name, default: Counter()].value += 1
    let value = domains[domain].counters[name]?.value ?? 1
    while let first = domains[domain].counters[name]?.waiters.min, first.threshold <= value {
      _ = domains[domain].counters[name]?.waiters.popMin()
      // The heap may still hold somebody whose limit ran out, or who was cancelled.
      if actors[Int(first.actor)].suspension.reason == .counter,
        actors[Int(first.actor)].suspension.label == name
      {
        // Its entry is out already.
        actors[Int(first.actor)].suspension.reason = .none
        wake(first.actor)
      } else {
        domains[domain].counters[name]?.stale -= 1
      }
    }
    if tellsStatements {
      remember("\(program.labels[Int(name)]) is \(value)")
      tellStatement(mark: .passed)
    }
    return .done
  }

  mutating func wait(_ operation: Operation) throws(Failure) -> Outcome {
    switch program.expressions[Int(operation.operands.start)] {
    case .actors(let label): return try waitForActors(operation, label: label)
    case .integer(let label): return try waitForCounter(operation, label: Int32(label))
    default:
      guard case .program(let serial) = try evaluate(operation.operands.start) else {
        throw Failure(.noWaiting(at: site))
      }
      return try waitForEnd(operation, of: Int(serial))
    }
  }

  private mutating func waitForCounter(_ operation: Operation, label: Int32) throws(Failure)
    -> Outcome
  {
    let threshold =
      try operand(1, of: operation).map { index throws(Failure) in
        try integer(index)
      } ?? 1
    let value = domains[Int(current.domain)].counters[label]?.value ?? 0
    if value >= threshold {
      if tellsStatements {
        remember("\(program.labels[Int(label)]) is \(value)")
        tellStatement(mark: .passed)
      }
      return .done
    }
    try startLimit(operation, isEndless: true)
    if current.statement.isExpired {
      throw Failure(
        counterTimedOut(operation, label, value: value, threshold: threshold),
        form: .timeout
      )
    }
    current.suspension.reason = .counter
    current.suspension.label = label
    domains[Int(current.domain)].counters[label, default: Counter()].waiters.insert(
      CounterWaiter(threshold: threshold, actor: current.id)
    )
    return fallAsleep(until: current.statement.deadline)
  }

  private mutating func waitForActors(_ operation: Operation, label: Int32) throws(Failure)
    -> Outcome
  {
    let domain = Int(current.domain)
    let group = domains[domain].groups[label] ?? ActorGroup()
    if group.live == 0 {
      if let reason = group.failure { throw Failure(actorFailed(label, reason)) }
      let results = group.results.sorted { $0.number < $1.number }.map { result in
        result.values.count == 1 ? result.values[0] : .list(result.values)
      }
      domains[domain].groups[label]?.isTaken = true
      if group.awaited.count == 1, let only = group.results.first {
        try bindResults(only.values, to: operation.results)
      } else if operation.results.count > 0 {
        try bindResults([.list(results)], to: operation.results)
      }
      if tellsStatements {
        remember(group.awaited.count == 1 ? "it has ended" : "\(group.awaited.count) have ended")
        tellStatement(mark: .passed)
      }
      return .done
    }
    try startLimit(operation, isEndless: true)
    if current.statement.isExpired {
      throw Failure(actorsTimedOut(operation, label, live: Int(group.live)), form: .timeout)
    }
    current.suspension.reason = .actors
    current.suspension.label = label
    domains[domain].groups[label]?.waiters.append(current.id)
    return fallAsleep(until: current.statement.deadline)
  }

  mutating func sleep(_ operation: Operation) throws(Failure) -> Outcome {
    let duration = try duration(operation.operands.start)
    if current.statement.hasWaited || duration <= 0 {
      if tellsStatements { tellStatement(mark: .passed) }
      return .done
    }
    return pause(until: MonotonicClock.deadline(after: duration))
  }
}
