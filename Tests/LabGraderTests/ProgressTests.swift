import LabGrader
import Testing

@Suite("The progress of a class")
struct ProgressTests {
  private static func state(
    _ done: Int,
    failed: Int = 0,
    kept: Int = 0,
    names: [String] = []
  ) -> GradingProgress.State {
    var state = GradingProgress.State(total: 200)
    (state.done, state.failed, state.kept, state.names) = (done, failed, kept, names)
    return state
  }

  @Test(
    "It says how far, how fast, how long still, how many failed, and whom it grades",
    arguments: [
      (state(0), Int64(0), "0 of 200"),
      (state(50, failed: 3), 10_000_000_000, "50 of 200 · 5.0/s · 30 s left · 3 failed"),
      (state(2), 8_000_000_000, "2 of 200 · 0.2/s · 14 min left"),
      (state(2), 60_000_000_000, "2 of 200 · 2/min · 99 min left"),
      (state(200), 1_000_000_000, "200 of 200 · 200.0/s · 0 s left"),
      // What was there already says nothing of how long the rest takes.
      (state(190, kept: 180), 10_000_000_000, "190 of 200 · 1.0/s · 10 s left"),
      (state(180, kept: 180), 1_000_000, "180 of 200"),
      (state(7, names: ["ada", "bob"]), 7_000_000_000, "7 of 200 · 1.0/s · 4 min left"),
    ]
  )
  func line(_ state: GradingProgress.State, _ elapsed: Int64, _ expected: String) {
    let line = GradingProgress.line(state, elapsed: elapsed, width: 100)
    let names = state.names.isEmpty ? "" : " · " + state.names.joined(separator: ", ")
    #expect(line == expected + names)
  }

  @Test("It fits a line, and names are names")
  func fits() {
    let state = Self.state(7, names: ["\u{1b}[2Jada", String(repeating: "x", count: 300)])
    let line = GradingProgress.line(state, elapsed: 7_000_000_000, width: 60)
    #expect(line.count == 59 && line.hasSuffix("…") && line.contains("\\x1b[2Jada"), "\(line)")
    let ascii = GradingProgress.line(state, elapsed: 1, width: 60, separator: ", ")
    #expect(ascii.utf8.allSatisfy { $0 < 0x80 } && ascii.hasSuffix("..."))
  }
}
