import LabDiagnostics
import Testing

/// The full form, compared with what it should look like, to the blank.
@Suite struct DiagnosticRendererTests {
  @Test func `a label stands beside its carets and note texts align`() {
    let source = String(repeating: "\n", count: 22) + "  connect a 127.0.0.1:8080\n"
    expectRendering(
      of: source,
      marking: "connect a 127.0.0.1:8080",
      label: "should succeed",
      notes: [
        .init("kernel", "web (fd 3) does not listen"), .init("try", "listen web\nafter line 17"),
      ],
      """
      error[some-id]: something is wrong
        --> my.sock:23:3
         |
      23 |   connect a 127.0.0.1:8080
         |   ^^^^^^^^^^^^^^^^^^^^^^^^ should succeed
         = kernel: web (fd 3) does not listen
         = try:    listen web
                   after line 17

      """
    )
  }

  @Test func `without a label nothing follows the carets`() {
    expectRendering(
      of: "socket tcp as web\nlisen web\n",
      marking: "lisen",
      """
      error[some-id]: something is wrong
        --> my.sock:2:1
         |
       2 | lisen web
         | ^^^^^

      """
    )
  }

  @Test func `without a place there are headline and notes`() {
    let diagnostic = Diagnostic(
      "environment",
      "this system gives no private network to socklab",
      notes: [
        .init("kernel", "unshare = 0, but\n\"lo up\" = -1 EPERM"),
        .init("once, as root", "sudo socklab doctor"), .init("today, without", "socklab run"),
      ]
    )
    let rendered = DiagnosticRenderer(map: SourceMap()).render(diagnostic)
    #expect(
      rendered == """
        error[environment]: this system gives no private network to socklab
           = kernel: unshare = 0, but
                     "lo up" = -1 EPERM
           = once, as root:   sudo socklab doctor
           = today, without:  socklab run

        """
    )
  }

  @Test func `compared bytes align without colons`() {
    let diagnostic = Diagnostic(
      "bytes-differ",
      "the 4th byte on a differs",
      notes: [
        .init("expected", "\"I am web\\n\""), .init("arrived", "\"I an web\\n\"\n   ^"),
        .init("kernel", "a ESTABLISHED"),
      ]
    )
    #expect(
      DiagnosticRenderer(map: SourceMap()).render(diagnostic) == #"""
        error[bytes-differ]: the 4th byte on a differs
           = expected  "I am web\n"
           = arrived   "I an web\n"
                          ^
           = kernel: a ESTABLISHED

        """#
    )
  }

  @Test func `tabs go to the next fourth column`() {
    expectRendering(
      of: "\tab\tcd",
      marking: "cd",
      label: "here",
      """
      error[some-id]: something is wrong
        --> my.sock:1:5
         |
       1 |     ab  cd
         |         ^^ here

      """
    )
  }

  @Test func `wide and combining characters keep carets in place`() {
    expectRendering(
      of: "note \"日本 👩‍👩‍👧 e\u{301}\" xyz",
      marking: "xyz",
      """
      error[some-id]: something is wrong
        --> my.sock:1:20
         |
       1 | note "日本 👩‍👩‍👧 e\u{301}" xyz
         |                  ^^^

      """
    )
  }

  @Test func `a line end of CR LF is not shown`() {
    expectRendering(
      of: "one\r\ntwo x\r\n",
      marking: "two x\r\n",
      """
      error[some-id]: something is wrong
        --> my.sock:2:1
         |
       2 | two x
         | ^^^^^

      """
    )
  }

  @Test func `the end of a file has a place behind its last byte`() {
    expectRendering(
      of: "abc",
      span: 3..<3,
      label: "'{' is missing here",
      """
      error[some-id]: something is wrong
        --> my.sock:1:4
         |
       1 | abc
         |    ^ '{' is missing here

      """
    )
  }

  @Test func `an empty last line has a place`() {
    expectRendering(
      of: "abc\n",
      span: 4..<4,
      """
      error[some-id]: something is wrong
        --> my.sock:2:1
         |
       2 |
         | ^

      """
    )
  }

  @Test func `a span of several lines is marked at its first and last`() {
    expectRendering(
      of: "check \"x\" {\n  a\n  b\n  c d\n}\n",
      marking: "{\n  a\n  b\n  c d",
      label: "too long",
      """
      error[some-id]: something is wrong
        --> my.sock:1:11
         |
       1 | check "x" {
         |           ^
      ...
       4 |   c d
         |   ^^^ too long

      """
    )
  }

  @Test func `control characters are shown, not sent`() {
    expectRendering(
      of: "a \u{1B}[31m b",
      marking: "b",
      label: "a \u{1B} in a label\nand a line end",
      #"""
      error[some-id]: something is wrong
        --> my.sock:1:9
         |
       1 | a \x1b[31m b
         |            ^ a \x1b in a label\nand a line end

      """#
    )
  }

  @Test func `a long line is cut around what is marked`() {
    let line = String(repeating: "abcdefghi ", count: 50)
    expectRendering(
      of: line + "XYZ " + line,
      marking: "XYZ",
      label: "here",
      width: 60,
      """
      error[some-id]: something is wrong
        --> my.sock:1:501
         |
       1 | …fghi abcdefghi abcdefghi XYZ abcdefghi abcdefghi abcd…
         |                           ^^^ here

      """
    )
  }

  @Test func `a line of a megabyte is cut as well`() throws {
    let source = String(repeating: "é", count: 500_000) + "x" + String(repeating: "é", count: 9)
    var map = SourceMap()
    map.add(path: "my.sock", bytes: Array(source.utf8))
    let place = SourceSpan(start: 1_000_000, end: 1_000_001)
    let rendered = DiagnosticRenderer(map: map).render(
      Diagnostic("some-id", "long", at: .init(place))
    )
    let lines = rendered.split(separator: "\n")
    #expect(lines[3].count <= 100)
    let caret = try #require(lines[4].firstIndex(of: "^"))
    let column = lines[4].distance(from: lines[4].startIndex, to: caret)
    #expect(lines[3][lines[3].index(lines[3].startIndex, offsetBy: column)] == "x")
  }

  @Test func `a label without room is wrapped`() {
    expectRendering(
      of: "bind x 127.0.0.1:65536",
      marking: "65536",
      label: "in C, htons(65536) is 0, and the kernel would choose a port for you",
      width: 60,
      """
      error[some-id]: something is wrong
        --> my.sock:1:18
         |
       1 | bind x 127.0.0.1:65536
         |                  ^^^^^
         |                in C, htons(65536) is 0, and the kernel
         |                would choose a port for you

      """
    )
  }

  @Test func `secondary labels stand in line order and tell their file`() {
    var map = SourceMap()
    map.add(path: "a.sock", bytes: Array("one\ntwo\nthree\nfour\n".utf8))
    map.add(path: "b.sock", bytes: Array("other\n".utf8))
    let diagnostic = Diagnostic(
      "some-id",
      severity: .warning,
      "three things",
      at: .init(.init(start: 14, end: 18), "main"),
      secondary: [
        .init(.init(start: 20, end: 25), "elsewhere"), .init(.init(start: 0, end: 3), "first"),
      ]
    )
    #expect(
      DiagnosticRenderer(map: map).render(diagnostic) == """
        warning[some-id]: three things
          --> a.sock:4:1
           |
         1 | one
           | --- first
        ...
         4 | four
           | ^^^^ main
          ::: b.sock:1:1
           |
         1 | other
           | ----- elsewhere

        """
    )
  }

  @Test func `colour is the style's`() {
    var map = SourceMap()
    map.add(path: "a.sock", bytes: Array("one".utf8))
    let diagnostic = Diagnostic("some-id", "bad", at: .init(.init(start: 0, end: 3)))
    let rendered = DiagnosticRenderer(map: map, style: .ansi).render(diagnostic)
    #expect(rendered.hasPrefix("\u{1B}[1;31merror[some-id]\u{1B}[0m\u{1B}[1m: bad\u{1B}[0m\n"))
    #expect(rendered.contains("\u{1B}[1;31m^^^\u{1B}[0m"))
  }
}

/// Renders an error about a part of `source` and compares it.
private func expectRendering(
  of source: String,
  marking marked: String = "",
  span: Range<Int32>? = nil,
  label: String = "",
  notes: [Diagnostic.Note] = [],
  width: Int = 100,
  _ expected: String,
  sourceLocation: Testing.SourceLocation = #_sourceLocation
) {
  var map = SourceMap()
  let bytes = Array(source.utf8)
  map.add(path: "my.sock", bytes: bytes)
  var place = span ?? 0..<0
  if span == nil, let found = offset(of: Array(marked.utf8), in: bytes) {
    place = Int32(found)..<Int32(found + marked.utf8.count)
  }
  let diagnostic = Diagnostic(
    "some-id",
    "something is wrong",
    at: .init(SourceSpan(start: place.lowerBound, end: place.upperBound), label),
    notes: notes
  )
  let rendered = DiagnosticRenderer(map: map, width: width).render(diagnostic)
  #expect(rendered == expected, "\(rendered)", sourceLocation: sourceLocation)
}

private func offset(of part: [UInt8], in bytes: [UInt8]) -> Int? {
  bytes.indices.last { bytes[$0...].starts(with: part) }
}
