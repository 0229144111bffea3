import LabDiagnostics
import Testing

@Suite struct TextTests {
  @Test(arguments: [
    ("I an web\n\0", #""I an web\n\0""#), ("", #""""#), ("a\"b\\c", #""a\"b\\c""#),
    ("$ ${x}", #""$ \${x}""#), ("é 日 👍", #""é 日 👍""#), ("\u{1B}\u{7F}", #""\x1b\x7f""#),
    ("\u{202E}", #""\xe2\x80\xae""#), ("\u{07}\u{08}\t\u{0B}\u{0C}\r", #""\a\b\t\v\f\r""#),
  ])
  func `bytes are shown as a script writes them`(bytes: String, text: String) {
    #expect(escaped(bytes.utf8) == text)
  }

  @Test func `bytes that are no UTF-8 are shown in hexadecimal`() {
    #expect(escaped([0x16, 0x03, 0x01, 0xff, 0x61, 0xe2, 0x82]) == #""\x16\x03\x01\xffa\xe2\x82""#)
  }

  @Test(arguments: [
    ("", "", 0), ("abc", "abc", 0), ("lisen", "listen", 1), ("conect", "connect", 1),
    ("recieve", "receive", 1), ("kitten", "sitting", 3), ("ab", "ba", 1), ("abc", "", 3),
  ])
  func `edit distance`(first: String, second: String, distance: Int) {
    #expect(editDistance(first, second) == distance)
    #expect(editDistance(second, first) == distance)
  }

  @Test func `near words are suggested, the nearest first, three at most`() {
    let verbs = ["listen", "send", "bind", "connect", "recv"]
    #expect(suggestions(for: "lisen", among: verbs) == ["listen"])
    #expect(suggestions(for: "xyzzy", among: verbs) == [])
    #expect(suggestions(for: "listen", among: verbs) == [])
    #expect(suggestions(for: "sen", among: ["sent", "ten", "den", "send", "x"]).count == 3)
    #expect(suggestions(for: "abcdef", among: ["abcdxy", "abcdeX"]) == ["abcdeX", "abcdxy"])
  }

  @Test(arguments: [("abc", 3), ("日本", 4), ("e\u{301}", 1), ("👩‍👩‍👧", 2), ("🇫🇷", 2), ("…", 1)])
  func `columns of a text`(text: String, columns: Int) {
    #expect(displayWidth(of: text) == columns)
  }

  @Test func `a styled text knows its width and is decorated last`() {
    var text = StyledText("ok", .success)
    text.append(" 日")
    #expect(text.width == 5)
    #expect(text.rendered(.plain) == "ok 日")
    #expect(text.rendered(.ansi) == "\u{1B}[32mok\u{1B}[0m 日")
  }
}
