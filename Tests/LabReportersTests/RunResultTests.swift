import LabEvents
import LabReporters
import Testing

/// What `run --format` makes of recorded runs.
struct RunResultTests {
  static let names = [
    "actors", "environment", "exercise", "failure", "hostile", "interrupted", "killed", "lesson",
    "repetition", "skipped", "timeout", "grade-nul",
  ]

  private static func result(_ name: String) throws -> RunResult {
    var base = RunResult()
    base.file = "\(name).sock"
    var builder = RunResultBuilder(base)
    for event in try Fixture.events(name) { builder.receive(event) }
    return builder.result
  }

  @Test func fitsItsSchemaAndRoundTrips() throws {
    var lines: [UInt8] = []
    for name in Self.names {
      let result = try Self.result(name)
      #expect(try RunResult(json: result.json()) == result, "\(name)")
      lines += result.json()
    }
    let (isGood, text) = try OtherProgram.validate(lines, against: ProjectFile.runSchema)
    #expect(isGood, "\(text)")
  }

  @Test func everySectionIsOneTest() throws {
    let lesson = try Self.result("lesson")
    #expect(lesson.outcome == .passed && lesson.tests.count { $0.status == .skipped } == 1)
    let failure = try Self.result("failure")
    #expect(failure.outcome == .failed)
    #expect(failure.tests.map(\.id).prefix(3) == ["step-1", "step-2", "step-3"])
    #expect(failure.tests[1].status == .failed && failure.tests[1].cause?.errno == "ECONNREFUSED")
    #expect(failure.tests[1].place?.line == 10)
    #expect(failure.tests[2].status == .skipped)
    #expect(failure.tests[2].cause?.message == "not run: an earlier step failed")
    #expect(Set(failure.tests.map(\.id)).count == failure.tests.count)
  }

  @Test func whatBrokeOffIsNoSuccess() throws {
    #expect(try Self.result("killed").outcome == .environment)
    #expect(try Self.result("interrupted").outcome == .interrupted)
    let suite = try Self.result("interrupted").suite
    #expect(TAPWriter().text([suite]).contains("\nBail out! interrupted: SIGINT\n"))
    let skipped = try Self.result("skipped")
    #expect(skipped.outcome == .passed && skipped.tests[0].status == .skipped)
  }

  @Test func pointsAreNotTold() throws {
    let suite = try Self.result("failure").suite
    #expect(!JUnitWriter().text([suite]).contains("points"))
    #expect(!TAPWriter().text([suite]).contains("points"))
  }
}
