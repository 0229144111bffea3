import LabDiagnostics
import LabKernel
import LabProgram

extension Machine {
  /// How much `recv` takes when it does not say.
  static var receiveSize: Int { 65_536 }

  /// `recv`: what has come, up to a count; tried with MSG_DONTWAIT.
  mutating func receive(_ operation: Operation) throws(Failure) -> Outcome {
    startClock(operation)
    let reference = try subject(operation)
    let count = try receiveCount(operation)
    let flags = try cInteger(operand(2, of: operation))
    let descriptor = sockets.descriptor(of: reference)
    let isOnce = isOnce(reference, flags: flags)
    if !isOnce, sockets[reference.index].hasLowWaterMark,
      mustWait(descriptor, for: PollEvent.input)
    {
      if sockets[reference.index].hasReceiveTimeout { return try receiveForReal(operation) }
      return try wait(operation, for: reference, until: .input)
    }
    let waitsForAll = flags & MessageFlag.waitAll != 0 && !isOnce
    while true {
      let done = current.statement.bytes.count
      var from: SocketAddress?
      var answer = receiveOnce(
        reference,
        count: count - done,
        flags: isOnce ? flags : flags | MessageFlag.dontWait,
        from: &from
      )
      if answer.errno == .wouldBlock, !isOnce, hasReadShutdown(reference) {
        answer = receiveOnce(reference, count: count - done, flags: flags, from: &from)
      }
      if answer.errno == .wouldBlock, !isOnce {
        if sockets[reference.index].hasReceiveTimeout { return try receiveForReal(operation) }
        if tellsStatements { told.subject = reference }
        return try wait(operation, for: reference, until: .input)
      }
      let came = answer.isSuccess ? buffer.bytes(min(answer.raw, count - done)) : []
      if waitsForAll, answer.raw > 0, done + answer.raw < count {
        current.statement.bytes += came
        continue
      }
      return try received(operation, reference, answer, came, from: from, size: count, flags: flags)
    }
  }

  /// How many bytes a `recv` takes at most.
  mutating func receiveCount(_ operation: Operation) throws(Failure) -> Int {
    let wanted = try operand(1, of: operation).map { index throws(Failure) in
      try integer(index)
    }
    let count = Int(clamping: wanted ?? Int64(Self.receiveSize))
    guard count >= 0 else { throw Failure(.negativeSize(Int64(count), at: site)) }
    guard count <= options.limits.bytes else {
      throw Failure(.tooManyBytes(limit: options.limits.bytes, at: site))
    }
    return count
  }

  /// Whether a datagram socket's reading side is shut down: recv(2) then answers 0 at once, but
  /// EAGAIN with MSG_DONTWAIT (net/core/datagram.c, `__skb_wait_for_more_packets`).
  private mutating func hasReadShutdown(_ reference: SocketReference) -> Bool {
    guard sockets.isOpen(reference), sockets[reference.index].type != SocketType.stream else {
      return false
    }
    var revents: Int16 = 0
    let events = PollEvent.readHangUp
    let answer = kernel.poll(reference.descriptor, events: events, revents: &revents)
    return answer.isSuccess && revents & events != 0
  }

  private mutating func receiveOnce(
    _ reference: SocketReference,
    count: Int,
    flags: Int32,
    from: inout SocketAddress?
  ) -> Answer {
    let descriptor = sockets.descriptor(of: reference)
    let space = buffer.space(count)
    let room = UnsafeMutableRawBufferPointer(rebasing: space[0..<count])
    guard sockets.isOpen(reference), sockets[reference.index].type != SocketType.stream else {
      return kernel.recv(descriptor, into: room, flags: flags)
    }
    var sender = SocketAddress.buffer(family: family(of: reference))
    let answer = kernel.recvfrom(descriptor, into: room, flags: flags, from: &sender)
    // A Unix socket without a name sends no address at all.
    if answer.isSuccess { from = sender.bytes.isEmpty ? SocketAddress.unixUnnamed : sender }
    return answer
  }

  mutating func received(
    _ operation: Operation,
    _ reference: SocketReference,
    _ answer: Answer,
    _ came: [UInt8],
    from: SocketAddress?,
    size: Int,
    flags: Int32,
    descriptor: Int32? = nil
  ) throws(Failure) -> Outcome {
    // MSG_WAITALL: what came before an error or the end counts.
    let earlier = current.statement.bytes
    let total =
      earlier.isEmpty
      ? answer : Answer(raw: earlier.count + (answer.isSuccess ? answer.raw : 0))
    if total.isSuccess {
      reply.data = earlier + came
      reply.from = from
    }
    if tellsStatements {
      let descriptor = CallArgument.descriptor(descriptor ?? sockets.descriptor(of: reference))
      let data = reply.data ?? []
      let preview = Array(data.prefix(CallArgument.previewLimit))
      let place: CallArgument =
        total.isSuccess ? .bytes(preview: preview, count: data.count) : .constant("buffer")
      let arguments = [descriptor, place, .integer(size), .messageFlags(flags)]
      tellCall(
        from == nil ? "recv" : "recvfrom",
        arguments,
        total,
        subject: reference,
        remark: total.isSuccess ? receivedText(from: from) : "",
        shown: flags == 0 ? [descriptor] : [descriptor, .messageFlags(flags)]
      )
    }
    bindResult(operation, total)
    return try settle(operation, total)
  }

  private func receivedText(from: SocketAddress?) -> String {
    let data = reply.data ?? []
    let text = data.isEmpty ? "end of file" : Self.quoted(data)
    return from.map { "\(Self.quoted(data)) from \($0)" } ?? text
  }
}
