import LabDiagnostics
import Testing

@testable import LabSyntax

/// How bytes become tokens.
@Suite struct TokenTests {
  @Test(
    arguments: [
      ("0", 0), ("42", 42), ("-7", -7), ("0x1F", 31), ("4KiB", 4096), ("2MiB", 2 << 20),
      ("1GiB", 1 << 30), ("9223372036854775807", .max), ("-9223372036854775808", .min),
    ] as [(String, Int64)]
  )
  func `integers`(text: String, value: Int64) throws {
    let node = try #require(try parsedValue(text).node)
    #expect(node.form == .integer)
    #expect(node.number == value)
  }

  @Test(
    arguments: [
      ("5ns", 5), ("3us", 3000), ("20ms", 20_000_000), ("1s", 1_000_000_000),
      ("2min", 120_000_000_000), ("1h", 3_600_000_000_000), ("1.5s", 1_500_000_000),
      ("0.25ms", 250_000), ("-1s", -1_000_000_000), ("0.0000000001s", 0),
    ] as [(String, Int64)]
  )
  func `times`(text: String, value: Int64) throws {
    let node = try #require(try parsedValue(text).node)
    #expect(node.form == .duration)
    #expect(node.number == value)
  }

  @Test(arguments: ["9223372036854775808", "99999999999h", "0xfffffffffffffffff", "9000000000GiB"])
  func `numbers over 64 bits`(text: String) {
    #expect(Parsing("a \(text)").diagnostics.map(\.message).first?.contains("64 bits") == true)
  }

  /// A sign where no value ends, an operator where one does.
  @Test(arguments: [
    ("a -1", "[(int -1)]"), ("a b -1", "[(name b) (int -1)]"), ("a b-1", "[(name b) - (int 1)]"),
    ("a b - 1", "[(name b) - (int 1)]"), ("a 1..-1", "[(int 1) .. (int -1)]"),
    ("a (b)-1", "[(name b) - (int 1)]"), ("a b.c-1", "[(name b).c - (int 1)]"),
    ("a b.c.D", "[(name b).c.D]"), ("a B f(c, d = 1)", "[(const B) f((name c) d=(int 1))]"),
    ("a [b, 1]", "[[(name b) (int 1)]]"), ("a _ \"x\"", "[_ \"x\"]"),
    ("a 1 + 2 - 3", "[(int 1) + (int 2) - (int 3)]"),
    ("a 1s..2s", "[1000000000ns .. 2000000000ns]"),
    ("a a-a-a", "[(name a) - (name a) - (name a)]"), ("a /x\\/y/im", "[/x\\/y/3]"),
  ])
  func `values`(text: String, dump: String) {
    let parsing = Parsing(text)
    #expect(parsing.diagnostics == [])
    #expect(Dump(parsing.tree).items(of: parsing.tree.statements[0]) == dump)
  }

  @Test(arguments: [
    ("127.0.0.1", "v4 7f000001"), ("127.0.0.1:8080", "v4 7f000001 port 8080"),
    ("127.0.0.1:65536", "v4 7f000001 port 65536"),
    ("127.0.0.1:99999999999999999999", "v4 7f000001 port 2147483647"),
    ("[::1]:80", "v6 0 1 port 80"), ("[::]", "v6 0 0"),
    ("[fe80::1%lo]:80", "v6 fe80000000000000 1 %lo port 80"),
    ("[::ffff:127.0.0.1]:1", "v6 0 ffff7f000001 port 1"),
    ("[2001:db8:0:1:2:3:4:5]:1", "v6 20010db800000001 2000300040005 port 1"),
    ("*:0", "any port 0"), ("localhost:http", "name localhost service http"),
    ("my-host.example.com:8080", "name my-host.example.com port 8080"),
    ("localhost:3com-tsmux", "name localhost service 3com-tsmux"),
    ("127.0.0.1:${a.port}", "v4 7f000001 port hole (name a).port"),
    ("${h}:80", "hole (name h) port 80"), ("${h}:${p}", "hole (name h) port hole (name p)"),
    ("unix:", "unix \"\""), ("unix:/tmp/s.1", "unix \"/tmp/s.1\""),
    ("unix:@abstract", "unix \"@abstract\""), ("unix:\"a ${b}\\0\"", "unix \"a ${(name b)}\\0\""),
  ])
  func `addresses`(text: String, dump: String) throws {
    let (node, tree) = try parsedValue(text)
    #expect(node?.form == .address)
    #expect(Dump(tree).address(tree.addresses[Int(try #require(node).a)]) == dump)
  }

  @Test(arguments: [
    (#""a\a\b\f\n\r\t\v\0\\\"\$\x41é""#, "\"a\\a\\b\\f\\n\\r\\t\\v\\0\\\\\\\"$Aé\""),
    (#""$x \${y}""#, "\"$x \\${y}\""), (#""${a}${b.c}!""#, "\"${(name a)}${(name b).c}!\""),
    (#""""#, "\"\""),
  ])
  func `texts`(text: String, dump: String) throws {
    let (node, tree) = try parsedValue(text)
    #expect(Dump(tree).string(try #require(node).a) == dump)
  }

  @Test func `a list is no address, an address no list`() {
    let parsing = Parsing("a [::1] [a] [b.c, 1] [127.0.0.1:1] []")
    #expect(parsing.diagnostics == [])
    #expect(parsing.tree.addresses.count == 2)
  }

  @Test func `spans are what they name`() throws {
    let text = "check \"x\" {\n  connect a 127.0.0.1:80 as r within 1s expect OK or B # c\n}\n"
    let parsing = Parsing(text)
    var map = SourceMap()
    map.add(path: "", bytes: Array(text.utf8))
    let tree = parsing.tree
    let inner = try #require(tree.statements.first { tree.names.text(of: $0.verb) == "connect" })
    #expect(
      map.text(of: inner.span) == "connect a 127.0.0.1:80 as r within 1s expect OK or B"
    )
    let items = inner.items.indices.map { map.text(of: tree.items[$0].span) }
    #expect(items == ["a", "127.0.0.1:80", "as r", "within 1s", "expect OK or B"])
    #expect(map.text(of: tree.addresses[0].hostSpan) == "127.0.0.1")
    #expect(map.text(of: tree.addresses[0].portSpan) == "80")
    #expect(map.text(of: tree.blocks[0].span) == String(text.dropFirst(10).dropLast()))
  }

  @Test func `neighbours lie side by side`() {
    let parsing = Parsing("a { b { c } ; d }\ne f([1, g(2, 3)], 4)\nif h { i } else { j; k }\n")
    let tree = parsing.tree
    let verbs = parsing.block.statements.indices.map { tree.statements[$0].form }
    #expect(verbs == [.verb, .verb, .conditional])
    let inner = tree.blocks[Int(tree.statements[parsing.block.statements.indices.lowerBound].block)]
    #expect(inner.statements.count == 2)
    #expect(tree.statements.count == 9)
  }

  private func parsedValue(_ text: String) throws -> (node: ValueNode?, tree: SyntaxTree) {
    let parsing = Parsing("a \(text)")
    #expect(parsing.diagnostics == [])
    return (parsing.tree.items.first.map { parsing.tree.values[Int($0.index)] }, parsing.tree)
  }
}
