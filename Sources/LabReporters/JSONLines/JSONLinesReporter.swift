package import LabEvents

/// Writes a run as JSON Lines, one record per event, as `Documentation/events.md` specifies.
///
/// Whole lines only are handed on, at the end of every section, at every finding and whenever the
/// run waits; so the file of a run that was killed is valid up to its last line.
package struct JSONLinesReporter: EventSink {
  private static var bufferLimit: Int { 65_536 }

  private let output: any TextOutput
  private let recordsWaiting: Bool
  private var records = EventRecordWriter()
  private var buffer: [UInt8] = []

  /// Makes a reporter that has written nothing.
  ///
  /// - Parameters:
  ///   - output: Where the lines go.
  ///   - recordsWaiting: Whether `waiting` is recorded as well, about four times a second.
  package init(output: any TextOutput, recordsWaiting: Bool = false) {
    self.output = output
    self.recordsWaiting = recordsWaiting
  }

  package var interest: EventInterest {
    [.statements, .rawCalls, .explanations, .states, .chosenPorts, .progress]
  }

  package mutating func receive(_ event: borrowing Event) {
    var isEndOfGroup = false
    switch event.kind {
    case .waiting(let waits):
      // A run goes to sleep at every step; what is worth a write has lasted a while.
      isEndOfGroup = waits.contains { $0.waited >= 100_000_000 }
      if recordsWaiting { buffer += records.line(for: event) }
    case .runStarted, .finding, .sectionEnded, .runEnded:
      isEndOfGroup = true
      buffer += records.line(for: event)
    case .sectionStarted, .statement, .blockOpened, .blockClosed, .note, .actorStarted,
      .actorEnded, .portChosen, .programEnded:
      buffer += records.line(for: event)
    }
    if isEndOfGroup || buffer.count > Self.bufferLimit { flush() }
  }

  package mutating func flush() {
    guard !buffer.isEmpty else { return }
    output.write(String(decoding: buffer, as: UTF8.self))
    buffer.removeAll(keepingCapacity: true)
    output.flush()
  }
}
