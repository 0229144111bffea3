import LabDiagnostics
import LabEvents
import LabReporters
import Testing

/// What a student is told about a failure is made from bytes that the student chose.
struct HostileFeedbackTests {
  @Test func randomFailures() {
    var random = SeededRandom(seed: 20_261_123)
    let ids = ["bytes-differ", "not-exactly", "not-silent", "timeout", "program-ended", "closed"]
    let kinds = ["expected", "arrived", "kernel", "output", "try", random.text()]
    let statements = [
      "expect c exactly \"hello\\n\"", "expect c nothing", "expect server listening 127.0.0.1:7000",
      "send c \(random.text())", "",
    ]
    for _ in 0..<400 {
      var check = ExerciseScript.Check(id: "a", verdict: .failed)
      check.statements = (0..<3).map {
        StatementReport(
          line: $0,
          depth: 0,
          text: $0 == 2 ? random.pick(statements) : "send c \"\(random.text())\"",
          verb: $0 == 2 ? "expect" : "send",
          mark: $0 == 2 ? .failed : .passed
        )
      }
      check.finding = Diagnostic(
        random.pick(ids),
        random.text(),
        notes: (0..<3).map { _ in Diagnostic.Note(random.pick(kinds), random.text()) }
      )
      check.programs = [
        .submission(
          random.pick([.running, .exited(0), .exited(1), .signaled("SIGPIPE")]),
          output: random.text(),
          errors: random.text()
        )
      ]
      let result = ExerciseScript(checks: [check]).result()
      let told = result.tests[0].output
      #expect(told.utf8.count <= 65536)
      let steers = told.unicodeScalars.contains { scalar in
        switch scalar.value {
        case 0x0a: false
        case 0..<0x20, 0x7f..<0xa0, 0x200e, 0x200f, 0x202a...0x202e, 0x2066...0x2069: true
        default: false
        }
      }
      #expect(!steers, "\(told.debugDescription)")
    }
  }
}
