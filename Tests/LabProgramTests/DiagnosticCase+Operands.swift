import LabTestSupport

extension DiagnosticCase {
  static let operands = [
    DiagnosticCase(
      "a proc's values are counted",
      "proc p a b { note \"${a}${b}\" }\n1️⃣p 1\np 1 2 2️⃣as x\n",
      DiagnosticSpec("1️⃣", "operand-count", "'p' takes 2 values (line 1), not 1"),
      DiagnosticSpec("2️⃣", "result-count", "'p' (line 1) returns nothing to name")
    ),
    DiagnosticCase(
      "a proc's results are counted",
      "proc p { return 1 2 }\np as a, b\np as a\np 1️⃣as a, b, c\n",
      DiagnosticSpec("1️⃣", "result-count", "'p' (line 1) returns 2 values, not 3")
    ),
    DiagnosticCase(
      "clauses that a row does not know",
      """
      socket tcp as s
      bind s 127.0.0.1:80 1️⃣within 1s
      note "x" 2️⃣as r
      note "x" 3️⃣expect ok
      step "x" 4️⃣within 1s { note "y" }
      bind s 127.0.0.1:81 5️⃣nonblocking
      proc p 6️⃣as x { note "x" }
      """,
      DiagnosticSpec("1️⃣", "clause-not-taken", "'bind' does not wait"),
      DiagnosticSpec("2️⃣", "clause-not-taken", "'note' gives no result"),
      DiagnosticSpec("3️⃣", "clause-not-taken", "'note' makes no call"),
      DiagnosticSpec("4️⃣", "clause-not-taken"),
      DiagnosticSpec("5️⃣", "clause-not-taken", "does not know the word 'nonblocking'"),
      DiagnosticSpec("6️⃣", "clause-not-taken")
    ),
    DiagnosticCase(
      "clauses stand once",
      "pair tcp as a, b\nrecv a within 1s 1️⃣within 2s\nrecv a soft 2️⃣soft\nsend a \"x\" to b to 3️⃣b\n",
      DiagnosticSpec("1️⃣", "duplicate-clause", "'within' stands twice"),
      DiagnosticSpec("2️⃣", "duplicate-clause"),
      DiagnosticSpec("3️⃣", "duplicate-clause")
    ),
    DiagnosticCase(
      "results are counted",
      "pair tcp 1️⃣as a\nsocket tcp 2️⃣as b, c\n",
      DiagnosticSpec("1️⃣", "result-count", "'pair' gives 2 results, not 1"),
      DiagnosticSpec("2️⃣", "result-count", "'socket' gives one result, not 2")
    ),
    DiagnosticCase(
      "too much",
      "socket tcp as s\nlisten s 5 1️⃣6\nexpect s.port == 1 2️⃣2\nexpect s \"a\" 3️⃣\"b\"\n",
      DiagnosticSpec("1️⃣", "too-many-operands", "it takes: listen SOCKET [BACKLOG]"),
      DiagnosticSpec("2️⃣", "too-many-operands", "behind a relation"),
      DiagnosticSpec("3️⃣", "too-many-operands", "one 'expect' for each")
    ),
    DiagnosticCase(
      "a count for actors, a result of a counter",
      "actor x { ready go }\nwait x 1️⃣2\nwait go 2️⃣as r\n",
      DiagnosticSpec("1️⃣", "too-many-operands", "'x' is an actor"),
      DiagnosticSpec("2️⃣", "clause-not-taken", "'go' is a counter")
    ),
    DiagnosticCase(
      "within of a relation that is asked once",
      "let a = 1\nexpect a == 1 1️⃣within 1s\n",
      DiagnosticSpec("1️⃣", "clause-not-taken")
    ),
    DiagnosticCase(
      "durations have a unit",
      "socket tcp as s\nsleep 1️⃣1\nrecv s within 2️⃣3\nexpect s silence 3️⃣200\n",
      DiagnosticSpec("1️⃣", "wrong-kind", "'sleep' takes a duration", "1s or 1ms"),
      DiagnosticSpec("2️⃣", "wrong-kind"),
      DiagnosticSpec("3️⃣", "wrong-kind", "200s or 200ms")
    ),
    DiagnosticCase(
      "kinds of operands",
      "let n = 1\nlisten 1️⃣n\nlet l = [1]\nfor x in 2️⃣n { note \"${x}\" }\nrun 3️⃣l\n",
      DiagnosticSpec("1️⃣", "wrong-kind", "'listen' takes a socket here", "n is a number"),
      DiagnosticSpec("2️⃣", "wrong-kind", "'for' goes through a list or a range"),
      DiagnosticSpec("3️⃣", "wrong-kind", "l is a list")
    ),
    DiagnosticCase(
      "constants of the right table",
      "socket tcp as s\nsend s \"x\" 1️⃣SO_REUSEADDR\nprivileged 2️⃣ECONNREFUSED { listen s }\n",
      DiagnosticSpec("1️⃣", "wrong-constant", "SO_REUSEADDR is a socket option", "as MSG_"),
      DiagnosticSpec("2️⃣", "wrong-constant")
    ),
    DiagnosticCase(
      "words of the right operand",
      "socket 1️⃣tpc as s\nsocket inet 2️⃣strem as t\nshutdown s 3️⃣line\n",
      DiagnosticSpec("1️⃣", "unknown-word", "'tpc' is no family; did you mean 'tcp'?"),
      DiagnosticSpec("2️⃣", "unknown-word", "did you mean 'stream'?"),
      DiagnosticSpec("3️⃣", "unknown-word", "one of: read write both")
    ),
    DiagnosticCase(
      "clauses that are nearly one, and a name without its 'as'",
      """
      socket tcp 1️⃣server
      bind server 127.0.0.1:80 2️⃣expects EADDRINUSE
      connect server 127.0.0.1:80 3️⃣timeout 2s
      accept server 4️⃣peer
      close peer
      recv server 5️⃣limit 2s as r
      """,
      DiagnosticSpec(
        "1️⃣",
        "misplaced-operand",
        "'server' is no type",
        "to name the socket: socket tcp as server"
      ),
      DiagnosticSpec("2️⃣", "unknown-word", "'expects' is no word here; did you mean 'expect'?"),
      DiagnosticSpec("3️⃣", "misplaced-operand", "try: within 2s", marks: "timeout 2s"),
      DiagnosticSpec("4️⃣", "misplaced-operand", "try: as peer"),
      DiagnosticSpec("5️⃣", "misplaced-operand", "try: within 2s")
    ),
    DiagnosticCase(
      "an errno in small letters, and none",
      """
      socket tcp as s
      connect s 127.0.0.1:80 expect 1️⃣econnrefused
      connect s 127.0.0.1:80 expect 2️⃣error
      bind s 3️⃣127.0.0.1 9090
      4️⃣soft listen s
      expect 5️⃣"hello" s
      expect s 6️⃣closed
      expect s 7️⃣hello
      """,
      DiagnosticSpec("1️⃣", "misplaced-operand", "in capitals", "try: ECONNREFUSED"),
      DiagnosticSpec("2️⃣", "misplaced-operand", "without 'expect', the run shows which one comes"),
      DiagnosticSpec("3️⃣", "misplaced-operand", "try: 127.0.0.1:9090"),
      DiagnosticSpec("4️⃣", "misplaced-operand", "try: listen s soft"),
      DiagnosticSpec("5️⃣", "not-a-subject", "try: expect s \"hello\""),
      DiagnosticSpec("6️⃣", "unknown-word", "did you mean 'eof'?"),
      DiagnosticSpec("7️⃣", "text-needs-quotes", "silence 200ms")
    ),
    DiagnosticCase(
      "what is missing",
      "socket tcp as s\n1️⃣bind\n2️⃣bind s\n3️⃣setsockopt s\nexpect s 4️⃣exactly\n5️⃣send s \"x\" to\n",
      DiagnosticSpec("1️⃣", "missing-operand", "'bind' needs a socket and an address"),
      DiagnosticSpec("2️⃣", "missing-operand", "bind SOCKET ADDRESS"),
      DiagnosticSpec("3️⃣", "missing-operand", "a socket option"),
      DiagnosticSpec("4️⃣", "missing-operand", "'exactly' needs text"),
      DiagnosticSpec("5️⃣", "missing-operand")
    ),
    DiagnosticCase(
      "names that are none",
      "1️⃣proc { note \"x\" }\n2️⃣param\n",
      DiagnosticSpec("1️⃣", "missing-operand", "proc needs a name"),
      DiagnosticSpec("2️⃣", "misplaced-header")
    ),
  ]
}
