import LabConstants
import LabDiagnostics
import LabEvents
import LabKernel
import LabProgram
import LabSyntax

/// Waited in vain for a socket: not a wrong answer, but none.
extension Machine {
  mutating func timedOut(_ operation: Operation, _ socket: SocketReference) -> Diagnostic {
    let name = name(of: socket, operation)
    let within = limitText(operation)
    switch operation.verb {
    case .accept: return acceptTimedOut(operation, socket)
    case .connect: return connectTimedOut(operation, socket)
    case .send: return sendTimedOut(operation, socket)
    case .expect:
      let what =
        switch operation.form {
        case .eof: "\(name) did not come to its end"
        case .reset: "\(name) was not reset"
        default: "nothing came on \(name)"
        }
      return vain(
        "\(what) \(within)",
        operation,
        notes: [streamNote(socket)] + peerNotes(socket, question: Self.question(operation.form))
          + strayNotes(socket) + otherProgramNotes(socket)
      )
    case .poll:
      return vain(
        "\(name) became ready for none of these events \(within)",
        operation,
        notes: [streamNote(socket)]
      )
    default:
      return vain(
        "nothing came on \(name) \(within)",
        operation,
        notes: [streamNote(socket)] + peerNotes(socket) + strayNotes(socket)
          + otherProgramNotes(socket)
      )
    }
  }

  /// A failure of id `timeout`, with the others that wait.
  mutating func vain(_ headline: String, _ operation: Operation, notes: [Diagnostic.Note])
    -> Diagnostic
  {
    .failure(
      "timeout",
      headline,
      limitSite,
      label: limitLabel(operation),
      notes: notes + othersNotes()
    )
  }

  private mutating func acceptTimedOut(_ operation: Operation, _ socket: SocketReference)
    -> Diagnostic
  {
    let name = name(of: socket, operation)
    let descriptor = sockets.descriptor(of: socket)
    let address = localAddress(descriptor).map { " on \($0)" } ?? ""
    let queue = SocketFacts.acceptQueue(descriptor, kernel: &kernel)
    let queued = queue.map { ", accept queue \($0.length) of \($0.limit)" } ?? ""
    var diagnostic = vain(
      "nobody connected to \(name) \(limitText(operation))",
      operation,
      notes: [Diagnostic.Note("kernel", "\(name) LISTENs\(address)\(queued)")]
    )
    let look = linesThatConnect(to: socket)
    if look.isEmpty, let idle = idleClient(like: socket) {
      diagnostic = diagnostic.adding(
        Diagnostic.Note(
          "look",
          "\(numbered(idle)) is not connected. Is its connect after this line?"
        )
      )
    }
    return look.isEmpty ? diagnostic : diagnostic.adding(.lines("look", look))
  }

  /// What the lines of this file say about who connects to a listener.
  private mutating func linesThatConnect(to socket: SocketReference) -> [String] {
    guard sockets.isOpen(socket), sockets[socket.index].label >= 0, !isInProc(current.pc) else {
      return []
    }
    let label = sockets[socket.index].label
    let port = localAddress(sockets[socket.index].descriptor)?.port
    let connects = lines(doing: .connect).filter { mayConnect(at: $0, label, port) }
    let before = connects.count { isEarlier($0) }
    let accepts = lines(doing: .accept, with: label).filter { pc in
      isEarlier(pc) && connects.contains { $0 < pc }
    }
    // Where an accept is in another actor or a loop, nobody can say which one took what.
    if before > 0 {
      guard before == connects.count(where: { !isLater($0) }), before == accepts.count,
        let nameless = accepts.last, labelOfResult(at: nameless) < 0
      else { return [] }
      return [
        "\(place(nameless)) accepted the connection without a name: accept \(name(socket.index)) as conn, there"
      ]
    }
    guard connects.allSatisfy({ isLater($0) }), lines(doing: .run).isEmpty,
      options.hasPrivateNetwork
    else { return [] }
    guard let late = connects.first else {
      return ["nothing connects to \(name(socket.index)) before this line; another actor can do it"]
    }
    let client = self.label(ofOperand: 0, at: late)
    let who = client >= 0 ? "connect \(program.labels[Int(client)])" : "a connect"
    return [
      "nothing connects to \(name(socket.index)) before this line; another actor can do it",
      "(\(who) stands in \(place(late)): it comes too late)",
    ]
  }

  /// Whether a `connect` goes there, or may: an address that is computed can be any.
  private func mayConnect(at pc: Int32, _ label: Int32, _ port: UInt16?) -> Bool {
    let named = self.label(ofOperand: 1, at: pc)
    if named >= 0 { return named == label || !isOtherSocket(named, at: pc) }
    guard let number = portOperand(at: pc) else { return true }
    return number == port
  }

  /// A socket that was made and neither bound nor connected: the client that is missing.
  private mutating func idleClient(like listener: SocketReference) -> Int32? {
    guard sockets.isOpen(listener) else { return nil }
    let own = sockets[listener.index]
    for (index, entry) in sockets.entries.enumerated()
    where entry.descriptor >= 0 && entry.type == own.type && entry.domain == own.domain
      && entry.addressedAt < 0
    {
      // What another process made and sent may listen, or be connected.
      let accepts = SocketLevel.acceptsConnections
      if integerOption(entry.descriptor, SocketLevel.socket, accepts) == 0,
        peerAddress(entry.descriptor) == nil
      {
        return Int32(index)
      }
    }
    return nil
  }

  private mutating func connectTimedOut(_ operation: Operation, _ socket: SocketReference)
    -> Diagnostic
  {
    let name = name(of: socket, operation)
    let target = try? address(operation.operands.start + 1, for: socket)
    let to = target.map { " from \($0)" } ?? ""
    if let target, target.isUnix { return unixConnectTimedOut(operation, target) }
    let state = stateText(sockets.descriptor(of: socket))
    var facts = ["\(name) is in \(state): the SYN is out, and neither SYN-ACK nor RST has come"]
    facts += target.map { reasonsOfSilence(at: $0) } ?? []
    return vain(
      "no answer\(to) \(limitText(operation))",
      operation,
      notes: [.lines("kernel", facts)]
    )
  }

  private mutating func unixConnectTimedOut(_ operation: Operation, _ target: SocketAddress)
    -> Diagnostic
  {
    let who = knownUnixSocket(at: target).map { placed($0) } ?? "the listener"
    return vain(
      "no room in the queue of \(target) \(limitText(operation))",
      operation,
      notes: [Diagnostic.Note("kernel", "the backlog of \(who) is full: nobody accepts")]
    )
  }

  private mutating func sendTimedOut(_ operation: Operation, _ socket: SocketReference)
    -> Diagnostic
  {
    let name = name(of: socket, operation)
    let done = current.statement.count
    let size = (try? bytes(operation.operands.start + 1).count) ?? 0
    var facts: [String] = []
    let unsent = SocketFacts.unsent(sockets.descriptor(of: socket), kernel: &kernel)
    if unsent.isSuccess, sockets.isOpen(socket), sockets[socket.index].isTCP {
      facts.append("\(Self.counted(unsent.raw, "byte", "bytes")) wait in the send queue of \(name)")
    }
    var look: [Diagnostic.Note] = []
    if let peer = peer(of: socket) {
      let unread = SocketFacts.unread(sockets[peer].descriptor, kernel: &kernel)
      if unread.isSuccess {
        facts.append(
          "\(Self.counted(unread.raw, "byte", "bytes")) lie unread at \(self.name(peer))"
        )
      }
      look = [Diagnostic.Note("look", "who reads \(placed(peer))?")]
    } else {
      look = [Diagnostic.Note("look", "who reads at the other end?")]
    }
    let notes = facts.isEmpty ? [] : [Diagnostic.Note.lines("kernel", facts)]
    return vain(
      "\(Self.grouped(done)) of \(Self.counted(size, "byte", "bytes")) were taken \(limitText(operation))"
        + ": both queues are full",
      operation,
      notes: notes + look
    )
  }

  mutating func bytesMissing(
    _ operation: Operation,
    _ socket: SocketReference,
    wanted: Int,
    got: [UInt8]
  ) -> Diagnostic {
    let name = name(of: socket, operation)
    let came = got.isEmpty ? "nothing came" : "\(got.count) of \(wanted) bytes came"
    var notes: [Diagnostic.Note] = []
    if !got.isEmpty { notes.append(Diagnostic.Note("arrived", Self.quoted(got))) }
    return vain(
      "\(came) on \(name) \(limitText(operation))",
      operation,
      notes: notes + [streamNote(socket)] + peerNotes(socket, isPartial: !got.isEmpty)
        + otherProgramNotes(socket)
    )
  }

  mutating func textMissing(
    _ operation: Operation,
    _ socket: SocketReference,
    _ came: [UInt8]
  ) -> Diagnostic {
    let what = operation.form == .line ? "no end of line" : "no match"
    let count = came.isEmpty ? "nothing came" : Self.counted(came.count, "byte", "bytes") + " came"
    var notes: [Diagnostic.Note] = []
    if !came.isEmpty { notes.append(Diagnostic.Note("arrived", Self.quoted(came))) }
    let full = fullQueueNotes(operation, socket, came.count)
    let look = peerNotes(socket, isPartial: !came.isEmpty) + otherProgramNotes(socket)
    return vain(
      "\(what) on \(name(of: socket, operation)) \(limitText(operation)): \(count)",
      operation,
      notes: notes + [streamNote(socket)] + (full.isEmpty ? look : full)
    )
  }

  /// The other end is in this file: what it has sent, and whether somebody uses it.
  private mutating func peerNotes(
    _ socket: SocketReference,
    isPartial: Bool = false,
    question: String = "Is its send after this line?"
  ) -> [Diagnostic.Note] {
    guard let peer = peer(of: socket), sockets[peer].type != SocketType.datagram else { return [] }
    let waiting = actors.contains { actor in
      actor.state == .waiting && actor.suspension.reason == .socket
        && actor.suspension.socket == peer
    }
    guard !waiting else {
      return [Diagnostic.Note("look", "\(placed(peer)) is at the other end, and waits itself")]
    }
    let asked = isPartial ? "Did it send all?" : question
    return [Diagnostic.Note("look", "\(placed(peer)) is at the other end. \(asked)")]
  }

  /// What the other end may do too late.
  private static func question(_ form: ExpectForm) -> String {
    switch form {
    case .eof: "Is its close, or shutdown write, after this line?"
    case .reset: "Is its reset after this line?"
    default: "Is its send after this line?"
    }
  }
}
