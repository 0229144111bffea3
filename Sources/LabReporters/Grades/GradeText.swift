/// Texts of results: cut to the schema's lengths, and made printable.
package enum GradeText {
  /// Characters (Unicode scalars, as JSON Schema counts) that `output` and `message` may have.
  static let outputLimit = 65_536
  static let nameLimit = 200

  /// The text on one line, every control and direction character escaped; it commands no job
  /// engine that reads what is printed.
  package static func line(_ text: String) -> String {
    JobCommand.harmless(DisplayText.escaped(text))
  }

  /// The text with its line ends, everything else as in `line`.
  package static func lines(_ text: String) -> String {
    // Splitting scalars: "\r\n" is one Character, and its CR is to be seen.
    text.unicodeScalars.split(separator: "\n", omittingEmptySubsequences: false)
      .map { wholeLine(line(String($0))) }.joined(separator: "\n")
  }

  /// A whole line as it is printed, whose parts have been through `line`.
  package static func wholeLine(_ text: String) -> String { JobCommand.harmlessStart(text) }

  /// The text with each of a scalar replaced.
  ///
  /// Not by characters: a quote with a combining mark behind it is another character, and still
  /// ends a quoted text.
  static func replacing(_ scalar: Unicode.Scalar, with other: String, in text: String) -> String {
    guard text.unicodeScalars.contains(scalar) else { return text }
    return text.unicodeScalars.reduce(into: "") { result, next in
      if next == scalar { result += other } else { result.unicodeScalars.append(next) }
    }
  }

  /// At most so many scalars; of a longer text the beginning and the end.
  static func cut(_ text: String, to limit: Int) -> String {
    let scalars = text.unicodeScalars
    // Bytes are never fewer than scalars, and are counted at once.
    guard text.utf8.count > limit, scalars.count > limit else { return text }
    let mark = "\n… the middle is left out …\n"
    let room = limit - mark.unicodeScalars.count
    guard room > 0 else { return String(String.UnicodeScalarView(scalars.prefix(limit))) }
    let head = String.UnicodeScalarView(scalars.prefix(room / 2))
    let tail = String.UnicodeScalarView(scalars.suffix(room - room / 2))
    return String(head) + mark + String(tail)
  }

  /// A name of 1 to 200 scalars; an empty one is replaced.
  static func name(_ text: String, else other: String) -> String {
    guard !text.isEmpty else { return other.isEmpty ? "check" : name(other, else: "check") }
    let scalars = text.unicodeScalars
    guard scalars.count > nameLimit else { return text }
    return String(String.UnicodeScalarView(scalars.prefix(nameLimit - 1))) + "…"
  }
}
