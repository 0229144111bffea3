import LabKernel
import LabProgram
import LabSyntax

/// `expect ACTOR blocked D`: from the statement on, for so long, its call has slept in the kernel.
extension Machine {
  mutating func expectBlocked(_ operation: Operation) throws(Failure) -> Outcome {
    let target = try evaluate(operation.operands.start)
    guard case .actors(let label) = target else {
      throw Failure(.wrongKind(wanted: "an actor", got: kindName(target), at: site))
    }
    let duration = try duration(operation.operands.start + 1)
    if current.statement.deadline == 0 {
      try startLimit(operation)
      // Its own time comes on top of a limit that the statement does not say.
      if case .absent = operation.limit {
        current.statement.deadline = current.statement.deadline.addingSaturated(duration)
      }
    }
    let ids = liveActors(of: label)
    guard !ids.isEmpty else { throw Failure(neverBlocked(operation, label)) }
    let now = MonotonicClock.now()
    if let sum = sleepingCalls(of: ids) {
      // Numbers of calls only grow, so the same sum means the same calls.
      if current.statement.since == 0 || current.statement.count != sum {
        current.statement.since = now
        current.statement.count = sum
      }
      if now - current.statement.since >= duration {
        current.statement.since = 0
        rememberCalls(of: ids)
        met(operation)
        return .done
      }
    } else {
      current.statement.since = 0
    }
    if current.statement.isExpired {
      throw Failure(notBlocked(operation, label, ids), form: .timeout)
    }
    guard current.statement.since != 0 else { return lookAgain() }
    return pause(until: current.statement.since.addingSaturated(duration))
  }

  /// The actors of a name that have not ended, in the order of their numbers.
  func liveActors(of label: Int32) -> [Int32] {
    actors.indices.filter { index in
      let actor = actors[index]
      return actor.label == label && actor.domain == current.domain && actor.id >= 0
        && actor.state != .ended && actor.id != current.id
    }.sorted { actors[$0].number < actors[$1].number }.map { Int32($0) }
  }

  /// The sum of the numbers of the actors' calls, when each of them sleeps in one; else nil.
  private func sleepingCalls(of ids: [Int32]) -> Int? {
    var sum = 0
    for id in ids {
      guard let underWay = calls[actors[Int(id)].statement.call], underWay.call.isAsleep else {
        return nil
      }
      sum += actors[Int(id)].statement.call
    }
    return sum
  }

  private mutating func rememberCalls(of ids: [Int32]) {
    guard tellsStatements else { return }
    for id in ids.prefix(3) {
      guard let call = calls[actors[Int(id)].statement.call]?.call else { continue }
      remember(
        "asleep in \(callText(call.frame)), line \(program.sites[Int(actors[Int(id)].pc)].line)"
      )
    }
    if ids.count > 3 { remember("and \(ids.count - 3) more") }
  }

  /// As "recvfrom(4)".
  func callText(_ frame: SystemCallFrame) -> String {
    // A pointer says nothing to people.
    let first = frame.arguments.first.flatMap { $0 < 1 << 20 ? "\($0)" : nil } ?? "…"
    return "\(frame.name)(\(first))"
  }
}

extension Int64 {
  /// The sum, or the largest number there is: three centuries are as good as for ever.
  func addingSaturated(_ other: Int64) -> Int64 {
    let (sum, overflow) = addingReportingOverflow(other)
    return overflow ? .max : sum
  }
}
