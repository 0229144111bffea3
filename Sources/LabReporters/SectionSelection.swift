package import LabEvents

/// Shows some sections only, as `--from 5` and `--only echo` ask; failures are always shown.
package struct SectionSelection: EventSink {
  private var sink: any EventSink
  private let shows: @Sendable (Section) -> Bool
  private var isHidden = true
  /// The beginning of a hidden section, for the case that it fails.
  private var hiddenStart: Event?

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
      hiddenStart = isHidden ? copy event : nil
      if isHidden { return }
    case .sectionEnded:
      if isHidden { return }
      isHidden = true
    case .statement(let report):
      if isHidden, report.mark != .failed, report.mark != .timedOut { return }
      if isHidden { reveal() }
    case .finding(let finding):
      if isHidden, finding.severity == .error { reveal() }
    case .note, .blockOpened, .blockClosed, .actorStarted, .actorEnded:
      if isHidden { return }
    default: break
    }
    sink.receive(event)
  }

  /// A hidden section fails: from here on it is shown.
  private mutating func reveal() {
    guard let start = hiddenStart else { return }
    hiddenStart = nil
    isHidden = false
    sink.receive(start)
  }

  package mutating func flush() { sink.flush() }
}
