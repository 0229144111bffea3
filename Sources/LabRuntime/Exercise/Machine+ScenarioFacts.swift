import LabDiagnostics
import LabEvents
import LabProgram

/// `submission.calls`, `.trace`, `.connections`, `.failures`: what a scenario that was handed in did.
extension Machine {
  func submissionFact(_ field: Field) throws(Failure) -> Value {
    guard case .scenario(let events) = options.submission else {
      throw Failure(.nothingHandedIn(at: site))
    }
    switch field {
    case .failures:
      var count = 0
      for event in events {
        if case .finding(let finding) = event.kind, finding.severity == .error { count += 1 }
      }
      return .integer(Int64(count))
    case .connections:
      return .integer(
        Int64(Self.calls(in: events).count { $0.name == "connect" && $0.errno.isEmpty })
      )
    case .trace:
      return .bytes(Array(Self.calls(in: events).map(Self.line).joined().utf8))
    default:
      let words = Self.calls(in: events).map { "\($0.name) \($0.errno.isEmpty ? "ok" : $0.errno)" }
      return .list(words.map { .bytes(Array($0.utf8)) })
    }
  }

  /// Every call that its statements made, in their order.
  private static func calls(in events: [Event]) -> [CallReport] {
    events.flatMap { event -> [CallReport] in
      guard case .statement(let report) = event.kind else { return [] }
      return report.calls.filter { !$0.isOurs }
    }
  }

  /// A call as `socklab run` shows it; no text of a student can begin a line.
  private static func line(_ call: CallReport) -> String {
    let arguments = call.short.map(withoutControls).joined(separator: ", ")
    let result = call.errno.isEmpty ? "\(call.result)" : "-1 \(call.errno)"
    return "\(call.name)(\(arguments)) = \(result)\n"
  }

  private static func withoutControls(_ text: String) -> String {
    var shown = ""
    for scalar in text.unicodeScalars {
      if scalar.value < 0x20 || (0x7f..<0xa0).contains(scalar.value) {
        let digits = String(scalar.value, radix: 16)
        shown += "\\x" + (digits.count < 2 ? "0" : "") + digits
      } else {
        shown.unicodeScalars.append(scalar)
      }
    }
    return shown
  }
}
