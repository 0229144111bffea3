import LabEvents
import LabReporters
import Testing

/// What the terminal shows of recorded runs, option by option.
struct TerminalGoldenTests {
  struct Case: Sendable, CustomTestStringConvertible {
    let records: String
    let variant: String
    let options: TerminalOptions

    var testDescription: String { "\(records).\(variant)" }
  }

  static let cases: [Case] = [
    Case(records: "lesson", variant: "normal", options: TerminalOptions()),
    Case(records: "lesson", variant: "fold", options: TerminalOptions(fold: true)),
    Case(records: "lesson", variant: "stable", options: TerminalOptions(stable: true)),
    Case(records: "lesson", variant: "c", options: TerminalOptions(calls: .c)),
    Case(records: "lesson", variant: "raw", options: TerminalOptions(calls: .raw)),
    Case(
      records: "lesson",
      variant: "raw-stable",
      options: TerminalOptions(calls: .raw, stable: true)
    ),
    Case(records: "lesson", variant: "quiet", options: TerminalOptions(verbosity: .quiet)),
    Case(records: "lesson", variant: "narrow", options: TerminalOptions(width: 60)),
    Case(records: "lesson", variant: "wide", options: TerminalOptions(width: 160)),
    Case(records: "lesson", variant: "80", options: TerminalOptions(width: 80)),
    Case(
      records: "lesson",
      variant: "80-fold",
      options: TerminalOptions(width: 80, fold: true)
    ),
    Case(records: "lesson", variant: "color", options: TerminalOptions(color: true)),
    Case(records: "lesson", variant: "ascii", options: TerminalOptions(ascii: true)),
    Case(records: "failure", variant: "normal", options: TerminalOptions()),
    Case(records: "failure", variant: "fold", options: TerminalOptions(fold: true)),
    Case(records: "failure", variant: "quiet", options: TerminalOptions(verbosity: .quiet)),
    Case(records: "failure", variant: "color", options: TerminalOptions(color: true)),
    Case(records: "failure", variant: "narrow", options: TerminalOptions(width: 60)),
    Case(records: "timeout", variant: "normal", options: TerminalOptions()),
    Case(records: "timeout", variant: "ascii", options: TerminalOptions(ascii: true)),
    Case(
      records: "timeout",
      variant: "live",
      options: TerminalOptions(width: 70, isInteractive: true)
    ),
    Case(records: "interrupted", variant: "normal", options: TerminalOptions()),
    Case(records: "interrupted", variant: "stable", options: TerminalOptions(stable: true)),
    Case(
      records: "interrupted",
      variant: "fold-live",
      options: TerminalOptions(isInteractive: true, fold: true)
    ),
    Case(records: "killed", variant: "normal", options: TerminalOptions()),
    Case(records: "skipped", variant: "normal", options: TerminalOptions()),
    Case(records: "environment", variant: "normal", options: TerminalOptions()),
    Case(records: "repetition", variant: "normal", options: TerminalOptions()),
    Case(records: "repetition", variant: "fold", options: TerminalOptions(fold: true)),
    Case(records: "repetition", variant: "verbose", options: TerminalOptions(verbosity: .verbose)),
    Case(records: "actors", variant: "normal", options: TerminalOptions()),
    Case(records: "actors", variant: "verbose", options: TerminalOptions(verbosity: .verbose)),
    Case(records: "hostile", variant: "normal", options: TerminalOptions()),
    Case(records: "hostile", variant: "ascii", options: TerminalOptions(ascii: true)),
    Case(
      records: "hostile",
      variant: "raw",
      options: TerminalOptions(verbosity: .verbose, calls: .raw)
    ),
  ]

  @Test(arguments: cases)
  func isAsItWas(_ test: Case) throws {
    let output = shown(try Fixture.events(test.records), test.options)
    let text = test.options.color || test.options.isInteractive ? visible(output.text) : output.text
    try Fixture.expect(text, isGolden: "\(test.records).\(test.variant).txt")
  }
}
