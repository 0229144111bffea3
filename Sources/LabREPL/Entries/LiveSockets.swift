package import LabRuntime

/// The sockets that the session's names stand for; the kernel is asked of those that count.
package final class LiveSockets {
  package struct Known {
    package let name: String
    let socket: SocketSnapshot
  }

  /// Names that may stand for a socket, with their slots, newest last.
  private let names: [(name: String, slot: Int32)]
  /// Names that are bound to anything.
  let bound: Set<String>
  private let look: (_ slot: Int32) -> SocketSnapshot?

  package init(
    names: [(name: String, slot: Int32)],
    bound: Set<String>,
    look: @escaping (_ slot: Int32) -> SocketSnapshot?
  ) {
    self.names = names
    self.bound = bound
    self.look = look
  }

  /// All that are open, newest last.
  package private(set) lazy var known: [Known] = names.compactMap { name, slot in
    look(slot).map { Known(name: name, socket: $0) }
  }

  subscript(name: String) -> SocketSnapshot? {
    names.last { $0.name == name }.flatMap { look($0.slot) }
  }

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
