import LabTestSupport
import Testing

@testable import LabSyntax

/// What beginners write, each with the message that is meant for it and no other.
@Suite struct MistakeTests {
  @Test func `one equals sign for two`() {
    expectDiagnostics("expect a.port 1️⃣= 80", .init("1️⃣", "single-equals", "try: ==", marks: "="))
    expectDiagnostics("expect a 1️⃣=~ /x/", .init("1️⃣", "equals-tilde", "try: ~"))
    expectDiagnostics("let x 1️⃣== 80", .init("1️⃣", "double-equals"))
  }

  @Test func `quotes that are none`() {
    expectDiagnostics(
      "send a 1️⃣'hello'; send b 2️⃣“hello”",
      .init("1️⃣", "wrong-quotes", "try: \"hello\"", marks: "'hello'"),
      .init("2️⃣", "wrong-quotes", "“", "try: \"hello\"", marks: "“hello”")
    )
    expectDiagnostics("send a 1️⃣`x", .init("1️⃣", "wrong-quotes", marks: "`x"))
  }

  @Test func `IPv6 without brackets`() {
    expectDiagnostics("bind s 1️⃣::1:80", .init("1️⃣", "ipv6-brackets", "[::1]:80", marks: "::1:80"))
    expectDiagnostics("bind s 1️⃣fe80::1", .init("1️⃣", "ipv6-brackets", "[fe80::1]"))
    expectDiagnostics(
      "bind s 1️⃣2001:db8::7:443",
      .init("1️⃣", "ipv6-brackets", "[2001:db8::7]:443")
    )
    expectDiagnostics("bind s 1️⃣[1:2::3::4]:5", .init("1️⃣", "address", "1:2::3::4"))
  }

  @Test func `comments of another language`() {
    expectDiagnostics(
      "1️⃣// opens a socket\nsocket tcp 2️⃣// TCP\nlisten s",
      .init("1️⃣", "slash-comment", "#"),
      .init("2️⃣", "slash-comment")
    )
  }

  @Test func `a colon behind a verb`() {
    expectDiagnostics("bind1️⃣: web 127.0.0.1:80", .init("1️⃣", "colon-after-verb", marks: ":"))
    expectDiagnostics("bind web 1️⃣: 80", .init("1️⃣", "loose-colon"))
    expectDiagnostics("bind web 1️⃣:80", .init("1️⃣", "missing-host", "127.0.0.1:80"))
  }

  @Test func `escapes that are none`() {
    expectDiagnostics(
      #"send a "1️⃣\q2️⃣\x4 \x41 \0""#,
      .init("1️⃣", "unknown-escape", "'\\q'", marks: "\\q"),
      .init("2️⃣", "unknown-escape", "two digits", marks: "\\x")
    )
  }

  @Test func `and`() {
    expectDiagnostics("expect a == b 1️⃣&& c == d", .init("1️⃣", "no-and", "'&&'"))
    expectDiagnostics("expect a == b 1️⃣and c == d", .init("1️⃣", "no-and", "'and'", marks: "and"))
    expectDiagnostics("expect a == b 1️⃣and not c", .init("1️⃣", "no-and"))
    expectDiagnostics("if a == b 1️⃣and c == d { x }", .init("1️⃣", "no-and"))
  }

  @Test func `or and not by signs`() {
    expectDiagnostics("expect a == b 1️⃣|| c == d", .init("1️⃣", "double-bar", "or"))
    expectDiagnostics("expect 1️⃣!a in b", .init("1️⃣", "exclamation-mark", "not"))
    expectDiagnostics("setsockopt a X (A 1️⃣& B)", .init("1️⃣", "ampersand", "'|'"))
  }

  @Test func `units`() {
    expectDiagnostics(
      "timeout 1️⃣5sec",
      .init("1️⃣", "unknown-unit", "'sec'", "did you mean 5s?", marks: "5sec")
    )
    expectDiagnostics("sleep 1️⃣2KB", .init("1️⃣", "unknown-unit", "2KiB"))
    expectDiagnostics("sleep 1️⃣2parsec", .init("1️⃣", "unknown-unit", "ns us ms"))
    expectDiagnostics("sleep 1️⃣1.5", .init("1️⃣", "fraction"))
    expectDiagnostics("sleep 1️⃣1.5KiB", .init("1️⃣", "fraction"))
  }

  @Test func `braces`() {
    expectDiagnostics("if a == b1️⃣\n  x\n}\ny", .init("1️⃣", "missing-brace", "'if'"))
    expectDiagnostics("for i in l1️⃣\n  x\ny", .init("1️⃣", "missing-brace", "'for'"))
    expectDiagnostics("if a == b\n1️⃣{\n  x\n}\ny", .init("1️⃣", "brace-placement"))
    expectDiagnostics("check \"x\"\n1️⃣{\n  x\n}\ny", .init("1️⃣", "brace-placement"))
    expectDiagnostics("x\n1️⃣}\ny", .init("1️⃣", "unmatched-brace"))
    expectDiagnostics("check \"x\" 1️⃣{\n  step \"y\" { z }\n", .init("1️⃣", "unclosed-brace"))
  }

  @Test func `else`() {
    expectDiagnostics("if a { x }\n1️⃣else { y }\nz", .init("1️⃣", "else-placement", "} else {"))
    expectDiagnostics("if a { x } else 1️⃣if b { y } else { z }", .init("1️⃣", "else-if"))
    expectDiagnostics("if a { x } else1️⃣\ny", .init("1️⃣", "missing-brace", "'else'"))
  }

  @Test func `groups without an end`() {
    expectDiagnostics(
      "expect len1️⃣(a\nsend b \"x\"\nclose 2️⃣}",
      .init("1️⃣", "unclosed-group", marks: "("),
      .init("2️⃣", "unmatched-brace")
    )
    expectDiagnostics("let l = 1️⃣[1, 2", .init("1️⃣", "unclosed-group", "']'"))
    expectDiagnostics(
      "let l = [1 1️⃣2,\n  3, 4,\n]\nsend",
      .init("1️⃣", "unexpected-token", "',' or ']'")
    )
    expectDiagnostics(
      "let l = [\n  1\n  1️⃣2,\n]\nlet x = 2️⃣)",
      .init("1️⃣", "unexpected-token"),
      .init("2️⃣", "unexpected-token")
    )
  }

  @Test func `statements of another language`() {
    expectDiagnostics(
      "1️⃣send(a, \"x, y\")\nclose a\n2️⃣bind( s,127.0.0.1:80 );\n3️⃣f(g(1))",
      .init("1️⃣", "call-as-statement", "try: send a \"x, y\""),
      .init("2️⃣", "call-as-statement", "try: bind s 127.0.0.1:80"),
      .init("3️⃣", "call-as-statement", "try: f, a blank")
    )
    expectDiagnostics(
      "conn 1️⃣= accept server # one\nx 2️⃣= 5",
      .init("1️⃣", "assigned-call", "try: accept server as conn", marks: "="),
      .init("2️⃣", "unexpected-token")
    )
    expectDiagnostics("1️⃣SOCKET tcp", .init("1️⃣", "constant-as-statement", "socket"))
    expectDiagnostics("socket tcp as 1️⃣in", .init("1️⃣", "reserved-word", "'in'"))
    expectDiagnostics("let 1️⃣PORT = 80", .init("1️⃣", "constant-bound", "port"))
    expectDiagnostics("close 1️⃣$web", .init("1️⃣", "dollar", "try: web"))
    expectDiagnostics("close 1️⃣${web}", .init("1️⃣", "dollar", "try: web"))
    expectDiagnostics("close 1️⃣Web", .init("1️⃣", "name", "'Web'"))
    expectDiagnostics("close 1️⃣_web", .init("1️⃣", "name", "'_web'"))
  }

  @Test func `addresses`() {
    expectDiagnostics("bind a 1️⃣300.0.0.1:80", .init("1️⃣", "octet-range", "'300'", marks: "300"))
    expectDiagnostics("bind a 127.0.0.1️⃣01:80", .init("1️⃣", "octet-range", "zero"))
    expectDiagnostics("bind a 1️⃣127.0.1:80", .init("1️⃣", "address", "four numbers"))
    expectDiagnostics("address 192.0.2.101️⃣/32", .init("1️⃣", "prefix-length", "192.0.2.10"))
    expectDiagnostics("bind a 1️⃣*", .init("1️⃣", "lone-star", "*:8080"))
    expectDiagnostics(
      "bind a 1️⃣127.0.0.1:$port",
      .init("1️⃣", "dollar", "try: 127.0.0.1:${port}", marks: "127.0.0.1:$port")
    )
    expectDiagnostics("bind a 1️⃣127.0.0.1:", .init("1️⃣", "missing-port"))
    expectDiagnostics("bind a 1️⃣unix:${tmp}/s", .init("1️⃣", "hole", "quotes"))
  }

  @Test func `texts without an end`() {
    expectDiagnostics("send a 1️⃣\"hello\nclose a", .init("1️⃣", "unterminated-string"))
    expectDiagnostics("send a 1️⃣\"hello\\\nclose a", .init("1️⃣", "unterminated-string"))
    expectDiagnostics("expect a 1️⃣/hello\nclose a", .init("1️⃣", "unterminated-regex"))
    expectDiagnostics("expect a /x/1️⃣g", .init("1️⃣", "regex-option", "'g'"))
    expectDiagnostics("send a \"1️⃣${}\"", .init("1️⃣", "hole", marks: "${}"))
    expectDiagnostics("send a \"1️⃣${a.b + 1}\"", .init("1️⃣", "hole"))
  }

  @Test func `characters out of a word processor`() {
    expectDiagnostics("close1️⃣\u{A0}a", .init("1️⃣", "foreign-blank", "U+00A0"))
    expectDiagnostics("close1️⃣\u{200B} a", .init("1️⃣", "invisible-character", "U+200B"))
    expectDiagnostics("let a = b 1️⃣\u{2013} 1", .init("1️⃣", "foreign-dash"))
    expectDiagnostics("close 1️⃣ä", .init("1️⃣", "unexpected-character", "'ä'"))
    expectDiagnostics("close 1️⃣\u{1B}", .init("1️⃣", "control-character", "0x1b"))
  }

  @Test func `operators side by side`() {
    expectDiagnostics("let a = b + c 1️⃣| d", .init("1️⃣", "mixed-operators", "'+' and '|'"))
    expectDiagnostics("let a = b + c - d; let e = (b + c) | d; let f = 1..2")
  }

  @Test func `what would have been accepted`() {
    expectDiagnostics("let 1️⃣= 5", .init("1️⃣", "unexpected-token", "expected a name, found '='"))
    expectDiagnostics("let x =1️⃣\n", .init("1️⃣", "unexpected-token", "expected a value"))
    expectDiagnostics(
      "1️⃣5",
      .init("1️⃣", "unexpected-token", "expected a statement", "found '5'")
    )
    expectDiagnostics(
      "for i 1️⃣= 5 { x }",
      .init("1️⃣", "unexpected-token", "expected ',' or 'in', found '='")
    )
    expectDiagnostics(
      "send a \"x\" 1️⃣>",
      .init(
        "1️⃣",
        "unexpected-token",
        "expected a value, 'as', 'within', 'expect', '{' or the end of the line, found '>'"
      )
    )
  }

  @Test func `five mistakes, told together`() {
    expectDiagnostics(
      """
      socket 1️⃣= tcp
      check "x" {
        bind a 2️⃣127.1.1:80
        if a 3️⃣= b {
          send a 4️⃣'x'
        }
      }
      let 5️⃣5 = 3
      """,
      .init("1️⃣", "unexpected-token"),
      .init("2️⃣", "address"),
      .init("3️⃣", "single-equals"),
      .init("4️⃣", "wrong-quotes"),
      .init("5️⃣", "unexpected-token")
    )
  }
}
