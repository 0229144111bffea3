/// What a script may ask for at most, in reading, checking and running: all limits are here.
///
/// `--limit NAME=VALUE` changes one. A limit that is reached is told by the diagnostic
/// `limit-NAME`, which names the limit and the flag.
package struct Limits: Equatable, Sendable {
  package var actors = 100_000
  package var bytes = 64 << 20
  package var depth = 64
  package var elements = 1_000_000
  package var errors = 20
  package var file = 8 << 20
  package var files = 64
  package var instructions = 1 << 24
  package var line = 1 << 20
  package var pattern = 100_000
  package var peek = 1 << 20
  package var sockets = 1_000_000
  package var statements = 0
  /// In nanoseconds.
  package var time = 0

  package init() {}

  package subscript(limit: Limit) -> Int {
    get { self[keyPath: limit.path] }
    set { self[keyPath: limit.path] = newValue }
  }
}

/// A limit by its name on the command line.
package enum Limit: String, CaseIterable, Sendable {
  case actors, bytes, depth, elements, errors, file, files, instructions, line
  case pattern, peek, sockets, statements, time

  /// What is counted, for the reference page.
  package var summary: String {
    switch self {
    case .actors: "actors alive at once"
    case .bytes: "bytes of one value: a text, a payload, a receive, what a program wrote"
    case .depth: "braces, parentheses and brackets open at once"
    case .elements: "elements of one list"
    case .errors: "errors that are told of one file"
    case .file: "bytes of a file"
    case .files: "files of one run, those included counted"
    case .instructions: "instructions of a checked script"
    case .line: "bytes of a line"
    case .pattern: "steps of one attempt to match a regular expression"
    case .peek: "bytes that lie unread before a line or a regular expression matches"
    case .sockets: "sockets and other descriptors of the script open at once"
    case .statements: "statements executed in all"
    case .time: "how long a file runs"
    }
  }

  /// Its value is a duration, in nanoseconds.
  package var isDuration: Bool { self == .time }

  /// Its value is a number of bytes.
  package var isSize: Bool { [.bytes, .file, .line, .peek].contains(self) }

  /// 0 stands for no limit; of every other limit it leaves nothing.
  package var isOffAtZero: Bool { self == .statements || self == .time }

  fileprivate var path: WritableKeyPath<Limits, Int> {
    switch self {
    case .actors: \.actors
    case .bytes: \.bytes
    case .depth: \.depth
    case .elements: \.elements
    case .errors: \.errors
    case .file: \.file
    case .files: \.files
    case .instructions: \.instructions
    case .line: \.line
    case .pattern: \.pattern
    case .peek: \.peek
    case .sockets: \.sockets
    case .statements: \.statements
    case .time: \.time
    }
  }
}

extension Diagnostic {
  /// A limit that was reached.
  ///
  /// - Parameters:
  ///   - limit: Which.
  ///   - text: What was too much, with its number; the limit's name is put behind it.
  ///   - primary: Where.
  ///   - value: A value that would have done, or is worth a try; `nil` where raising the limit is no
  ///     help.
  ///   - notes: What else can be done; before the flag.
  /// - Returns: An error `limit-NAME`.
  package static func limitReached(
    _ limit: Limit,
    _ text: String,
    at primary: Label? = nil,
    enough value: String?,
    notes: [Note] = []
  ) -> Diagnostic {
    var notes = notes
    if let value {
      notes.append(Note(notes.isEmpty ? "try" : "or", "--limit \(limit.rawValue)=\(value)"))
    }
    return Diagnostic(
      "limit-\(limit.rawValue)",
      "\(text), the limit '\(limit.rawValue)'",
      at: primary,
      notes: notes
    )
  }
}
