import LabDiagnostics
import LabEvents
import LabReporters
import Testing

/// Records and events are two forms of one thing.
struct EventRecordTests {
  static let names = [
    "actors", "environment", "exercise", "failure", "hostile", "interrupted", "lesson",
    "repetition", "skipped", "timeout",
  ]

  @Test(arguments: names)
  func whatIsWrittenReadsBackTheSame(_ name: String) throws {
    let events = try Fixture.events(name)
    let first = try records(of: events)
    var reader = EventRecordReader()
    let again = try first.split(separator: UInt8(ascii: "\n")).compactMap {
      try reader.event(from: $0)
    }
    #expect(again.count == events.count)
    #expect(try records(of: again) == first)
    #expect(shown(again, TerminalOptions()).text == shown(events, TerminalOptions()).text)
  }

  @Test func theReporterWritesItsFixture() throws {
    let output = Recording()
    var reporter = JSONLinesReporter(output: output)
    for event in try Fixture.events("failure") { reporter.receive(event) }
    let bytes = try Fixture.bytes("failure.jsonl")
    let expected = bytes.split(separator: UInt8(ascii: "\n")).compactMap {
      try? JSONReader.value(of: $0)
    }
    let actual = Array(output.text.utf8).split(separator: UInt8(ascii: "\n"))
    #expect(try actual.map { try JSONReader.value(of: $0) } == expected)
  }

  @Test func everyHandOverEndsALine() throws {
    let output = Recording()
    var reporter = JSONLinesReporter(output: output, recordsWaiting: true)
    let events = try Fixture.events("repetition") + Fixture.events("timeout")
    for event in events { reporter.receive(event) }
    let writes = output.writes.filter { !$0.isEmpty }
    #expect(writes.count > 4)
    #expect(writes.allSatisfy { $0.hasSuffix("\n") })
    #expect(output.text.split(separator: "\n").count == events.count)
  }

  @Test func whatIsUnknownIsPassedOver() throws {
    #expect(try Fixture.events("killed").count == 8)
  }

  @Test(arguments: [
    (#"{"version":2,"kind":"note","elapsed":0}"#, EventRecordError.version(2)),
    (#"{"version":1,"kind":"note""#, .notJSON(offset: 26)),
    (#"{"kind":"note","elapsed":0}"#, .badMember("version")),
    (#"{"version":1,"kind":"note","elapsed":"0"}"#, .badMember("elapsed")),
    (#"{"version":1,"kind":"statement","elapsed":0}"#, .badMember("mark")),
    (#"{"version":1,"kind":"statement","elapsed":0,"mark":"blue"}"#, .badMember("mark")),
    (
      #"{"version":1,"kind":"portChosen","elapsed":0,"port":65536,"name":"a"}"#,
      .badMember("port")
    ),
    (#"{"version":1,"kind":"note","elapsed":0,"line":-1}"#, .badMember("line")),
    (#"[]"#, .badMember("version")),
  ])
  func badRecordsAreNamed(_ line: String, _ error: EventRecordError) {
    var reader = EventRecordReader()
    #expect(throws: error) { _ = try reader.event(from: Array(line.utf8)[...]) }
  }

  @Test func labelsOutsideTheSourcesAreDropped() throws {
    var reader = EventRecordReader()
    for span in [(0, 5), (-1, 3), (3, 1), (0, Int.max)] {
      let line = """
        {"version":1,"kind":"finding","elapsed":0,"id":"x","severity":"error","message":"m",\
        "primary":{"start":\(span.0),"end":\(span.1)},"secondary":[{"start":9,"end":9}]}
        """
      let event = try reader.event(from: Array(line.utf8)[...])
      guard case .finding(let diagnostic) = event?.kind else {
        Issue.record("no finding")
        return
      }
      #expect(diagnostic.primary == nil)
      #expect(diagnostic.secondary.isEmpty)
    }
  }

  /// The sources of a start that is refused count for nothing.
  @Test func aRefusedStartLeavesNothing() throws {
    var writer = EventRecordWriter()
    var sources = SourceMap()
    _ = sources.add(path: "x.sock", bytes: Array("close a\n".utf8))
    let runStart = RunStart(
      path: "x.sock",
      form: "script",
      title: "",
      goals: [],
      network: "private network",
      privileges: "no privileges",
      enterPID: nil,
      sections: [],
      sources: sources
    )
    let start = writer.line(for: Event(.runStarted(runStart), elapsed: 0))
    let text = String(decoding: start, as: UTF8.self)
    let refused = text.replacing(#""elapsed":0"#, with: #""elapsed":true"#)
    var reader = EventRecordReader()
    #expect(throws: EventRecordError.badMember("elapsed")) {
      _ = try reader.event(from: Array(refused.utf8).dropLast())
    }
    let finding = """
      {"version":1,"kind":"finding","elapsed":0,"id":"x","severity":"error","message":"m",\
      "primary":{"start":0,"end":5}}
      """
    let event = try reader.event(from: Array(finding.utf8)[...])
    guard case .finding(let diagnostic) = event?.kind else {
      Issue.record("no finding")
      return
    }
    #expect(diagnostic.primary == nil)
  }

  private func records(of events: [Event]) throws -> [UInt8] {
    var writer = EventRecordWriter()
    return events.flatMap { writer.line(for: $0) }
  }
}
