import LabConstants
import LabDiagnostics
import LabEvents
import LabKernel
import LabProgram
import LabSyntax

/// Outcomes of calls that are not the expected ones, as diagnostics with the kernel's facts.
extension Machine {
  /// A call that should have succeeded.
  mutating func unexpectedErrno(_ operation: Operation, _ answer: Answer) -> Diagnostic {
    let errno = answer.errno ?? Errno(code: 0)
    return .failure(
      "unexpected-errno",
      headline(operation, errno),
      site,
      label: "should succeed",
      notes: failureNotes(operation, errno)
    )
  }

  /// As "connect was refused: ECONNREFUSED (Connection refused)".
  private func headline(_ operation: Operation, _ errno: Errno) -> String {
    "\(verdict(operation, errno)): \(errno.name) (\(errno.message))"
  }

  private func verdict(_ operation: Operation, _ errno: Errno) -> String {
    let isRefusal = errno == .connectionRefused && operation.verb == .connect
    return "\(calledName(operation)) \(isRefusal ? "was refused" : "failed")"
  }

  /// Why, unless the statement is tried again at once by a `retry` around it.
  private mutating func failureNotes(_ operation: Operation, _ errno: Errno) -> [Diagnostic.Note] {
    isTriedAgain ? [] : explain(failedCall(operation, errno)).notes
  }

  /// What to try so that a call succeeds helps nobody who expects it to fail.
  private mutating func otherwiseNotes(
    _ operation: Operation,
    _ errno: Errno,
    _ condition: Condition
  ) -> [Diagnostic.Note] {
    guard !isTriedAgain else { return [] }
    var explanation = explain(failedCall(operation, errno))
    if expectsFailure(condition) {
      explanation.hint = "expect \(errno.name)          if that is the answer to show"
    }
    return explanation.notes
  }

  /// Whether all alternatives are errnos.
  private mutating func expectsFailure(_ condition: Condition) -> Bool {
    condition.relations.indices.allSatisfy { index in
      let relation = program.relations[index]
      guard relation.relation == nil, !relation.isNegated,
        case .errno? = try? evaluate(relation.left)
      else { return false }
      return true
    }
  }

  /// A `retry` has time left: its failed attempts are not told, and asking costs.
  private var isTriedAgain: Bool {
    guard let handler = current.handlers.last(where: { $0.form == .retry }) else { return false }
    return handler.deadline - MonotonicClock.now() > 200_000_000
  }

  /// A call that should have failed, or failed otherwise, or given another value.
  mutating func unexpectedOutcome(_ operation: Operation, _ answer: Answer) -> Diagnostic {
    let asking = beginAsking()
    defer { endAsking(asking) }
    let condition = program.conditions[Int(operation.condition)]
    let expected = expectedText(condition, of: operation.verb)
    if let errno = answer.errno {
      return .failure(
        "unexpected-errno",
        "\(verdict(operation, errno)): \(errno.name); \(expected) was expected",
        expectation,
        label: "the kernel answered \(errno.name)",
        notes: otherwiseNotes(operation, errno, condition)
      )
    }
    let isCount = operation.verb == .call && onlyAlternative(condition)?.isInteger == true
    let value = isCount ? .integer(Int64(answer.raw)) : givenValue(answer)
    if let errno = expectedErrno(condition) {
      return unexpectedSuccess(operation, errno, expected)
    }
    if case .bytes(let arrived) = value, case .bytes(let wanted)? = onlyAlternative(condition) {
      return .failure(
        "unexpected-value",
        "\(calledName(operation)) gave other bytes: " + Self.difference(wanted, arrived),
        expectation,
        notes: Self.comparison(wanted: wanted, arrived: arrived, more: 0)
      )
    }
    let given = outcomeText(value, of: operation.verb)
    return .failure(
      "unexpected-value",
      "\(calledName(operation)) gave \(given); \(expected) was expected",
      expectation,
      label: "it gave \(given)"
    )
  }

  private mutating func onlyAlternative(_ condition: Condition) -> Value? {
    guard condition.relations.count == 1 else { return nil }
    let relation = program.relations[Int(condition.relations.start)]
    guard relation.relation == nil, !relation.isNegated else { return nil }
    return try? evaluate(relation.left)
  }

  /// The first errno among the alternatives; the outcome should have been a failure then.
  private mutating func expectedErrno(_ condition: Condition) -> Errno? {
    for index in condition.relations.indices {
      let relation = program.relations[index]
      guard relation.relation == nil, !relation.isNegated else { continue }
      if case .errno(let code)? = try? evaluate(relation.left) { return Errno(code: code) }
    }
    return nil
  }

  /// "EACCES", "ok or EAGAIN", "not 0".
  private mutating func expectedText(_ condition: Condition, of verb: Verb) -> String {
    var texts: [String] = []
    for index in condition.relations.indices {
      let relation = program.relations[index]
      var text = relation.isNegated ? "not " : ""
      text += (try? evaluate(relation.left)).map { outcomeText($0, of: verb) } ?? "?"
      if let comparison = relation.relation {
        text += " \(comparison.rawValue) "
        text += (try? evaluate(relation.right)).map { describe($0) } ?? "?"
      }
      texts.append(text)
    }
    return texts.joined(separator: " or ")
  }

  /// A value as people read it; the masks of `poll` by their names.
  private func outcomeText(_ value: Value, of verb: Verb) -> String {
    if verb == .poll, case .integer(let mask) = value {
      return Constants.flagNames(mask, in: .pollEvent)
    }
    return describe(value)
  }

  /// A fact could not be asked: `getpeername` of a socket without peer.
  mutating func factFailed(_ fact: String, _ answer: Answer) -> Diagnostic {
    let errno = answer.errno ?? Errno(code: 0)
    let note: String
    switch errno {
    case .notConnected: note = "the socket is not connected: it has no peer, and no four values"
    case .badFileDescriptor: note = "the socket is closed: no open file has its number"
    case .noProtocolOption, .notSupported: note = "sockets of this kind do not have it"
    default: note = errno.message
    }
    return .failure(
      "no-fact",
      "the kernel does not tell '\(fact)': \(errno.name) (\(errno.message))",
      site,
      notes: [Diagnostic.Note("kernel", note)]
    )
  }

  mutating func unexpectedNetwork(_ answer: Answer) -> Diagnostic {
    let errno = answer.errno ?? Errno(code: 0)
    return .failure(
      "environment",
      "this system gives no further network: \(errno.name) (\(errno.message))",
      site,
      notes: [
        Diagnostic.Note(
          "kernel",
          "a check of a file with 'setup' needs a network of its own: unshare(CLONE_NEWNET)"
        )
      ]
    )
  }

  /// The statement's verb; of `call` the C call's name.
  func calledName(_ operation: Operation) -> String {
    guard operation.verb == .call,
      case .integer(let number) = program.expressions[Int(operation.operands.start)]
    else { return operation.verb.rawValue }
    return SystemCall.all[Int(number)].name
  }
}
