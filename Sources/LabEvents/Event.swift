package import LabDiagnostics

/// Something that happened in a run, as a value that no later event changes.
package struct Event: Sendable {
  package let kind: Kind
  /// The actor it happened in; `nil` is the file itself.
  package let actor: ActorLabel?
  /// Nanoseconds since the run began, on the monotonic clock.
  package let elapsed: Int64

  package init(_ kind: Kind, actor: ActorLabel? = nil, elapsed: Int64) {
    self.kind = kind
    self.actor = actor
    self.elapsed = elapsed
  }

  package enum Kind: Sendable {
    /// First of all, once.
    case runStarted(RunStart)
    /// A `step`, `check` or `setup` begins. What follows belongs to it until its `sectionEnded`.
    case sectionStarted(Section)
    /// One statement of the script ended, well or not.
    case statement(StatementReport)
    /// A statement with a block begins (`privileged {`, `retry within 5s {`); it has no answer.
    case blockOpened(BlockReport)
    /// The block that was opened last is left.
    case blockClosed(BlockReport)
    /// A `note` of the script.
    case note(NoteReport)
    /// Nothing can run; posted when the machine goes to sleep and then about four times a second.
    case waiting([WaitReport])
    /// An `actor` was started; `Event.actor` names it.
    case actorStarted
    /// That actor has ended.
    case actorEnded
    /// The kernel chose a port: bind to port 0, connect, sendto or listen without bind.
    case portChosen(port: UInt16, name: String)
    /// A failure or a warning of the run. Failures come right behind their `statement`.
    case finding(Diagnostic)
    case sectionEnded(SectionEnd)
    /// In an exercise: a program that the section started is over; before its `sectionEnded`.
    case programEnded(ProgramReport)
    /// Last of all, once, however the run ended.
    case runEnded(RunSummary)
  }
}

/// Which actor: the name in the script and a number, from 1, among those of that name.
package struct ActorLabel: Equatable, Sendable {
  package let name: String
  package let number: Int

  package init(name: String, number: Int) {
    self.name = name
    self.number = number
  }
}
