import LabDiagnostics
import LabProgram
import Testing

/// The whole lesson, and scripts under strain, are valid.
@Suite struct LessonTests {
  @Test func theLessonCompiles() {
    let program = compiles(lessonSource)
    #expect(program.header.title == "Lesson 4: port numbers")
    #expect(program.header.timeout == 3_000_000_000)
    #expect(program.sections.count == 16)
    #expect(program.refusals.map { $0.diagnostics.map(\.id) } == [["port-range"]])
  }

  @Test func scriptsUnderStrainCompile() {
    #expect(compiles(strainSource).sections.count == 6)
  }
}
