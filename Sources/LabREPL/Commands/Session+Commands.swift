import LabConstants
import LabDiagnostics
import LabKernel
import LabProgram
import LabReporters
import LabRuntime
import LabSyntax

extension Session {
  /// Does what is asked of the prompt itself.
  func perform(_ command: Command) {
    switch command {
    case .help(let subject): help(subject)
    case .explain(let subject): explain(subject)
    case .sockets: showSockets()
    case .ports: showPorts()
    case .tuples: showTuples()
    case .history: showHistory()
    case .save(let arguments): save(arguments)
    case .load(let arguments): load(arguments)
    case .undo: undo()
    case .timeout(let text): setTimeout(text)
    case .network: showNetwork()
    case .shell(let command): shell(command)
    case .foreign(let text): answerForeign(text)
    }
  }

  private func showHistory() {
    if exchanges.isEmpty { return say("nothing was entered yet") }
    var lines: [TerminalLine] = []
    for exchange in exchanges {
      for (index, text) in exchange.text.split(separator: "\n").enumerated() {
        let number = index == 0 ? "\(exchange.number)" : ""
        var line = TerminalLine(
          String(repeating: " ", count: max(0, 4 - number.count)) + number + "  ",
          .dim
        )
        line.append(String(text))
        if index == 0, exchange.end != .done { line.append("   " + Self.word(exchange.end), .bad) }
        lines.append(line)
      }
    }
    say(lines)
  }

  private static func word(_ end: EntryEnd) -> String {
    switch end {
    case .done: ""
    case .failed: "failed"
    case .cancelled: "stopped"
    case .skipped: "skipped"
    case .paused: "paused"
    case .waits: "waits"
    }
  }

  private func setTimeout(_ text: String) {
    let limit = machine.waitLimit
    if text.isEmpty {
      let now =
        limit.map(Machine.durationText) ?? "none: a wait ends by what it waits for, or Ctrl-C"
      return say("timeout is \(now)", "  set it: timeout 5s, timeout none")
    }
    if text == "none" {
      machine.waitLimit = nil
      return say("ok  waits have no limit of their own; Ctrl-C ends one")
    }
    guard let duration = DurationText.nanoseconds(text), duration > 0 else {
      return stop(
        with: Diagnostic(
          "no-duration",
          "'\(text)' is no duration",
          notes: [Diagnostic.Note("try", "timeout 5s, timeout 500ms, timeout none")]
        )
      )
    }
    machine.waitLimit = duration
    say("ok  a wait without 'within' ends after \(Machine.durationText(duration))")
  }

  private func showNetwork() {
    var lines = [TerminalLine(settings.networkText)]
    let added = machine.networkAddresses().filter { $0 != "127.0.0.1" && $0 != "::1" }
    if !added.isEmpty, settings.enterPID != nil {
      lines = [
        TerminalLine("private network: 127.0.0.0/8, ::1, and \(added.joined(separator: ", "))")
      ]
    }
    if let pid = settings.enterPID {
      lines.append(TerminalLine("  another window gets in with: socklab enter \(pid)"))
    }
    let range = (try? Sysctl.read("net.ipv4.ip_local_port_range")) ?? ""
    let bounds = range.split { $0 == "\t" || $0 == " " }.joined(separator: " to ")
    if !bounds.isEmpty { lines.append(TerminalLine("  ephemeral ports: \(bounds)")) }
    if let first = try? Sysctl.read("net.ipv4.ip_unprivileged_port_start") {
      lines.append(TerminalLine("  ports below \(first) need CAP_NET_BIND_SERVICE"))
    }
    lines.append(
      TerminalLine("  more addresses: address 192.0.2.10      settings: sysctl \"net…\"")
    )
    say(lines)
  }

  /// A shell's command, in this network and as an ordinary user; actors go on meanwhile.
  private func shell(_ command: String) {
    guard !command.isEmpty else {
      return say(
        "!COMMAND runs a shell's command in this network: !ss -tln. sh opens a shell in it"
      )
    }
    screen.flush()
    var request = ChildProcess.Request(arguments: ["/bin/sh", "-c", command])
    request.folder = settings.startFolder.isEmpty ? nil : settings.startFolder
    do throws(SpawnFailure) {
      let program = try ForegroundProgram(request, isTerminal: settings.isInteractive)
      while !machine.serve(untilInputAt: program.fd), !machine.isInterrupted {
        // Its keys are its own: a signal for the prompt comes from elsewhere.
        _ = machine.takePromptSignals()
        takeInBackground()
      }
      switch program.end() {
      case .exited(let status) where status != 0: say("  (exit status \(status))")
      case .signaled(let signal):
        let name = Constants.name(of: Int64(signal), in: .signal) ?? "\(signal)"
        say("  (ended by signal \(name))")
      default: break
      }
    } catch {
      say("error: the shell could not be started: \(error.errno.name)")
    }
  }

  private func answerForeign(_ text: String) {
    let word = String(text.prefix { $0 != " " && $0 != ";" })
    switch word {
    case _ where Command.names.contains(word):
      say("\(word) is a command of the prompt: it stands alone on its line")
    case "exit", "quit", "q", "bye", "logout":
      say("\(word) is no statement. Ctrl-D leaves (asks whether to save: save lesson.sock)")
    case "ls", "dir", "pwd", "cat", "clear", "ps":
      say(
        "\(word) is a shell's command. !\(text) runs it, in this network; sockets lists the sockets"
      )
    case "cd":
      say(
        "there is no folder to change here: load and save take a path; !COMMAND runs in the folder that socklab was started in"
      )
    case "ss", "netstat":
      say("sockets, ports and tuples show this network; !\(text) runs the program in it")
    case "bash": shell(text)
    case "vi", "vim", "nano":
      let enter = settings.enterPID.map { " (or in another window: socklab enter \($0))" } ?? ""
      say("!\(text) runs it in this network\(enter)")
    case "nc", "telnet", "curl", "ping", "tcpdump", "ip", "ifconfig":
      say("!\(text) runs it in this network; spawn \"\(word)\" … runs it beside the prompt")
    default:
      say("\(word) is no statement. help lists them")
    }
  }
}
