import Foundation
import LabEvents
import LabReporters
import Testing

/// The checked-in records and what reporters make of them.
enum Fixture {
  static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .appendingPathComponent("Fixtures")

  static func bytes(_ name: String) throws -> [UInt8] {
    [UInt8](try Data(contentsOf: folder.appendingPathComponent(name)))
  }

  /// The events of a file of records; a broken last line is what a killed writer leaves.
  static func events(_ name: String) throws -> [Event] {
    let bytes = try bytes(name + ".jsonl")
    var reader = EventRecordReader()
    var events: [Event] = []
    let lines = bytes.split(separator: UInt8(ascii: "\n"))
    for (index, line) in lines.enumerated() {
      do {
        if let event = try reader.event(from: line) { events.append(event) }
      } catch {
        guard index == lines.count - 1, bytes.last != UInt8(ascii: "\n") else { throw error }
      }
    }
    return events
  }

  /// Compares a text with a golden file; `SOCKLAB_UPDATE_GOLDEN=1` rewrites it and fails.
  static func expect(
    _ text: String,
    isGolden name: String,
    sourceLocation: SourceLocation = #_sourceLocation
  ) throws {
    let url = folder.appendingPathComponent(name)
    if ProcessInfo.processInfo.environment["SOCKLAB_UPDATE_GOLDEN"] == "1" {
      try text.write(to: url, atomically: true, encoding: .utf8)
      Issue.record("rewrote \(name)", sourceLocation: sourceLocation)
      return
    }
    let golden = try String(contentsOf: url, encoding: .utf8)
    let expected = golden.components(separatedBy: "\n")
    let actual = text.components(separatedBy: "\n")
    guard golden != text else { return }
    let line = zip(expected, actual).enumerated().first { $0.element.0 != $0.element.1 }?.offset
    let index = line ?? min(expected.count, actual.count)
    Issue.record(
      """
      \(name) differs in line \(index + 1)
        golden: \(index < expected.count ? expected[index] : "(its end)")
        actual: \(index < actual.count ? actual[index] : "(its end)")
      """,
      sourceLocation: sourceLocation
    )
  }
}

/// Collects what a reporter writes, and where it flushed.
final class Recording: TextOutput {
  private(set) var text = ""
  /// Each text that was handed on, flushes as empty ones.
  private(set) var writes: [String] = []

  func write(_ text: String) {
    self.text += text
    writes.append(text)
  }

  func flush() { writes.append("") }
}

/// The text that a run of events becomes.
func shown(_ events: [Event], _ options: TerminalOptions) -> Recording {
  let output = Recording()
  var reporter = TerminalReporter(options: options, output: output)
  for event in events { reporter.receive(event) }
  // The records of a killed run have no end that would flush.
  reporter.flush()
  return output
}

/// Control characters in a form that a golden file can hold: `␛[32m`.
func visible(_ text: String) -> String {
  String(
    String.UnicodeScalarView(
      text.unicodeScalars.map { scalar in
        guard scalar.value < 0x20, scalar != "\n" else { return scalar }
        return Unicode.Scalar(0x2400 + scalar.value) ?? scalar
      }
    )
  )
}
