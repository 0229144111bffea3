import LabDiagnostics
import LabKernel
import LabProgram
import LabSyntax

/// `fill` and `drain`: one socket's queue to its end, without waiting.
extension Machine {
  /// `fill S`: sends without waiting until there is no room.
  ///
  /// A stream gives the bytes that were taken, all other sockets the number of datagrams.
  mutating func fill(_ operation: Operation) throws(Failure) -> Outcome {
    startClock(operation)
    let reference = try subject(operation)
    let descriptor = sockets.descriptor(of: reference)
    let isStream = isStream(reference)
    let unit = try fillUnit(operation, isStream: isStream)
    var bytes = 0
    var calls = 0
    var answer = Answer(raw: 0)
    while true {
      // A stream may have taken a part: the next call goes on inside the pattern.
      let start = isStream && !unit.isEmpty ? bytes % unit.count : 0
      answer = unit.withUnsafeBytes { all in
        kernel.send(
          descriptor,
          UnsafeRawBufferPointer(rebasing: all[start...]),
          flags: MessageFlag.dontWait
        )
      }
      guard answer.isSuccess else { break }
      bytes += answer.raw
      calls += 1
      guard bytes <= options.limits.bytes, calls <= options.limits.elements else {
        throw Failure(
          .neverFull(
            name(of: reference, operation),
            options.limits,
            bytes,
            isUDP: sockets[reference.index].isUDP,
            at: site
          )
        )
      }
    }
    if answer.errno == .brokenPipe { reply.raisedSignal = SignalInbox.takeBrokenPipe() }
    let total = answer.errno == .wouldBlock ? Answer(raw: isStream ? bytes : calls) : answer
    if answer.errno == .wouldBlock { reply.value = .errno(Errno.wouldBlock.code) }
    if tellsStatements {
      tellCall(
        "send",
        [
          .descriptor(descriptor), .bytes(preview: Array(unit.prefix(32)), count: unit.count),
          .integer(unit.count), .messageFlags(MessageFlag.dontWait),
        ],
        total,
        subject: reference,
        remark: queueText(bytes, calls, isStream: isStream, end: total.isSuccess ? "EAGAIN" : nil)
      )
    }
    bindResult(operation, total)
    return try settle(operation, total)
  }

  /// What each call sends: the bytes given, or so many `x`; at least 64 KiB to a stream.
  private mutating func fillUnit(_ operation: Operation, isStream: Bool) throws(Failure) -> [UInt8]
  {
    let size = isStream ? 65_536 : 1024
    let letter = UInt8(ascii: "x")
    guard let index = operand(1, of: operation) else {
      return [UInt8](repeating: letter, count: size)
    }
    switch try evaluate(index) {
    case .integer(let count):
      guard count > 0, count <= options.limits.bytes else {
        throw Failure(.tooManyBytes(limit: options.limits.bytes, at: site))
      }
      return [UInt8](repeating: letter, count: Int(count))
    case .bytes(let pattern) where !pattern.isEmpty:
      guard isStream, pattern.count < size else { return pattern }
      return Array(
        repeatElement(pattern, count: (size + pattern.count - 1) / pattern.count).joined()
      )
    case let value:
      throw Failure(.wrongKind(wanted: "text or a number", got: kindName(value), at: site))
    }
  }

  /// `drain S`: receives without waiting until nothing is left, or the end.
  mutating func drain(_ operation: Operation) throws(Failure) -> Outcome {
    startClock(operation)
    let reference = try subject(operation)
    let descriptor = sockets.descriptor(of: reference)
    let isStream = isStream(reference)
    let isDatagram =
      sockets.isOpen(reference) && sockets[reference.index].type == SocketType.datagram
    var data: [UInt8] = []
    var calls = 0
    var answer = Answer(raw: 0)
    while true {
      let space = buffer.space(Self.receiveSize)
      let room = UnsafeMutableRawBufferPointer(rebasing: space[0..<Self.receiveSize])
      answer = kernel.recv(descriptor, into: room, flags: MessageFlag.dontWait)
      guard answer.isSuccess, answer.raw > 0 || isDatagram else { break }
      calls += 1
      data += buffer.bytes(answer.raw)
      guard data.count <= options.limits.bytes, calls <= options.limits.elements else {
        throw Failure(.tooManyBytes(limit: options.limits.bytes, at: site))
      }
    }
    let isOver = answer.isSuccess || answer.errno == .wouldBlock
    let total = isOver ? Answer(raw: isStream ? data.count : calls) : answer
    reply.data = data
    if isOver {
      reply.value = answer.isSuccess ? wordValue("eof") : .errno(Errno.wouldBlock.code)
    }
    if tellsStatements {
      tellCall(
        "recv",
        [.descriptor(descriptor), .integer(Self.receiveSize), .messageFlags(MessageFlag.dontWait)],
        total,
        subject: reference,
        remark: queueText(
          data.count,
          calls,
          isStream: isStream,
          end: isOver ? answer.isSuccess ? "the end" : "EAGAIN" : nil
        ),
        shown: [.descriptor(descriptor), .messageFlags(MessageFlag.dontWait)]
      )
    }
    bindResult(operation, total)
    return try settle(operation, total)
  }

  /// "in 60 calls, then EAGAIN" of a stream; "834 bytes, then EAGAIN" of datagrams.
  private func queueText(_ bytes: Int, _ calls: Int, isStream: Bool, end: String?) -> String {
    let amount =
      isStream
      ? "in \(Self.counted(calls, "call", "calls"))" : Self.counted(bytes, "byte", "bytes")
    return end.map { "\(amount), then \($0)" } ?? amount
  }
}
