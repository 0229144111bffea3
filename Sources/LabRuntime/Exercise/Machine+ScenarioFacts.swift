import LabDiagnostics
import LabEvents
import LabProgram

/// `submission.calls`, `.connections`, `.failures`: what a scenario that was handed in did.
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
      return .integer(Int64(Self.calls(in: events).count { $0 == "connect ok" }))
    default: return .list(Self.calls(in: events).map { .bytes(Array($0.utf8)) })
    }
  }

  /// "bind EADDRINUSE", "bind ok": every call that its statements made.
  private static func calls(in events: [Event]) -> [String] {
    var calls: [String] = []
    for event in events {
      guard case .statement(let report) = event.kind else { continue }
      for call in report.calls where !call.isOurs {
        calls.append("\(call.name) \(call.errno.isEmpty ? "ok" : call.errno)")
      }
    }
    return calls
  }
}
