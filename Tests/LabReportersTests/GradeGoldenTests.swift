import LabEvents
import LabReporters
import Testing

/// Recorded runs of one exercise against servers with one classic mistake each.
struct GradeGoldenTests {
  static let names = ["serial", "nul", "one", "raw", "boom", "print", "twolines"]

  /// The result of a recorded run, as a grader would fill it in.
  static func result(_ name: String, only: [String] = []) throws -> GradeResult {
    var base = GradeResult()
    base.toolVersion = "1.0.0"
    base.exercise.id = "echo-server"
    base.submission.id = "s042"
    base.run.started = "2026-11-22T20:34:00Z"
    base.run.seed = "echo-server/s042"
    base.run.sandbox.tier = .full
    base.run.sandbox.mechanisms = GradeResult.Sandbox.Mechanism.allCases
    base.run.sandbox.missing = ["seccomp"]
    base.run.seconds = 3.21
    var builder = GradeBuilder(
      base,
      only: only,
      replay: { "socklab grade echo-server s042 --only \($0)" }
    )
    for event in try Fixture.events("grade-\(name)") { builder.receive(event) }
    return builder.result
  }

  @Test(arguments: names)
  func studentIsToldInTheirWords(_ name: String) throws {
    let result = try Self.result(name)
    let text = GradeListing(audience: .student).text(result)
    try Fixture.expect(text, isGolden: "grade-\(name).student.txt")
    #expect(!text.unicodeScalars.contains("\u{1B}"))
    #expect(!text.contains("CANARY"))
  }

  @Test func instructorIsToldAll() throws {
    let text = GradeListing(audience: .instructor).text(try Self.result("boom"))
    try Fixture.expect(text, isGolden: "grade-boom.instructor.txt")
  }

  @Test func formatsAreAsDocumented() throws {
    let result = try Self.result("nul")
    let suite = result.suite()
    try Fixture.expect(String(decoding: result.json(), as: UTF8.self), isGolden: "grade-nul.json")
    let gradescope = GradescopeWriter().bytes(of: result)
    try Fixture.expect(
      String(decoding: gradescope, as: UTF8.self),
      isGolden: "grade-nul.gradescope.json"
    )
    try Fixture.expect(JUnitWriter().text([suite]), isGolden: "grade-nul.junit.xml")
    try Fixture.expect(TAPWriter().text([suite]), isGolden: "grade-nul.tap")
    let table = ClassTable.text([result, try Self.result("boom")])
    try Fixture.expect(table, isGolden: "grade-class.csv")
  }

  /// Nothing of a hidden check but its code, and what the program itself said.
  @Test(arguments: names)
  func hiddenTextsStayHidden(_ name: String) throws {
    let result = try Self.result(name)
    let gradescope = String(decoding: GradescopeWriter().bytes(of: result), as: UTF8.self)
    #expect(!gradescope.contains("CANARY"))
    let suite = result.suite(hidesHidden: true)
    #expect(!JUnitWriter().text([suite]).contains("CANARY"))
    #expect(!TAPWriter().text([suite]).contains("CANARY"))
    #expect(!ClassTable.row(result).contains("CANARY"))
    #expect(!result.message.contains("CANARY"))
    let visible = result.tests.filter { $0.visibility != .hidden }
    #expect(
      !visible.contains {
        $0.output.contains("CANARY") || $0.cause?.message.contains("CANARY") == true
      }
    )
    // The instructor has it.
    #expect(String(decoding: result.json(), as: UTF8.self).contains("CANARY"))
    #expect(GradescopeWriter.hidesTotal(result))
  }
}
