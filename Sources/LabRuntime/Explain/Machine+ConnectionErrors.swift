import LabConstants
import LabKernel
import LabProgram
import LabSyntax

/// Errnos about whether, and with whom, a socket is connected.
extension Machine {
  mutating func explainNotConnected(_ call: FailedCall) -> Explanation {
    guard let entry = call.entry else { return Explanation("the socket has no peer") }
    if entry.listeningAt >= 0 { return explainListenerAsPeer(call, entry) }
    if entry.isUDP {
      return Explanation(
        "\(call.name) is a UDP socket on which connect was not called: it has no peer",
        hint: call.verb == .send
          ? "send \(call.name) … to HOST:PORT"
          : "connect \(call.name) HOST:PORT          before this line"
      )
    }
    if entry.connectedAt >= 0 {
      let state = entry.isTCP ? " (state \(stateText(entry.descriptor)))" : ""
      return Explanation(
        "the connection of \(place(entry.connectedAt)) is over\(state)",
        hint: "socket \(entry.familyWord) as another          a new connection, with a new socket"
      )
    }
    let state = entry.isTCP ? " (state \(stateText(entry.descriptor)))" : ""
    let peer = call.isUnix ? "unix:PATH" : "HOST:PORT"
    return Explanation(
      "\(call.name) is not connected\(state): no connect succeeded on it",
      hint: call.verb == .send && entry.type == SocketType.datagram
        ? "send \(call.name) … to \(peer)"
        : "connect \(call.name) \(peer)          before this line"
    )
  }

  private mutating func explainListenerAsPeer(_ call: FailedCall, _ entry: SocketEntry)
    -> Explanation
  {
    if call.verb == .getpeername {
      return Explanation(
        "\(call.name) only listens, so it has no peer; each socket that accept gives has one",
        hint: "accept \(call.name) as conn          then: getpeername conn"
      )
    }
    let queue = SocketFacts.acceptQueue(entry.descriptor, kernel: &kernel)
    let count = queue?.length ?? 0
    let waiting = count == 0 ? "" : " (\(count) in its queue)"
    return Explanation(
      "\(call.name) only listens; bytes arrive at the socket that accept gives\(waiting)",
      hint: hintToUseAccepted(call, entry)
    )
  }

  mutating func explainIsConnected(_ call: FailedCall) -> Explanation {
    guard let entry = call.entry else { return Explanation("the socket is connected already") }
    if entry.listeningAt >= 0 {
      return Explanation(
        "\(call.name) is the listener. The client needs a socket of its own",
        hint: "socket \(entry.familyWord) as client          then: connect client "
          + (call.address.map { "\($0.reachable)" } ?? "…")
      )
    }
    let line = entry.connectedAt >= 0 ? " (\(place(entry.connectedAt)))" : ""
    if call.verb == .send {
      return Explanation(
        "\(call.name) is connected\(line): its peer gets the bytes, and 'to' names another",
        hint: "send \(call.name) …          without 'to'"
      )
    }
    var ends = ""
    if !call.isUnix, let local = localAddress(entry.descriptor),
      let peer = peerAddress(entry.descriptor)
    {
      ends = ": \(local) -> \(peer)"
    }
    return Explanation(
      "\(call.name) is connected already\(line)\(ends)",
      hint: "socket \(entry.familyWord) as another          one socket, one connection"
    )
  }

  func explainNoDestination(_ call: FailedCall) -> Explanation {
    Explanation(
      "\(call.name) has no peer, and the call names no address: where to?",
      hint: call.isUnix
        ? "send \(call.name) … to unix:PATH" : "send \(call.name) … to HOST:PORT; or connect first"
    )
  }

  mutating func explainUnderWay(_ call: FailedCall) -> Explanation {
    if call.errno == .inProgress {
      if let entry = call.entry, entry.hasSendTimeout, !entry.isNonblocking {
        return Explanation(
          "no answer came while connect slept: SO_SNDTIMEO\(timeOutText(call)) ended it; the SYN is "
            + "out still",
          hint: "poll \(call.name) POLLOUT          says when the answer has come"
        )
      }
      return Explanation(
        "\(call.name) is non-blocking: the SYN is out, and connect does not wait for the answer",
        hint: "poll \(call.name) POLLOUT          says when the answer has come"
      )
    }
    return Explanation(
      "an earlier connect of \(call.name) is still under way (SYN_SENT)",
      hint: "poll \(call.name) POLLOUT          says when its answer has come"
    )
  }

  /// ECONNRESET: a RST came.
  ///
  /// Why it was sent, only the other end's kernel knows.
  mutating func explainReset(_ call: FailedCall) -> Explanation {
    if call.isUnix {
      return Explanation(
        "the peer closed while bytes of ours lay unread in its queue, or before it had accepted"
      )
    }
    return Explanation(
      "RST came: the peer closed with SO_LINGER {1, 0} or with unread bytes, or is gone"
    )
  }

  func explainAborted(_ call: FailedCall) -> Explanation {
    call.verb == .accept
      ? Explanation("the client had reset the connection before accept took it")
      : Explanation(
        "an earlier attempt to connect \(call.name) failed, and its errno was taken (SO_ERROR)",
        hint: "connect once more: this answer comes once only"
      )
  }

  /// EPIPE: nothing can be sent any more, or could ever be.
  mutating func explainBrokenPipe(_ call: FailedCall) -> Explanation {
    var explanation = Explanation(reasonOfBrokenPipe(call))
    if call.verb == .send, let entry = call.entry, entry.isTCP {
      explanation.hint = hintToConnect(call, entry)
      explanation.look = tooLateToConnect(entry)
    }
    if call.verb == .send, reply.raisedSignal {
      explanation.why.append(
        "SIGPIPE came with it: it ends a C program that neither handles it nor gives MSG_NOSIGNAL"
      )
    } else if call.verb == .send, flags(of: call) & MessageFlag.noSignal != 0 {
      explanation.why.append("MSG_NOSIGNAL was given: no SIGPIPE, the errno alone")
    }
    return explanation
  }

  /// Where bytes can be sent instead, from a socket that never had a peer.
  private mutating func hintToConnect(_ call: FailedCall, _ entry: SocketEntry) -> String? {
    if entry.listeningAt >= 0 { return hintToUseAccepted(call, entry) }
    guard entry.connectedAt < 0, tcpState(entry.descriptor) == .close,
      tooLateToConnect(entry).isEmpty
    else { return nil }
    let listener = sockets.entries.first { other in
      other.descriptor >= 0 && other.domain == entry.domain && other.isTCP
        && other.listeningAt >= 0
    }
    let address = listener.flatMap { localAddress($0.descriptor) }.map { "\($0.reachable)" }
    return "connect \(call.name) \(address ?? "HOST:PORT")          before this line"
  }

  /// The `connect` of a socket without peer that stands after this line.
  private func tooLateToConnect(_ entry: SocketEntry) -> [String] {
    guard entry.connectedAt < 0, entry.listeningAt < 0, entry.label >= 0 else { return [] }
    return tooLate(.connect, entry.label).map { [$0] } ?? []
  }

  /// The socket that an earlier accept gave, instead of its listener.
  private func hintToUseAccepted(_ call: FailedCall, _ entry: SocketEntry) -> String {
    let verb = call.verb.rawValue
    let accepted = lines(doing: .accept, with: entry.label).last {
      isEarlier($0) && isOpen(label: labelOfResult(at: $0))
    }
    guard let accepted else {
      return "accept \(call.name) as conn          then: \(verb) conn …"
    }
    let name = program.labels[Int(labelOfResult(at: accepted))]
    return "\(verb) \(name) …          the socket that accept gave (\(place(accepted)))"
  }

  /// Whether some open socket has a name of the script.
  private func isOpen(label: Int32) -> Bool {
    label >= 0 && sockets.entries.contains { $0.label == label && $0.descriptor >= 0 }
  }

  private mutating func reasonOfBrokenPipe(_ call: FailedCall) -> String {
    guard let entry = call.entry else { return "the sending side is closed" }
    if entry.isInternet, !entry.isTCP {
      return "our side is shut for sending: 'shutdown' came before"
    }
    guard entry.isTCP else {
      return hasPeerClosed(entry.descriptor) || peerAddress(entry.descriptor) == nil
        ? "the peer of \(call.name) has closed"
        : "'shutdown' came before: \(call.name) does not send any more, or its peer does not receive"
    }
    let state = tcpState(entry.descriptor)
    switch state {
    case .listen?: return "\(call.name) only listens: it has no peer to send to"
    case .close? where entry.connectedAt < 0:
      return "\(call.name) was never connected (state CLOSE); Linux says EPIPE here, not ENOTCONN"
    case .close?: return "the connection is over (state CLOSE): a RST came, or both sides closed"
    case .some, nil:
      // FIN_WAIT1 becomes FIN_WAIT2 when the peer's ACK comes: the state says no more than this.
      return "our side is shut for sending: 'shutdown write' came before, its FIN is out"
    }
  }
}
