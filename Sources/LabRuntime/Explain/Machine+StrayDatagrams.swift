import LabDiagnostics
import LabKernel
import LabProgram
import LabSyntax

/// Datagrams that this file sent to a port of this machine that nobody has, while somebody waits.
extension Machine {
  /// As "client (line 4) sent to 127.0.0.1:5354; nobody is bound there".
  mutating func strayNotes(_ socket: SocketReference) -> [Diagnostic.Note] {
    guard sockets.isOpen(socket), sockets[socket.index].isUDP else { return [] }
    let asking = beginAsking()
    defer { endAsking(asking) }
    var texts: [String] = []
    for pc in lines(doing: .send) where isEarlier(pc) {
      guard let sent = strayDestination(at: pc) else { continue }
      let name = program.labels[Int(label(ofOperand: 0, at: pc))]
      let text = "\(name) (\(place(pc))) sent to \(sent); nobody is bound there"
      if !texts.contains(text) { texts.append(text) }
    }
    return texts.isEmpty ? [] : [.lines("look", Array(texts.suffix(3)))]
  }

  /// Where a `send` of a UDP socket went, when no socket of this network has that port.
  private mutating func strayDestination(at pc: Int32) -> SocketAddress? {
    guard let operation = operation(at: pc), label(ofOperand: 0, at: pc) >= 0,
      let sender = try? self.socket(operation.operands.start), sockets.isOpen(sender),
      sockets[sender.index].isUDP
    else { return nil }
    var destination: SocketAddress?
    if let index = operand(3, of: operation) {
      // What is computed may be another address by now than it was there.
      guard portOperand(at: pc, position: 3) != nil else { return nil }
      destination = try? address(index, for: sender)
    } else {
      destination = peerAddress(sockets[sender.index].descriptor)
    }
    guard options.hasPrivateNetwork, let destination, let port = destination.port,
      isOwn(destination),
      knownSockets(type: SocketType.datagram, port: port).isEmpty, !isBoundElsewhere(port)
    else { return nil }
    return destination
  }

  /// A program of this network, not the script itself, has the UDP port.
  private mutating func isBoundElsewhere(_ port: UInt16) -> Bool {
    let found = diagnosed { (diagnostics, kernel) throws(Errno) in
      try diagnostics.datagramSockets(on: port, kernel: &kernel)
    }
    return !(found ?? []).isEmpty
  }
}
