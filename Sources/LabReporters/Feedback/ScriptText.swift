/// Byte strings as scripts and failures write them: `"hello\n\0"`.
struct ScriptText: Equatable {
  let bytes: [UInt8]
  /// What stands behind the closing quote.
  let rest: Substring

  /// Reads the quoted text that a line begins with; `nil` where none does, or where it has `${…}`.
  init?(atStartOf line: Substring) {
    guard line.first == "\"" else { return nil }
    var bytes: [UInt8] = []
    var scalars = line.unicodeScalars.dropFirst()
    while let scalar = scalars.popFirst() {
      switch scalar {
      case "\"":
        self.bytes = bytes
        rest = Substring(scalars)
        return
      case "\\":
        guard let byte = Self.escaped(&scalars) else { return nil }
        bytes.append(byte)
      case "$" where scalars.first == "{": return nil
      default: bytes += Array(String(scalar).utf8)
      }
    }
    return nil
  }

  private static func escaped(_ scalars: inout Substring.UnicodeScalarView) -> UInt8? {
    switch scalars.popFirst() {
    case "0"?: return 0
    case "a"?: return 7
    case "b"?: return 8
    case "t"?: return 9
    case "n"?: return 10
    case "v"?: return 11
    case "f"?: return 12
    case "r"?: return 13
    case "\""?: return UInt8(ascii: "\"")
    case "\\"?: return UInt8(ascii: "\\")
    case "$"?: return UInt8(ascii: "$")
    case "x"?:
      let digits = scalars.prefix(2)
      scalars = scalars.dropFirst(2)
      return UInt8(String(Substring(digits)), radix: 16)
    default: return nil
    }
  }
}

/// A statement as its report has it, taken apart as far as feedback needs it.
struct StatementWords {
  let verb: Substring
  /// The socket or program behind the verb.
  let subject: Substring
  /// The word behind the subject: `exactly`, `nothing`, `listening`.
  let form: Substring
  /// The first quoted text, when the statement is about these bytes and no others.
  let bytes: [UInt8]?
  /// Behind `on` or `to`, or the last word: an address.
  let last: Substring

  init(_ text: String) {
    let words = text.split(separator: " ", maxSplits: 3)
    verb = words.first ?? ""
    subject = words.count > 1 ? words[1] : ""
    form = words.count > 2 && !words[2].hasPrefix("\"") ? words[2] : ""
    last = text.split(separator: " ").last ?? ""
    let quote = text.firstIndex(of: "\"").flatMap { ScriptText(atStartOf: text[$0...]) }
    let isWhole = quote.map { Self.ends($0.rest) } ?? false
    bytes = isWhole ? quote?.bytes : nil
  }

  /// Whether a text behind a literal adds nothing to its bytes: `within 2s`, `to 127.0.0.1:53`.
  private static func ends(_ rest: Substring) -> Bool {
    let rest = rest.drop { $0 == " " }
    return rest.isEmpty || ["within ", "to ", "from ", "as "].contains { rest.hasPrefix($0) }
  }
}
