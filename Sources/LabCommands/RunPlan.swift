import LabProgram
import LabReporters
import LabRuntime

/// The options of `socklab run`, as values.
struct RunPlan {
  /// Settings of `--set`, and limits of reading and checking.
  var compile = CompileOptions()
  var limits = MachineLimits()
  /// Nanoseconds; `nil`: 5 s.
  var timeout: Int64?
  /// `nil`: what the file says.
  var network: NetworkChoice?
  var keepsGoing = false
  var isStrict = false
  var eventsPath: String?
  var firstStep: Int?
  var only: String?
  var calls = CallSpelling.short
  var fold = false
  var stable = false
  var verbosity = TerminalOptions.Verbosity.normal
}

/// Durations on the command line, spelled as in a script.
enum DurationText {
  private static let units: [(String, Int64)] = [
    ("ns", 1), ("us", 1000), ("ms", 1_000_000), ("min", 60_000_000_000), ("h", 3_600_000_000_000),
    ("s", 1_000_000_000),
  ]

  /// `500ms` as nanoseconds; `nil` when the text is no duration.
  static func nanoseconds(_ text: String) -> Int64? {
    for (unit, factor) in units where text.hasSuffix(unit) {
      guard let number = Double(text.dropLast(unit.count)), number >= 0 else { continue }
      let product = number * Double(factor)
      return product < 9e18 ? Int64(product) : nil
    }
    return nil
  }
}
