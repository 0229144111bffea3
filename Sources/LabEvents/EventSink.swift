/// A reader of events, in the order they happened.
package protocol EventSink {
  /// What this reader wants to know; asked once, before the run. What nobody wants is not built.
  var interest: EventInterest { get }

  mutating func receive(_ event: borrowing Event)

  /// Writes out what is held back; the run is over.
  mutating func flush()
}

/// What a reader wants to be told.
///
/// The machine builds nothing that no reader asked for.
package struct EventInterest: OptionSet, Sendable {
  package let rawValue: UInt16

  package init(rawValue: UInt16) { self.rawValue = rawValue }

  /// The standard library's, which is for any set, looks up types at run time; each start would pay.
  package init(arrayLiteral interests: EventInterest...) {
    rawValue = interests.reduce(0) { $0 | $1.rawValue }
  }

  /// `statement` events, with the call as the script wrote it.
  package static let statements = EventInterest(rawValue: 1)
  /// `StatementReport.rawCalls`: every system call that was made, in its order.
  package static let rawCalls = EventInterest(rawValue: 2)
  /// `StatementReport.why`: an explanation of each errno, asked of the kernel.
  package static let explanations = EventInterest(rawValue: 4)
  /// `StatementReport.state`: where the call left its socket.
  package static let states = EventInterest(rawValue: 8)
  /// `portChosen`: which ports the kernel chose, and whose they are.
  package static let chosenPorts = EventInterest(rawValue: 16)
  /// `waiting`, again and again while nothing can run.
  package static let progress = EventInterest(rawValue: 32)
}

/// Hands each event to several readers.
package struct EventBroadcast: EventSink {
  private var sinks: [any EventSink]

  package init(_ sinks: [any EventSink]) { self.sinks = sinks }

  package var interest: EventInterest {
    sinks.reduce(into: []) { $0.formUnion($1.interest) }
  }

  package mutating func receive(_ event: borrowing Event) {
    for index in sinks.indices { sinks[index].receive(event) }
  }

  package mutating func flush() {
    for index in sinks.indices { sinks[index].flush() }
  }
}
