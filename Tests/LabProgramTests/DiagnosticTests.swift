import Foundation
import LabDiagnostics
import LabProgram
import LabTestSupport
import Testing

/// Each mistake is told in its words, at its place, and nothing else is.
@Suite struct DiagnosticTests {
  @Test(arguments: DiagnosticCase.all)
  func theMistakeIsTold(test: DiagnosticCase) {
    let source = MarkedText(test.source)
    let compilation = compile(source.text, options: test.options)
    let lines = differences(of: compilation.diagnostics, from: test.specs, in: source)
    #expect(lines == [])
  }

  @Test func twentyErrorsAreToldAndTheRestIsCounted() {
    let compilation = compile(String(repeating: "foo\n", count: 30))
    #expect(compilation.diagnostics.count == 21)
    #expect(compilation.diagnostics.last?.id == "more-errors")
    #expect(compilation.diagnostics.last?.message == "… and 10 more")
    #expect(compilation.program == nil)
  }

  @Test func manyMistakesAreAllCounted() {
    let compilation = compile(String(repeating: "foo\n", count: 5000))
    #expect(compilation.diagnostics.last?.message == "… and 4980 more")
  }

  @Test func aSetupInFrontOfManyChecksMeetsTheLimit() {
    var options = CompileOptions()
    options.limits.instructions = 1000
    let setup = "setup {\n" + String(repeating: "note \"x\"\n", count: 100) + "}\n"
    let checks = String(repeating: "check \"c\" { note \"x\" }\n", count: 20)
    let compilation = compile(setup + checks, options: options)
    #expect(compilation.diagnostics.map(\.id) == ["limit-instructions"])
  }

  /// The lines of `refused` are taken back, and make room again: what follows would be left out.
  @Test func aRefusalThatMeetsTheLimitIsNone() {
    var options = CompileOptions()
    options.limits.instructions = 8
    let lines = String(repeating: "note \"x\"\n", count: 12)
    let compilation = compile("refused {\n\(lines)}\n\(lines)", options: options)
    #expect(compilation.diagnostics.map(\.id) == ["limit-instructions"])
    #expect(compilation.program == nil)
  }

  @Test func unknownNamesAreNotToldBehindAMistakeOfSyntax() {
    let compilation = compile("socket tcp as as\nbind s 127.0.0.1:65536\n")
    let ids = compilation.diagnostics.map(\.id)
    #expect(ids.contains("port-range"))
    #expect(!ids.contains("unknown-name"))
  }

  /// The ids in the sources are those that some test has seen.
  @Test func everyDiagnosticIsSeenInATest() throws {
    let folder = URL(filePath: #filePath).deletingLastPathComponent()
      .appending(path: "../../Sources/LabProgram/Check").standardizedFileURL
    var ids: Set<String> = []
    for name in try FileManager.default.contentsOfDirectory(atPath: folder.path)
    where name.hasPrefix("CheckDiagnostics") {
      let text = try String(contentsOf: folder.appending(path: name), encoding: .utf8)
      for match in text.matches(of: /Diagnostic\(\s*"([a-z-]+)"/) { ids.insert(String(match.1)) }
    }
    #expect(ids.count > 50)
    var seen = Set(DiagnosticCase.all.flatMap { $0.specs.map(\.id) })
    // In tests of their own, here and in `IncludeTests`.
    seen.formUnion(["more-errors", "limit-instructions"])
    seen.formUnion([
      "bad-setting", "missing-setting", "unknown-setting", "cannot-include", "include-cycle",
      "limit-files",
    ])
    // Told by the commands and the prompt.
    seen.formUnion(["cannot-read", "prompt-only"])
    #expect(ids.subtracting(seen) == [])
  }
}
