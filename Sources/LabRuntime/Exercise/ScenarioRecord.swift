package import LabEvents

/// What a scenario that was handed in did, and whether it came to its end.
package struct ScenarioRecord: Sendable {
  /// The events of its run, in their order.
  package let events: [Event]
  /// What cut it off; nil when it came to its end.
  package let stop: Stop?

  package init(events: [Event], stop: Stop? = nil) {
    self.events = events
    self.stop = stop
  }

  /// Why a scenario has no end of its own.
  package enum Stop: Equatable, Sendable {
    /// It was not over after so many nanoseconds: `limit wall`.
    case wall(Int64)
    /// It used the processor for so many nanoseconds: `limit cpu`.
    case cpu(Int64)
    /// All its processes together had so many bytes of memory: `limit memory`.
    case memory(Int64)
    /// It told more than so many bytes of what it did.
    case output(Int)
    /// A signal, or an end without a word; as in "ended by SIGSEGV".
    case broken(String)

    /// The id of the finding of a check that asks what it did.
    var id: String {
      switch self {
      case .wall: "wall-limit"
      case .cpu: "cpu-limit"
      case .memory: "memory-limit"
      case .output: "output-limit"
      case .broken: "scenario-not-ended"
      }
    }
  }
}
