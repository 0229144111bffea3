import LabEvents
import LabReporters

extension FuzzTarget {
  /// A file of a result, as `grade merge` reads it.
  package static let result = FuzzTarget(
    name: "result",
    maximumLength: 8192,
    shortRun: 250
  ) { bytes in
    if let result = try? GradeResult(json: bytes) { try holdsAsResult(result) }
    if let result = try? RunResult(json: bytes) {
      try holdsAsRun(result)
      try holdsAsSuites([result.suite])
    }
  }

  /// What holds for the result of any run: what is written is read back.
  static func holdsAsRun(_ result: RunResult) throws {
    let once = try RunResult(json: result.json())
    try hold(try RunResult(json: once.json()) == once, "another run is read back")
  }

  /// What holds for any result: what is written is read back, and written in every other format.
  static func holdsAsResult(_ result: GradeResult) throws {
    let once = try GradeResult(json: result.json())
    try hold(try GradeResult(json: once.json()) == once, "another result is read back")
    try holdsAsSuites([result.suite(), result.suite(hidesHidden: true)])
    let gradescope = GradescopeWriter().bytes(of: result)
    try hold(
      (try? JSONReader.value(of: gradescope[...])) != nil,
      "what Gradescope gets is no JSON"
    )
    let row = ClassTable.row(result)
    try holdsNoControl(row, besides: ["\n", "\r"])
  }

  private static func holdsAsSuites(_ suites: [ReportSuite]) throws {
    try holdsNoControl(JUnitWriter().text(suites), besides: ["\n", "\t"])
    try holdsNoControl(TAPWriter().text(suites), besides: ["\n"])
  }
}
