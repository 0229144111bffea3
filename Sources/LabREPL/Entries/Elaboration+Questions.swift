import LabDiagnostics
import LabProgram
import LabRuntime
import LabSyntax

/// What is asked when an argument is missing.
extension Elaboration {
  func question(_ row: Row, _ statement: StatementNode) -> Question? {
    let values = entry.values(of: statement)
    var given = values.count
    var operands = row.operands[...]
    // The socket is filled in by now.
    if let first = operands.first, first.kinds == .socket, first.presence == .required {
      operands = operands.dropFirst()
      if let value = values.first, value.form == .lastSocket || isName(value) { given -= 1 }
    }
    guard let operand = operands.first, operand.presence == .required, !operand.isIdentifier
    else { return nil }
    let isPort = given == 1 && operand.name == "ADDRESS" && values.last?.form == .integer
    guard given == 0 || isPort else { return nil }
    let end = Int(isPort ? values.last?.span.end ?? 0 : lastEnd(statement, values))
    let start = isPort ? Int(values.last?.span.start ?? 0) : end
    return question(for: operand, row, port: isPort ? values.last?.number : nil, start..<end)
  }

  private func isName(_ value: ValueNode) -> Bool {
    value.form == .name && !Catalogue.words.contains(entry.name(value))
  }

  /// Behind the verb and what stands there already.
  private func lastEnd(_ statement: StatementNode, _ values: [ValueNode]) -> Int32 {
    values.first.map(\.span.end) ?? statement.verbSpan.end
  }

  private func question(
    for operand: Operand,
    _ row: Row,
    port: Int64?,
    _ range: Range<Int>
  ) -> Question? {
    switch operand.name {
    case "ADDRESS": return addressQuestion(row, port: port, range)
    case "BYTES":
      return Question(
        text: "Which text? It stands in quotes; \\n is a line end.",
        choices: [],
        label: "text",
        initial: "\"hello\\n\"",
        range: range
      )
    case "FAMILY":
      let remarks = [
        "tcp": "a stream of bytes, IPv4", "udp": "datagrams, IPv4", "tcp6": "the same, IPv6",
        "udp6": "datagrams, IPv6",
      ]
      return Question(
        text: "Which family?",
        choices: ["tcp", "udp", "tcp6", "udp6"].map { ($0, remarks[$0] ?? "") },
        label: "family",
        initial: "tcp",
        range: range
      )
    case "HOW":
      return Question(
        text: "Which direction ends?",
        choices: [
          ("write", "sends FIN: the peer reads end of file"), ("read", "what comes is dropped"),
          ("both", "both directions"),
        ],
        label: "direction",
        initial: "write",
        range: range
      )
    case "EVENTS":
      return Question(
        text: "For which events?",
        choices: [("POLLIN", "something to read"), ("POLLOUT", "room to write")],
        label: "events",
        initial: "POLLIN",
        range: range
      )
    case "OPTION":
      return Question(
        text: "Which option? Named as in C: SO_REUSEADDR, TCP_NODELAY …",
        choices: [],
        label: "option",
        initial: row.verb == .getsockopt ? "SO_TYPE" : "SO_REUSEADDR 1",
        range: range
      )
    default:
      return nil
    }
  }

  /// The port that was typed, else 127.0.0.1:8080; for a client, whoever listens here.
  private func addressQuestion(_ row: Row, port: Int64?, _ range: Range<Int>) -> Question {
    let isBind = row.verb == .bind
    let number = port ?? 8080
    var choices = [("127.0.0.1:\(number)", isBind ? "programs on this machine" : "this machine")]
    if isBind {
      choices.append(("*:\(number)", "every address of this network"))
    } else if port == nil {
      let listeners = sockets.known.reversed().filter { $0.socket.isListening }
      let addresses = listeners.compactMap { known in
        known.socket.local.map { (address: SocketSnapshot.reachable($0), name: known.name) }
      }
      let heard = addresses.map { ($0.address, "\($0.name) listens there") }
      if !heard.isEmpty { choices = heard }
    }
    let text =
      port == nil
      ? (isBind ? "On which address?" : "To which address?")
      : "\(isBind ? "On" : "To") which address? \(number) is only the port."
    return Question(
      text: text,
      choices: choices,
      label: "address",
      initial: choices[0].0,
      range: range
    )
  }
}
