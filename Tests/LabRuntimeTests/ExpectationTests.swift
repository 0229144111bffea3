import LabTestSupport
import Testing

/// Each form of `expect`, coming true and failing.
struct ExpectationTests {
  /// A connected pair before each script.
  private static func onPair(_ script: String) -> String { "pair tcp as a, b\n" + script }

  @Test(arguments: [
    Scenario.passes("bytes", onPair("send a \"abc\"\nexpect b \"ab\"\nexpect b \"c\"\n")),
    .passes(
      "bytes in two parts",
      onPair("actor s { send a \"ab\"; send a \"c\" }\nexpect b \"abc\"")
    ),
    .fails("other bytes", onPair("send a \"abd\"\nexpect b \"abc\"\n"), says: ["3rd byte"]),
    .fails(
      "too few bytes, then the end",
      onPair("send a \"ab\"\nclose a\nexpect b \"abc\"\n"),
      says: ["error[ended-early]"]
    ),
    .fails(
      "too few bytes, then nothing",
      onPair("send a \"ab\"\nexpect b \"abc\" within 5ms\n"),
      says: ["error[timeout]: 2 of 3 bytes"]
    ),
    .passes(
      "line",
      onPair("send a \"x y\\nz\"\nexpect b line as m\nexpect m.data == \"x y\\n\"\n")
    ),
    .fails(
      "no line before the end",
      onPair("send a \"x\"\nclose a\nexpect b line\n"),
      says: ["error[ended-early]"]
    ),
    .fails(
      "no line in time",
      onPair("send a \"x\"\nexpect b line within 5ms\n"),
      says: ["error[timeout]"]
    ),
    .passes(
      "a regex takes only what it matches, with its groups",
      onPair(
        """
        send a "GET /x HTTP/1.1\\r\\n"
        expect b /(?<verb>[A-Z]+) (?<path>\\S+) / as m
        expect m.verb == "GET"
        expect m.path == "/x"
        expect b.unread == 10
        expect b "HTTP/1.1\\r\\n"
        """
      )
    ),
    .passes(
      "a regex that could match more takes what it has at the end",
      onPair("send a \"abb\"\nshutdown a write\nexpect b /ab+/ as m\nexpect m.data == \"abb\"\n")
    ),
    .passes(
      "a regex waits for more at the end of what has come",
      onPair(
        """
        actor s { send a "ab"; wait more; send a "bb." }
        actor t { ready more }
        expect b /ab+/ as m
        expect m.data == "abbb"
        """
      )
    ),
    .fails(
      "a regex that could match more, and nothing comes",
      onPair("send a \"ab\"\nexpect b /ab+/ within 5ms\n"),
      says: ["error[timeout]", "2 bytes came"]
    ),
    .fails(
      "a regex stands at the next unread byte",
      onPair("send a \"xab\"\nexpect b /ab/\n"),
      says: ["error["]
    ),
    .passes("exactly", onPair("send a \"ab\"\nexpect b exactly \"ab\"\n")),
    .fails(
      "a byte more than exactly",
      onPair("send a \"abc\"\nexpect b exactly \"ab\"\n"),
      says: ["error[not-exactly]: 1 byte more"]
    ),
    .fails(
      "the end behind exactly",
      onPair("send a \"ab\"\nclose a\nexpect b exactly \"ab\"\n"),
      says: ["error[not-exactly]"]
    ),
    .passes(
      "N bytes, N from elsewhere",
      onPair(
        """
        send a u16(3) + "abc"
        expect b bytes 2 as n
        expect b bytes u16(n.data) as m
        expect m.data == "abc"
        """
      )
    ),
    .passes("eof", onPair("close a\nexpect b eof\nexpect b eof\n")),
    .fails("a byte instead of eof", onPair("send a \"x\"\nexpect b eof\n"), says: ["error["]),
    .fails("no eof in time", onPair("expect b eof within 5ms\n"), says: ["error[timeout]"]),
    .fails("a reset instead of eof", onPair("reset a\nexpect b eof\n"), says: ["error["]),
    .passes("reset", onPair("reset a\nexpect b reset\n")),
    .fails("eof instead of reset", onPair("close a\nexpect b reset\n"), says: ["error[not-reset]"]),
    .passes("silence", onPair("expect b silence 5ms\n")),
    .fails(
      "a byte in the silence",
      onPair("send a \"x\"\nexpect b silence 50ms\n"),
      says: ["error["]
    ),
    .fails("the end in the silence", onPair("close a\nexpect b silence 50ms\n"), says: ["error["]),
    .passes(
      "each socket of a list",
      onPair("pair tcp as c, d\nsend a \"hi\"\nsend c \"hi\"\nexpect [b, d] \"hi\"\n")
    ),
    .fails(
      "one socket of a list",
      onPair("pair tcp as c, d\nsend a \"hi\"\nsend c \"ho\"\nexpect [b, d] \"hi\"\n"),
      says: ["error[bytes-differ]", "on d"]
    ),
    .passes(
      "a datagram as a whole",
      "pair udp as a, b\nsend a \"one\"\nsend a \"two\"\nexpect b \"one\"\nexpect b /t/\n"
    ),
    .fails(
      "a datagram that is longer",
      "pair udp as a, b\nsend a \"one\"\nexpect b \"on\"\n",
      says: ["error[bytes-differ]"]
    ),
    .passes(
      "a relation with a live fact waits",
      onPair(
        """
        actor s { wait go; send a "xyz" }
        actor t { ready go }
        expect b.unread == 3
        """
      )
    ),
    .fails(
      "a live fact that never holds",
      onPair("expect b.unread == 3 within 5ms\n"),
      says: ["error[timeout]: b.unread is 0, not 3"]
    ),
    .passes(
      "or, not, in, has and ~",
      onPair(
        """
        let n = 5
        expect n == 4 or n == 5
        expect not n == 4
        expect n in 1..9
        expect n in [4, 5]
        expect not n in [6, 7]
        expect "hello" ~ /l+/
        expect "hello" ~ "ell"
        expect b.port in 1..65535
        """
      )
    ),
    .passes(
      "outcomes of a call",
      onPair(
        """
        send a "hello" expect 5
        recv b 2 expect "he"
        recv b expect /l+o/
        recv b MSG_DONTWAIT expect EAGAIN or ok
        setsockopt a SO_REUSEADDR 1 expect ok
        """
      )
    ),
    .fails(
      "success where an errno was expected",
      "socket tcp as s\nbind s 127.0.0.1:8080 expect EADDRINUSE\n",
      says: ["error[unexpected-success]"]
    ),
  ])
  func ends(_ scenario: Scenario) async throws { try await scenario.test() }
}
