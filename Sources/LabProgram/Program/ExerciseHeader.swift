/// What the header of an exercise says beside its title.
package struct ExerciseHeader: Sendable {
  package var submission: Submission
  /// The file's slot that the name `submission` stands for.
  package var slot: Int32
  /// The points of the whole exercise, if the file says so.
  package var total: Int?
  package var limits: SubmissionLimits

  /// What is handed in.
  package enum Submission: String, CaseIterable, Sendable {
    case program
    case scenario
  }
}

/// What a submission may use in one check.
package struct SubmissionLimits: Equatable, Sendable {
  /// Nanoseconds of the whole check.
  package var wall: Int64 = 10_000_000_000
  /// Nanoseconds on a processor.
  package var cpu: Int64 = 5_000_000_000
  /// Bytes.
  package var memory: Int64 = 256 << 20
  package var processes: Int64 = 64
  /// Bytes on standard output and standard error together.
  package var output: Int64 = 64 << 10

  package init() {}

  /// Their names in the row `limit`, in its order.
  package static let names = ["wall", "cpu", "memory", "processes", "output"]

  /// Each limit by its name.
  package subscript(name name: String) -> Int64 {
    get {
      switch name {
      case "wall": wall
      case "cpu": cpu
      case "memory": memory
      case "processes": processes
      default: output
      }
    }
    set {
      switch name {
      case "wall": wall = newValue
      case "cpu": cpu = newValue
      case "memory": memory = newValue
      case "processes": processes = newValue
      default: output = newValue
      }
    }
  }

  /// Whether a limit is a time: `wall 10s`.
  static func isTime(_ name: String) -> Bool { name == "wall" || name == "cpu" }
}

/// What the head of an exercise's check says.
package struct SectionTerms: Sendable {
  /// `nil`: a share of what the others leave.
  package var points: Int?
  /// IDs of checks that stand above.
  package var needs: [String] = []
  package var hints: [String] = []
  package var visibility = Visibility.visible

  package enum Visibility: String, CaseIterable, Sendable {
    case visible
    case hidden
    case afterDueDate = "after_due_date"
    case afterPublished = "after_published"
  }
}
