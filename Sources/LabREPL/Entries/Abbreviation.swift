/// Words of other programs for the same thing; what they stand for is the language's own.
package enum Abbreviation {
  private static let verbs: [String: String] = [
    "sock": "socket", "read": "recv", "recvfrom": "recv", "getpeer": "getpeername",
    "getsock": "getsockname",
  ]

  /// Options that Socklab switched on by these words.
  private static let switches: [String: String] = [
    "reuseaddr": "SO_REUSEADDR", "keepalive": "SO_KEEPALIVE", "broadcast": "SO_BROADCAST",
    "dontroute": "SO_DONTROUTE", "oobinline": "SO_OOBINLINE", "nodelay": "TCP_NODELAY",
  ]

  /// The line with the language's own words.
  package static func expanded(_ line: String) -> String {
    let trimmed = Command.trimmed(line)
    let words = trimmed.split(separator: " ").map(String.init)
    guard let first = words.first, !trimmed.contains("\n") else { return line }
    // As it was typed: blanks inside a text count.
    let rest = trimmed.dropFirst(first.count)
    switch first {
    case "join", "leave": return membership(first, Array(words.dropFirst())) ?? line
    case "sendto": return sendTo(trimmed) ?? line
    // With a text it sends urgent data, without one it takes them.
    case "oob": return "\(rest.contains("\"") ? "send" : "recv")\(rest) MSG_OOB"
    case "peek": return "recv\(rest) MSG_PEEK"
    case "options": return setting(Array(words.dropFirst())) ?? "getsockopt\(rest)"
    default: return verbs[first].map { $0 + rest } ?? line
    }
  }

  /// As `options . reuseaddr`: on, unless a value says otherwise.
  private static func setting(_ words: [String]) -> String? {
    guard (2...3).contains(words.count), let option = switches[words[1]] else { return nil }
    return "setsockopt \(words[0]) \(option) \(words.count == 3 ? words[2] : "1")"
  }

  /// As `join . 239.1.1.1`.
  private static func membership(_ verb: String, _ words: [String]) -> String? {
    guard let group = words.last, group.contains("."), group.count > 1, words.count <= 2 else {
      return nil
    }
    let socket = words.count == 2 ? words[0] : "."
    let option = verb == "join" ? "IP_ADD_MEMBERSHIP" : "IP_DROP_MEMBERSHIP"
    return "setsockopt \(socket) \(option) ip_mreqn(\(group), 127.0.0.1)"
  }

  /// As `sendto . 127.0.0.1:8080 hello`.
  private static func sendTo(_ line: String) -> String? {
    let parts = line.split(separator: " ", maxSplits: 3).map(String.init)
    guard parts.count == 4, parts[2].contains(":") else { return nil }
    let text = parts[3].hasPrefix("\"") ? parts[3] : "\"\(parts[3])\""
    return "send \(parts[1]) \(text) to \(parts[2])"
  }
}
