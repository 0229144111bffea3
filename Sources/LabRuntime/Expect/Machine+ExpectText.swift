import LabDiagnostics
import LabKernel
import LabPattern
import LabProgram
import LabSyntax

/// `expect SOCKET /regex/` and `line`: peeked, matched, then read up to the match.
///
/// Nothing is kept in user space, so that `unread` stays the kernel's truth.
extension Machine {
  mutating func expectLine(_ operation: Operation, from reference: SocketReference)
    throws(Failure) -> Outcome
  {
    guard let answer = tryReceive(reference, count: options.limits.peek, flags: MessageFlag.peek)
    else {
      return try wait(operation, for: reference, until: .input)
    }
    guard answer.raw > 0 else {
      tellReceive(reference, answer)
      throw Failure(endedEarly(operation, reference, wanted: nil, got: [], answer))
    }
    let came = buffer.bytes(answer.raw)
    guard let end = came.firstIndex(of: UInt8(ascii: "\n")) else {
      if isAtEnd(reference, answer), hasMore(reference, than: came.count) {
        return try expectLine(operation, from: reference)
      }
      return try waitForMore(operation, reference, came)
    }
    return try take(operation, reference, count: end + 1, groups: [])
  }

  mutating func expectPattern(_ operation: Operation, from reference: SocketReference)
    throws(Failure) -> Outcome
  {
    let value = try evaluate(operation.operands.start + 1)
    guard case .pattern(let index) = value else {
      throw Failure(.wrongKind(wanted: "a regular expression", got: kindName(value), at: site))
    }
    let pattern = program.patterns[Int(index)]
    guard let answer = tryReceive(reference, count: options.limits.peek, flags: MessageFlag.peek)
    else {
      return try wait(operation, for: reference, until: .input)
    }
    guard answer.isSuccess else {
      tellReceive(reference, answer)
      throw Failure(receiveFailed(operation, reference, answer))
    }
    let came = buffer.bytes(answer.raw)
    let hasEnded = isStream(reference) ? isAtEnd(reference, answer) : true
    if hasEnded, isStream(reference), hasMore(reference, than: came.count) {
      return try expectPattern(operation, from: reference)
    }
    switch pattern.match(came, anchored: true, partial: !hasEnded) {
    case .matched(let range, let groups):
      let named = pattern.groupNames.compactMap { name, number -> MatchedGroup? in
        guard number <= groups.count, let group = groups[number - 1] else { return nil }
        return (name: name, bytes: Array(came[group]))
      }
      let count = isStream(reference) ? range.upperBound : came.count
      return try take(operation, reference, count: count, groups: named)
    case .partial: return try waitForMore(operation, reference, came)
    case .none:
      if answer.raw == 0 { tellReceive(reference, answer) }
      throw Failure(patternDiffers(operation, reference, came, hasEnded: hasEnded))
    case .limit: throw Failure(.patternLimit(options.limits.pattern, at: site))
    }
  }

  /// Whether bytes came, before the end, since so many were peeked.
  ///
  /// The end was seen after them: it may be the end of more than they are.
  private mutating func hasMore(_ reference: SocketReference, than count: Int) -> Bool {
    guard count < options.limits.peek,
      let answer = tryReceive(reference, count: count + 1, flags: MessageFlag.peek)
    else { return false }
    return answer.raw > count
  }

  /// Whether the peer has closed, so that what lies in the queue is all there will be.
  private mutating func isAtEnd(_ reference: SocketReference, _ answer: Answer) -> Bool {
    if answer.raw == 0 { return true }
    var revents: Int16 = 0
    let peerClosed: Int16 = 0x2000
    _ = kernel.poll(sockets.descriptor(of: reference), events: peerClosed, revents: &revents)
    return revents & peerClosed != 0
  }

  private mutating func waitForMore(
    _ operation: Operation,
    _ reference: SocketReference,
    _ came: [UInt8]
  ) throws(Failure) -> Outcome {
    if came.count >= options.limits.peek {
      throw Failure(.patternTooLong(options.limits.peek, at: site))
    }
    if operation.form == .line, isAtEnd(reference, Answer(raw: came.count)) {
      throw Failure(endedEarly(operation, reference, wanted: nil, got: came, Answer(raw: 0)))
    }
    try startLimit(operation)
    if current.statement.isExpired {
      throw Failure(textMissing(operation, reference, came), form: .timeout)
    }
    return wait(for: reference, until: .input)
  }

  /// Reads what matched; it is all there.
  private mutating func take(
    _ operation: Operation,
    _ reference: SocketReference,
    count: Int,
    groups: [MatchedGroup]
  ) throws(Failure) -> Outcome {
    guard let answer = tryReceive(reference, count: count), answer.isSuccess else {
      // Another actor reads the same socket and was faster.
      return try wait(operation, for: reference, until: .input)
    }
    tellReceive(reference, count: answer.raw)
    met(operation, data: buffer.bytes(answer.raw), groups: groups)
    return .done
  }
}
