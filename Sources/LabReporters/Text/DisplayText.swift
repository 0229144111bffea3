/// Text of scripts and of the network, made safe for a terminal.
///
/// Whatever could move the cursor, change colours or turn the direction of writing is shown as an
/// escape: `\n`, `\x1b`, `\u{202e}`. What a reader sees is then what is there.
enum DisplayText {
  /// The text with every control and invisible format character escaped.
  ///
  /// - Parameters:
  ///   - text: What someone wrote or sent.
  ///   - ascii: Whether the terminal shows ASCII only; the rest is then escaped as well, because
  ///     in other character sets the bytes of UTF-8 can be control characters.
  /// - Returns: One line without control characters.
  static func escaped(_ text: String, ascii: Bool = false) -> String {
    if text.consists(of: 0x20...0x7e) { return text }
    var result = ""
    for scalar in text.unicodeScalars {
      if isShown(scalar, ascii: ascii) {
        result.unicodeScalars.append(scalar)
      } else {
        result += escape(of: scalar)
      }
    }
    return result
  }

  /// Safe text with all that is not ASCII escaped.
  static func ascii(_ text: String) -> String {
    if text.consists(of: 0...0x7f) { return text }
    return text.unicodeScalars.reduce(into: "") { result, scalar in
      result += scalar.isASCII ? String(scalar) : escape(of: scalar)
    }
  }

  private static func isShown(_ scalar: Unicode.Scalar, ascii: Bool) -> Bool {
    if scalar.isASCII { return (0x20...0x7e).contains(scalar.value) }
    guard !ascii else { return false }
    switch scalar.properties.generalCategory {
    case .control, .surrogate, .unassigned, .privateUse, .lineSeparator, .paragraphSeparator:
      return false
    case .format:
      // The joiners of Indic scripts and of emoji; they move nothing.
      return scalar.value == 0x200c || scalar.value == 0x200d
    default:
      return true
    }
  }

  private static func escape(of scalar: Unicode.Scalar) -> String {
    switch scalar {
    case "\n": return "\\n"
    case "\r": return "\\r"
    case "\t": return "\\t"
    default:
      let digits = String(scalar.value, radix: 16)
      guard scalar.value < 0x80 else { return "\\u{\(digits)}" }
      return "\\x" + (digits.count == 1 ? "0" : "") + digits
    }
  }
}

extension String {
  /// Whether every byte of its UTF-8 lies in the range: asked of nearly all that is shown.
  func consists(of bytes: ClosedRange<UInt8>) -> Bool {
    let isPlain = utf8.withContiguousStorageIfAvailable { $0.allSatisfy(bytes.contains) }
    return isPlain ?? utf8.allSatisfy(bytes.contains)
  }
}
