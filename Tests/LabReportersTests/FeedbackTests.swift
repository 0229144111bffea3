import Foundation
import LabDiagnostics
import LabEvents
import LabReporters
import Testing

/// Sentences and timelines of checks that fail, made up statement by statement.
struct FeedbackTests {
  private static func statement(
    _ text: String,
    _ mark: StatementReport.Mark = .passed,
    calls: [CallReport] = []
  ) -> StatementReport {
    let verb = String(text.prefix { $0 != " " })
    return StatementReport(line: 4, depth: 0, text: text, verb: verb, mark: mark, calls: calls)
  }

  private static func send(_ bytes: Int, _ shown: String) -> [CallReport] {
    [CallReport(name: "send", short: ["3", "x"], c: ["3", shown, "9", "0"], result: bytes)]
  }

  private static func test(
    _ statements: [StatementReport],
    _ finding: Diagnostic,
    hints: [String] = []
  ) -> GradeTest {
    var check = ExerciseScript.Check(id: "a", terms: CheckTerms(hints: hints), verdict: .failed)
    check.statements = statements
    check.finding = finding
    check.programs = [.submission(.running)]
    return ExerciseScript(checks: [check]).result().tests[0]
  }

  @Test func allHintsOfACheckAreShown() {
    let test = Self.test(
      [Self.statement("expect c eof", .failed)],
      Diagnostic("timeout", "nothing came"),
      hints: ["it may be a NUL", "or closed too early"]
    )
    #expect(test.output.contains("hint      it may be a NUL\n          or closed too early\n"))
    #expect(test.cause?.hint == "it may be a NUL\nor closed too early")
  }

  @Test func longHintsAreWrapped() {
    let hint = Array(repeating: "word", count: 40).joined(separator: " ")
    var script = ExerciseScript(checks: [])
    var check = ExerciseScript.Check(id: "a", terms: CheckTerms(hints: [hint]), verdict: .failed)
    check.statements = [Self.statement("expect c eof", .failed)]
    check.finding = Diagnostic("timeout", "nothing came")
    script.checks = [check]
    let lines = GradeListing(audience: .student, width: 60).text(script.result())
      .split(separator: "\n")
    #expect(lines.allSatisfy { $0.count <= 60 })
    #expect(lines.count { $0.hasPrefix("            word") } == 4)
  }

  @Test func timelineTellsBytesNotExpressions() {
    let output = Self.test(
      [
        Self.statement("send c long_line", calls: Self.send(200_001, "\"AAAA\"...")),
        Self.statement("send c \"I am ${i}\\n\"", calls: Self.send(7, "\"I am 3\\n\"")),
        Self.statement("send c slice(m, 0, 4)", calls: Self.send(4, #""\0\0003\377""#)),
        Self.statement("expect c nothing", .failed),
      ],
      Diagnostic("not-silent", "c was not silent: 1 byte came")
    ).output
    #expect(output.contains("we -> 200,001 bytes") && output.contains("we -> \"I am 3\\n\""))
    #expect(output.contains(#"we -> "\0\03\xff""#) && !output.contains("slice"), "\(output)")
    #expect(!output.contains("long_line") && !output.contains("${i}"))
    #expect(output.contains("Our socket c was not silent: 1 byte came."), "\(output)")
  }

  @Test func killsAreTold() {
    let output = Self.test(
      [
        Self.statement("kill server SIGTERM"), Self.statement("kill server SIGKILL"),
        Self.statement("kill other SIGKILL"), Self.statement("expect c eof"),
        Self.statement("expect c exactly \"x\"", .failed),
      ],
      Diagnostic("timeout", "nothing came on c within 2 s")
    ).output
    #expect(output.contains("we send your program SIGTERM"))
    #expect(output.components(separatedBy: "we end your program (SIGKILL)").count == 2)
    #expect(output.contains("the connection has ended") && !output.contains("as it should be"))
  }

  /// A binary protocol has no lines, be there a 10 among its bytes.
  @Test func binaryProtocolsHaveNoLines() {
    func told(_ bytes: String) -> String {
      Self.test(
        [Self.statement("send c \(bytes)"), Self.statement("expect c nothing", .failed)],
        Diagnostic("not-silent", "early", notes: [Diagnostic.Note("arrived", bytes)])
      ).output
    }
    #expect(told("\"hel\"").contains("You answered half a line. We sent \"hel\" and no \\n yet"))
    let binary = told("\"\\0\\0\"")
    #expect(binary.contains("You answered before the message was complete. We sent \"\\0\\0\";"))
    #expect(!binary.contains("half a line") && !binary.contains("see \\n"), "\(binary)")
  }

  @Test func whoAnsweredNothingHasNotSent() {
    let output = Self.test(
      [Self.statement("send c \"x\\n\""), Self.statement("expect c exactly \"x\\n\"", .failed)],
      Diagnostic("ended-early", "the peer of c closed (FIN) after 0 of 2 bytes")
    ).output
    #expect(!output.contains("one recv, one send"), "\(output)")
  }
}
