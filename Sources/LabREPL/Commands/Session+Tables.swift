import LabConstants
import LabKernel
import LabReporters
import LabRuntime

/// `sockets`, `ports` and `tuples`: what the kernel says just now.
extension Session {
  func showSockets() {
    let sockets = machine.openSockets()
    guard !sockets.isEmpty else { return say("no socket is open.  try: socket tcp") }
    let current = liveLast()
    var rows = [["", "name", "fd", "", "local", "peer", "state", "in", "out", "ready"]]
    for socket in sockets {
      rows.append([
        socket.name == current && !socket.name.isEmpty ? "." : " ",
        socket.name.isEmpty ? "-" : socket.name, "\(socket.descriptor)", socket.transport,
        socket.local ?? "-", socket.peer ?? "-", Self.state(socket), "\(socket.received)",
        socket.isListening ? "/\(socket.sent)" : "\(socket.sent)", Self.readiness(socket),
      ])
    }
    say(Self.table(rows))
    var line = TerminalLine("  in: bytes not read; out: not acknowledged", .dim)
    if sockets.contains(where: \.isListening) {
      line.append("; of a listener: waiting for accept, of so many at most", .dim)
    }
    say([line])
    say([TerminalLine("  ready: r read or accept, w write, e error, h hung up", .dim)])
  }

  private static func state(_ socket: SocketSnapshot) -> String {
    if let state = socket.state { return state.name }
    if socket.isListening { return "LISTEN" }
    if socket.peer != nil { return "connected" }
    return socket.isBound ? "bound" : "-"
  }

  private static func readiness(_ socket: SocketSnapshot) -> String {
    var letters = ""
    if socket.isReadable { letters += "r" }
    if socket.isWritable, !socket.isListening { letters += "w" }
    if socket.hasError { letters += "e" }
    if socket.hasHungUp { letters += "h" }
    return letters.isEmpty ? "-" : letters
  }

  /// Columns side by side; the first row is the heading.
  static func table(_ rows: [[String]]) -> [TerminalLine] {
    var widths = [Int](repeating: 0, count: rows[0].count)
    for row in rows {
      for (column, text) in row.enumerated() { widths[column] = max(widths[column], text.count) }
    }
    return rows.enumerated().map { index, row in
      var line = TerminalLine()
      var end = 0
      for (column, text) in row.enumerated() {
        line.pad(to: end)
        line.append(text, index == 0 ? .dim : .plain)
        end += widths[column] + (column == 0 ? 1 : 2)
      }
      return line
    }
  }

  func showTuples() {
    let known = machine.openSockets()
    let all = machine.connections()
    guard !all.isEmpty else {
      return say("no connection: none of this network's TCP sockets is connected")
    }
    var rows = [["", "local address", "remote address", "state", "whose"]]
    for socket in all {
      let (local, remote) = ("\(socket.local)", "\(socket.remote)")
      rows.append([" ", local, remote, socket.state.name, whose(local, remote, socket, known)])
    }
    say(Self.table(rows[..<1] + rows[1...].sorted { ($0[1], $0[2]) < ($1[1], $1[2]) }))
    say("  A connection is its four values: two addresses, two ports. One local port serves many.")
  }

  /// Who has a connection: one of our sockets, a listener's queue, a program, or nobody any more.
  private func whose(
    _ local: String,
    _ remote: String,
    _ socket: DiagnosedSocket,
    _ known: [SocketSnapshot]
  ) -> String {
    if let owner = known.first(where: { $0.local == local && $0.peer == remote }) {
      return owner.name.isEmpty ? "fd \(owner.descriptor)" : owner.name
    }
    if socket.inode != 0 { return "a program's" }
    let listener = known.first {
      $0.isListening && $0.received > 0 && $0.localPort == socket.local.port
        && ($0.local == local || $0.hasWildcard)
    }
    if let listener, socket.state == .established || socket.state == .closeWait {
      return "in \(listener.name)'s queue"
    }
    return "the kernel's: no process has it open"
  }

  // MARK: - The port space

  /// A cell of the picture stands for so many ports.
  private static let cell = 1024

  func showPorts() {
    let sockets = machine.openSockets()
    let range = ephemeralRange
    var lines = [
      TerminalLine("0 well-known (1024 ports)                       49152 dynamic", .dim),
      TerminalLine("|1024 registered                                |         65535", .dim),
    ]
    for (title, isTCP) in [("TCP", true), ("UDP", false)] {
      let mine = sockets.filter { ($0.isTCP && isTCP) || ($0.isUDP && !isTCP) }
      lines.append(TerminalLine(Self.bar(mine) + "  " + title))
    }
    if let range {
      let first = Int(range.lowerBound) / Self.cell
      let last = Int(range.upperBound) / Self.cell
      let text =
        String(repeating: " ", count: first) + "^"
        + String(repeating: "~", count: max(0, last - first - 1)) + "^"
      lines.append(TerminalLine(text, .dim))
      lines.append(
        TerminalLine(
          String(repeating: " ", count: first)
            + "ephemeral: \(range.lowerBound) to \(range.upperBound), what the kernel chooses from",
          .dim
        )
      )
    }
    let bound = sockets.filter { ($0.isTCP || $0.isUDP) && $0.isBound }
    if bound.isEmpty {
      lines.append(TerminalLine("none of our sockets has a port"))
    } else {
      lines.append(TerminalLine("L listens   b bound   c connected   each character is 1024 ports"))
      lines += Self.table(
        [["", "port", "protocol", "range", "whose"]]
          + bound.sorted { ($0.localPort ?? 0) < ($1.localPort ?? 0) }.map { socket in
            [
              Self.mark(socket), "\(socket.localPort ?? 0)", socket.transport,
              rangeWord(socket.localPort ?? 0), whose(socket),
            ]
          }
      )
    }
    say(lines)
  }

  private static func mark(_ socket: SocketSnapshot) -> String {
    socket.isListening ? "L" : socket.peer != nil ? "c" : "b"
  }

  private static func bar(_ sockets: [SocketSnapshot]) -> String {
    var cells = [String](repeating: "·", count: 65_536 / cell)
    for socket in sockets where socket.isBound {
      let index = Int(socket.localPort ?? 0) / cell
      if cells[index] != "L" { cells[index] = mark(socket) }
    }
    return cells.joined()
  }

  private func whose(_ socket: SocketSnapshot) -> String {
    let name = socket.name.isEmpty ? "fd \(socket.descriptor)" : socket.name
    if socket.isListening { return "\(name) listens on \(socket.local ?? "")" }
    if let peer = socket.peer { return "\(name) \(socket.local ?? "") to \(peer)" }
    return "\(name) \(socket.local ?? "")"
  }

  private func rangeWord(_ port: UInt16) -> String {
    var words = port < 1024 ? "well-known" : port < 49_152 ? "registered" : "dynamic"
    if ephemeralRange?.contains(port) == true { words += ", ephemeral here" }
    if let service = Services.name(of: port) { words += ", \(service)" }
    return words
  }

  private var ephemeralRange: ClosedRange<UInt16>? {
    guard let text = try? Sysctl.read("net.ipv4.ip_local_port_range") else { return nil }
    let bounds = text.split { $0 == "\t" || $0 == " " }.compactMap { UInt16($0) }
    guard bounds.count == 2, bounds[0] <= bounds[1] else { return nil }
    return bounds[0]...bounds[1]
  }
}
