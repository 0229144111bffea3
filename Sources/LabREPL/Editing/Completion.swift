import LabConstants
package import LabProgram
import LabRuntime
import LabSyntax

/// What can follow, from the grammar, the catalogue and what is alive.
package struct Completion {
  let sockets: LiveSockets
  /// Names that mean something now.
  let names: [(name: String, kinds: KindSet)]
  let paths: PathCompletion
  let actors: [String]
  let counters: [String]
  let procs: [String]

  package init(
    sockets: LiveSockets,
    names: [(name: String, kinds: KindSet)],
    paths: PathCompletion,
    places: (actors: [String], counters: [String], procs: [String])
  ) {
    self.sockets = sockets
    self.names = names
    self.paths = paths
    (actors, counters, procs) = places
  }

  /// The candidates for the word at the end of a line.
  package func candidates(for line: String) -> [String] {
    let words = Self.words(of: line)
    guard let word = words.last, let first = words.first, words.count > 1 else {
      return line.hasPrefix("!") ? paths.candidates(for: String(line.dropFirst())) : statements
    }
    if first == "load" || first == "save" {
      if words.count > 2, first == "load" { return ["to"] }
      return word.hasPrefix("-") ? ["--expect"] : paths.candidates(for: word)
    }
    if first.hasPrefix("!") || first == "sh" { return paths.candidates(for: word) }
    if first == "help" || first == "?" || first == "man" {
      return Verb.allCases.map(\.rawValue) + Command.names + grammarWords
    }
    if first == "explain" { return errnos + states + options(fitting: nil) }
    if Command.names.contains(first), Verb(rawValue: first) == nil { return [] }
    if let dot = word.lastIndex(of: "."), dot != word.startIndex || word.count > 1 {
      return fields(of: String(word[..<dot]), begun: word.index(after: dot) < word.endIndex)
    }
    if let compared = compared(words) { return compared }
    let found = following(first, words.dropFirst().dropLast(), word)
    // The only thing that can follow is no reason to write it there unasked.
    return word.isEmpty && found.count == 1 && Self.clauseWords.contains(found[0]) ? [] : found
  }

  private static let clauseWords: Set<String> = ["as", "within", "expect"]

  /// Behind `==`: what the fact before it can be.
  private func compared(_ words: [String]) -> [String]? {
    guard words.count > 2, ["==", "!=", "in"].contains(words[words.count - 2]) else { return nil }
    let fact = words[words.count - 3]
    if fact.hasSuffix(".state") { return states }
    if fact.hasSuffix(".errno") { return errnos }
    if fact.hasSuffix(".port") { return ["ephemeral"] }
    return nil
  }

  /// One line about the statement that a line begins with.
  package static func synopsis(of line: String) -> String? {
    guard let first = words(of: line).first, let verb = Verb(rawValue: first),
      let row = Catalogue.row(verb)
    else { return nil }
    return "\(row.synopsis)   \(row.summary)"
  }

  /// The words of the statement at the end of a line; the last one may be empty.
  private static func words(of line: String) -> [String] {
    var words = [""]
    var isText = false
    for character in line {
      if character == "\"" { isText.toggle() }
      if !isText, character == ";" || character == "{" || character == "}" || character == "\n" {
        words = [""]
      } else if !isText,
        character == " " || character == "\t" || character == "," || character == "("
      {
        if words.last?.isEmpty == false { words.append("") }
      } else {
        words[words.count - 1].append(character)
      }
    }
    return words
  }

  private let grammarWords = ["expect", "let", "if", "for"]

  private var statements: [String] {
    let rows = Catalogue.rows.filter { $0.group != .header }.map(\.verb.rawValue)
    return rows + grammarWords + procs + Command.names
  }

  private var errnos: [String] { Constants.all.filter { $0.group == .errno }.map(\.name) }
  private var states: [String] { TCPState.allCases.map(\.name) }

  /// Options that a socket can have; before one letter is typed, those that learners meet.
  private func options(fitting socket: SocketSnapshot?, begun: Bool = true) -> [String] {
    SocketOptions.all.filter { option in
      if !begun { return OptionExplanations.texts[option.name] != nil && fits(option, socket) }
      return fits(option, socket)
    }
    .map(\.name)
  }

  private func fits(_ option: SocketOption, _ socket: SocketSnapshot?) -> Bool {
    guard let socket else { return true }
    let isSix = socket.family.hasSuffix("6")
    switch option.levelName {
    case "SOL_SOCKET": return true
    case "IPPROTO_TCP", "SOL_TCP": return socket.isTCP
    case "IPPROTO_UDP", "SOL_UDP": return socket.isUDP
    case "IPPROTO_IPV6", "SOL_IPV6": return isSix
    case "IPPROTO_IP", "SOL_IP": return !socket.isUnix
    default: return !socket.isTCP && !socket.isUDP && !socket.isUnix
    }
  }

  private func fields(of name: String, begun: Bool) -> [String] {
    let kinds = names.first { $0.name == name }?.kinds ?? .socket
    let facts = Field.allCases.filter { !$0.owners.isDisjoint(with: kinds) }.map(\.rawValue)
    let some = begun && kinds.contains(.socket) ? options(fitting: sockets[name]) : []
    return (facts + some).map { "\(name).\($0)" }
  }

  // MARK: - Behind a verb

  private func following(
    _ first: String,
    _ given: ArraySlice<String>,
    _ word: String
  ) -> [String] {
    if let last = given.last {
      if last == "as" { return [] }
      if last == "within" { return ["1s", "500ms", "5s"] }
      if last == "expect" { return errnos + ["ok", "unanswered"] }
    }
    if first == "expect" { return expected(given) }
    guard let verb = Verb(rawValue: first), let row = Catalogue.row(verb) else {
      return names.map(\.name) + ["as"]
    }
    if let last = given.last, let operand = row.operands.first(where: { $0.introducer == last }) {
      return candidates(for: operand, verb, given, word)
    }
    let place = positional(given, row)
    var found: [String] = []
    let operands = row.operands.filter { $0.introducer == nil }
    if place < operands.count {
      // What may be left out does not hide what can stand behind it.
      for operand in operands[place...] {
        found += candidates(for: operand, verb, given, word)
        if operand.presence == .required { break }
      }
      if operands[place].presence == .required { return found }
    } else if let last = operands.last, last.presence == .several || last.presence == .any {
      found = candidates(for: last, verb, given, word)
    }
    found += row.operands.compactMap(\.introducer) + row.modifiers.map(\.rawValue)
    if case .none = row.result {} else { found.append("as") }
    if row.waits { found.append("within") }
    if row.answers { found.append("expect") }
    return found
  }

  /// How many operands stand there already that are found by their place.
  private func positional(_ given: ArraySlice<String>, _ row: Row) -> Int {
    var count = 0
    var skips = false
    for word in given {
      if skips {
        skips = false
      } else if ["as", "within", "expect"].contains(word)
        || row.operands.contains(where: { $0.introducer == word })
      {
        skips = true
      } else if !row.modifiers.contains(where: { $0.rawValue == word }) {
        count += 1
      }
    }
    return count
  }

  private func candidates(
    for operand: Operand,
    _ verb: Verb,
    _ given: ArraySlice<String>,
    _ word: String
  ) -> [String] {
    if operand.isIdentifier { return verb == .wait || verb == .ready ? actors + counters : [] }
    var found = operand.words
    if operand.kinds == .any { return names.map(\.name) + SystemCall.all.map(\.name) }
    if operand.kinds.contains(.socket) { found += fitting(verb, only: operand.kinds == .socket) }
    if operand.kinds.contains(.address) { found += addresses }
    if operand.kinds.contains(.option) {
      found += options(fitting: given.first.flatMap { sockets[$0] }, begun: !word.isEmpty)
    }
    if operand.kinds.contains(.program) { found += bound(.program) }
    if let group = operand.constants {
      found += Constants.all.filter { $0.group == group }.map(\.name)
    }
    let others: KindSet = [.bytes, .integer, .duration, .list, .structure]
    if !operand.kinds.isDisjoint(with: others) {
      found += names.filter {
        !$0.kinds.isDisjoint(with: operand.kinds) && !$0.kinds.contains(.socket)
      }
      .map(\.name)
    }
    return found
  }

  private func bound(_ kind: KindSet) -> [String] {
    names.filter { $0.kinds == kind }.map(\.name)
  }

  /// Sockets that the verb is likely to be meant for; all when there is none.
  private func fitting(_ verb: Verb, only: Bool) -> [String] {
    let live = sockets.known
    guard only else { return live.map(\.name) }
    let fits = live.filter { known in
      switch verb {
      case .accept: known.socket.isListening
      case .bind: !known.socket.isBound
      case .listen: known.socket.isStream && !known.socket.isListening && known.socket.peer == nil
      case .connect: known.socket.peer == nil && !known.socket.isListening
      case .send, .recv, .shutdown:
        known.socket.peer != nil || known.socket.isUDP
      default: true
      }
    }
    return (fits.isEmpty ? live : fits).map(\.name)
  }

  private var addresses: [String] {
    var found: [String] = []
    for known in sockets.known {
      if let local = known.socket.local, !found.contains(local) { found.append(local) }
    }
    return found.isEmpty ? ["127.0.0.1:8080"] : found
  }

  private func expected(_ given: ArraySlice<String>) -> [String] {
    guard let subject = given.first, let name = names.first(where: { $0.name == subject }) else {
      return given.isEmpty ? names.map(\.name) + actors : []
    }
    guard given.count == 1 else { return [] }
    if name.kinds == .socket {
      return ["line", "eof", "reset", "silence", "exactly", "nothing", "bytes"]
    }
    return name.kinds == .program
      ? ["output", "errors", "exit", "listening"] : ["==", "!=", "in", "has"]
  }
}
