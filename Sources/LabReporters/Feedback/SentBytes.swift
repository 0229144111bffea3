import LabDiagnostics
import LabEvents

/// What a statement sent, as far as its text or its calls tell.
struct SentBytes {
  /// All of them; `nil` where the script has an expression, and they are too many to be told.
  let bytes: [UInt8]?
  /// How many, by what the calls returned; 0 where none is known.
  let count: Int

  init(_ report: StatementReport) {
    let calls = report.calls.filter { call in
      !call.isOurs && call.result > 0 && (call.name.hasPrefix("send") || call.name == "write")
    }
    let written = StatementWords(report.text).bytes
    count = calls.isEmpty ? written?.count ?? 0 : calls.reduce(0) { $0 + $1.result }
    bytes = written ?? Self.shown(calls)
  }

  /// The bytes of a single call, if it shows them whole: `"hello\n"`, not `"hello"...`.
  private static func shown(_ calls: [CallReport]) -> [UInt8]? {
    guard calls.count == 1, calls[0].c.count > 1, let bytes = quoted(calls[0].c[1]),
      bytes.count == calls[0].result
    else { return nil }
    return bytes
  }

  /// The bytes of a quoted text as `strace` writes it, with `\n` and `\5`; `nil` where it is cut.
  private static func quoted(_ text: String) -> [UInt8]? {
    var bytes: [UInt8] = []
    var rest = Array(text.utf8)[...]
    guard rest.popFirst() == UInt8(ascii: "\"") else { return nil }
    while let byte = rest.popFirst() {
      switch byte {
      case UInt8(ascii: "\""): return rest.isEmpty ? bytes : nil
      case UInt8(ascii: "\\"):
        guard let escaped = escaped(&rest) else { return nil }
        bytes.append(escaped)
      default: bytes.append(byte)
      }
    }
    return nil
  }

  private static func escaped(_ rest: inout ArraySlice<UInt8>) -> UInt8? {
    let octal = rest.prefix(3).prefix { (UInt8(ascii: "0")...UInt8(ascii: "7")).contains($0) }
    if !octal.isEmpty {
      rest = rest.dropFirst(octal.count)
      return UInt8(String(decoding: octal, as: UTF8.self), radix: 8)
    }
    switch rest.popFirst() {
    case UInt8(ascii: "n"): return 10
    case UInt8(ascii: "t"): return 9
    case UInt8(ascii: "r"): return 13
    case UInt8(ascii: "v"): return 11
    case UInt8(ascii: "f"): return 12
    case let byte?: return byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") ? byte : nil
    case nil: return nil
    }
  }

  /// Bytes that a person wrote as text: no control characters but ends of lines and tabs.
  static func isText(_ bytes: [UInt8]) -> Bool {
    bytes.allSatisfy { $0 >= 0x20 && $0 != 0x7f || $0 == 9 || $0 == 10 || $0 == 13 }
  }
}
