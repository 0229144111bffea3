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
      try hold(try RunResult(json: result.json()) == result, "another run is read back")
      try holdsAsSuites([result.suite])
    }
  }

  /// What holds for any result: it is read back as it was, and written in every other format.
  static func holdsAsResult(_ result: GradeResult) throws {
    let json = result.json()
    try hold(try GradeResult(json: json) == result, "another result is read back")
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
