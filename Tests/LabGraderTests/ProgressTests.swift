import LabGrader
import Testing

@Suite("The progress of a class")
struct ProgressTests {
  @Test(
    "It says how far, how fast, how long still, and how many failed",
    arguments: [
      (0, 0, Int64(0), "0 of 200"),
      (50, 3, Int64(10_000_000_000), "50 of 200 · 5.0/s · 30 s left · 3 failed"),
      (2, 0, Int64(8_000_000_000), "2 of 200 · 0.2/s · 14 min left"),
      (200, 0, Int64(1_000_000_000), "200 of 200 · 200.0/s · 0 s left"),
    ]
  )
  func line(_ done: Int, _ failed: Int, _ elapsed: Int64, _ expected: String) {
    #expect(
      GradingProgress.line(done: done, total: 200, failed: failed, elapsed: elapsed) == expected
    )
  }
}
