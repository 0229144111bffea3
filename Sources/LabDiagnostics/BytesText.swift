/// Bytes as a script writes them: `"I an web\n\0"`, quotes included.
///
/// What is printable UTF-8 stands for itself; the rest is escaped, so that the text read as a
/// script's string gives the same bytes.
package func escaped(_ bytes: some Sequence<UInt8>) -> String {
  let bytes = Array(bytes)
  var text = "\""
  var source = bytes.makeIterator()
  var parser = Unicode.UTF8.ForwardParser()
  var offset = 0
  while true {
    switch parser.parseScalar(from: &source) {
    case .emptyInput:
      return text + "\""
    case .error(let length):
      for byte in bytes[offset..<offset + length] { text += hexEscape(of: byte) }
      offset += length
    case .valid(let encoded):
      let scalar = Unicode.UTF8.decode(encoded)
      let next = offset + encoded.count
      append(scalar, before: next < bytes.count ? bytes[next] : 0, to: &text)
      offset = next
    }
  }
}

/// Appends one character of a text, escaped where a script's string needs it.
private func append(_ scalar: Unicode.Scalar, before next: UInt8, to text: inout String) {
  switch scalar {
  case "\0": text += "\\0"
  case "\u{07}": text += "\\a"
  case "\u{08}": text += "\\b"
  case "\u{0B}": text += "\\v"
  case "\u{0C}": text += "\\f"
  case "\n": text += "\\n"
  case "\r": text += "\\r"
  case "\t": text += "\\t"
  case "\"": text += "\\\""
  case "\\": text += "\\\\"
  case "$" where next == UInt8(ascii: "{"): text += "\\$"
  default:
    if isUnshowable(scalar) {
      for byte in String(Character(scalar)).utf8 { text += hexEscape(of: byte) }
    } else {
      text.unicodeScalars.append(scalar)
    }
  }
}

private func hexEscape(of byte: UInt8) -> String {
  (byte < 16 ? "\\x0" : "\\x") + String(byte, radix: 16)
}
