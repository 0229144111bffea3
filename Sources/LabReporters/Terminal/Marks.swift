import LabEvents

/// The signs of the output, in Unicode or in ASCII.
struct Marks: Sendable {
  let passed: String
  let failed: String
  let timedOut: String
  /// In front of a note's lines.
  let bar: String
  /// In front of what was left out.
  let more: String
  let ellipsis: String
  /// Between two line numbers.
  let dash: String

  init(ascii: Bool) {
    passed = ascii ? "ok" : "✓"
    failed = ascii ? "FAIL" : "✗"
    timedOut = ascii ? "TIME" : "⧗"
    bar = ascii ? "|" : "│"
    more = ascii ? ":" : "⋮"
    ellipsis = ascii ? "..." : "…"
    dash = ascii ? "-" : "–"
  }

  func of(_ mark: StatementReport.Mark) -> (text: String, style: TextStyle) {
    switch mark {
    case .passed, .expected: (passed, .good)
    case .failed: (failed, .bad)
    case .timedOut: (timedOut, .bad)
    case .waits: (ellipsis, .dim)
    }
  }

  /// Blanks as wide as the usual mark.
  var blank: String { String(repeating: " ", count: passed.count) }
}
