import LabKernel
import Testing

@Suite("Names that are bytes")
struct ByteTextTests {
  @Test(
    "Text gives the bytes back, and only what is no UTF-8 stands for something",
    arguments: [
      ("plain", "plain", true),
      ("é€😀", "é€😀", true),
      ("", "", true),
    ]
  )
  func exact(_ name: String, _ shown: String, _ isExact: Bool) {
    let text = ByteText.text(of: Array(name.utf8))
    #expect(text == name && ByteText.isExact(text) == isExact && ByteText.shown(text) == shown)
    #expect(ByteText.bytes(of: text) == Array(name.utf8))
  }

  @Test(
    "Whatever the bytes are, they come back, and two names get two texts",
    arguments: [
      [0xff], [0x6d, 0xfc, 0x6c], [0xe2, 0x82], [0xe2, 0x82, 0x41], [0xc0, 0xaf],
      [0xed, 0xa0, 0x80], [0xf4, 0x8f, 0xbf, 0xbf], [0xf4, 0x8f, 0xbe, 0x80, 0x80],
      [0xf5, 0x80, 0x80, 0x80], [0x80, 0x41, 0xc3, 0xa9, 0xc3],
    ] as [[UInt8]]
  )
  func anyBytes(_ bytes: [UInt8]) {
    let text = ByteText.text(of: bytes)
    #expect(ByteText.bytes(of: text) == bytes && !ByteText.isExact(text))
    #expect(ByteText.text(of: Array(text.utf8)) != text)
  }

  @Test("People read a byte that is no UTF-8 as its number")
  func shown() {
    let text = ByteText.text(of: [0x6d, 0xfc, 0x6c, 0x6c, 0x65, 0x72])
    #expect(ByteText.shown(text) == "m\\xfcller")
    #expect(ByteText.shown(ByteText.text(of: [0xc3, 0xa9, 0x80])) == "é\\x80")
  }

  @Test(
    "A word is quoted where a shell would see more in it",
    arguments: [
      ("class/ada", "class/ada"), ("", "''"), ("it's mine", #"'it'\''s mine'"#),
      ("a$b;c", "'a$b;c'"), ("a\nb", #"$'a\x0ab'"#), ("é", "'é'"), ("~x", "'~x'"),
      (ByteText.text(of: [0x6d, 0xfc, 0x27, 0x5c]), #"$'m\xfc\'\\'"#),
      ("\u{202e}a", #"$'\xe2\x80\xaea'"#),
    ]
  )
  func quoted(_ text: String, _ word: String) {
    #expect(ShellWord.quoted(text) == word)
  }
}
