import ArgumentParser
import LabEvents
import LabKernel
import LabReporters

/// What `run --format` writes instead of the terminal view.
enum RunFormat: String, CaseIterable, ExpressibleByArgument {
  case tap
  case junit
  case json
}

/// Collects the result of a run; in the process of that run.
final class RunResultSink: EventSink {
  private var builder: RunResultBuilder

  init(file: String) {
    var base = RunResult()
    base.toolVersion = Socklab.versionNumber
    base.file = file
    base.started = WallClock.timestamp()
    builder = RunResultBuilder(base)
  }

  var interest: EventInterest { builder.interest }

  func receive(_ event: borrowing Event) { builder.receive(event) }

  func flush() {}

  /// The result with the status that the process is going to end with.
  func result(_ status: ExitStatus) -> RunResult {
    var result = builder.result
    result.outcome =
      switch status {
      case .passed: .passed
      case .failed: .failed
      case .invalid: .invalid
      case .environment: .environment
      case .interrupted: .interrupted
      }
    return result
  }
}

/// Writes the results of several runs to standard output, in the order of the files.
struct RunReport {
  private let format: RunFormat
  private let tap: TAPWriter
  private let count: Int
  private var number = 0
  private var suites: [ReportSuite] = []

  init(_ format: RunFormat, tapVersion: Int, count: Int) {
    self.format = format
    self.count = count
    tap = TAPWriter(version: tapVersion)
    if format == .tap, count > 1 { Self.write(tap.header(count: count)) }
  }

  /// Takes the next result in.
  mutating func take(_ result: RunResult) {
    number += 1
    switch format {
    case .json: Self.write(String(decoding: result.json(), as: UTF8.self))
    case .tap:
      let suite = result.suite
      Self.write(count > 1 ? tap.subtest(suite, number: number) : tap.text([suite]))
    case .junit: suites.append(result.suite)
    }
  }

  /// All that ran are told.
  func end() {
    switch format {
    case .json: break
    case .tap: if count > 1, number < count { Self.write("Bail out! interrupted\n") }
    case .junit: Self.write(JUnitWriter().text(suites))
    }
  }

  private static func write(_ text: String) {
    var output = OutputFile(descriptor: 1)
    output.write(text)
    output.flush()
  }
}
