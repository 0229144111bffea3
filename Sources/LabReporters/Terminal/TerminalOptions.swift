/// How a run is shown in a terminal.
///
/// Who builds it knows the terminal; nobody below asks for it.
package struct TerminalOptions: Sendable {
  package enum Verbosity: Sendable {
    /// Failures and the summary.
    case quiet
    case normal
    /// Every occurrence of every statement, and when actors begin and end.
    case verbose
  }

  /// The spelling of the calls behind each statement.
  package enum Calls: Sendable {
    /// For people: `connect(5, 127.0.0.1:8080) = 0`.
    case short
    /// As in C, with structures and the error's message.
    case c
    /// Every system call that was made, on a line of its own, as `strace` prints it.
    case raw
  }

  package var color: Bool
  /// Columns of the terminal.
  package var width: Int
  /// Whether a line that changes while a statement waits may be drawn.
  package var isInteractive: Bool
  package var verbosity: Verbosity
  package var calls: Calls
  /// Whether consecutive passing calls on one socket are joined.
  package var fold: Bool
  /// Whether names stand for what differs from run to run: ports, process ids and times.
  package var stable: Bool
  /// Whether the terminal shows ASCII only (its locale is not UTF-8).
  package var ascii: Bool
  /// Whether a warning fails the run, and so is told by a quiet one too.
  package var isStrict: Bool

  package init(
    color: Bool = false,
    width: Int = 100,
    isInteractive: Bool = false,
    verbosity: Verbosity = .normal,
    calls: Calls = .short,
    fold: Bool = false,
    stable: Bool = false,
    ascii: Bool = false,
    isStrict: Bool = false
  ) {
    self.color = color
    self.width = max(width, 40)
    self.isInteractive = isInteractive
    self.verbosity = verbosity
    self.calls = calls
    self.fold = fold
    self.stable = stable
    self.ascii = ascii
    self.isStrict = isStrict
  }

  /// The width of running text: longer lines are hard to read on any screen.
  var textWidth: Int { min(width, 100) }

  /// The column of the calls: 43, less in a narrow terminal.
  var callColumn: Int { min(43, max(20, width * 43 / 100)) }
}
