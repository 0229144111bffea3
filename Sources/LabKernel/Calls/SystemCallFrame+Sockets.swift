import LabConstants

// Everyday calls on sockets as frames, for threads of their own.
extension SystemCallFrame {
  /// Sends to an address, or to the peer; sendto(2).
  package static func sendto(
    _ fd: Int32,
    _ data: [UInt8],
    flags: Int32,
    to address: SocketAddress?
  ) -> SystemCallFrame {
    let frame = SystemCallFrame("sendto")
    frame.arguments = [
      Int(fd), frame.place(data), data.count, Int(flags),
      address.map { frame.place($0.bytes) } ?? 0,
      address?.bytes.count ?? 0,
    ]
    return frame
  }

  /// Receives up to a count of bytes and, if asked, their sender; recvfrom(2).
  package static func recvfrom(
    _ fd: Int32,
    count: Int,
    flags: Int32,
    asksSender: Bool
  ) -> SystemCallFrame {
    let frame = SystemCallFrame("recvfrom")
    frame.arguments = [Int(fd), frame.room(count), count, Int(flags)]
    frame.arguments += asksSender ? frame.roomForAddress() : [0, 0]
    return frame
  }

  /// Takes a connection, and its peer's address; accept(2).
  package static func accept(_ fd: Int32) -> SystemCallFrame {
    let frame = SystemCallFrame("accept")
    frame.arguments = [Int(fd)] + frame.roomForAddress()
    return frame
  }

  /// Connects; connect(2).
  package static func connect(_ fd: Int32, _ address: SocketAddress) -> SystemCallFrame {
    let frame = SystemCallFrame("connect")
    frame.arguments = [Int(fd), frame.place(address.bytes), address.bytes.count]
    return frame
  }

  /// Ends one or both directions; shutdown(2).
  package static func shutdown(_ fd: Int32, _ how: Int32) -> SystemCallFrame {
    let frame = SystemCallFrame("shutdown")
    frame.arguments = [Int(fd), Int(how)]
    return frame
  }

  /// Closes a descriptor; close(2).
  package static func close(_ fd: Int32) -> SystemCallFrame {
    let frame = SystemCallFrame("close")
    frame.arguments = [Int(fd)]
    return frame
  }

  /// The descriptor of a call whose first argument is one.
  package var descriptor: Int32 { Int32(truncatingIfNeeded: arguments.first ?? -1) }

  /// What a receive with this frame has brought.
  package func received(_ answer: Answer) -> [UInt8] {
    answer.isSuccess ? bytes(at: arguments[1], count: min(answer.raw, arguments[2])) : []
  }

  /// The address that the kernel wrote to the room for one; nil when none was asked for.
  ///
  /// - Parameter position: Of the address among the arguments; its length is behind it.
  /// - Returns: The address, of 0 bytes when the kernel gave none.
  package func address(at position: Int) -> SocketAddress? {
    guard arguments[position] != 0 else { return nil }
    let length = Int(integer(UInt32.self, at: arguments[position + 1]))
    return SocketAddress(
      bytes: bytes(at: arguments[position], count: min(length, SocketAddress.largest))
    )
  }

  /// Room for any address, and for its length.
  private func roomForAddress() -> [Int] {
    let length = withUnsafeBytes(of: UInt32(SocketAddress.largest)) { Array($0) }
    return [room(SocketAddress.largest), place(length)]
  }
}

extension Kernel {
  /// Records a call that one of the frames above has made.
  package mutating func note(_ frame: SystemCallFrame, _ answer: Answer) {
    guard records else { return }
    let values = frame.arguments
    var arguments: [CallArgument] = [.descriptor(frame.descriptor)]
    switch frame.name {
    case "sendto":
      arguments += [
        Self.preview(frame, at: values[1], count: values[2]), .integer(values[2]),
        .constant(CallText.messageFlags(Int32(values[3]))),
      ]
      arguments +=
        values[4] == 0
        ? [.null, .integer(0)]
        : [
          .address(SocketAddress(bytes: frame.bytes(at: values[4], count: values[5]))),
          .addressLength(values[5]),
        ]
    case "recvfrom":
      arguments += [
        answer.isSuccess
          ? Self.preview(frame, at: values[1], count: min(answer.raw, values[2]))
          : .pointer(UInt(bitPattern: values[1])),
        .integer(values[2]), .constant(CallText.messageFlags(Int32(values[3]))),
      ]
      arguments += Self.resultAddress(frame, at: 4, answer)
    case "accept": arguments += Self.resultAddress(frame, at: 1, answer)
    case "connect":
      arguments += [
        .address(SocketAddress(bytes: frame.bytes(at: values[1], count: values[2]))),
        .addressLength(values[2]),
      ]
    case "shutdown":
      let how = Int32(truncatingIfNeeded: values[1])
      arguments.append(.constant(CallText.named(how, in: .shutdown, unknown: "SHUT")))
    default: break
    }
    note(frame.name, arguments, answer)
  }

  private static func preview(_ frame: SystemCallFrame, at address: Int, count: Int)
    -> CallArgument
  {
    let shown = frame.bytes(at: address, count: min(count, CallArgument.previewLimit))
    return .bytes(preview: shown, count: count)
  }

  private static func resultAddress(
    _ frame: SystemCallFrame,
    at position: Int,
    _ answer: Answer
  ) -> [CallArgument] {
    guard let address = frame.address(at: position) else { return [.null, .null] }
    let length = Int(frame.integer(UInt32.self, at: frame.arguments[position + 1]))
    return [
      answer.isSuccess && !address.bytes.isEmpty
        ? .address(address) : .pointer(UInt(bitPattern: frame.arguments[position])),
      .resultLength(given: SocketAddress.largest, returned: length),
    ]
  }
}
