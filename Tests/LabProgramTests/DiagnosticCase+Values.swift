import LabTestSupport

extension DiagnosticCase {
  static let values = [
    DiagnosticCase(
      "ports",
      "socket tcp as s\nbind s 127.0.0.1:1️⃣70000\nbind s localhost:2️⃣htttp\n",
      DiagnosticSpec("1️⃣", "port-range", "htons(70000) is port 4464"),
      DiagnosticSpec("2️⃣", "unknown-service", "did you mean 'http'?")
    ),
    DiagnosticCase(
      "hosts",
      "socket tcp as s\nconnect s 1️⃣example.com:80\nlet n = 5\nconnect s 2️⃣${n}:80\nconnect s 127.0.0.1:3️⃣${s}\n",
      DiagnosticSpec("1️⃣", "host-name", "a run has none"),
      DiagnosticSpec("2️⃣", "wrong-kind", "the host of an address"),
      DiagnosticSpec("3️⃣", "wrong-kind", "the port of an address")
    ),
    DiagnosticCase(
      "Unix paths",
      "socket unix stream as s\nbind s 1️⃣unix:\(String(repeating: "x", count: 109))\n",
      DiagnosticSpec("1️⃣", "path-too-long", "109")
    ),
    DiagnosticCase(
      "regular expressions",
      "pair tcp as a, b\nexpect a /ab(c1️⃣/\n",
      DiagnosticSpec("1️⃣", "bad-regex", "missing closing parenthesis")
    ),
    DiagnosticCase(
      "functions",
      """
      let a = 1️⃣lenn("x")
      let b = hex(2️⃣"1g")
      let c = slice("x", 3️⃣lenght = 2, start = 0)
      let d = 4️⃣repeat(3)
      let e = len("x", 5️⃣"y")
      let f = unique(6️⃣"x")
      let g = repeat(7️⃣-1, "x")
      let h = len("x", 8️⃣of = "y")
      """,
      DiagnosticSpec("1️⃣", "unknown-function", "did you mean 'len'?"),
      DiagnosticSpec("2️⃣", "bad-hex"),
      DiagnosticSpec("3️⃣", "unknown-name", "'slice' has no parameter 'lenght'"),
      DiagnosticSpec("4️⃣", "missing-operand", "'repeat' needs 'bytes'"),
      DiagnosticSpec("5️⃣", "too-many-operands", "it takes: len(of)"),
      DiagnosticSpec("6️⃣", "wrong-kind", "'unique()' takes a list"),
      DiagnosticSpec("7️⃣", "negative-count"),
      DiagnosticSpec("8️⃣", "duplicate-clause", "'of' is given twice")
    ),
    DiagnosticCase(
      "structures",
      """
      let a = linger(1, 2, 1️⃣3)
      let b = linger(2️⃣on = 1)
      let c = linger(1, 3️⃣70000000000)
      let d = linger(4️⃣"x")
      socket tcp as s
      expect s.SO_LINGER.5️⃣onof == 1
      let e = sockaddr_in(port = 80, 6️⃣port = 81)
      let f = s.SO_LINGER
      expect f.7️⃣second == 1
      """,
      DiagnosticSpec("1️⃣", "too-many-operands", "it takes: linger(onoff, seconds)"),
      DiagnosticSpec("2️⃣", "unknown-name", "'linger' has no field 'on'"),
      DiagnosticSpec("3️⃣", "outside", "has 32 bits; 70000000000 does not fit"),
      DiagnosticSpec("4️⃣", "wrong-kind", "'linger(onoff)' takes"),
      DiagnosticSpec("5️⃣", "unknown-field", "did you mean 'onoff'?"),
      DiagnosticSpec("6️⃣", "duplicate-clause", "'port' is given twice"),
      DiagnosticSpec("7️⃣", "unknown-field", "did you mean 'seconds'?")
    ),
    DiagnosticCase(
      "values of options",
      """
      socket udp as u
      setsockopt u IP_ADD_MEMBERSHIP 1️⃣1
      setsockopt u SO_LINGER 2️⃣ucred(1, 2, 3)
      setsockopt u SO_REUSEADDR 3️⃣5s
      setsockopt u 4️⃣IP_ADD_MEMBER 1
      setsockopt u SO_LINGER 1 expect EINVAL
      setsockopt u SO_REUSEADDR hex("01") expect EINVAL
      """,
      DiagnosticSpec("1️⃣", "wrong-kind", "takes ip_mreqn(multiaddr, address, ifindex) or ip_mreq("),
      DiagnosticSpec("2️⃣", "wrong-kind", "SO_LINGER takes linger(onoff, seconds)"),
      DiagnosticSpec("3️⃣", "wrong-kind", "SO_REUSEADDR takes 0 or 1"),
      DiagnosticSpec(
        "4️⃣",
        "unknown-constant",
        "did you mean 'IP_ADD_MEMBERSHIP', 'IP_ADD_SOURCE_MEMBERSHIP' or"
      )
    ),
    DiagnosticCase(
      "operators",
      "let a = 1️⃣1 + \"x\"\nlet b = 2️⃣9..3\nlet c = [1]\nlet e = \"${5️⃣c}\"\n",
      DiagnosticSpec("1️⃣", "wrong-kind", "'+' cannot join a number and text"),
      DiagnosticSpec("2️⃣", "empty-range", "3..9?"),
      DiagnosticSpec("5️⃣", "wrong-kind", "a list cannot be written out")
    ),
    DiagnosticCase(
      "placeholder",
      "let d = 1️⃣_\n",
      DiagnosticSpec("1️⃣", "placeholder")
    ),
    DiagnosticCase(
      "fields",
      """
      socket tcp as s
      let r = 1
      expect s.1️⃣stat == LISTEN
      expect 2️⃣r.port == 1
      expect s.3️⃣SO_REUSADDR == 1
      expect 4️⃣s.SO_ERROR == 0
      expect 5️⃣r.SO_TYPE == 1
      getsockopt s SO_TYPE as g
      expect 6️⃣g.local == 127.0.0.1:80
      """,
      DiagnosticSpec("1️⃣", "unknown-field", "did you mean 'state'?"),
      DiagnosticSpec("2️⃣", "unknown-field", "a number has no 'port'; an address or a socket has"),
      DiagnosticSpec("3️⃣", "unknown-field", "'SO_REUSEADDR'"),
      DiagnosticSpec("4️⃣", "reading-changes", "getsockopt s SO_ERROR as r"),
      DiagnosticSpec("5️⃣", "unknown-field", "a socket has"),
      DiagnosticSpec("6️⃣", "unknown-field", "a result has no 'local'")
    ),
    DiagnosticCase(
      "options, the nearest three",
      "socket tcp as s\nsetsockopt s 1️⃣SO_REUSEADR 1\n",
      DiagnosticSpec("1️⃣", "unknown-constant", "no socket option SO_REUSEADR", "'SO_REUSEADDR'")
    ),
    DiagnosticCase(
      "constants",
      "socket tcp as s\nrecv s 1 1️⃣MSG_PEKE\nconnect s 127.0.0.1:1 expect 2️⃣ECONREFUSED\nexpect s.state == 3️⃣LISTENING\n",
      DiagnosticSpec("1️⃣", "unknown-constant", "did you mean 'MSG_PEEK'?"),
      DiagnosticSpec("2️⃣", "unknown-constant", "no errno ECONREFUSED", "'ECONNREFUSED'"),
      DiagnosticSpec("3️⃣", "unknown-constant", "'LISTEN'")
    ),
    DiagnosticCase(
      "comparisons",
      """
      socket tcp as s
      let a = 1
      expect 1️⃣a == "x"
      expect 2️⃣s == "x"
      expect 3️⃣a in 5
      expect 4️⃣a ~ /x/
      expect 5️⃣s.local < 5
      expect 6️⃣"x" == /x/
      """,
      DiagnosticSpec("1️⃣", "cannot-compare", "'==' cannot compare a number with text"),
      DiagnosticSpec("2️⃣", "cannot-compare", "expect s \"x\""),
      DiagnosticSpec("3️⃣", "cannot-compare", "'in' takes a range"),
      DiagnosticSpec("4️⃣", "cannot-compare"),
      DiagnosticSpec("5️⃣", "cannot-compare"),
      DiagnosticSpec("6️⃣", "cannot-compare", "searches with ~")
    ),
    DiagnosticCase(
      "no relation",
      "socket tcp as s\nlet a = 1\nexpect 1️⃣s\nif 2️⃣a { note \"x\" }\nexpect 3️⃣not s eof\nexpect 4️⃣a \"x\"\n",
      DiagnosticSpec("1️⃣", "not-a-relation", "'s' alone says nothing"),
      DiagnosticSpec("2️⃣", "not-a-relation", "compare it"),
      DiagnosticSpec("3️⃣", "not-a-relation", "silence"),
      DiagnosticSpec("4️⃣", "not-a-subject", "a is a number")
    ),
    DiagnosticCase(
      "what can't come",
      """
      socket tcp as s
      expect s 1️⃣5
      expect s 2️⃣tcp
      bind s 127.0.0.1:80 expect 3️⃣"x"
      bind s 127.0.0.1:80 expect 4️⃣unanswered
      connect s 127.0.0.1:80 expect 5️⃣refused
      """,
      DiagnosticSpec("1️⃣", "not-expectable", "a number"),
      DiagnosticSpec("2️⃣", "not-expectable", "'tcp'"),
      DiagnosticSpec("3️⃣", "not-expectable", "'bind' cannot end with text"),
      DiagnosticSpec("4️⃣", "not-expectable", "'unanswered'"),
      DiagnosticSpec("5️⃣", "unknown-word", "'ECONNREFUSED'")
    ),
  ]
}
