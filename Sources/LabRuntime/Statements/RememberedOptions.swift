import LabKernel

/// Options that decide how the machine makes a call; everything else of an option is the kernel's.
extension Machine {
  /// An option was set, by whichever call.
  ///
  /// - Parameters:
  ///   - reference: The socket.
  ///   - level: SOL_SOCKET, and others that are of no interest here.
  ///   - number: The option.
  ///   - bytes: Its value as the kernel took it.
  mutating func noteOption(
    _ reference: SocketReference,
    level: Int32,
    number: Int32,
    _ bytes: [UInt8]
  ) {
    guard level == SocketLevel.socket, sockets.isOpen(reference) else { return }
    let isSet = bytes.contains { $0 != 0 }
    switch number {
    case SocketLevel.lowWaterMark:
      // 1 is what every socket has.
      sockets[reference.index].hasLowWaterMark = isSet && bytes.prefix(4) != [1, 0, 0, 0]
    case SocketLevel.receiveTimeout: sockets[reference.index].hasReceiveTimeout = isSet
    case SocketLevel.sendTimeout: sockets[reference.index].hasSendTimeout = isSet
    case SocketLevel.linger:
      // struct linger: l_onoff and l_linger, of four bytes each; {1, 0} resets and never sleeps.
      let isOn = bytes.prefix(4).contains { $0 != 0 }
      sockets[reference.index].hasLinger = isOn && bytes.dropFirst(4).contains { $0 != 0 }
    default: break
    }
  }

  /// An accepted socket has its listener's options.
  mutating func inheritOptions(_ reference: SocketReference, from listener: SocketEntry) {
    let traits = listener.traits.intersection(.inherited)
    if !traits.isEmpty { sockets[reference.index].traits.formUnion(traits) }
  }
}
