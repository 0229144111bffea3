import LabConstants
import LabKernel
import LabProgram

/// A connection in one line, and what has come on it; nothing of it is read.
extension Machine {
  /// As "a ESTABLISHED, 0 bytes unread, peer 127.0.0.1:8080 (a_conn) has not closed".
  mutating func streamText(_ reference: SocketReference) -> String {
    guard sockets.isOpen(reference) else { return "the socket is closed" }
    let entry = sockets[reference.index]
    let name = name(reference.index)
    let state = entry.isTCP ? tcpState(entry.descriptor) : nil
    if state == .listen { return "\(name) LISTENs: bytes come to the sockets that accept gives" }
    var text = name
    if let state { text += " \(state.name)" }
    let unread = SocketFacts.unread(entry.descriptor, kernel: &kernel)
    if unread.isSuccess {
      text += "\(state == nil ? ":" : ",") \(Self.counted(unread.raw, "byte", "bytes")) unread"
    }
    return text + peerText(reference, entry, state)
  }

  private mutating func peerText(
    _ reference: SocketReference,
    _ entry: SocketEntry,
    _ state: TCPState?
  ) -> String {
    let other = peer(of: reference).map { name($0) }
    let address = peerAddress(entry.descriptor)
    guard entry.type != SocketType.datagram else {
      if let address, !address.isUnixUnnamed {
        return ", peer \(address)" + (other.map { " (\($0))" } ?? "")
      }
      let local = localAddress(entry.descriptor)
      if entry.isUDP, let port = local?.port, port != 0, let local { return ", bound to \(local)" }
      return entry.isUDP ? ", not bound: nobody can send to it" : ""
    }
    if state == .close { return entry.connectedAt < 0 ? ", not connected" : ", connection over" }
    guard let address else { return "" }
    let who =
      address.isUnix
      ? other ?? "the other end" : "\(address)" + (other.map { " (\($0))" } ?? "")
    guard hasPeerClosed(entry.descriptor) else { return ", peer \(who) has not closed" }
    // A FIN may come from close as well as from shutdown.
    return ", peer \(who) " + (entry.isTCP ? "has sent FIN" : "has closed")
  }

  /// Whether the peer's end of the stream has come: POLLRDHUP.
  mutating func hasPeerClosed(_ descriptor: Int32) -> Bool {
    let event: Int16 = 0x2000
    var revents: Int16 = 0
    _ = kernel.asOurs { $0.poll(descriptor, events: event, revents: &revents) }
    return revents & event != 0
  }

  /// What lies in the queue, left there (MSG_PEEK), and how much there is in all.
  mutating func peeked(_ reference: SocketReference, limit: Int = 64) -> (
    bytes: [UInt8], count: Int
  ) {
    guard sockets.isOpen(reference) else { return ([], 0) }
    let descriptor = sockets[reference.index].descriptor
    // A pending error would be taken by recv(2): look before asking.
    var revents: Int16 = 0
    _ = kernel.asOurs { $0.poll(descriptor, events: PollEvent.input, revents: &revents) }
    guard revents & PollEvent.input != 0, revents & PollEvent.error == 0 else { return ([], 0) }
    let space = buffer.space(limit)
    let room = UnsafeMutableRawBufferPointer(rebasing: space[0..<limit])
    let flags = MessageFlag.peek | MessageFlag.dontWait
    let answer = kernel.asOurs { $0.recv(descriptor, into: room, flags: flags) }
    guard answer.raw > 0 else { return ([], 0) }
    let bytes = buffer.bytes(min(answer.raw, limit))
    let unread = SocketFacts.unread(descriptor, kernel: &kernel)
    return (bytes, max(unread.raw, bytes.count))
  }
}
