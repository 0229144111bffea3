package import LabEvents

/// Shows some sections only: `--from 5`, `--only 7`, `--only echo`.
///
/// Failures are always shown.
package struct SectionSelection: EventSink {
  private var sink: any EventSink
  private let first: Int?
  private let only: String?
  private var isHidden = true

  /// Wraps a reader.
  ///
  /// - Parameters:
  ///   - sink: Who gets the events that are shown.
  ///   - first: The number of the first step to show.
  ///   - only: The number or the identifier of the only section to show.
  package init(of sink: any EventSink, from first: Int?, only: String?) {
    self.sink = sink
    self.first = first
    self.only = only
  }

  package var interest: EventInterest { sink.interest }

  package mutating func receive(_ event: borrowing Event) {
    switch event.kind {
    case .sectionStarted(let section): isHidden = !isSelected(section)
    case .sectionEnded:
      if isHidden { return }
      isHidden = true
    case .statement(let report):
      if isHidden, report.mark == .passed || report.mark == .expected { return }
    case .note, .blockOpened, .blockClosed, .actorStarted, .actorEnded:
      if isHidden { return }
    default: break
    }
    if case .sectionStarted = event.kind, isHidden { return }
    sink.receive(event)
  }

  package mutating func flush() { sink.flush() }

  private func isSelected(_ section: Section) -> Bool {
    if let only { return section.identifier == only || String(section.number) == only }
    if let first { return section.form != .step || section.number >= first }
    return true
  }
}
