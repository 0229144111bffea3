import LabKernel
import LabReporters

/// One line on a terminal while a class is graded: how far, how fast, how long still, and whom.
package struct GradingProgress: ~Copyable {
  /// How far a grading is.
  package struct State: Equatable, Sendable {
    package var done = 0
    package var total: Int
    /// Of those that are done: results that were there already (`--resume`), and took no time.
    package var kept = 0
    package var failed = 0
    /// Who is being graded.
    package var names: [String] = []

    package init(total: Int) { self.total = total }
  }

  private let isShown: Bool
  private let isASCII: Bool
  private let tellsFailures: Bool
  private let started = MonotonicClock.now()
  private var shown: Int64 = 0
  private var output = OutputFile(descriptor: 2)

  private static let pause: Int64 = 200_000_000

  /// A line on standard error, where that is a terminal and there is more than one to grade.
  ///
  /// - Parameters:
  ///   - total: How many gradings there are, each repetition counted.
  ///   - isASCII: The terminal shows ASCII only.
  ///   - tellsFailures: Mutants are there to fail: nobody counts them.
  package init(total: Int, isASCII: Bool, tellsFailures: Bool = true) {
    self.isASCII = isASCII
    self.tellsFailures = tellsFailures
    isShown = total > 1 && Terminal.isTerminal(2)
  }

  /// When it wants to be shown again.
  var nextLook: Int64 { isShown ? shown + 5 * Self.pause : .max }

  /// Whether it is time to show it anew.
  var isDue: Bool { isShown && MonotonicClock.now() - shown >= Self.pause }

  mutating func show(_ state: State) {
    shown = MonotonicClock.now()
    var state = state
    if !tellsFailures { state.failed = 0 }
    let line = Self.line(
      state,
      elapsed: shown - started,
      width: Terminal.width(2) ?? 80,
      separator: isASCII ? ", " : " · "
    )
    output.write("\r\u{1b}[K\(line)")
    output.flush()
  }

  /// Takes the line away.
  mutating func end() {
    guard isShown, shown > 0 else { return }
    output.write("\r\u{1b}[K")
    output.flush()
  }

  /// "37 of 200 · 4.1/s · 40 s left · 12 failed · ada, bob".
  package static func line(
    _ state: State,
    elapsed: Int64,
    width: Int,
    separator: String = " · "
  ) -> String {
    var parts = ["\(state.done) of \(state.total)"]
    let graded = state.done - state.kept
    if graded > 0, elapsed > 0 {
      let tenths = Int(Double(graded) * 1e10 / Double(elapsed))
      parts.append(tenths > 0 ? "\(tenths / 10).\(tenths % 10)/s" : perMinute(graded, elapsed))
      let left = Double(elapsed) / Double(graded) * Double(state.total - state.done) / 1e9
      parts.append(
        left < 90 ? "\(Int(left.rounded(.up))) s left" : "\(Int((left / 60).rounded(.up))) min left"
      )
    }
    if state.failed > 0 { parts.append("\(state.failed) failed") }
    let numbers = parts.joined(separator: separator)
    // A line that is wrapped cannot be taken back.
    let names = state.names.map { GradeText.line($0) }.joined(separator: ", ")
    let line = TerminalLine(names.isEmpty ? numbers : numbers + separator + names)
    let ellipsis = separator == ", " ? "..." : "…"
    return line.truncated(to: max(20, width - 1), ellipsis: ellipsis).text
  }

  /// "3/min": where a second is too short for one.
  private static func perMinute(_ count: Int, _ elapsed: Int64) -> String {
    "\(max(1, Int(Double(count) * 6e10 / Double(elapsed))))/min"
  }
}
