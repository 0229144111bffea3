package import LabDiagnostics
import LabProgram
import LabSyntax

/// Makes whole statements of what is typed at a prompt: `.` becomes a name, a missing socket the
/// one that is meant, a missing name a made-up one, and a missing argument is asked for.
///
/// What comes out is the plain language of files; it is what is checked, run, shown and saved.
package struct Elaboration {
  /// What must be asked before the entry can run.
  package struct Question {
    /// As "On which address? 8080 is only the port.".
    let text: String
    /// Numbered answers with a word about each.
    package let choices: [(answer: String, remark: String)]
    /// What is asked for, in a word: address.
    let label: String
    /// What an empty answer means; empty: nothing, the entry is dropped.
    package let initial: String
    /// Where the answer goes.
    package let range: Range<Int>
  }

  package enum Outcome {
    /// The whole entry, what `.` is when it has run, and the names that were made up.
    case text(String, last: String?, made: [String])
    case question(Question)
    case mistake(Diagnostic)
  }

  let entry: ParsedEntry
  let sockets: LiveSockets
  let last: String?
  /// Whether somebody is there who can be asked.
  let asks: Bool

  package init(entry: ParsedEntry, sockets: LiveSockets, last: String?, asks: Bool) {
    self.entry = entry
    self.sockets = sockets
    self.last = last
    self.asks = asks
  }

  private struct Draft {
    var replacements: [Replacement] = []
    var last: String?
    /// Names that the entry itself binds, before the statement at hand.
    var taken: Set<String> = []
    /// Names that were made up.
    var made: [String] = []
  }

  package func outcome() -> Outcome {
    var draft = Draft(last: last)
    for statement in entry.statements {
      if let mistake = replaceLastSocket(in: statement, &draft) { return .mistake(mistake) }
      guard let row = entry.row(of: statement) else {
        note(entry.results(of: statement), of: nil, &draft)
        continue
      }
      switch fillSocket(row, statement, &draft) {
      case .text: break
      case let other: return other
      }
      if asks, entry.statements.count == 1, let question = question(row, statement) {
        return .question(question)
      }
      nameResults(row, statement, &draft)
    }
    let text = Replacement.applied(draft.replacements, to: entry.text)
    return .text(text, last: draft.last, made: draft.made)
  }

  // MARK: - The last socket

  /// `.` alone, and `.port`, in this statement and its blocks.
  private func replaceLastSocket(in statement: StatementNode, _ draft: inout Draft) -> Diagnostic? {
    let end = endOf(statement)
    let dots = entry.tree.values.filter {
      $0.form == .lastSocket && $0.span.start >= statement.span.start && $0.span.start < end
    }
    guard !dots.isEmpty else { return nil }
    guard let last = draft.last else {
      return Diagnostic(
        "no-socket",
        "'.' is the last socket, and there is no socket yet",
        notes: [Diagnostic.Note("try", "socket tcp")]
      )
    }
    for dot in dots {
      let range = Int(dot.span.start)..<Int(dot.span.end)
      if !draft.replacements.contains(where: { $0.range == range }) {
        // `expect.port` has no blank, and must not become another word.
        let blank = entry.text[..<range.lowerBound].last?.isWord == true ? " " : ""
        draft.replacements.append(Replacement(range: range, text: blank + last))
      }
    }
    return nil
  }

  private func endOf(_ statement: StatementNode) -> Int32 {
    var end = statement.span.end
    for block in [statement.block, statement.otherwise] where block >= 0 {
      end = max(end, entry.tree.blocks[Int(block)].span.end)
    }
    return end
  }

  // MARK: - The socket that is meant

  private func fillSocket(
    _ row: Row,
    _ statement: StatementNode,
    _ draft: inout Draft
  ) -> Outcome {
    guard let first = row.operands.first, first.kinds == .socket, first.presence == .required
    else { return .text("", last: nil, made: []) }
    let values = entry.values(of: statement)
    if let value = values.first, mayBeSocket(value, draft) { return .text("", last: nil, made: []) }
    // The sockets that this entry makes are not there yet; the last one made is as good a guess.
    let made = draft.taken.isEmpty ? nil : draft.last
    guard let name = made ?? sockets.meant(by: row.verb.rawValue, last: draft.last) else {
      return .mistake(noSocket(row, values))
    }
    let end = Int(statement.verbSpan.end)
    draft.replacements.append(Replacement(range: end..<end, text: " \(name)"))
    return .text("", last: nil, made: [])
  }

  /// A name, or whatever the checker may take for a socket.
  private func mayBeSocket(_ value: ValueNode, _ draft: Draft) -> Bool {
    switch value.form {
    case .lastSocket, .call, .list, .field, .placeholder: return true
    case .name:
      let name = entry.name(value)
      return !Catalogue.words.contains(name) || sockets[name] != nil
    case .integer, .duration, .string, .regex, .address, .binary, .constant: return false
    }
  }

  private func noSocket(_ row: Row, _ values: [ValueNode]) -> Diagnostic {
    let needs = row.operands.filter { $0.presence == .required }.map { operand in
      operand.kinds == .socket ? "a socket" : Self.described(operand)
    }
    var notes: [Diagnostic.Note] = []
    if let number = values.first(where: { $0.form == .integer }),
      row.verb == .bind || row.verb == .connect
    {
      notes.append(
        Diagnostic.Note(
          "\(number.number) is a port",
          "an address is HOST:PORT, as 127.0.0.1:\(number.number)"
        )
      )
    }
    notes.append(
      Diagnostic.Note("try", row.verb == .recv || row.verb == .send ? "pair tcp" : "socket tcp")
    )
    return Diagnostic(
      "no-socket",
      "\(row.verb.rawValue) needs \(needs.joined(separator: " and ")); there is no socket yet",
      notes: notes
    )
  }

  static func described(_ operand: Operand) -> String {
    switch operand.name {
    case "ADDRESS": "an address"
    case "BYTES": "a text"
    case "OPTION": "an option"
    default: "a \(operand.name.lowercased())"
    }
  }

  // MARK: - Names that are made up

  private func nameResults(_ row: Row, _ statement: StatementNode, _ draft: inout Draft) {
    let given = entry.results(of: statement)
    if !given.isEmpty { return note(given, of: row, &draft) }
    // What may fail gives no socket for certain, and a name for nothing is worse than none.
    guard !entry.mayFail(statement), statement.block < 0 else { return }
    var names: [String] = []
    switch row.result {
    case .one(.socket): names = [made(prefix(row, statement), &draft)]
    case .two(.socket):
      let prefix = prefix(row, statement)
      names = [made(prefix, &draft), made(prefix, &draft)]
    case .one(.program): names = [made("program", &draft)]
    default: return
    }
    let end = Int(statement.span.end)
    draft.replacements.append(
      Replacement(range: end..<end, text: " as " + names.joined(separator: ", "))
    )
    note(names, of: row, &draft)
  }

  private func made(_ prefix: String, _ draft: inout Draft) -> String {
    let name = sockets.newName(prefix, taken: draft.taken)
    draft.taken.insert(name)
    draft.made.append(name)
    return name
  }

  private func prefix(_ row: Row, _ statement: StatementNode) -> String {
    if row.verb == .accept { return "conn" }
    let words = entry.values(of: statement).filter { $0.form == .name }.map(entry.name)
    switch words.first {
    case let family? where ["tcp", "tcp6", "udp", "udp6"].contains(family):
      return family.hasSuffix("6") ? "\(family)_" : family
    case "unix": return "unix"
    case let family?:
      if words.contains("raw") { return "raw" }
      if family == "inet" || family == "inet6" { return words.contains("dgram") ? "udp" : "tcp" }
      return family
    default: return "socket"
    }
  }

  private func note(_ names: [String], of row: Row?, _ draft: inout Draft) {
    draft.taken.formUnion(names)
    switch row?.result {
    case .one(.socket): draft.last = names.last ?? draft.last
    case .two(.socket): draft.last = names.first ?? draft.last
    default: break
    }
  }
}
