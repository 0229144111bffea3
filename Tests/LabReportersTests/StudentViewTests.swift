import LabDiagnostics
import LabEvents
import LabReporters
import Testing

/// What students see of a result, and what they must not.
struct StudentViewTests {
  typealias Check = ExerciseScript.Check

  /// One visible check that passes, one hidden and one later that fail, one that needs the hidden.
  private static var script: ExerciseScript {
    func failed(_ id: String, _ visibility: CheckTerms.Visibility) -> Check {
      Check(
        id: id,
        terms: CheckTerms(points: 2, hints: ["CANARY hint"], visibility: visibility),
        verdict: .failed,
        finding: Diagnostic(
          "bytes-differ",
          "CANARY differs",
          notes: [
            Diagnostic.Note("expected", "\"CANARY\""), Diagnostic.Note("arrived", "\"x\""),
          ]
        ),
        programs: [.submission(.running, errors: "my own words\n")]
      )
    }
    var last = Check(id: "last", terms: CheckTerms(points: 1, needs: ["canary-check"]))
    last.verdict = .skipped("needs canary-check, which failed")
    return ExerciseScript(checks: [
      Check(id: "first"), failed("canary-check", .hidden), failed("canary-later", .afterDueDate),
      last,
    ])
  }

  @Test func studentsGetNoNamesAndNoReasons() throws {
    let result = Self.script.result()
    #expect(result.message == "1 of 6 points. First failure: a hidden check.")
    let told = result.forStudents
    #expect(told.tests.map(\.id) == ["first", "hidden-2", "hidden-3", "last"])
    #expect(told.tests.map(\.status) == result.tests.map(\.status))
    #expect(told.score == result.score && told.maximum == result.maximum)
    #expect(told.tests[3].dependsOn == "hidden-2")
    #expect(told.tests[1].cause == GradeTest.Cause("bytes-differ", "bytes-differ"))
    #expect(told.tests[1].output.contains("my own words"))
    #expect(told.forStudents == told)
    #expect(try GradeResult(json: told.json()) == told)
    for text in [
      String(decoding: told.json(), as: UTF8.self), ClassTable.row(told),
      String(decoding: GradescopeWriter().bytes(of: told), as: UTF8.self),
      JUnitWriter().text([told.suite(hidesHidden: true)]),
      TAPWriter().text([told.suite(hidesHidden: true)]),
      GradeListing(audience: .student).text(result),
    ] {
      #expect(!text.lowercased().contains("canary"), "\(text)")
    }
    #expect(String(decoding: result.json(), as: UTF8.self).contains("CANARY"))
    #expect(GradeListing(audience: .instructor).text(result).contains("canary-check"))
  }

  @Test func namesStayApart() {
    let checks: [(id: String, visibility: CheckTerms.Visibility)] = [
      ("hidden-2", .visible), ("a", .hidden), ("b", .hidden),
    ]
    #expect(GradeResult.studentNames(checks) == ["hidden-2", "hidden-2x", "hidden-3"])
  }

  /// Gradescope shows what stands above all tests to everybody.
  @Test func topOfGradescopeHasNothingHidden() {
    var script = Self.script
    script.checks[1].finding = Diagnostic("environment", "CANARY is missing")
    let result = script.result()
    #expect(result.outcome == .infraError)
    let text = String(decoding: GradescopeWriter().bytes(of: result), as: UTF8.self)
    #expect(text.contains("a hidden check: environment"))
    #expect(!text.lowercased().contains("canary"), "\(text)")
  }

  /// Nothing was judged: no check is told as if it had been.
  @Test(arguments: [
    (GradeResult.Outcome.infraError, "not graded, and worth a retry: no luck"),
    (.ungradable, "not graded: no luck"),
    (.exerciseError, "the exercise is wrong, not the submission: no luck"),
  ])
  func withoutVerdictTheMessageIsAll(_ outcome: GradeResult.Outcome, _ message: String) {
    var builder = GradeBuilder()
    for event in Self.script.events.prefix(5) { builder.receive(event) }
    builder.verdict = (outcome, "no luck\nsecond line")
    for audience in [GradeListing.Audience.student, .instructor] {
      let text = GradeListing(audience: audience).text(builder.result)
      #expect(text == "Echo  \n\(message)\nsecond line\n")
    }
  }
}
