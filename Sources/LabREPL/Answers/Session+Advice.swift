import LabConstants
import LabProgram
import LabRuntime

/// What a statement that passed has led to, and what usually comes next.
extension Session {
  func advice(after verb: Verb, words: [String], subject: String?) -> [String] {
    let sockets = liveSockets()
    guard let subject else { return [] }
    switch verb {
    case .socket: return sockets[subject].map { afterSocket(subject, $0, sockets) } ?? []
    case .bind: return sockets[subject].map { afterBind(subject, $0) } ?? []
    case .listen:
      guard let socket = sockets[subject], let local = socket.local else { return [] }
      return [
        "\(subject) takes connections on \(local). Usual next: accept   "
          + "or from a second socket: connect . \(SocketSnapshot.reachable(local))"
      ]
    case .accept: return afterAccept(subject, words, sockets)
    case .connect: return sockets[subject].map { afterConnect(subject, $0, sockets) } ?? []
    case .send: return sockets[subject].map { afterSend($0, sockets) } ?? []
    case .recv, .expect: return sockets[subject].map { afterReceive(subject, $0) } ?? []
    case .shutdown: return sockets[subject].map { afterShutdown(subject, $0) } ?? []
    case .pair, .socketpair:
      return ["\(words.count > 0 ? subject : "it") is connected: send \(subject) \"hello\\n\""]
    default: return []
    }
  }

  private func afterSocket(_ name: String, _ socket: SocketSnapshot, _ sockets: LiveSockets)
    -> [String]
  {
    let dot = ". is \(name) now."
    if socket.isTCP {
      let six = socket.family == "tcp6"
      let host = six ? "[::1]" : "127.0.0.1"
      let listener = sockets.known.last {
        $0.socket.isListening && $0.socket.family == socket.family
      }
      if let address = listener?.socket.local {
        return ["\(dot) Usual next: connect . \(SocketSnapshot.reachable(address)) (client)"]
      }
      return ["\(dot) Usual next: bind . \(host):8080 (server)   connect . HOST:PORT (client)"]
    }
    if socket.isUDP {
      let host = socket.family == "udp6" ? "[::1]" : "127.0.0.1"
      return [
        "\(dot) Usual next: bind . \(host):8080 (receiver)   "
          + "send . \"hello\\n\" to HOST:PORT (sender)"
      ]
    }
    if socket.isUnix {
      return ["\(dot) Usual next: bind . unix:a (server)   connect . unix:a (client)"]
    }
    return [dot]
  }

  private func afterBind(_ name: String, _ socket: SocketSnapshot) -> [String] {
    let port = socket.local.map { "\(name) is \($0)" } ?? "\(name) is bound"
    let what =
      socket.hasChosenPort ? "\(port), a port that the kernel chose." : "\(name) has the port."
    if !socket.isStream {
      return ["\(what) Datagrams to \(socket.local ?? "it") arrive. Usual next: recv"]
    }
    return ["\(what) It does not listen yet: a client would be refused. Usual next: listen"]
  }

  private func afterAccept(_ name: String, _ words: [String], _ sockets: LiveSockets) -> [String] {
    let listener = words.first { sockets[$0]?.isListening == true }
    let left = listener.flatMap { sockets[$0]?.received } ?? 0
    let more = left == 0 ? "" : left == 1 ? " 1 more waits." : " \(left) more wait."
    let goesOn = listener.map { " \($0) goes on listening." } ?? ""
    return [
      "\(name) is the connection, and . now.\(goesOn)\(more) Usual next: recv   send . \"hello\\n\""
    ]
  }

  private func afterConnect(_ name: String, _ socket: SocketSnapshot, _ sockets: LiveSockets)
    -> [String]
  {
    guard let peer = socket.peer else { return [] }
    if !socket.isStream {
      return [
        "\(name) sends to \(peer) from now on, and takes only what comes from there. Nothing was sent."
      ]
    }
    let chosen = socket.hasChosenPort ? ", chosen by the kernel. " : ". "
    let own = socket.isUnix ? "" : socket.local.map { "\(name) is \($0)\(chosen)" } ?? ""
    guard let listener = queue(of: socket) else {
      return ["\(own)Usual next: send \(dot(name)) \"hello\\n\""]
    }
    let whose = listener.name.isEmpty ? "fd \(listener.descriptor)" : listener.name
    return [
      "\(own)Nobody has called accept: the kernel did the handshake; the connection waits in "
        + "\(whose)'s queue (\(listener.received) of \(listener.sent))."
    ]
  }

  private func afterSend(_ socket: SocketSnapshot, _ sockets: LiveSockets) -> [String] {
    guard let local = socket.local, let peer = socket.peer, socket.isStream else { return [] }
    if let other = sockets.known.last(where: { $0.socket.local == peer && $0.socket.peer == local })
    {
      let count = other.socket.received
      return count == 0
        ? []
        : [
          "\(count) \(count == 1 ? "byte waits" : "bytes wait") at \(other.name): recv \(other.name)"
        ]
    }
    guard let listener = queue(of: socket), !listener.name.isEmpty else { return [] }
    return [
      "They wait in the kernel: nobody has accepted the connection. Usual next: accept \(listener.name)"
    ]
  }

  /// The listener in whose accept queue the other end of a connection waits.
  private func queue(of socket: SocketSnapshot) -> SocketSnapshot? {
    guard !socket.isUnix, let local = socket.local, let peer = socket.peer else { return nil }
    let open = machine.openSockets()
    // Whoever has accepted it has its two addresses the other way round.
    if open.contains(where: { $0.local == peer && $0.peer == local }) { return nil }
    return open.last {
      $0.isListening && $0.received > 0 && !$0.isUnix && $0.localPort == socket.peerPort
        && ($0.local == peer || $0.hasWildcard)
    }
  }

  /// `.` while it means this socket, else its name.
  private func dot(_ name: String) -> String { liveLast() == name ? "." : name }

  private func afterReceive(_ name: String, _ socket: SocketSnapshot) -> [String] {
    guard socket.state == .closeWait, socket.received == 0 else { return [] }
    return [
      "\(name) is in CLOSE_WAIT: the peer has closed, nothing more comes. Usual next: close \(name)"
    ]
  }

  private func afterShutdown(_ name: String, _ socket: SocketSnapshot) -> [String] {
    guard let state = socket.state else { return [] }
    return ["\(name) is in \(state.name): FIN is sent, and what the peer sends still arrives."]
  }
}
