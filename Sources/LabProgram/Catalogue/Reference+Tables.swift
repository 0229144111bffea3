import LabConstants
import LabDiagnostics
import LabSyntax

/// The tables of the reference: functions, facts, limits, options, constants.
extension Reference {
  static var functions: String {
    var text = "## Functions\n\n| function | gives |\n|---|---|\n"
    for function in Function.allCases {
      text += "| `\(function.synopsis)` | \(function.summary) |\n"
    }
    return text + "\n" + structures + controlMessages
  }

  static var systemCalls: String {
    var text = """
      ## Calls of `call`

      The class says what a call may touch.

      | C | class | manual | |
      |---|---|---|---|

      """
    for call in SystemCall.all {
      // A bar would end the cell.
      let summary = call.summary.split(separator: "|", omittingEmptySubsequences: false)
        .joined(separator: "\\|")
      text += "| `\(call.synopsis)` | \(call.group.rawValue) | \(call.manual) | \(summary) |\n"
    }
    return text + "\n"
  }

  static var facts: String {
    var text = """
      ## Facts and parts

      Facts of a socket or tuple are asked of the kernel each time. Every option is a fact too
      (`c.SO_RCVBUF`), but for SO_ERROR, which reading clears. `c.TCP_INFO.rtt` is a field of TCP_INFO;
      `let i = c.TCP_INFO` keeps them all.

      | field | of | is |
      |---|---|---|

      """
    for field in Field.allCases {
      text += "| `.\(field.rawValue)` | \(field.owners.words) | \(field.summary) |\n"
    }
    let names = TCPInfoField.all.map { "`\($0.name)`" }.joined(separator: " ")
    return text + "\nFields of TCP_INFO: \(names).\n\n"
  }

  static var limits: String {
    let limits = Limits()
    var text = """
      ## Limits

      `--limit NAME=VALUE` of `socklab run`, `check` and `repl` changes one. The diagnostic
      `limit-NAME` tells that it was reached: in a script that is being checked an error (status 2),
      in a run a failure (status 1). Bytes may have a unit (64KiB), a time must (5s).

      | name | default | limits |
      |---|---|---|

      """
    for limit in Limit.allCases {
      let value = limit.isOffAtZero && limits[limit] == 0 ? "none" : "\(limits[limit])"
      text += "| \(limit.rawValue) | \(value) | \(limit.summary) |\n"
    }
    return text + "\n"
  }

  static var options: String {
    var text = """
      ## Socket options

      | option | level | value | access | manual | |
      |---|---|---|---|---|---|

      """
    for option in SocketOptions.all {
      let capability = option.capability.map { "; needs \($0)" } ?? ""
      text += "| \(option.name) | \(option.levelName) | \(option.type.words) "
      text += "| \(option.access.words)\(capability) | \(option.manual) | \(option.summary) |\n"
    }
    return text + "\n"
  }

  static var constants: String {
    var text = "## Constants\n\n"
    for group in ConstantGroup.allCases where group != .option {
      let names = Constants.all.filter { $0.group == group }.map(\.name)
      let heading = capitalized(group.description)
      let manual = group.manual.isEmpty ? "" : " (\(group.manual))"
      text += "**\(heading)\(manual):** \(names.joined(separator: " "))\n\n"
    }
    text.removeLast()
    return text
  }
}

extension OptionAccess {
  /// For the reference.
  fileprivate var words: String {
    switch self {
    case .readWrite: "set and read"
    case .readOnly: "read"
    case .writeOnly: "set"
    }
  }
}

extension ConstantGroup {
  /// Where its constants are documented.
  fileprivate var manual: String {
    switch self {
    case .errno: "errno(3)"
    case .level, .option: "socket(7), ip(7), ipv6(7), tcp(7), udp(7)"
    case .messageFlag: "send(2), recv(2)"
    case .pollEvent: "poll(2)"
    case .epollEvent: "epoll_ctl(2)"
    case .signal: "signal(7)"
    case .tcpState: "tcp(7), RFC 9293"
    case .capability: "capabilities(7)"
    case .addressFamily: "address_families(7)"
    case .socketType: "socket(2)"
    case .protocolNumber: "ip(7), RFC 5237"
    case .shutdown: "shutdown(2)"
    case .fileFlag: "open(2)"
    case .ioctl: "ioctl(2), socket(7), tcp(7), netdevice(7)"
    case .controlMessage: "cmsg(3), unix(7)"
    case .pointer: "call"
    case .other: "the pages of the calls and options that take them"
    }
  }
}
