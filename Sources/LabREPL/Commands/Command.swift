/// What is typed to the prompt itself, and is no statement of the language.
package enum Command: Equatable {
  case help(String)
  case explain(String)
  case sockets
  case ports
  case tuples
  case history
  case save(String)
  case load(String)
  case undo
  case timeout(String)
  case network
  /// `!ss -tln`: a shell's command in this network.
  case shell(String)
  /// What every shell has and this prompt answers: `exit`, `ls`, `cd`.
  case foreign(String)

  /// Their names, for completion and help.
  static let names = [
    "help", "explain", "sockets", "ports", "tuples", "history", "save", "load", "undo", "timeout",
    "network",
  ]

  /// Commands that stand alone on their line.
  private static let lonelyNames: Set<String> = [
    "sockets", "status", "s", "ports", "tuples", "history", "undo", "network",
  ]

  private static let foreignNames: Set<String> = [
    "exit", "quit", "q", "bye", "logout", "ls", "dir", "cd", "pwd", "cat", "clear", "bash", "ss",
    "netstat", "nc", "ps", "ip", "ifconfig", "tcpdump", "ping", "curl", "telnet", "vi", "vim",
    "nano",
  ]

  /// The command of a line; `nil`: it is none.
  package init?(_ line: String) {
    let text = Self.trimmed(line)
    guard let first = text.first else { return nil }
    if first == "!" {
      self = .shell(Self.trimmed(String(text.dropFirst())))
      return
    }
    if first == "?" {
      self = .help(Self.trimmed(String(text.dropFirst())))
      return
    }
    let word = String(text.prefix { $0 != " " && $0 != "\t" && $0 != ";" })
    let rest = Self.trimmed(String(text.dropFirst(word.count)))
    // What takes nothing is no command with something behind it: a proc may have its name.
    if !rest.isEmpty, Self.lonelyNames.contains(word) {
      guard rest.hasPrefix(";") else { return nil }
      self = .foreign(text)
      return
    }
    switch word {
    case "help", "man", "info", "h": self = .help(rest)
    case "explain", "why", "errno": self = .explain(rest)
    case "sockets", "status", "s": self = .sockets
    case "ports": self = .ports
    case "tuples": self = .tuples
    case "history": self = .history
    case "save": self = .save(rest)
    case "load": self = .load(rest)
    case "undo": self = .undo
    case "timeout": self = .timeout(rest)
    case "network": self = .network
    case "sh": self = .shell(rest.isEmpty ? "sh" : rest)
    default:
      guard Self.foreignNames.contains(word) else { return nil }
      self = .foreign(text)
    }
  }

  static func trimmed(_ text: String) -> String {
    var text = text[...]
    while let last = text.last, last == " " || last == "\t" || last == "\n" { text.removeLast() }
    return String(text.drop { $0 == " " || $0 == "\t" || $0 == "\n" })
  }
}
