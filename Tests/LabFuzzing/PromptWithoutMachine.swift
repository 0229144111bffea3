import LabConstants
import LabDiagnostics
import LabProgram
import LabREPL
import LabRuntime
import LabSyntax

/// What a `Session` does with an entry, but for running it: sockets are as a slot's number says.
struct PromptWithoutMachine {
  /// Whether somebody would answer questions; each gets its first choice.
  let asks: Bool
  private var compiler = IncrementalCompiler()
  private var last: String?
  /// What was compiled without a mistake.
  private var accepted: [String] = []

  init(asks: Bool) { self.asks = asks }

  mutating func take(_ text: String) throws {
    complete(text)
    guard Command(text) == nil else { return }
    guard let whole = try elaborated(BackgroundEntry.statement(of: text) ?? text) else { return }
    let entry = Self.add(whole, to: &compiler, number: accepted.count + 1)
    try hold(entry.diagnostics, in: entry.map)
    if entry.start != nil { accepted.append(whole) }
  }

  /// The entries that had no mistake make the same program when no other was there.
  func holdsWithoutMistakes() throws {
    var other = IncrementalCompiler()
    for (index, text) in accepted.enumerated() {
      let entry = Self.add(text, to: &other, number: index + 1)
      try hold(entry.start != nil, "was accepted, and is refused: \(text)")
    }
    try hold(other.names.map(\.name) == compiler.names.map(\.name), "other names are bound")
    try hold(other.program.listing() == compiler.program.listing(), "a mistake changes the program")
  }

  private static func add(
    _ text: String,
    to compiler: inout IncrementalCompiler,
    number: Int
  ) -> IncrementalCompiler.Entry {
    let entry = compiler.add(path: "prompt", bytes: Array(text.utf8), number: number)
    guard entry.start != nil else { return entry }
    // As if it had run.
    let kinds = Dictionary(compiler.names.map { ($0.slot, $0.kinds) }) { $1 }
    compiler.correct(words: compiler.program.words) { slot in
      guard kinds[slot] == .socket else { return .value(.integer) }
      return .socket(isOpen: socket(slot) != nil)
    }
    return entry
  }

  /// The entry with all that was left out; `nil`: it is none, or was refused.
  private mutating func elaborated(_ typed: String) throws -> String? {
    var text = Abbreviation.expanded(typed)
    for _ in 0..<4 {
      let entry = ParsedEntry(text, limits: Limits())
      if entry.hasMistakes { return text }
      if entry.statements.isEmpty { return nil }
      let elaboration = Elaboration(entry: entry, sockets: sockets, last: last, asks: asks)
      switch elaboration.outcome() {
      case .text(let whole, let newLast, _):
        let again = ParsedEntry(whole, limits: Limits())
        try hold(!again.hasMistakes, "'\(text)' became '\(whole)'")
        try hold(!again.hasLastSocket, "a '.' is left in '\(whole)'")
        last = newLast
        return whole
      case .mistake(let diagnostic):
        try hold([diagnostic], in: SourceMap())
        return nil
      case .question(let question):
        let bytes = Array(text.utf8)
        try hold(question.range.upperBound <= bytes.count, "the answer goes behind '\(text)'")
        let answer = question.choices.first?.answer ?? question.initial
        let blank = question.range.isEmpty ? " " : ""
        let replacement = Replacement(range: question.range, text: blank + answer)
        text = Replacement.applied([replacement], to: bytes)
      }
    }
    return nil
  }

  private var sockets: LiveSockets {
    LiveSockets(
      names: compiler.names.filter { $0.kinds.contains(.socket) }.map { ($0.name, $0.slot) },
      bound: Set(compiler.names.map(\.name)),
      look: Self.socket
    )
  }

  private func complete(_ text: String) {
    _ = Completion.synopsis(of: text)
    // Files are no matter of this.
    let isOfFiles = ["load", "save", "!", "sh"].contains { text.hasPrefix($0) }
    guard !isOfFiles else { return }
    let completion = Completion(
      sockets: sockets,
      names: compiler.names.map { ($0.name, $0.kinds) },
      paths: PathCompletion(folder: "/nowhere"),
      places: compiler.places
    )
    _ = completion.candidates(for: text)
    _ = completion.candidates(for: String(text.prefix(text.count / 2)))
  }

  /// A socket of some kind and state; every fifth is closed.
  private static func socket(_ slot: Int32) -> SocketSnapshot? {
    guard slot % 5 != 4 else { return nil }
    let isListening = slot % 3 == 0
    let isUDP = slot % 4 == 3
    let isConnected = slot % 3 == 1
    return SocketSnapshot(
      name: "s\(slot)",
      descriptor: slot + 3,
      transport: isUDP ? "UDP" : "TCP",
      family: isUDP ? "udp" : "tcp",
      isTCP: !isUDP,
      isUDP: isUDP,
      isUnix: false,
      isStream: !isUDP,
      local: isListening ? "0.0.0.0:8080" : nil,
      localPort: isListening ? 8080 : nil,
      peer: isConnected ? "127.0.0.1:8080" : nil,
      peerPort: isConnected ? 8080 : nil,
      state: isUDP ? nil : isListening ? .listen : isConnected ? .established : .close,
      isListening: isListening,
      isBound: isListening,
      hasChosenPort: false,
      received: Int(slot % 2),
      sent: 0,
      isReadable: slot % 2 == 1,
      isWritable: isConnected,
      hasError: false,
      hasHungUp: false,
      isNonblocking: false
    )
  }
}
