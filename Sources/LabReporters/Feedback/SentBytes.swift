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
    guard calls.count == 1, calls[0].c.count > 1,
      let text = ScriptText(atStartOf: calls[0].c[1][...]),
      text.rest.isEmpty, text.bytes.count == calls[0].result
    else { return nil }
    return text.bytes
  }

  /// Bytes that a person wrote as text: no control characters but ends of lines and tabs.
  static func isText(_ bytes: [UInt8]) -> Bool {
    bytes.allSatisfy { $0 >= 0x20 && $0 != 0x7f || $0 == 9 || $0 == 10 || $0 == 13 }
  }
}
