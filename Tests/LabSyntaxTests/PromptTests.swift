import LabDiagnostics
import LabTestSupport
import Testing

@testable import LabSyntax

/// What only the prompt has: the last socket, and input that goes on.
@Suite struct PromptTests {
  @Test func `a point is the last socket`() {
    let parsing = Parsing("bind . 127.0.0.1:80; expect .port == 80; send .; a . .x", isPrompt: true)
    #expect(parsing.diagnostics == [])
    #expect(parsing.tree.values.filter { $0.form == .lastSocket }.count == 5)
    let first = parsing.tree.statements[0]
    #expect(Dump(parsing.tree).items(of: first) == "[. v4 7f000001 port 80]")
  }

  @Test func `in a file it is nothing`() {
    expectDiagnostics("bind 1️⃣. 127.0.0.1:80", .init("1️⃣", "unexpected-character"))
    expectDiagnostics("expect 1️⃣.port == 80", .init("1️⃣", "loose-field"))
  }

  @Test(arguments: [
    "check \"x\" {", "a {\n  b\n", "a { b {\n}\n", "expect len(a", "let l = [", "let l = [1,\n",
    "a (b +", "if a { b } else", "f {\n  let a = (",
  ])
  func `more must come`(text: String) {
    #expect(Parser.isIncomplete(Array(text.utf8)))
  }

  @Test(arguments: [
    "", "a", "a { b }", "let a =", "send a \"x", "if a", "if a { b }", "a }", "a {\n  let = 5\n",
    "a (b c", "expect", "\0", "f(",
  ])
  func `what is whole, or wrong however it goes on`(text: String) {
    #expect(!Parser.isIncomplete(Array(text.utf8)))
  }
}
