import LabConstants

/// How strace(1) spells data and names.
enum CallText {
  /// Data as a C string: `"I am web\n"`, `"xxxx"...` when there is more.
  static func quoted(_ preview: [UInt8], count: Int) -> String {
    var text = "\""
    for (index, byte) in preview.enumerated() {
      let nextIsDigit =
        index + 1 < preview.count && (0x30...0x39).contains(preview[index + 1])
      text += escaped(byte, beforeDigit: nextIsDigit)
    }
    return text + (count > preview.count ? "\"..." : "\"")
  }

  private static func escaped(_ byte: UInt8, beforeDigit: Bool) -> String {
    switch byte {
    case 0x22: return "\\\""
    case 0x5c: return "\\\\"
    case 0x09: return "\\t"
    case 0x0a: return "\\n"
    case 0x0b: return "\\v"
    case 0x0c: return "\\f"
    case 0x0d: return "\\r"
    case 0x20...0x7e: return String(UnicodeScalar(byte))
    default:
      // The shortest octal number, unless a digit behind it would be read as part of it.
      let octal = String(byte, radix: 8)
      return "\\" + (beforeDigit ? String(repeating: "0", count: 3 - octal.count) : "") + octal
    }
  }

  /// A number that has a name, or strace's `0x63 /* AF_??? */`.
  static func named(_ value: Int32, in group: ConstantGroup, unknown: String) -> String {
    Constants.name(of: Int64(value), in: group)
      ?? "0x" + String(UInt32(bitPattern: value), radix: 16) + " /* \(unknown)_??? */"
  }

  /// `SOCK_STREAM|SOCK_CLOEXEC|SOCK_NONBLOCK`: strace prints SOCK_CLOEXEC before SOCK_NONBLOCK.
  static func socketType(_ type: Int32) -> String {
    let flags = type & 0x80800
    let base = type & ~flags
    var names: [String] = []
    let known = Constants.name(of: Int64(base), in: .socketType)
    if let known { names.append(known) }
    if flags & 0x80000 != 0 { names.append("SOCK_CLOEXEC") }
    if flags & 0x800 != 0 { names.append("SOCK_NONBLOCK") }
    let number = "0x" + String(UInt32(bitPattern: base), radix: 16)
    if names.isEmpty { return number + " /* SOCK_??? */" }
    if known == nil, base != 0 { names.append(number) }
    return names.joined(separator: "|")
  }

  static func socketProtocol(_ number: Int32, domain: Int32) -> String {
    switch domain {
    case 2, 10: named(number, in: .protocolNumber, unknown: "IPPROTO")
    case 16: number == 4 ? "NETLINK_SOCK_DIAG" : number == 0 ? "NETLINK_ROUTE" : String(number)
    default: String(number)
    }
  }

  static func messageFlags(_ flags: Int32) -> String {
    flags == 0 ? "0" : Constants.flagNames(Int64(UInt32(bitPattern: flags)), in: .messageFlag)
  }

  static func pollEvents(_ events: Int16) -> String {
    Constants.flagNames(Int64(UInt16(bitPattern: events)), in: .pollEvent)
  }

  static func fileFlags(_ flags: Int) -> String {
    Constants.flagNames(Int64(flags), in: .fileFlag)
  }

  /// strace prefers `SOL_TCP`, where C programs write `IPPROTO_TCP`.
  static func optionLevel(_ level: Int32) -> String {
    Constants.name(of: Int64(level), in: .level)
      ?? "0x" + String(UInt32(bitPattern: level), radix: 16) + " /* SOL_?? */"
  }

  static func optionName(level: Int32, number: Int32) -> String {
    guard let option = SocketOptions.find(level: level, number: number) else {
      return switch level {
      case 1: "0x" + String(UInt32(bitPattern: number), radix: 16) + " /* SO_??? */"
      default: String(number)
      }
    }
    // The kernel gave the 64-bit variants names of their own; strace prints the old numbers so.
    return level == 1 && [20, 21, 29, 35, 37].contains(number)
      ? option.name + "_OLD" : option.name
  }
}
