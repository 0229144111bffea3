import LabDiagnostics
import LabKernel
import LabProgram
import LabSyntax

/// `expect SOCKET BYTES`, `exactly BYTES` and `bytes N`: just what is needed is read.
extension Machine {
  mutating func expectBytes(
    _ operation: Operation,
    _ wanted: [UInt8],
    from reference: SocketReference
  ) throws(Failure) -> Outcome {
    while current.statement.count < wanted.count {
      let done = current.statement.count
      guard let answer = tryReceive(reference, count: wanted.count - done) else {
        return try waitForBytes(operation, wanted, from: reference)
      }
      guard answer.raw > 0 else {
        tellReceive(reference, answer, after: done)
        throw Failure(
          endedEarly(operation, reference, wanted: wanted, got: Array(wanted[..<done]), answer)
        )
      }
      let isEqual = wanted.withUnsafeBytes { all in
        buffer.isEqual(to: UnsafeRawBufferPointer(rebasing: all[done..<done + answer.raw]))
      }
      guard isEqual else {
        let arrived = Array(wanted[..<done]) + buffer.bytes(answer.raw)
        tellReceive(reference, count: arrived.count)
        throw Failure(bytesDiffer(operation, reference, wanted: wanted, arrived: arrived))
      }
      current.statement.count = done + answer.raw
    }
    if operation.form == .exactly {
      // Nothing more may have come: neither a byte nor the end.
      try requireNothing(operation, reference, behind: wanted)
      // A program of ours at the other end shows whether it is about to say more.
      if !programs.isEmpty {
        if let wait = try waitForRest(operation, reference) { return wait }
        // One that ended while it was looked for has left its FIN.
        try requireNothing(operation, reference, behind: wanted)
      }
    }
    tellReceive(reference, count: wanted.count)
    met(operation, data: operation.results.count > 0 ? wanted : [])
    return .done
  }

  private mutating func waitForBytes(
    _ operation: Operation,
    _ wanted: [UInt8],
    from reference: SocketReference
  ) throws(Failure) -> Outcome {
    try startLimit(operation)
    if current.statement.isExpired {
      let done = current.statement.count
      if done > 0 { tellReceive(reference, count: done) }
      throw Failure(
        bytesMissing(operation, reference, wanted: wanted.count, got: Array(wanted[..<done])),
        form: .timeout
      )
    }
    return wait(for: reference, until: .input)
  }

  /// The whole of the next datagram.
  mutating func expectDatagram(
    _ operation: Operation,
    _ wanted: [UInt8],
    from reference: SocketReference
  ) throws(Failure) -> Outcome {
    // One byte more than wanted shows that a datagram is longer; those of Unix sockets may be large.
    let room = max(Self.receiveSize, wanted.count + 1)
    guard let answer = tryReceive(reference, count: room) else {
      return try wait(operation, for: reference, until: .input)
    }
    guard answer.isSuccess else {
      tellReceive(reference, answer)
      throw Failure(receiveFailed(operation, reference, answer))
    }
    let arrived = buffer.bytes(answer.raw)
    guard arrived == wanted else {
      tellReceive(reference, count: arrived.count)
      throw Failure(bytesDiffer(operation, reference, wanted: wanted, arrived: arrived))
    }
    tellReceive(reference, count: wanted.count)
    met(operation, data: arrived)
    return .done
  }

  /// `expect d bytes N`: one datagram, of this length.
  private mutating func expectDatagram(
    _ operation: Operation,
    count wanted: Int,
    from reference: SocketReference
  ) throws(Failure) -> Outcome {
    let room = max(Self.receiveSize, wanted + 1)
    // MSG_TRUNC: its real length, however much room there is.
    guard let answer = tryReceive(reference, count: room, flags: MessageFlag.truncate) else {
      return try wait(operation, for: reference, until: .input)
    }
    guard answer.isSuccess else {
      tellReceive(reference, answer)
      throw Failure(receiveFailed(operation, reference, answer))
    }
    let arrived = buffer.bytes(min(answer.raw, room))
    tellReceive(reference, count: arrived.count)
    guard answer.raw == wanted else {
      throw Failure(
        datagramDiffers(
          operation,
          reference,
          wanted: wanted,
          length: answer.raw,
          arrived: arrived
        )
      )
    }
    met(operation, data: arrived)
    return .done
  }

  private mutating func requireNothing(
    _ operation: Operation,
    _ reference: SocketReference,
    behind wanted: [UInt8]
  ) throws(Failure) {
    guard let answer = tryReceive(reference, count: 1, flags: MessageFlag.peek) else { return }
    tellReceive(reference, count: wanted.count)
    throw Failure(notExactly(operation, reference, wanted: wanted, answer))
  }

  /// The form `expect c bytes 16 as m`: so many bytes, whatever they are.
  mutating func expectCount(_ operation: Operation, from reference: SocketReference)
    throws(Failure) -> Outcome
  {
    let wanted = Int(clamping: try integer(operation.operands.start + 1))
    guard wanted >= 0 else { throw Failure(.negativeSize(Int64(wanted), at: site)) }
    guard wanted <= options.limits.bytes else {
      throw Failure(.tooManyBytes(limit: options.limits.bytes, at: site))
    }
    if !isStream(reference) {
      return try expectDatagram(operation, count: wanted, from: reference)
    }
    while current.statement.bytes.count < wanted {
      let done = current.statement.bytes.count
      guard let answer = tryReceive(reference, count: wanted - done) else {
        return try waitForCount(operation, wanted, from: reference)
      }
      guard answer.raw > 0 else {
        tellReceive(reference, answer, after: done)
        let got = current.statement.bytes
        throw Failure(endedEarly(operation, reference, wanted: nil, got: got, answer))
      }
      buffer.append(answer.raw, to: &current.statement.bytes)
    }
    tellReceive(reference, count: wanted)
    met(operation, data: current.statement.bytes)
    return .done
  }

  private mutating func waitForCount(
    _ operation: Operation,
    _ wanted: Int,
    from reference: SocketReference
  ) throws(Failure) -> Outcome {
    try startLimit(operation)
    guard current.statement.isExpired else { return wait(for: reference, until: .input) }
    let got = current.statement.bytes
    if !got.isEmpty { tellReceive(reference, count: got.count) }
    throw Failure(bytesMissing(operation, reference, wanted: wanted, got: got), form: .timeout)
  }
}
