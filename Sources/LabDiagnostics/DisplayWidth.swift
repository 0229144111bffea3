/// The columns that a terminal gives to a text without control characters.
package func displayWidth(of text: String) -> Int {
  text.reduce(0) { $0 + displayWidth(of: $1) }
}

/// The columns of one character as a reader sees it: 0, 1 or 2.
package func displayWidth(of character: Character) -> Int {
  let scalars = character.unicodeScalars
  guard let first = scalars.first else { return 0 }
  if first.isASCII { return scalars.contains("\u{FE0F}") ? 2 : 1 }
  if scalars.contains(where: { $0.isWide || $0 == "\u{FE0F}" }) { return 2 }
  return first.hasNoWidth ? 0 : 1
}

/// Whether a terminal would act on it, or a reader be misled: it is shown escaped.
func isUnshowable(_ scalar: Unicode.Scalar) -> Bool {
  switch scalar.value {
  case 0..<0x20, 0x7f..<0xa0: true
  // What reorders the text around it (Unicode TR 9), line and paragraph separators.
  case 0x200e, 0x200f, 0x2028...0x202e, 0x2066...0x2069: true
  case 0xfeff: true
  default: false
  }
}

/// `text` with everything that a terminal would act on written as an escape.
package func printable(_ text: String) -> String {
  guard text.unicodeScalars.contains(where: isUnshowable) else { return text }
  var shown = ""
  for scalar in text.unicodeScalars {
    if isUnshowable(scalar) {
      shown += escape(of: scalar)
    } else {
      shown.unicodeScalars.append(scalar)
    }
  }
  return shown
}

func escape(of scalar: Unicode.Scalar) -> String {
  switch scalar {
  case "\n": return "\\n"
  case "\r": return "\\r"
  case "\t": return "\\t"
  default:
    let digits = String(scalar.value, radix: 16)
    return scalar.value < 0x80
      ? "\\x" + (digits.utf8.count < 2 ? "0" : "") + digits : "\\u{" + digits + "}"
  }
}

extension Unicode.Scalar {
  fileprivate var hasNoWidth: Bool {
    switch properties.generalCategory {
    case .nonspacingMark, .enclosingMark, .format: true
    default: false
    }
  }

  /// East Asian Wide and Fullwidth (Unicode TR 11), and emoji.
  fileprivate var isWide: Bool {
    switch value {
    case 0x1100...0x115f, 0x2e80...0x303e, 0x3041...0x33ff, 0x3400...0x4dbf, 0x4e00...0x9fff,
      0xa000...0xa4cf, 0xa960...0xa97f, 0xac00...0xd7a3, 0xf900...0xfaff, 0xfe30...0xfe6f,
      0xff00...0xff60, 0xffe0...0xffe6, 0x1f1e6...0x1f1ff, 0x20000...0x3fffd:
      true
    default:
      properties.isEmojiPresentation
    }
  }
}
