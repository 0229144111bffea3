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
          + "or from a second socket: connect . \(Self.reachable(local))"
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
        return ["\(dot) Usual next: connect . \(Self.reachable(address)) (client)"]
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
    let chosen = exchanges.last?.text.contains(":0") == true
    let port = socket.local.map { "\(name) is \($0)" } ?? "\(name) is bound"
    let what = chosen ? "\(port), a port that the kernel chose." : "\(name) has the port."
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
    let own = socket.local.map { "\(name) is \($0), chosen by the kernel. " } ?? ""
    let listener = sockets.known.last {
      $0.socket.isListening && $0.socket.localPort == socket.peerPort
    }
    guard let listener, listener.socket.received > 0 else {
      return ["\(own)Usual next: send . \"hello\\n\""]
    }
    return [
      "\(own)Nobody has called accept: the kernel did the handshake; the connection waits in "
        + "\(listener.name)'s queue (\(listener.socket.received) of \(listener.socket.sent))."
    ]
  }

  private func afterSend(_ socket: SocketSnapshot, _ sockets: LiveSockets) -> [String] {
    guard let local = socket.local, let peer = socket.peer else { return [] }
    if let other = sockets.known.last(where: { $0.socket.local == peer && $0.socket.peer == local })
    {
      let count = other.socket.received
      return count == 0
        ? []
        : [
          "\(count) \(count == 1 ? "byte waits" : "bytes wait") at \(other.name): recv \(other.name)"
        ]
    }
    let listener = sockets.known.last {
      $0.socket.isListening && $0.socket.localPort == socket.peerPort
    }
    guard let listener else { return [] }
    return [
      "They wait in the kernel: nobody has accepted the connection. Usual next: accept \(listener.name)"
    ]
  }

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

  /// A wildcard turned into loopback.
  private static func reachable(_ address: String) -> String {
    if address.hasPrefix("0.0.0.0:") { return "127.0.0.1:" + address.dropFirst(8) }
    if address.hasPrefix("[::]:") { return "[::1]:" + address.dropFirst(5) }
    return address
  }
}
