import LabDiagnostics
import LabTestSupport
import Testing

@testable import LabSyntax

/// Files that are no scripts: one clear message, no crash, no endless work.
@Suite struct BadInputTests {
  @Test(arguments: ["", "\n", "\r\n", "# nothing\r\n", ";;\n;", "\t\n"])
  func `nothing is right`(text: String) {
    let parsing = Parsing(text)
    #expect(parsing.diagnostics == [])
    #expect(parsing.block.statements.count == 0)
  }

  @Test func `line ends of both kinds are right`() {
    let parsing = Parsing("socket tcp as a\r\ncheck \"x\" {\r\n  send a \"y\" # z\r\n}\r\n")
    #expect(parsing.diagnostics == [])
    #expect(parsing.block.statements.count == 2)
  }

  @Test(
    arguments: [
      ([0x61, 0x00, 0xff], "binary-file", "byte 1 is NUL"),
      ([0x7f, 0x45, 0x4c, 0x46, 0xff, 0x00], "binary-file", "byte 5"),
      ([0x61, 0x0a, 0xff], "invalid-utf8", "byte 2"), ([0xc0, 0x80], "invalid-utf8", "byte 0"),
      ([0xed, 0xa0, 0x80], "invalid-utf8", "byte 0"), ([0xe2, 0x82], "invalid-utf8", "byte 0"),
      ([0xef, 0xbb, 0xbf, 0x61], "byte-order-mark", "without"),
      ([0xff, 0xfe, 0x61, 0x00], "utf-16", "UTF-16"),
      ([0x61, 0x0d, 0x62], "line-end", "CR alone"),
    ] as [([UInt8], String, String)]
  )
  func `no text`(bytes: [UInt8], id: String, text: String) throws {
    let parsing = Parsing(bytes)
    #expect(parsing.diagnostics.count == 1)
    let diagnostic = try #require(parsing.diagnostics.first)
    #expect(diagnostic.id == id)
    let said = diagnostic.message + diagnostic.notes.map(\.text).joined()
    #expect(said.contains(text) || id == "byte-order-mark")
  }

  @Test func `a file over the limit`() {
    var limits = Limits()
    limits.file = 10
    expectDiagnostics("close abcdef", .init(nil, "limit-file", "12 bytes"), limits: limits)
    let blanks = [UInt8](repeating: 0x20, count: 9_000_000)
    #expect(Parsing(blanks).diagnostics.map(\.id) == ["limit-file"])
  }

  @Test func `a line over the limit`() {
    var limits = Limits()
    limits.line = 10
    expectDiagnostics(
      "close a\n1️⃣close abcdef",
      .init("1️⃣", "limit-line", "12 bytes"),
      limits: limits
    )
  }

  @Test(arguments: ["check {", "(", "[", "f(", "f((", "[f(", "(\n", "if a {", "if a {\n} else {"])
  func `nested a hundred thousand times`(opener: String) {
    let isBlock = opener.hasSuffix("{")
    let text = (isBlock ? "" : "x ") + String(repeating: opener, count: 100_000)
    #expect(Parsing(text).diagnostics.map(\.id) == ["limit-depth"])
  }

  @Test func `the limits of nesting`() {
    func nested(_ count: Int) -> String {
      String(repeating: "x {\n", count: count) + String(repeating: "}\n", count: count)
    }
    #expect(Parsing(nested(64)).diagnostics == [])
    #expect(Parsing(nested(65)).diagnostics.map(\.id) == ["limit-depth"])
    // What is closed does not count.
    #expect(Parsing(String(repeating: "x (1) [2] f(3) {\n}\n", count: 200)).diagnostics == [])
    #expect(Parsing(String(repeating: "x (1 2\n", count: 19)).diagnostics.count == 19)
  }

  @Test func `twenty errors are enough`() {
    let text = String(repeating: "let = 5\n", count: 1000)
    let diagnostics = Parsing(text).diagnostics
    #expect(diagnostics.count == 21)
    #expect(diagnostics.last?.id == "limit-errors")
    #expect(Parsing(String(repeating: "let = 5\n", count: 19)).diagnostics.count == 19)
  }

  /// Inputs that a careless lexer or parser looks at again and again.
  @Test(arguments: [
    "a-", "a.", "a:", "a..", "1.", "1..", "::", "[::", "${", "\"${", "/\\", "'", "“", "(", "[\n",
    "a (\n", "else\n", "}\n", "{\n", "and ", "//\n", "\u{A0}", "\u{200B}", "unix:", "*:", "x = (",
    "f(a=", "- ", "-1", ".", "if a\n", "let\n", "as ", "expect ", "not ", "\r\n", "\"\\", "[a:",
    "x f(\n//\n", "\u{1F600}",
  ])
  func `a hundred kilobytes of it end`(piece: String) {
    let text = String(repeating: piece, count: 100_000 / piece.utf8.count)
    let diagnostics = Parsing(text).diagnostics
    #expect(diagnostics.count <= 21)
  }
}
