/// Writes JSON (RFC 8259) into bytes, on one line.
///
/// Control characters, and those that turn the direction of text, are written as `\uXXXX`, so
/// that a file of records can be looked at in any terminal.
package struct JSONWriter {
  package private(set) var bytes: [UInt8] = []
  /// Whether the next value or key stands behind another one.
  private var needsComma = false

  package init() {}

  package mutating func object(_ members: (inout JSONWriter) -> Void) {
    open("{")
    members(&self)
    close("}")
  }

  package mutating func array<Elements: Sequence>(
    _ elements: Elements,
    _ each: (inout JSONWriter, Elements.Element) -> Void
  ) {
    open("[")
    for element in elements { each(&self, element) }
    close("]")
  }

  /// Writes the key of the member whose value is written next.
  package mutating func key(_ name: String) {
    separate()
    quote(name)
    bytes.append(UInt8(ascii: ":"))
    needsComma = false
  }

  package mutating func string(_ text: String) {
    separate()
    quote(text)
  }

  package mutating func integer(_ value: Int) {
    separate()
    bytes.append(contentsOf: String(value).utf8)
  }

  /// Writes a number in the fewest digits that give it back; what JSON cannot say is 0.
  package mutating func number(_ value: Double) {
    separate()
    var text = value.isFinite ? "\(value)" : "0"
    if text.hasSuffix(".0") { text.removeLast(2) }
    bytes.append(contentsOf: text.utf8)
  }

  package mutating func bool(_ value: Bool) {
    separate()
    bytes.append(contentsOf: (value ? "true" : "false").utf8)
  }

  /// Ends a line of JSON Lines.
  package mutating func endLine() {
    bytes.append(UInt8(ascii: "\n"))
    needsComma = false
  }

  /// Gives the bytes away and starts anew, keeping the room.
  package mutating func removeAll() {
    bytes.removeAll(keepingCapacity: true)
    needsComma = false
  }

  private mutating func open(_ bracket: Unicode.Scalar) {
    separate()
    bytes.append(UInt8(ascii: bracket))
    needsComma = false
  }

  private mutating func close(_ bracket: Unicode.Scalar) {
    bytes.append(UInt8(ascii: bracket))
    needsComma = true
  }

  private mutating func separate() {
    if needsComma { bytes.append(UInt8(ascii: ",")) }
    needsComma = true
  }

  private mutating func quote(_ text: String) {
    bytes.append(UInt8(ascii: "\""))
    if !appendPlain(text) { appendEscaped(text) }
    bytes.append(UInt8(ascii: "\""))
  }

  /// Keys and most values stand for themselves: they are looked at byte by byte and copied at once.
  ///
  /// - Returns: Whether the text is one of those; else nothing was written.
  private mutating func appendPlain(_ text: String) -> Bool {
    var text = text
    return text.withUTF8 { utf8 in
      for byte in utf8 where !Self.isPlain(byte) { return false }
      bytes.append(contentsOf: utf8)
      return true
    }
  }

  /// Printable ASCII that JSON does not escape.
  private static func isPlain(_ byte: UInt8) -> Bool {
    byte >= 0x20 && byte <= 0x7e && byte != UInt8(ascii: "\"") && byte != UInt8(ascii: "\\")
  }

  private mutating func appendEscaped(_ text: String) {
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"", "\\":
        bytes.append(UInt8(ascii: "\\"))
        bytes.append(UInt8(ascii: scalar))
      case "\n": bytes.append(contentsOf: "\\n".utf8)
      case "\r": bytes.append(contentsOf: "\\r".utf8)
      case "\t": bytes.append(contentsOf: "\\t".utf8)
      case " "..."~": bytes.append(UInt8(ascii: scalar))
      default: appendScalar(scalar)
      }
    }
  }

  private mutating func appendScalar(_ scalar: Unicode.Scalar) {
    switch scalar.value {
    case 0...0x1f, 0x7f...0x9f, 0x61c, 0x200e, 0x200f, 0x2028...0x202e, 0x2066...0x2069, 0xfeff:
      let digits = Array("0123456789abcdef".utf8)
      bytes.append(contentsOf: "\\u".utf8)
      for shift in [12, 8, 4, 0] { bytes.append(digits[Int(scalar.value >> shift) & 0xf]) }
    default:
      bytes.append(contentsOf: String(scalar).utf8)
    }
  }
}
