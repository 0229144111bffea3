import LabEvents
import LabGrader
import LabReporters

extension FuzzTarget {
  /// Lines of an event record, as the grader takes them from a pipe: events and a probe's words.
  ///
  /// What was read is written so that it is read again; every reporter can show it.
  package static let record = FuzzTarget(
    name: "record",
    maximumLength: 8192,
    shortRun: 120
  ) { bytes in
    var reader = EventRecordReader()
    var events: [Event] = []
    for line in bytes.split(separator: 0x0a) {
      if let word = ProbeWord(line) {
        try hold(ProbeWord(word.line.dropLast()) == word, "another word is read back: \(word)")
      }
      if let event = try? reader.event(from: line) { events.append(event) }
    }
    guard !events.isEmpty else { return }
    try holdWhenWritten(events)
    for options in [
      TerminalOptions(), TerminalOptions(width: 40, verbosity: .verbose, calls: .raw),
      TerminalOptions(calls: .c, fold: true, stable: true, ascii: true),
    ] {
      try holdsNoControl(shown(events, options), besides: ["\n"])
    }
    try holdsResults(of: events)
  }

  private static func holdWhenWritten(_ events: [Event]) throws {
    var first = EventRecordWriter()
    var second = EventRecordWriter()
    var reader = EventRecordReader()
    for event in events {
      let line = first.line(for: event)
      try holdsNoControl(String(decoding: line.dropLast(), as: UTF8.self), besides: [])
      guard let again = try reader.event(from: line.dropLast()) else {
        throw Violation("the kind is not known: \(String(decoding: line, as: UTF8.self))")
      }
      let written = second.line(for: again)
      try hold(
        written == line,
        "\(String(decoding: line, as: UTF8.self)) is written again as "
          + String(decoding: written, as: UTF8.self)
      )
    }
  }

  private static func shown(_ events: [Event], _ options: TerminalOptions) -> String {
    let output = Recording()
    var reporter = TerminalReporter(options: options, output: output)
    for event in events { reporter.receive(event) }
    reporter.flush()
    return output.text
  }

  private static func holdsResults(of events: [Event]) throws {
    var grade = GradeBuilder()
    var run = RunResultBuilder(RunResult())
    for event in events {
      grade.receive(event)
      run.receive(event)
    }
    try holdsAsResult(grade.result)
    try holdsAsRun(run.result)
  }
}

/// What a reporter writes, kept.
private final class Recording: TextOutput {
  private(set) var text = ""

  func write(_ text: String) { self.text += text }

  func flush() {}
}
