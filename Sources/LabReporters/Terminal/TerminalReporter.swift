package import LabEvents

/// Shows a run in a terminal while it goes on.
///
/// Layout and writing are apart: `TerminalLayout` makes lines of events, `TerminalWriter` puts
/// them on the output. Nothing is written for each statement: a buffer is handed on when it is
/// full, when the run waits, and at its end.
package struct TerminalReporter: EventSink {
  /// A wait that is shorter is not worth a write: a run goes to sleep at every step.
  private static var noticeable: Int64 { 150_000_000 }

  private let options: TerminalOptions
  private var layout: TerminalLayout
  private var writer: TerminalWriter
  private var lastFlush: Int64 = 0

  package init(options: TerminalOptions, output: any TextOutput) {
    self.options = options
    layout = TerminalLayout(options)
    writer = TerminalWriter(output, color: options.color)
  }

  package var interest: EventInterest {
    var interest: EventInterest = [.progress]
    // A quiet run tells its failures by their findings alone.
    if options.verbosity != .quiet {
      interest.formUnion([.statements, .explanations])
      if options.fold { interest.insert(.states) }
      if options.calls == .raw { interest.insert(.rawCalls) }
    }
    if options.stable { interest.insert(.chosenPorts) }
    return interest
  }

  package mutating func receive(_ event: borrowing Event) {
    if case .waiting(let waits) = event.kind { return wait(waits, at: event.elapsed) }
    writer.write(layout.lines(for: event))
    if case .runEnded = event.kind { flush() }
  }

  /// Puts everything on the output and takes the waiting line away, so that others may write.
  package mutating func flush() {
    writer.eraseLive()
    writer.flush()
  }

  private mutating func wait(_ waits: [WaitReport], at elapsed: Int64) {
    let isLong = waits.contains { $0.waited >= Self.noticeable }
    guard isLong || elapsed - lastFlush >= Self.noticeable else { return }
    lastFlush = elapsed
    if isLong, options.isInteractive, let line = layout.liveLine(waits) { writer.writeLive(line) }
    writer.flush()
  }
}
