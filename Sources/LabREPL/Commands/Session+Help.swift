import LabConstants
import LabDiagnostics
import LabEvents
import LabProgram
import LabReporters
import LabRuntime

/// `help` and `explain`, from the tables that the checker reads.
extension Session {
  func help(_ subject: String) {
    let word = String(subject.prefix { $0 != " " })
    if word.isEmpty { return overview() }
    if word == "expect" || word == "let" || word == "if" || word == "for" {
      return grammarHelp(word)
    }
    if let text = Self.commandHelp[word] { return say("\(text.synopsis)", "  \(text.summary)") }
    guard let verb = Verb(rawValue: word), let row = Catalogue.row(verb) else {
      return explain(word)
    }
    var lines = [TerminalLine(row.synopsis, .heading)]
    lines += teller.answers.remarks([Self.sentence(row.summary)])
    if !row.detail.isEmpty { lines += teller.answers.remarks([row.detail]) }
    if !row.call.isEmpty { lines.append(TerminalLine("  C       \(row.call)")) }
    if !row.manual.isEmpty { lines.append(TerminalLine("  manual  !man \(Self.page(row.manual))")) }
    if !row.errors.isEmpty {
      lines.append(TerminalLine("  errors  " + row.errors.joined(separator: " ")))
    }
    let example = row.example.split(separator: "\n")
    for (index, text) in example.enumerated() {
      var line = TerminalLine(index == 0 ? "  example " : "          ", .plain)
      line.append(String(text), .dim)
      lines.append(line)
    }
    say(lines)
  }

  /// `bind(2)` as man(1) takes it: `2 bind`.
  private static func page(_ manual: String) -> String {
    let parts = manual.split { $0 == "(" || $0 == ")" }
    return parts.count == 2 ? "\(parts[1]) \(parts[0])" : manual
  }

  private static func sentence(_ text: String) -> String {
    text.prefix(1).uppercased() + text.dropFirst() + "."
  }

  private func overview() {
    var lines = [
      TerminalLine("A statement is a system call by its own name. A first connection:", .heading)
    ]
    for text in [
      "socket tcp", "bind . 127.0.0.1:8080", "listen", "socket tcp",
      "connect . 127.0.0.1:8080", "accept", "send conn1 \"hello\\n\"",
    ] {
      lines.append(TerminalLine("  \(text)", .dim))
    }
    for (title, group) in [
      ("calls", Row.Group.call), ("around", .environment), ("blocks", .structure),
    ] {
      let words = Catalogue.rows.filter { $0.group == group }.map(\.verb.rawValue)
      lines += Self.listed(
        title,
        (group == .structure ? ["expect", "let", "if", "for"] : []) + words
      )
    }
    lines += Self.listed("prompt", Command.names + ["!COMMAND"])
    lines += [
      TerminalLine("  '.' is the last socket. A name is made up where none is given (as NAME)."),
      TerminalLine("  STATEMENT &  runs it in the background. Ctrl-C stops a wait, Ctrl-D leaves."),
      TerminalLine("  help bind, explain EADDRINUSE, explain TIME_WAIT, explain SO_REUSEADDR"),
    ]
    say(lines)
  }

  private static func listed(_ title: String, _ words: [String]) -> [TerminalLine] {
    var lines: [TerminalLine] = []
    var line = TerminalLine("  \(title)", .caption)
    line.pad(to: 10)
    for word in words {
      if line.width + word.count > 94 {
        lines.append(line)
        line = TerminalLine()
        line.pad(to: 10)
      }
      line.append(word + " ")
    }
    return lines + [line]
  }

  static let commandHelp: [String: (synopsis: String, summary: String)] = [
    "help": ("help [STATEMENT]", "what a statement does; without one, all of them"),
    "explain": ("explain ERRNO|STATE|OPTION", "what a name of the tables means"),
    "sockets": ("sockets", "all open sockets, as the kernel has them just now"),
    "ports": ("ports", "the port space of this network as a picture, ours marked"),
    "tuples": ("tuples", "the four-tuples of all TCP connections of this network"),
    "history": ("history", "what was entered, with its numbers"),
    "save": (
      "save FILE [--expect]",
      "the session as a script; with --expect, what the kernel answered is expected"
    ),
    "load": ("load FILE [to LINE]", "runs a script, up to a line, and leaves you in it"),
    "undo": ("undo", "a new network in which all but the last entry has happened again"),
    "timeout": ("timeout [DURATION|none]", "the limit of waits that have no 'within'"),
    "network": ("network", "what this network is, and how another window gets in"),
  ]

  private func grammarHelp(_ word: String) {
    let texts: (String, [String]) =
      switch word {
      case "expect":
        (
          "expect SOCKET WHAT   expect VALUE == VALUE   STATEMENT expect OUTCOME",
          [
            "Waits until it is true, or the limit. WHAT is a text, /a regex/, line, eof, reset or "
              + "silence 200ms. Behind a call it says which outcome is expected: "
              + "bind . 127.0.0.1:80 expect EACCES"
          ]
        )
      case "let": ("let NAME = VALUE", ["let port = tcp1.port"])
      case "if": ("if CONDITION { … } else { … }", ["if tcp1.port == 8080 { note \"yes\" }"])
      default: ("for NAME in LIST { … }", ["for port in 8080..8083 { … }"])
      }
    say([TerminalLine(texts.0, .heading)] + teller.answers.remarks(texts.1))
  }

  func explain(_ subject: String) {
    let word = String(subject.prefix { $0 != " " })
    let name = word.uppercased()
    if word.isEmpty { return say("explain ERRNO, STATE or OPTION: explain EADDRINUSE") }
    if let number = ErrnoNames.number(name) { return explainErrno(name, number) }
    if let state = TCPState(name: name) { return explainState(state) }
    if let index = SocketOptions.index(named: name) { return explainOption(index) }
    if let constant = Constants.all.first(where: { $0.name == name }) {
      return say("\(name) is \(constant.value)")
    }
    stop(
      with: Diagnostic(
        "unknown-topic",
        "'\(word)' is no statement, errno, state or option",
        notes: [Diagnostic.Note("try", "help")]
      )
    )
  }

  private func explainErrno(_ name: String, _ number: Int32) {
    var lines = [TerminalLine("\(name) (\(number)): \(ErrnoNames.message(number))", .heading)]
    if let text = ErrnoExplanations.texts[name] { lines += teller.answers.remarks([text]) }
    let verbs = Catalogue.rows.filter { $0.errors.contains(name) }.map(\.verb.rawValue)
    if !verbs.isEmpty {
      lines.append(TerminalLine("  met by  " + verbs.joined(separator: " ")))
    }
    let here = exchanges.filter { exchange in
      exchange.reports.contains { $0.calls.contains { $0.errno == name } }
    }
    if let last = here.last {
      lines.append(TerminalLine("  here    entry \(last.number): \(last.text)"))
      for why in last.findings.flatMap(\.notes).filter({ $0.title == "kernel" }) {
        lines += teller.answers.remarks(why.text.split(separator: "\n").map { String($0) })
      }
    }
    say(lines)
  }

  private func explainState(_ state: TCPState) {
    var lines = [TerminalLine(state.name, .heading)]
    lines += teller.answers.remarks([StateExplanations.text(of: state)])
    let inIt = machine.openSockets().filter { $0.state == state && !$0.name.isEmpty }.map(\.name)
    if !inIt.isEmpty { lines.append(TerminalLine("  now     " + inIt.joined(separator: " "))) }
    say(lines)
  }

  private func explainOption(_ index: Int) {
    let option = SocketOptions.at(index)
    var lines = [TerminalLine(option.name, .heading)]
    if let text = OptionExplanations.texts[option.name] {
      lines += teller.answers.remarks([text])
    }
    let level = Constants.name(of: Int64(option.level), in: .level) ?? "\(option.level)"
    lines.append(TerminalLine("  level \(level), number \(option.number)"))
    if let name = liveLast() {
      lines.append(TerminalLine("  now     getsockopt \(name) \(option.name)"))
    }
    say(lines)
  }
}
