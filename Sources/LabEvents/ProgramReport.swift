/// A program of `spawn` at the end of whoever started it: how it ended and what it wrote.
package struct ProgramReport: Equatable, Sendable {
  /// How a program ended.
  package enum End: Equatable, Sendable {
    /// It still ran; we ended it.
    case running
    /// It ended by itself, with this exit status.
    case exited(Int)
    /// A signal that the script did not send ended it: `SIGSEGV`.
    case signaled(String)
    /// The script ended it, by `kill` or a signal.
    case ended
    /// It went beyond a limit, named as in `limit`: `wall`, `cpu`, `memory`, `output`.
    case limit(String)
  }

  /// Its name in the script, else empty.
  package let name: String
  /// Whether it is what a student handed in (`spawn submission`).
  package let isSubmission: Bool
  package let end: End
  /// What it wrote to standard output and standard error, as text; the middle may be left out.
  package let output: String
  package let errors: String
  /// Bytes that are in neither text.
  package let dropped: Int

  package init(
    name: String,
    isSubmission: Bool,
    end: End,
    output: String,
    errors: String,
    dropped: Int
  ) {
    self.name = name
    self.isSubmission = isSubmission
    self.end = end
    self.output = output
    self.errors = errors
    self.dropped = dropped
  }
}
