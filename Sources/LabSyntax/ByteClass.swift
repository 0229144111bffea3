/// The character classes of the grammar, on bytes.
extension UInt8 {
  @inline(__always) var isDigit: Bool { self &- 48 < 10 }
  @inline(__always) var isLower: Bool { self &- 97 < 26 }
  @inline(__always) var isUpper: Bool { self &- 65 < 26 }
  @inline(__always) var isLetter: Bool { (self | 0x20) &- 97 < 26 }
  @inline(__always) package var isWord: Bool { isLetter || isDigit || self == 0x5f }
  @inline(__always) var isHexDigit: Bool { isDigit || (self | 0x20) &- 97 < 6 }
  /// Letters, digits, `-`, `.` and `_`: what a host's name is made of.
  @inline(__always) var isHost: Bool { isWord || self == 0x2d || self == 0x2e }

  /// What a hexadecimal digit stands for.
  @inline(__always) var hexValue: UInt8 { isDigit ? self &- 48 : (self | 0x20) &- 87 }

  /// Whether it may stand in an unquoted Unix path.
  var isPath: Bool {
    switch self {
    case 0...0x20, 0x7f: false
    case UInt8(ascii: ","), UInt8(ascii: ";"), UInt8(ascii: "("), UInt8(ascii: ")"),
      UInt8(ascii: "["), UInt8(ascii: "]"), UInt8(ascii: "{"), UInt8(ascii: "}"),
      UInt8(ascii: "\""), UInt8(ascii: "#"):
      false
    default: true
    }
  }
}
