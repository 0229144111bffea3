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
    // dup2 of a descriptor to itself makes nothing new.
    let known = sockets.index(ofDescriptor: descriptor)
    if known >= 0 {
      let generation = sockets[known].generation
      return SocketReference(index: known, generation: generation, descriptor: descriptor)
    }
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
    let reference = keep(answer, form: form)
    guard form.domain != 0 else { return reference }
    // What the machine must know of a socket, whoever set it.
    for number in SocketLevel.remembered {
      var bytes = [UInt8](repeating: 0, count: 16)
      let answer = kernel.getsockopt(descriptor, SocketLevel.socket, number, into: &bytes)
      if answer.isSuccess {
        noteOption(reference, level: SocketLevel.socket, number: number, bytes)
      }
    }
    return reference
  }

  /// A call was faster than its end: what it made is the owner's, which closes it.
  mutating func takeDescriptors(_ layout: CallLayout, _ answer: Answer) {
    clearReply()
    takeOutputs(layout, answer)
    noteEffects(layout, answer)
    if case .descriptor = layout.call.result { _ = adopt(answer) }
    for case .descriptors(let at) in layout.outputs {
      for offset in [0, 4] {
        _ = adopt(Answer(raw: Int(layout.frame.integer(Int32.self, at: at + offset))))
      }
    }
    clearReply()
  }

  /// A descriptor that came as a number.
  mutating func adopted(_ value: Value) -> Value {
    guard case .integer(let number) = value else { return value }
    // Whoever sent it has it too.
    mayShareListeners = true
    return .socket(adopt(Answer(raw: Int(number))))
  }

  /// Before the call: what it will replace.
  mutating func prepare(_ layout: CallLayout) {
    switch layout.call.name {
    case "setrlimit": rememberLimit(layout[0], isSet: layout[1] != 0)
    case "prlimit64": rememberLimit(layout[1], isSet: layout[2] != 0)
    case "unshare" where layout[0] & CallNumber.newNetwork != 0: rememberNetwork()
    default: break
    }
  }

  /// Signals and limits that would end socklab itself, with nothing told.
  func refuseEndOfRun(_ layout: CallLayout) throws(Failure) {
    switch layout.call.name {
    case "fcntl" where layout[1] == FileControl.setSignal:
      guard !SignalInbox.isHarmless(Int32(truncatingIfNeeded: layout[2])) else { return }
      throw Failure(.endsRun("signal \(layout[2])", "SIGIO, SIGUSR1 or SIGRTMIN + 2 …", at: site))
    case "setrlimit", "prlimit64":
      let isPlain = layout.call.name == "setrlimit"
      let (resource, value) = isPlain ? (layout[0], layout[1]) : (layout[1], layout[2])
      guard value != 0, ![1, 7, 8].contains(resource) else { return }
      throw Failure(
        .endsRun("limit \(resource)", "RLIMIT_NOFILE, RLIMIT_FSIZE or RLIMIT_MEMLOCK", at: site)
      )
    default: return
    }
  }

  /// A limit belongs to the owner whose statement set it, as a sysctl does.
  private mutating func rememberLimit(_ resource: Int, isSet: Bool) {
    let owner = Int(current.owner)
    guard isSet, !owners[owner].limits.contains(where: { $0.resource == resource }) else { return }
    let frame = SystemCallFrame("prlimit64")
    let room = frame.room(16)
    frame.arguments = [0, resource, 0, room]
    guard frame.perform().isSuccess else { return }
    owners[owner].limits.append((resource, frame.bytes(at: room, count: 16)))
  }

  /// At an owner's end: its limits as they were, as far as the hard ones allow.
  mutating func restoreLimits(of owner: Int) {
    for limit in owners[owner].limits.reversed() {
      let frame = SystemCallFrame("prlimit64")
      let room = frame.room(16)
      frame.arguments = [0, limit.resource, 0, room]
      _ = frame.perform()
      // The hard limit may only have been lowered: that one stays.
      let hard = frame.bytes(at: room + 8, count: 8)
      let now = frame.integer(UInt64.self, at: room + 8)
      let soft = limit.value.prefix(8).reversed().reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
      frame.store(withUnsafeBytes(of: min(soft, now)) { Array($0) } + hard, at: room)
      frame.arguments = [0, limit.resource, room, 0]
      _ = frame.perform()
    }
    owners[owner].limits = []
  }

  /// After the call: what it has changed.
  mutating func noteEffects(_ layout: CallLayout, _ answer: Answer) {
    switch layout.call.name {
    case "dup2", "dup3":
      // The socket that had this number is gone.
      let index = sockets.index(ofDescriptor: Int32(truncatingIfNeeded: answer.raw))
      if index >= 0, layout[0] != layout[1] {
        let reference = SocketReference(
          index: index,
          generation: sockets[index].generation,
          descriptor: Int32(truncatingIfNeeded: answer.raw)
        )
        releaseSocket(reference)
      }
    case "fcntl":
      if [FileControl.duplicate, FileControl.duplicateCloseOnExec].contains(layout[1]) {
        reply.value = .socket(adopt(answer))
      }
      if layout[1] == FileControl.setFlags { refreshBlockingModes() }
    case "ioctl" where layout[1] == CallNumber.ioctlNonblocking: refreshBlockingModes()
    case "setsockopt": noteOption(layout)
    case "listen", "bind", "connect": noteCall(layout)
    case "shutdown": if let subject = layout.subject { wakeShutDown(subject) }
    case "sigtimedwait":
      reply.signal = Constants.name(of: Int64(answer.raw), in: .signal) ?? ""
    case "unshare" where layout[0] & CallNumber.newNetwork != 0: enteredNetwork()
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

  /// Whether a call names a file outside the run's own folder.
  func isOutside(_ layout: CallLayout) -> Bool {
    guard layout.call.group == .file, layout.call.name != "memfd_create" else { return false }
    let follows = !["unlink", "rename", "lstat", "link", "symlink"].contains(layout.call.name)
    for (position, parameter) in layout.call.parameters.enumerated() {
      guard case .path = parameter.form, case .bytes(let path)? = layout.given[position] else {
        continue
      }
      // What a symbolic link says is no file yet.
      if layout.call.name == "symlink", position == 0 { continue }
      let folder = options.temporaryFolder
      if !OrdinaryUser.isInside(path, of: folder, follows: follows) { return true }
    }
    return false
  }
}
