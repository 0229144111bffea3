import LabConstants
import LabKernel
import LabProgram

/// What a call changes that the machine keeps books of.
extension Machine {
  /// A descriptor that a call gave: the script's from now on, whatever it is.
  mutating func adopt(_ answer: Answer) -> SocketReference {
    var form = SocketForm(domain: 0, type: 0, protocolNumber: 0)
    guard answer.isSuccess else { return keep(answer, form: form) }
    let descriptor = Int32(answer.raw)
    kernel.isOurs = true
    defer { kernel.isOurs = false }
    func option(_ number: Int32) -> Int32 {
      var value: Int32 = 0
      let answer = kernel.getsockopt(descriptor, SocketLevel.socket, number, integer: &value)
      return answer.isSuccess ? value : 0
    }
    form.domain = option(SocketLevel.domain)
    form.type = option(SocketLevel.type)
    form.protocolNumber = option(SocketLevel.protocolNumber)
    if kernel.isNonblocking(descriptor) == true { form.type |= SocketType.nonblocking }
    return keep(answer, form: form)
  }

  /// A descriptor that came as a number.
  mutating func adopted(_ value: Value) -> Value {
    guard case .integer(let number) = value else { return value }
    return .socket(adopt(Answer(raw: Int(number))))
  }

  /// Before the call: what it will replace.
  mutating func prepare(_ layout: CallLayout) {
    switch layout.call.name {
    case "dup2", "dup3":
      let target = Int32(truncatingIfNeeded: layout[1])
      let index = sockets.index(ofDescriptor: target)
      guard index >= 0, layout[0] != layout[1],
        sockets.index(ofDescriptor: Int32(truncatingIfNeeded: layout[0])) >= 0
      else { return }
      if sockets[index].isRegistered { _ = poller.remove(target) }
      wakeWaiters(ofSocket: index)
      sockets.remove(index, newest: &owners[Int(sockets[index].owner)].newestSocket)
    case "unshare" where layout[0] & 0x4000_0000 != 0: rememberNetwork()
    default: break
    }
  }

  /// After the call: what it has changed.
  mutating func noteEffects(_ layout: CallLayout, _ answer: Answer) {
    switch layout.call.name {
    case "fcntl":
      // F_DUPFD and F_DUPFD_CLOEXEC.
      if layout[1] == 0 || layout[1] == 1030 { reply.value = .socket(adopt(answer)) }
      if layout[1] == 4 { refreshBlockingModes() }
    case "ioctl" where layout[1] == 0x5421: refreshBlockingModes()
    case "setsockopt": noteOption(layout)
    case "listen", "bind", "connect": noteCall(layout)
    case "sigtimedwait":
      reply.signal = Constants.name(of: Int64(answer.raw), in: .signal) ?? ""
    case "unshare": diagnostics = nil
    default: break
    }
  }

  /// O_NONBLOCK belongs to the open file, which several descriptors may share.
  private mutating func refreshBlockingModes() {
    kernel.isOurs = true
    defer { kernel.isOurs = false }
    for index in sockets.entries.indices where sockets.entries[index].descriptor >= 0 {
      let isNonblocking = kernel.isNonblocking(sockets.entries[index].descriptor) ?? false
      sockets[Int32(index)].isNonblocking = isNonblocking
    }
  }

  private mutating func noteOption(_ layout: CallLayout) {
    guard case .socket(let reference)? = layout.given[0], sockets.isOpen(reference),
      layout[4] > 0, layout[3] != 0, layout[3] != SystemCallFrame.badPointer
    else { return }
    let bytes = layout.frame.bytes(at: layout[3], count: min(layout[4], 16))
    noteOption(
      reference,
      level: Int32(truncatingIfNeeded: layout[1]),
      number: Int32(truncatingIfNeeded: layout[2]),
      bytes
    )
  }

  private mutating func noteCall(_ layout: CallLayout) {
    guard case .socket(let reference)? = layout.given[0], sockets.isOpen(reference) else { return }
    switch layout.call.name {
    case "listen": sockets[reference.index].listeningAt = current.pc
    case "bind":
      sockets[reference.index].boundAt = current.pc
      let length = min(max(0, layout[2]), 110)
      let address = SocketAddress(bytes: layout.frame.bytes(at: layout[1], count: length))
      if let path = address.unixPath { noteSocketFile(path) }
    default: sockets[reference.index].connectedAt = current.pc
    }
  }
}
