/// Commands that job engines look for in what a job prints.
///
/// A student chooses the name of a folder and what a program writes. Neither may set an output,
/// mask a log or make an annotation in the job that grades them:
/// - GitHub: `::set-output name=x::y` at the start of a line, blanks before it or not; and the older
///   `##[command]`, anywhere in it;
/// - Azure: `##vso[…]`, anywhere; TeamCity: `##teamcity[…]`.
///
/// One character of such a text is shown as its escape. What begins with an ESC never gets here.
enum JobCommand {
  /// The text without a command that may stand anywhere in a line.
  static func harmless(_ text: String) -> String {
    guard text.utf8.contains(UInt8(ascii: "[")), text.contains("##") else { return text }
    var result: [UInt8] = []
    var rest = Array(text.utf8)[...]
    while let byte = rest.first {
      rest = rest.dropFirst()
      if byte == UInt8(ascii: "#"), beginsCommand(rest) {
        result += Array("\\x23".utf8)
      } else {
        result.append(byte)
      }
    }
    return String(decoding: result, as: UTF8.self)
  }

  /// Behind one `#`: another, a word or none, and the bracket.
  private static func beginsCommand(_ rest: ArraySlice<UInt8>) -> Bool {
    guard rest.first == UInt8(ascii: "#") else { return false }
    let word = rest.dropFirst().prefix { byte in
      UInt8(ascii: "a")...UInt8(ascii: "z") ~= byte | 0x20 || byte == UInt8(ascii: "-")
    }
    return rest[word.endIndex...].first == UInt8(ascii: "[")
  }

  /// The line without a command that must stand at its start.
  static func harmlessStart(_ line: String) -> String {
    let blanks = line.unicodeScalars.prefix { $0.properties.isWhitespace }
    let rest = line.unicodeScalars[blanks.endIndex...]
    guard Substring(rest).hasPrefix("::"), Substring(rest.dropFirst(2)).contains("::") else {
      return line
    }
    return String(blanks) + "\\x3a" + String(rest.dropFirst())
  }
}
