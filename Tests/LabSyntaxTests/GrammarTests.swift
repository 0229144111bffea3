import Foundation
import LabDiagnostics
import LabTestSupport
import Testing

@testable import LabSyntax

/// The parser and `grammar/socklab.ebnf` say the same.
@Suite struct GrammarTests {
  /// What each production accepts and what it refuses.
  private static let cases: [(production: String, right: [String], wrong: [String])] = [
    ("file", ["", "a", "a;b", ";\n;a\n\n;b;"], ["a let x = 1", "}"]),
    ("block", ["a {}", "a {\n}", "a { b; c }", "a { b { c } }"], ["a {", "a { b", "{ a }"]),
    ("sep", ["a\nb", "a;b", "a {} ; b"], ["a {} b", "a { b } c"]),
    ("statement", ["a", "expect b", "let c = d", "if e { }", "for f in g { }"], ["B", "1", "in"]),
    ("command", ["send a \"x\" 1 B", "a { }", "a b { }"], ["a = b", "a: b", "a()", "a { } { }"]),
    ("expectation", ["expect a", "expect a b C \"d\" as e"], ["expect", "expect a { }"]),
    ("binding", ["let a = 1"], ["let a 1", "let A = 1", "let a =", "let a = 1 2", "let in = 1"]),
    (
      "conditional", ["if a { }", "if a { } else { }", "if not a or b == c { d }"],
      ["if { }", "if a", "if a { }\nelse { }", "if a { } else if b { }", "if a { } else"]
    ),
    (
      "loop", ["for a in b { }", "for a, b in c { }"],
      ["for in b { }", "for a b { }", "for a in b"]
    ),
    ("item", ["a b as c within 1s expect D"], ["a as", "a within", "a expect", "a , b"]),
    ("names", ["a as b", "a as b, c"], ["a as b,", "a as B", "a as 1", "a as or"]),
    ("condition", ["expect a or b", "expect a == b or c"], ["expect a or", "expect or a"]),
    (
      "relation", ["expect a", "expect not a", "expect not a == b"],
      ["expect not not a", "expect a == b == c", "expect a == not b"]
    ),
    (
      "relop",
      ["==", "!=", "<", "<=", ">", ">=", "in", "has", "~"].map { "expect a \($0) b" },
      ["expect a = b", "expect a =~ b", "expect a === b", "expect == b", "let x = a == b"]
    ),
    (
      "value", ["let a = b + c - d", "let a = b | c | d", "let a = 1..2", "let a = b..c..d"],
      ["let a = b + c | d", "let a = 1..2 + 3", "let a = + b", "let a = b +", "let a = b * c"]
    ),
    (
      "atom",
      [
        "a b C 1 -1 \"s\" /r/ 127.0.0.1:1 _ f() [] (g)", "a b.c.D", "a f().c", "a [].c", "a (b).c",
      ], ["a .b", "a b .c", "a b. c", "a b.1"]
    ),
    (
      "call", ["a f()", "a f(b)", "a f(b,)", "a F(b, c)", "a f(\nb,\n\nc\n)"],
      ["a f(,)", "a f(b c)", "a f(b,,)", "a f(", "a f(b]"]
    ),
    ("arg", ["a f(b = c)", "a f(b, c = d + 1)"], ["a f(b.c = d)", "a f((b) = c)", "a f(B = c)"]),
    (
      "list", ["a []", "a [b]", "a [b, c,]", "a [\nb\n]"],
      ["a [,]", "a [b c]", "a [b = c]", "a [b)"]
    ),
    ("parenthesis", ["a (b)", "a ((b) + c)"], ["a ()", "a (b, c)", "a (b == c)", "a (b"]),
  ]

  @Test func `every production is tried`() throws {
    #expect(Self.cases.map(\.production) == (try Self.productions()))
  }

  @Test func `every production has its function`() throws {
    let sources = Golden.folderURL("../../Sources/LabSyntax")
    var text = ""
    for name in try FileManager.default.contentsOfDirectory(atPath: sources.path)
    where name.hasPrefix("Parser") {
      text += try String(contentsOf: sources.appending(path: name), encoding: .utf8)
    }
    for production in try Self.productions() {
      #expect(text.contains("mutating func \(production)("), "\(production)")
    }
  }

  @Test(arguments: cases.indices)
  func `what is right is accepted, what is wrong is not`(index: Int) {
    for text in Self.cases[index].right {
      #expect(Parsing(text).diagnostics.map(\.message) == [], "\(text)")
    }
    for text in Self.cases[index].wrong {
      #expect(Parsing(text).diagnostics.count == 1, "\(text)")
    }
  }

  @Test func `the parser accepts just what the grammar accepts`() throws {
    let texts = try Self.manyTexts()
    var lines: [String] = []
    var answers: [(text: String, isRight: Bool)] = []
    for text in texts {
      guard let line = Self.tokens(of: text) else { continue }
      lines.append(line)
      answers.append((text, Parsing(text).diagnostics.isEmpty))
    }
    let judged = try Self.judge(lines)
    try #require(judged.count == lines.count)
    var accepted = 0
    for (answer, verdict) in zip(answers, judged) {
      if verdict == "accept" { accepted += 1 }
      #expect(answer.isRight == (verdict == "accept"), "the grammar: \(verdict)s \(answer.text)")
    }
    // Neither side is trivially right.
    #expect(accepted > 100 && accepted < lines.count - 100, "\(accepted) of \(lines.count)")
  }

  /// The names of the productions of the grammar's syntax part.
  private static func productions() throws -> [String] {
    let url = Golden.folderURL("../../grammar/socklab.ebnf")
    let grammar = try String(contentsOf: url, encoding: .utf8)
    let syntax = grammar.components(separatedBy: "(* ---- tokens")[0]
    return syntax.split(separator: "\n").compactMap { line in
      guard line.first?.isLowercase == true, let end = line.firstIndex(of: "=") else { return nil }
      return line[..<end].trimmingCharacters(in: .whitespaces)
    }
  }

  /// The cases, and scripts with tokens taken out, doubled, swapped and put in.
  private static func manyTexts() throws -> [String] {
    var texts = cases.flatMap { $0.right + $0.wrong }
    let pieces = [
      "a", "B", "f(", ".x", "1", "\"s\"", "_", "(", ")", "[", "]", ",", "=", "+", "|", "..", "==",
      "in", "or", "not", "as", "within", "expect", "let", "if", "for", "else", "{", "}", ";", "\n",
    ]
    var random = Generator(state: 99)
    for source in cases.flatMap(\.right) + cases.flatMap(\.wrong) {
      let words = source.split(separator: " ").map(String.init)
      for _ in 0..<20 where !words.isEmpty {
        var changed = words
        let place = Int(random.next() % UInt64(changed.count))
        switch random.next() % 3 {
        case 0: changed.remove(at: place)
        case 1: changed.swapAt(place, Int(random.next() % UInt64(changed.count)))
        default: changed.insert(pieces[Int(random.next() % UInt64(pieces.count))], at: place)
        }
        texts.append(changed.joined(separator: " "))
      }
    }
    for name in Corpus.names {
      texts.append(String(decoding: try Corpus.bytes(name), as: UTF8.self))
    }
    return texts
  }

  /// A script as the judge reads it, or nothing when it is wrong as tokens already.
  private static func tokens(of text: String) -> String? {
    let bytes = Array(text.utf8)
    return bytes.withUnsafeBufferPointer { buffer in
      var lexer = Lexer(bytes: buffer, base: 0, isPrompt: false)
      var tree = SyntaxTree()
      var report = SyntaxReport(limit: 20)
      var words: [String] = []
      while true {
        let token = lexer.next(into: &tree, &report)
        switch token.kind {
        case .endOfFile: return report.diagnostics.isEmpty ? words.joined(separator: " ") : nil
        case .name: words.append("NAME")
        case .constant: words.append("CONST")
        case .function: words.append("FUNC")
        case .field: words.append("FIELD")
        case .number: words.append("NUMBER")
        case .string: words.append("STRING")
        case .regex: words.append("REGEX")
        case .address: words.append("ADDRESS")
        case .placeholder: words.append("_")
        case .newline: words.append("NEWLINE")
        case .colon, .invalid, .lastSocket: words.append("NONE")
        default: words.append(token.kind.spelling)
        }
      }
    }
  }

  /// What bison's parser says to each line.
  private static func judge(_ lines: [String]) throws -> [String] {
    let running = try RunningProgram(
      "/usr/bin/env",
      ["python3", Golden.folderURL("../../grammar/prove.py").path, "--judge"],
      input: Data(lines.map { $0 + "\n" }.joined().utf8)
    )
    let ended = running.waited()
    try #require(ended.status == 0)
    return ended.stdout.split(separator: "\n").map(String.init)
  }
}
