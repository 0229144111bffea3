import LabSyntax
import Testing

/// Durations and sizes outside a script: on a command line, behind a prompt's `timeout`.
@Suite struct UnitTextTests {
  @Test(arguments: [
    ("0", 0), ("4096", 4096), ("64KiB", 65_536), ("3MiB", 3_145_728), ("1GiB", 1_073_741_824),
  ])
  func size(_ text: String, _ bytes: Int) { #expect(SizeText.bytes(text) == bytes) }

  @Test(arguments: ["", "KiB", "-1", "1.5MiB", "1kb", "1 KiB", "9000000000GiB", "1s"])
  func noSize(_ text: String) { #expect(SizeText.bytes(text) == nil) }

  @Test(arguments: [("500ms", 500_000_000), ("1.5s", 1_500_000_000), ("2min", 120_000_000_000)])
  func duration(_ text: String, _ nanoseconds: Int64) {
    #expect(DurationText.nanoseconds(text) == nanoseconds)
  }

  @Test(arguments: ["", "5", "s", "-1s", "1KiB", "1e300h"])
  func noDuration(_ text: String) { #expect(DurationText.nanoseconds(text) == nil) }
}
