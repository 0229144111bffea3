package import LabEvents

/// Shows some sections only, as `--from 5` and `--only echo` ask; failures are always shown.
package struct SectionSelection: EventSink {
  private var sink: any EventSink
  private let shows: @Sendable (Section) -> Bool
  private var isHidden = true

  /// Wraps a reader.
  ///
  /// - Parameters:
  ///   - sink: Who gets the events that are shown.
  ///   - shows: Whether a section is to be shown.
  package init(of sink: any EventSink, shows: @escaping @Sendable (Section) -> Bool) {
    self.sink = sink
    self.shows = shows
  }

  package var interest: EventInterest { sink.interest }

  package mutating func receive(_ event: borrowing Event) {
    switch event.kind {
    case .sectionStarted(let section):
      isHidden = !shows(section)
      if isHidden { return }
    case .sectionEnded:
      if isHidden { return }
      isHidden = true
    case .statement(let report):
      if isHidden, report.mark != .failed, report.mark != .timedOut { return }
    case .note, .blockOpened, .blockClosed, .actorStarted, .actorEnded:
      if isHidden { return }
    default: break
    }
    sink.receive(event)
  }

  package mutating func flush() { sink.flush() }
}
