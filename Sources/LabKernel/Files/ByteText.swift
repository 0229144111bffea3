/// Names of the file system as text that gives all their bytes back.
///
/// To the kernel a path is bytes; path_resolution(7). A byte that is no UTF-8 stands in the text as
/// a character that no font has: one of the last 128 of Unicode, U+10FF80 to U+10FFFF. Those
/// characters themselves are taken apart as if they were no UTF-8, so two names never get one text.
package enum ByteText {
  private static let standIns: UInt32 = 0x10_ff00

  /// Whether a text is what the bytes say, nothing standing in for others.
  package static func isExact(_ text: String) -> Bool {
    text.utf8.allSatisfy { $0 < 0xf4 } || text.unicodeScalars.allSatisfy { byte(of: $0) == nil }
  }

  /// Bytes as text.
  package static func text(of bytes: some Collection<UInt8>) -> String {
    var text = String.UnicodeScalarView()
    var rest = bytes[...]
    var iterator = bytes.makeIterator()
    var parser = Unicode.UTF8.ForwardParser()
    while true {
      switch parser.parseScalar(from: &iterator) {
      case .valid(let encoded):
        let scalar = Unicode.UTF8.decode(encoded)
        if byte(of: scalar) == nil { text.append(scalar) } else { text += standing(encoded) }
        rest = rest.dropFirst(encoded.count)
      case .error(let length):
        text += standing(rest.prefix(length))
        rest = rest.dropFirst(length)
      case .emptyInput: return String(text)
      }
    }
  }

  /// The bytes that a text was made of.
  package static func bytes(of text: String) -> [UInt8] {
    if isExact(text) { return Array(text.utf8) }
    return text.unicodeScalars.flatMap { scalar in
      byte(of: scalar).map { [$0] } ?? Array(String(scalar).utf8)
    }
  }

  /// The text for people, and for formats that have only Unicode: `m\xfcller`.
  package static func shown(_ text: String) -> String {
    if isExact(text) { return text }
    return text.unicodeScalars.reduce(into: "") { shown, scalar in
      if let byte = byte(of: scalar) {
        shown += "\\x\(String(byte, radix: 16))"
      } else {
        shown.unicodeScalars.append(scalar)
      }
    }
  }

  private static func standing(_ bytes: some Sequence<UInt8>) -> [Unicode.Scalar] {
    bytes.compactMap { Unicode.Scalar(standIns + UInt32($0)) }
  }

  private static func byte(of scalar: Unicode.Scalar) -> UInt8? {
    scalar.value >= standIns + 0x80 ? UInt8(truncatingIfNeeded: scalar.value) : nil
  }
}
