import CLab

// Sending and receiving.
extension Kernel {
  /// Sends on a connected socket; send(2).
  package mutating func send(
    _ fd: Int32,
    _ data: UnsafeRawBufferPointer,
    flags: Int32
  ) -> Answer {
    if records { return recordedSend(fd, data, flags) }
    return Answer(raw: clab_sendto(fd, data.baseAddress, data.count, flags, nil, 0))
  }

  /// Sends one datagram to an address; sendto(2).
  package mutating func sendto(
    _ fd: Int32,
    _ data: UnsafeRawBufferPointer,
    flags: Int32,
    to address: SocketAddress
  ) -> Answer {
    let answer = Answer(
      raw: address.bytes.withUnsafeBytes {
        clab_sendto(fd, data.baseAddress, data.count, flags, $0.baseAddress, UInt32($0.count))
      }
    )
    if records {
      note(
        "sendto",
        Self.sendArguments(fd, data, flags)
          + [.address(address), .addressLength(address.bytes.count)],
        answer
      )
    }
    return answer
  }

  /// Receives from a connected socket; recv(2).
  package mutating func recv(
    _ fd: Int32,
    into buffer: UnsafeMutableRawBufferPointer,
    flags: Int32
  ) -> Answer {
    if records { return recordedReceive(fd, buffer, flags) }
    return Answer(raw: clab_recvfrom(fd, buffer.baseAddress, buffer.count, flags, nil, nil))
  }

  /// Receives one datagram and its sender; recvfrom(2).
  ///
  /// The buffer for the address is as large as `from`, or the largest there is if that is empty.
  package mutating func recvfrom(
    _ fd: Int32,
    into buffer: UnsafeMutableRawBufferPointer,
    flags: Int32,
    from: inout SocketAddress
  ) -> Answer {
    let capacity = from.bytes.isEmpty ? SocketAddress.largest : from.bytes.count
    var length = socklen_t(capacity)
    var sender = [UInt8](repeating: 0, count: capacity)
    var place: UInt = 0
    let answer = Answer(
      raw: sender.withUnsafeMutableBytes { bytes in
        place = UInt(bitPattern: bytes.baseAddress)
        return clab_recvfrom(
          fd,
          buffer.baseAddress,
          buffer.count,
          flags,
          bytes.baseAddress,
          &length
        )
      }
    )
    if answer.isSuccess {
      sender.removeLast(capacity - min(Int(length), capacity))
      from = SocketAddress(bytes: sender)
    }
    if records {
      // A stream has no sender to tell: the kernel leaves the buffer and returns length 0.
      let shown: CallArgument =
        answer.isSuccess && length > 0 ? .address(from) : .pointer(place)
      note(
        "recvfrom",
        Self.receiveArguments(fd, buffer, flags, answer)
          + [shown, .resultLength(given: capacity, returned: Int(length))],
        answer
      )
    }
    return answer
  }

  // Functions of their own: a call that nobody records would save registers for them.

  @inline(never)
  private mutating func recordedSend(
    _ fd: Int32,
    _ data: UnsafeRawBufferPointer,
    _ flags: Int32
  ) -> Answer {
    let answer = Answer(raw: clab_sendto(fd, data.baseAddress, data.count, flags, nil, 0))
    note("sendto", Self.sendArguments(fd, data, flags) + [.null, .integer(0)], answer)
    return answer
  }

  @inline(never)
  private mutating func recordedReceive(
    _ fd: Int32,
    _ buffer: UnsafeMutableRawBufferPointer,
    _ flags: Int32
  ) -> Answer {
    let answer = Answer(raw: clab_recvfrom(fd, buffer.baseAddress, buffer.count, flags, nil, nil))
    note("recvfrom", Self.receiveArguments(fd, buffer, flags, answer) + [.null, .null], answer)
    return answer
  }

  private static func sendArguments(
    _ fd: Int32,
    _ data: UnsafeRawBufferPointer,
    _ flags: Int32
  ) -> [CallArgument] {
    [
      .descriptor(fd), .bytes(of: data), .integer(data.count),
      .constant(CallText.messageFlags(flags)),
    ]
  }

  private static func receiveArguments(
    _ fd: Int32,
    _ buffer: UnsafeMutableRawBufferPointer,
    _ flags: Int32,
    _ answer: Answer
  ) -> [CallArgument] {
    // With MSG_TRUNC a datagram may be longer than what came of it.
    let filled = UnsafeRawBufferPointer(
      rebasing: UnsafeRawBufferPointer(buffer).prefix(max(0, answer.raw))
    )
    return [
      .descriptor(fd),
      answer.isSuccess ? .bytes(of: filled) : .pointer(UInt(bitPattern: buffer.baseAddress)),
      .integer(buffer.count),
      .constant(CallText.messageFlags(flags)),
    ]
  }
}
