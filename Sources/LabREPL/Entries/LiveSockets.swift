import LabRuntime

/// The sockets that the session's names stand for, newest last.
struct LiveSockets {
  struct Known {
    let name: String
    let socket: SocketSnapshot
  }

  let known: [Known]
  /// Names that are bound to anything.
  let bound: Set<String>

  subscript(name: String) -> SocketSnapshot? { known.last { $0.name == name }?.socket }

  /// The socket that a verb is most likely meant for: `.` if it fits, else the newest that does.
  func meant(by verb: String, last: String?) -> String? {
    let fits: (SocketSnapshot) -> Bool
    switch verb {
    case "bind": fits = { !$0.isBound && $0.peer == nil }
    case "listen": fits = { $0.isStream && $0.isBound && !$0.isListening && $0.peer == nil }
    case "accept": fits = { $0.isListening }
    case "connect": fits = { $0.peer == nil && !$0.isListening }
    case "send", "recv", "shutdown", "reset", "getpeername", "fill", "drain":
      fits = { $0.peer != nil || $0.isUDP || ($0.isUnix && !$0.isStream) }
    default: fits = { _ in true }
    }
    if verb == "recv",
      let waiting = known.last(where: { fits($0.socket) && $0.socket.received > 0 }),
      last.flatMap({ self[$0]?.received }) ?? 0 == 0
    {
      return waiting.name
    }
    if let last, let socket = self[last], fits(socket) { return last }
    return known.last { fits($0.socket) }?.name ?? last.flatMap { self[$0] == nil ? nil : $0 }
      ?? known.last?.name
  }

  /// `tcp1`, `conn2`: the first that means nothing yet.
  func newName(_ prefix: String, taken: Set<String>) -> String {
    var number = 1
    while bound.contains("\(prefix)\(number)") || taken.contains("\(prefix)\(number)") {
      number += 1
    }
    return "\(prefix)\(number)"
  }
}
