/// A word as a shell reads it back, byte for byte.
package enum ShellWord {
  private static let plain = Set("%+,-./:=@_~".utf8)

  /// The word, in quotes where a shell would see more in it than itself.
  ///
  /// - Parameter text: A path or another argument; as `ByteText` has it.
  /// - Returns: Printable text on one line: control characters and bytes that are no UTF-8 stand as
  ///   `$'\x1b'`, which bash, zsh and ksh know.
  package static func quoted(_ text: String) -> String {
    let isPlain = text.utf8.allSatisfy { byte in
      plain.contains(byte) || isLetterOrDigit(byte)
    }
    if isPlain, !text.isEmpty, !text.hasPrefix("~") { return text }
    if ByteText.isExact(text), text.unicodeScalars.allSatisfy(isPrintable) {
      let inner = text.unicodeScalars.map { $0 == "'" ? "'\\''" : String($0) }.joined()
      return "'\(inner)'"
    }
    let inner = ByteText.bytes(of: text).map { byte -> String in
      switch byte {
      case UInt8(ascii: "'"), UInt8(ascii: "\\"): "\\\(Character(Unicode.Scalar(byte)))"
      case 0x20...0x7e: String(Character(Unicode.Scalar(byte)))
      default: "\\x" + (byte < 16 ? "0" : "") + String(byte, radix: 16)
      }
    }
    return "$'\(inner.joined())'"
  }

  private static func isLetterOrDigit(_ byte: UInt8) -> Bool {
    UInt8(ascii: "a")...UInt8(ascii: "z") ~= byte || UInt8(ascii: "A")...UInt8(ascii: "Z") ~= byte
      || UInt8(ascii: "0")...UInt8(ascii: "9") ~= byte
  }

  private static func isPrintable(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.properties.generalCategory {
    case .control, .format, .surrogate, .unassigned, .privateUse, .lineSeparator,
      .paragraphSeparator:
      false
    default: true
    }
  }
}
