import LabTestSupport

extension DiagnosticCase {
  static let structure = [
    DiagnosticCase(
      "statements at the wrong place",
      """
      1️⃣break
      2️⃣return 1
      check "a" { 3️⃣check "b" { note "x" } }
      actor x { 4️⃣step "y" { note "x" } }
      retry { 5️⃣check "c" { note "x" } }
      step "s" { 6️⃣proc p { note "x" } }
      step "t" { 7️⃣setup { note "x" } }
      cleanup { 8️⃣actor z { note "x" } }
      cleanup { 9️⃣cleanup { note "x" } }
      """,
      DiagnosticSpec("1️⃣", "misplaced-statement", "'break' leaves"),
      DiagnosticSpec("2️⃣", "misplaced-statement", "'return' gives"),
      DiagnosticSpec("3️⃣", "misplaced-statement", "a check stands in the file"),
      DiagnosticSpec("4️⃣", "misplaced-statement", "a step stands in the file"),
      DiagnosticSpec("5️⃣", "misplaced-statement"),
      DiagnosticSpec("6️⃣", "misplaced-statement", "a proc stands in no block"),
      DiagnosticSpec("7️⃣", "misplaced-statement", "setup stands in no block"),
      DiagnosticSpec("8️⃣", "misplaced-statement", "a cleanup cannot start an actor"),
      DiagnosticSpec("9️⃣", "misplaced-statement", "no cleanup of its own")
    ),
    DiagnosticCase(
      "a break in an actor in a loop",
      "repeat 3 { actor x { 1️⃣break } }\n",
      DiagnosticSpec("1️⃣", "misplaced-statement")
    ),
    DiagnosticCase(
      "setup",
      "check a \"x\" { note \"x\" }\n1️⃣setup { note \"x\" }\n2️⃣setup { note \"y\" }\ncheck 3️⃣a \"x\" { note \"x\" }\n",
      DiagnosticSpec("1️⃣", "misplaced-statement", "before every check"),
      DiagnosticSpec("2️⃣", "duplicate-setup", "line 2"),
      DiagnosticSpec("3️⃣", "duplicate-check", "the check in line 1")
    ),
    DiagnosticCase(
      "a check in the setup",
      "setup { 1️⃣check \"a\" { note \"x\" } }\ncheck \"b\" { note \"x\" }\n",
      DiagnosticSpec("1️⃣", "misplaced-statement")
    ),
    DiagnosticCase(
      "header",
      """
      lesson "a"
      1️⃣exercise "b"
      timeout 1s
      2️⃣timeout 2s
      network host { 3️⃣note "x" }
      4️⃣goal "x${tmp}"
      5️⃣address 192.0.2.1
      6️⃣lesson "c"
      """,
      DiagnosticSpec("1️⃣", "duplicate-header", "line 1"),
      DiagnosticSpec("2️⃣", "duplicate-header", "line 3"),
      DiagnosticSpec("3️⃣", "misplaced-statement", "only address and sysctl"),
      DiagnosticSpec("4️⃣", "not-literal"),
      DiagnosticSpec("5️⃣", "host-network"),
      DiagnosticSpec("6️⃣", "misplaced-header")
    ),
    DiagnosticCase(
      "the machine's network",
      "network host\n1️⃣address 192.0.2.1\nsysctl \"net.core.somaxconn\"\n2️⃣sysctl \"net.core.somaxconn\" \"1\"\n",
      DiagnosticSpec("1️⃣", "host-network"),
      DiagnosticSpec("2️⃣", "host-network", "setting a sysctl")
    ),
    DiagnosticCase(
      "blocks",
      "1️⃣step \"x\"\nnote \"x\" 2️⃣{ note \"y\" }\nproc p { note \"x\" }\np 3️⃣{ note \"x\" }\n",
      DiagnosticSpec("1️⃣", "missing-block"),
      DiagnosticSpec("2️⃣", "unexpected-block"),
      DiagnosticSpec("3️⃣", "unexpected-block")
    ),
    DiagnosticCase(
      "procs",
      "proc a { b }\nproc b { 1️⃣a }\nproc c { 2️⃣c }\nproc 3️⃣a { note \"x\" }\nproc 4️⃣bind { note \"x\" }\n",
      DiagnosticSpec("1️⃣", "recursion", "a → b → a"),
      DiagnosticSpec("2️⃣", "recursion", "c → c"),
      DiagnosticSpec("3️⃣", "duplicate-proc", "line 1"),
      DiagnosticSpec("4️⃣", "reserved-word", "'bind' is a statement already")
    ),
    DiagnosticCase(
      "warnings",
      "pair tcp as a, b\n1️⃣sleep 1ms\nexpect a.state == 2️⃣FIN_WAIT1\nexpect a.state == FIN_WAIT2\n",
      DiagnosticSpec("1️⃣", "sleep", "waiting for a fact"),
      DiagnosticSpec("2️⃣", "state-passing", "FIN_WAIT1 is only passed through")
    ),
    DiagnosticCase(
      "refused in refused",
      "refused { refused { bind } }\n"
    ),
    DiagnosticCase(
      "capabilities",
      "let n = 1\nprivileged 1️⃣n { note \"x\" }\nprivileged CAP_NET_ADMIN { note \"x\" }\n",
      DiagnosticSpec("1️⃣", "wrong-kind")
    ),
    DiagnosticCase(
      "twenty, and more",
      String(repeating: "1️⃣x\n", count: 1),
      DiagnosticSpec("1️⃣", "unknown-statement")
    ),
  ]

  static let mistakes = [
    DiagnosticCase(
      "operands in disorder",
      """
      socket tcp as s
      bind 1️⃣127.0.0.1:8080
      bind 2️⃣8080
      bind 3️⃣127.0.0.1:8080 s
      bind s 4️⃣8080
      bind s 5️⃣127.0.0.1
      bind s 6️⃣"127.0.0.1:8080"
      listen s 7️⃣127.0.0.1:8080
      send 8️⃣"x" s
      connect s 9️⃣to 127.0.0.1:80
      """,
      DiagnosticSpec("1️⃣", "missing-operand", "needs a socket and an address", "sockets here: s"),
      DiagnosticSpec("2️⃣", "missing-operand", "8080 is a port; an address is HOST:PORT"),
      DiagnosticSpec("3️⃣", "misplaced-operand", "try: bind s 127.0.0.1:8080"),
      DiagnosticSpec(
        "4️⃣",
        "misplaced-operand",
        "8080 is a port; an address is HOST:PORT, as 127.0.0.1:8080"
      ),
      DiagnosticSpec("5️⃣", "misplaced-operand", "try: 127.0.0.1:8080"),
      DiagnosticSpec("6️⃣", "misplaced-operand", "an address stands without quotes"),
      DiagnosticSpec("7️⃣", "misplaced-operand", "'listen' takes no address"),
      DiagnosticSpec("8️⃣", "misplaced-operand", "try: send s \"x\""),
      DiagnosticSpec("9️⃣", "misplaced-operand", "'connect' takes its address without 'to'")
    ),
    DiagnosticCase(
      "other languages",
      """
      socket tcp as s
      accept s 1️⃣conn
      socket 2️⃣TCP as t
      3️⃣sendto s "x"
      4️⃣recvfrom s
      5️⃣print "x"
      6️⃣exit
      connect s 7️⃣localhost
      socket 8️⃣"tcp" as u
      """,
      DiagnosticSpec("1️⃣", "misplaced-operand", "try: as conn"),
      DiagnosticSpec("2️⃣", "misplaced-operand", "try: tcp"),
      DiagnosticSpec("3️⃣", "unknown-statement", "did you mean 'send'?", "BYTES to ADDRESS"),
      DiagnosticSpec("4️⃣", "unknown-statement", "did you mean 'recv'?"),
      DiagnosticSpec("5️⃣", "unknown-statement", "did you mean 'note'?"),
      DiagnosticSpec("6️⃣", "unknown-statement"),
      DiagnosticSpec("7️⃣", "misplaced-operand", "try: localhost:8080"),
      DiagnosticSpec("8️⃣", "misplaced-operand", "words have no quotes")
    ),
  ]
}
