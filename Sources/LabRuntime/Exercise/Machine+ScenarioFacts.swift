import LabDiagnostics
import LabEvents
import LabProgram

/// `submission.calls`, `.trace`, `.connections`, `.failures`: what a scenario that was handed in did.
extension Machine {
  func submissionFact(_ field: Field) throws(Failure) -> Value {
    guard case .scenario(let record) = options.submission else {
      throw Failure(.nothingHandedIn(at: site))
    }
    // What it did not do wrong so far says nothing about the rest.
    if let stop = record.stop { throw Failure(stopped(by: stop)) }
    let events = record.events
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

  private func stopped(by stop: ScenarioRecord.Stop) -> Diagnostic {
    let (message, advice) =
      switch stop {
      case .wall(let time):
        (
          "your scenario was stopped after \(describe(.duration(time))), its limit",
          "look for a wait for what never comes; 'socklab run run.sock' shows where it stands"
        )
      case .cpu(let time):
        (
          "your scenario was stopped after \(describe(.duration(time))) on a processor, its limit",
          "look for a loop that never ends; 'socklab run run.sock' shows where it is"
        )
      case .memory(let bytes):
        (
          "your scenario was stopped as it used more than \(bytes >> 20) MiB of memory, its limit",
          "look for sockets, buffers and lists that grow in a loop"
        )
      case .output(let bytes):
        (
          "your scenario did so much that it takes more than \(bytes) bytes to tell",
          "look for a loop that goes round too often"
        )
      case .broken(let how):
        (
          "your scenario did not come to its end: it was \(how)",
          "'socklab run run.sock' shows how far it comes"
        )
      }
    return .failure(stop.id, message, site, notes: [Diagnostic.Note("try", advice)])
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
