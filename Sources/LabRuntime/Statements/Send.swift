import LabKernel
import LabProgram
import LabSyntax

extension Machine {
  /// `send`: all bytes of a stream, one datagram otherwise; tried with MSG_DONTWAIT.
  mutating func send(_ operation: Operation) throws(Failure) -> Outcome {
    startClock(operation)
    let reference = try subject(operation)
    let start = operation.operands.start
    let flags = try cInteger(operand(2, of: operation))
    let destination = try operand(3, of: operation).map { index throws(Failure) in
      let address = try address(index, for: reference)
      if loopback != nil { try keepCall(to: address, operand: index) }
      return address
    }
    let isOnce = isOnce(reference, flags: flags)
    // Without a cookie MSG_FASTOPEN is a connect first, which MSG_DONTWAIT would not wait for.
    if flags & MessageFlag.fastOpen != 0, !isOnce { return try sendForReal(operation) }
    guard case .constant(let index) = program.expressions[Int(start + 1)],
      case .bytes(let bytes) = program.constants[Int(index)]
    else {
      // What it waits with is what it began with, and is not made again at each try.
      let bytes = current.statement.phase == 1 ? current.statement.bytes : try bytes(start + 1)
      return try send(operation, bytes, to: destination, flags: flags, isOnce: isOnce, reference)
    }
    return try send(operation, bytes, to: destination, flags: flags, isOnce: isOnce, reference)
  }

  private mutating func send(
    _ operation: Operation,
    _ bytes: [UInt8],
    to destination: SocketAddress?,
    flags: Int32,
    isOnce: Bool,
    _ reference: SocketReference
  ) throws(Failure) -> Outcome {
    let descriptor = sockets.descriptor(of: reference)
    let callFlags = isOnce ? flags : flags | MessageFlag.dontWait
    while true {
      let done = current.statement.count
      let kept = flags & MessageFlag.zeroCopy == 0 ? nil : keepForKernel(bytes)
      let answer =
        takeEarlyAnswer()
        ?? bytes.withUnsafeBytes { all in
          let rest = UnsafeRawBufferPointer(rebasing: (kept ?? all)[done...])
          if let destination {
            return kernel.sendto(descriptor, rest, flags: callFlags, to: destination)
          }
          return kernel.send(descriptor, rest, flags: callFlags)
        }
      if answer.errno == .wouldBlock, !isOnce {
        if mustSendForReal(reference, hasDestination: destination != nil) {
          return try sendForReal(operation)
        }
        if tellsStatements { told.subject = reference }
        current.statement.bytes = bytes
        current.statement.phase = 1
        // unix(7): a shutdown of this side is told as input, never as room for output.
        let isTCP = sockets[reference.index].isTCP
        return try wait(operation, for: reference, until: isTCP ? .output : .anything)
      }
      if answer.isSuccess, !isOnce, answer.raw > 0, done + answer.raw < bytes.count {
        current.statement.count = done + answer.raw
        continue
      }
      let total = answer.isSuccess ? Answer(raw: done + answer.raw) : answer
      if answer.errno == .brokenPipe { reply.raisedSignal = SignalInbox.takeBrokenPipe() }
      return try sent(
        operation,
        reference,
        total,
        bytes,
        to: destination,
        flags: flags,
        earlier: done
      )
    }
  }

  /// Bytes that the kernel goes on reading when the call is over: MSG_ZEROCOPY, vmsplice(2).
  ///
  /// They stay where they are until the owner's end.
  private mutating func keepForKernel(_ bytes: [UInt8]) -> UnsafeRawBufferPointer {
    let kept = KeptBytes(bytes)
    owners[Int(current.owner)].keptBytes.append(kept)
    return kept.bytes
  }

  /// Whether the wait for room is the kernel's to do: SO_SNDTIMEO ends it, or it is for a full
  /// datagram queue of a Unix peer, which makes no event for a sender that is not connected to it.
  private func mustSendForReal(_ reference: SocketReference, hasDestination: Bool) -> Bool {
    let entry = sockets[reference.index]
    return entry.hasSendTimeout || (hasDestination && entry.domain == AddressFamily.unix)
  }

  /// The call, or the last of them, has returned.
  mutating func sent(
    _ operation: Operation,
    _ reference: SocketReference,
    _ total: Answer,
    _ bytes: [UInt8],
    to destination: SocketAddress?,
    flags: Int32,
    earlier done: Int
  ) throws(Failure) -> Outcome {
    tellSend(total, bytes, destination, flags, reference, sent: done)
    bindResult(operation, total)
    return try settle(operation, total)
  }

  private mutating func tellSend(
    _ answer: Answer,
    _ bytes: [UInt8],
    _ destination: SocketAddress?,
    _ flags: Int32,
    _ reference: SocketReference,
    sent: Int
  ) {
    guard tellsStatements else { return }
    let preview = Array(bytes.prefix(CallArgument.previewLimit))
    var arguments: [CallArgument] = [
      .descriptor(sockets.descriptor(of: reference)),
      .bytes(preview: preview, count: bytes.count),
    ]
    var shown = arguments + (flags == 0 ? [] : [.messageFlags(flags)])
    arguments += [.integer(bytes.count), .messageFlags(flags)]
    if let destination {
      shown.append(.address(destination))
      arguments += [.address(destination), .addressLength(destination.bytes.count)]
      told.address = destination
    }
    var remark = sent > 0 && answer.isSuccess ? "in several calls" : ""
    if reply.raisedSignal { remark = "and SIGPIPE" }
    tellCall(
      destination == nil ? "send" : "sendto",
      arguments,
      answer,
      subject: reference,
      remark: remark,
      shown: shown
    )
  }
}

/// Bytes that stay where they are while somebody else reads them.
final class KeptBytes {
  let bytes: UnsafeRawBufferPointer

  init(_ bytes: [UInt8]) {
    let copy = UnsafeMutableRawBufferPointer.allocate(byteCount: bytes.count, alignment: 16)
    copy.copyBytes(from: bytes)
    self.bytes = UnsafeRawBufferPointer(copy)
  }

  deinit { bytes.deallocate() }
}
