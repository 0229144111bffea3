import LabProgram
import Testing

/// What an exercise's header and the heads of its checks become.
@Suite struct ExerciseTests {
  @Test func anExerciseSaysItsTerms() throws {
    let program = try #require(
      compile(
        """
        exercise "Line echo server"
        submission program
        limit wall 3s memory 64MiB output 2KiB
        total 10
        let output = 1
        let memory = 2
        setup {
          spawn submission "7000" as server
          expect server listening 127.0.0.1:7000
        }
        check up "a" { points 1 }
        check echo "b" {
          needs up
          hint "one"
          hint "two"
          visibility after_due_date
          points 3
          socket tcp as c
          connect c 127.0.0.1:7000
        }
        """
      ).program
    )
    let exercise = try #require(program.header.exercise)
    #expect(exercise.submission == .program)
    #expect(exercise.total == 10)
    #expect(exercise.limits.wall == 3_000_000_000)
    #expect(exercise.limits.cpu == 5_000_000_000)
    #expect(exercise.limits.memory == 64 << 20)
    #expect(exercise.limits.processes == 64)
    #expect(exercise.limits.output == 2048)
    let checks = program.sections.filter { $0.form == .check }
    #expect(checks.map { $0.terms?.points } == [1, 3])
    #expect(checks[1].terms?.needs == ["up"])
    #expect(checks[1].terms?.hints == ["one", "two"])
    #expect(checks[1].terms?.visibility == .afterDueDate)
  }

  @Test func noOtherFileHasTerms() throws {
    let program = try #require(compile("check \"a\" { note \"x\" }\n").program)
    #expect(program.header.exercise == nil)
    #expect(program.sections[0].terms == nil)
  }
}
