import LabConstants
package import LabKernel
import LabProgram

/// What a prompt shows of the script's sockets.
extension Machine {
  /// The socket that a name of the file is bound to, while it is open.
  package mutating func socket(inSlot slot: Int32) -> SocketSnapshot? {
    guard Int(slot) < actors[0].cells.count,
      case .socket(let reference) = actors[0].cells[Int(slot)], sockets.isOpen(reference)
    else { return nil }
    return snapshot(reference.index)
  }

  /// All open sockets, those of actors too, oldest first.
  package mutating func openSockets() -> [SocketSnapshot] {
    let open = sockets.entries.indices.filter { sockets.entries[$0].descriptor >= 0 }
    return open.sorted { sockets.entries[$0].serial < sockets.entries[$1].serial }
      .map { snapshot(Int32($0)) }
  }

  private mutating func snapshot(_ index: Int32) -> SocketSnapshot {
    let entry = sockets[index]
    let descriptor = entry.descriptor
    let local = localAddress(descriptor)
    let peer = peerAddress(descriptor)
    let state = entry.isTCP ? tcpState(descriptor) : nil
    let isListening =
      state == .listen
      || integerOption(descriptor, SocketLevel.socket, SocketLevel.acceptsConnections) == 1
    var received = 0
    var sent = 0
    if let queue = SocketFacts.acceptQueue(descriptor, kernel: &kernel) {
      (received, sent) = (Int(queue.length), Int(queue.limit))
    } else if entry.domain != 0, !isListening {
      received = max(0, SocketFacts.unread(descriptor, kernel: &kernel).raw)
      if state == nil || peer != nil {
        sent = max(0, SocketFacts.unsent(descriptor, kernel: &kernel).raw)
      }
    }
    var events: Int16 = 0
    let asked = PollEvent.input | PollEvent.output
    _ = kernel.asOurs { $0.poll(descriptor, events: asked, revents: &events) }
    let isUnix = entry.domain == AddressFamily.unix
    let isNamed = isUnix ? local?.unixPath != nil : (local?.port ?? 0) != 0
    return SocketSnapshot(
      name: entry.label >= 0 ? program.labels[Int(entry.label)] : "",
      descriptor: descriptor,
      transport: entry.transport,
      family: entry.familyWord,
      isTCP: entry.isTCP,
      isUDP: entry.isUDP,
      isUnix: isUnix,
      isStream: entry.type == SocketType.stream,
      local: isNamed || entry.isInternet && local?.isWildcard == false
        ? local.map { "\($0)" } : nil,
      localPort: local?.port,
      peer: peer.map { "\($0)" },
      peerPort: peer?.port,
      state: state,
      isListening: isListening,
      isBound: isNamed,
      hasChosenPort: entry.hasChosenPort,
      received: received,
      sent: sent,
      isReadable: events & PollEvent.input != 0,
      isWritable: events & PollEvent.output != 0,
      hasError: events & PollEvent.error != 0,
      hasHungUp: events & PollEvent.hangUp != 0,
      isNonblocking: entry.isNonblocking
    )
  }

  /// Who has an address as its own: "tcp2"; `nil` when it is no open socket of the script.
  package mutating func owner(ofAddress address: String) -> String? {
    for index in sockets.entries.indices where sockets.entries[index].descriptor >= 0 {
      let entry = sockets.entries[index]
      guard entry.isInternet, entry.label >= 0, entry.listeningAt < 0,
        let local = localAddress(entry.descriptor), "\(local)" == address
      else { continue }
      return program.labels[Int(entry.label)]
    }
    return nil
  }
}

extension Machine {
  /// The addresses that interfaces of this network have, without ports.
  package mutating func networkAddresses() -> [String] {
    let found = try? NetworkSettings.addresses(kernel: &kernel)
    return (found ?? []).compactMap(\.address.hostText)
  }

  /// All TCP connections of this network, those in TIME_WAIT too.
  package mutating func connections() -> [DiagnosedSocket] {
    let states = TCPState.allCases.filter { $0 != .listen && $0 != .newSynReceived }
    let found = diagnosed { (diagnostics, kernel) throws(Errno) in
      try diagnostics.sockets(.tcp, states: states, kernel: &kernel)
    }
    return (found ?? []).filter { $0.remote.port != 0 }
  }
}

extension Machine {
  /// What an actor waits for, with what the kernel sees meanwhile: "tcp1, 127.0.0.1:8080, queue 0 of
  /// 4096".
  mutating func waitedFor(by actor: Int) -> String? {
    let suspension = actors[actor].suspension
    switch suspension.reason {
    case .socket: break
    case .counter: return "signal \(program.labels[Int(suspension.label)])"
    case .actors: return "actor \(program.labels[Int(suspension.label)])"
    case .process:
      guard let index = programIndex(Int(suspension.socket)) else { return nil }
      return "\(programName(index)) (pid \(programs[index].child.id))"
    case .time: return "the clock"
    default: return nil
    }
    let socket = snapshot(actors[actor].suspension.socket)
    var text = socket.name.isEmpty ? "fd \(socket.descriptor)" : socket.name
    if let local = socket.local { text += ", \(local)" }
    if let peer = socket.peer { text += " to \(peer)" }
    if socket.isListening {
      text += ", queue \(socket.received) of \(socket.sent)"
    } else if let state = socket.state {
      text += ", \(state.name)"
    }
    return text
  }
}
