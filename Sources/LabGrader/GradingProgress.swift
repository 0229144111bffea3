import LabKernel

/// One line on a terminal while a class is graded: how far, how fast, how long still.
package struct GradingProgress: ~Copyable {
  private let total: Int
  private let isShown: Bool
  private let started = MonotonicClock.now()
  private var shown: Int64 = 0
  private var output = OutputFile(descriptor: 2)

  private static let pause: Int64 = 200_000_000

  /// A line on standard error, where that is a terminal and there is more than one to grade.
  package init(total: Int) {
    self.total = total
    isShown = total > 1 && Terminal.isTerminal(2)
  }

  /// When it wants to be shown again.
  var nextLook: Int64 { isShown ? shown + 5 * Self.pause : .max }

  mutating func show(done: Int, failed: Int) {
    let now = MonotonicClock.now()
    guard isShown, now - shown >= Self.pause || done == total else { return }
    shown = now
    let line = Self.line(done: done, total: total, failed: failed, elapsed: now - started)
    output.write("\r\u{1b}[K\(line)")
    output.flush()
  }

  /// Takes the line away.
  mutating func end() {
    guard isShown else { return }
    output.write("\r\u{1b}[K")
    output.flush()
  }

  /// "37 of 200 · 4.1/s · 40 s left · 12 failed".
  package static func line(done: Int, total: Int, failed: Int, elapsed: Int64) -> String {
    var parts = ["\(done) of \(total)"]
    if done > 0, elapsed > 0 {
      let tenths = Int(Double(done) * 1e10 / Double(elapsed))
      parts.append("\(tenths / 10).\(tenths % 10)/s")
      let left = Double(elapsed) / Double(done) * Double(total - done) / 1e9
      parts.append(
        left < 90 ? "\(Int(left.rounded(.up))) s left" : "\(Int((left / 60).rounded(.up))) min left"
      )
    }
    if failed > 0 { parts.append("\(failed) failed") }
    return parts.joined(separator: " · ")
  }
}
