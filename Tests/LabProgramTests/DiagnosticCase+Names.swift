import LabTestSupport

extension DiagnosticCase {
  static let names = [
    DiagnosticCase(
      "five mistakes, told together",
      """
      socket tcp as web
      bind web 127.0.0.1:80
      1️⃣lisen web
      accept 2️⃣wbe as conn
      socket tcp as x
      bind x 127.0.0.1:3️⃣65536
      close web
      send 4️⃣web "hi\\n"
      send x 5️⃣hello
      """,
      DiagnosticSpec("1️⃣", "unknown-statement", "'lisen' is no statement; did you mean 'listen'?"),
      DiagnosticSpec("2️⃣", "unknown-name", "there is no socket 'wbe'; did you mean 'web' (line 1)?"),
      DiagnosticSpec(
        "3️⃣",
        "port-range",
        "65536 is no port: a port is 16 bits, 0 to 65535",
        "in C, htons(65536) is 0, and the kernel would choose a port for you"
      ),
      DiagnosticSpec(
        "4️⃣",
        "closed",
        "'web' was closed in line 7",
        "to show the kernel's answer (EBADF): send web \"hi\\n\" expect EBADF"
      ),
      DiagnosticSpec(
        "5️⃣",
        "text-needs-quotes",
        "hello is not a name; text stands in quotes",
        "try: \"hello\\n\""
      )
    ),
    DiagnosticCase(
      "several bare words are one text",
      "socket tcp as s\nsend s 1️⃣hello big world\n",
      DiagnosticSpec("1️⃣", "text-needs-quotes", "world\\n\"", marks: "hello big world")
    ),
    DiagnosticCase(
      "what a wrong statement binds is known, of any kind",
      "1️⃣sokcet tcp as s\nbind s 127.0.0.1:80\nlet a = 2️⃣b\nlet c = a + 1\n",
      DiagnosticSpec("1️⃣", "unknown-statement"),
      DiagnosticSpec("2️⃣", "unknown-name", "there is no name 'b'")
    ),
    DiagnosticCase(
      "words of the tables cannot be bound, and are told once",
      "socket tcp as 1️⃣any\nbind any 127.0.0.1:80\n",
      DiagnosticSpec("1️⃣", "reserved-word", "'any' is a word of the language")
    ),
    DiagnosticCase(
      "a check has a copy",
      "let a = 1\ncheck \"x\" {\n  let 1️⃣a = 2\n}\n",
      DiagnosticSpec(
        "1️⃣",
        "rebinds-copy",
        "'a' names line 1's number outside",
        "what this check binds would end with it: take another name"
      )
    ),
    DiagnosticCase(
      "what a check has read it may not bind either",
      "let a = 1\nactor x {\n  let b = a\n  let 1️⃣a = b\n}\n",
      DiagnosticSpec("1️⃣", "rebinds-copy", "what this actor binds")
    ),
    DiagnosticCase(
      "what is bound outside on some ways only is free in a check",
      """
      let n = 2
      repeat n { socket tcp as conn }
      check "x" {
        socket tcp as conn
        close conn
      }
      let a = 1
      check "y" {
        if n == 2 { socket tcp as 1️⃣a }
        close a
      }
      close 2️⃣conn
      """,
      DiagnosticSpec("1️⃣", "rebinds-copy", "this check"),
      DiagnosticSpec("2️⃣", "may-be-unbound")
    ),
    DiagnosticCase(
      "names of setup are copies",
      "setup { let a = 1 }\ncheck \"x\" {\n  let 1️⃣a = 2\n}\n",
      DiagnosticSpec("1️⃣", "rebinds-copy")
    ),
    DiagnosticCase(
      "bound on one way only",
      "let a = 1\nif a == 1 { let b = 2 }\nlet c = 1️⃣b\n",
      DiagnosticSpec("1️⃣", "may-be-unbound", "'b' may be unbound here: line 2")
    ),
    DiagnosticCase(
      "bound in a loop that may not run",
      "let a = 1\nrepeat a { let b = 2 }\nlet c = 1️⃣b\n",
      DiagnosticSpec("1️⃣", "may-be-unbound")
    ),
    DiagnosticCase(
      "bound behind a break",
      "repeat 3 as i {\n  if i == 1 { break }\n  let b = 2\n}\nlet c = 1️⃣b\n",
      DiagnosticSpec("1️⃣", "may-be-unbound")
    ),
    DiagnosticCase(
      "a kind stays in loops",
      "let a = 1\nrepeat 2 { let 1️⃣a = \"x\" }\n",
      DiagnosticSpec("1️⃣", "kind-changes", "'a' is a number (line 1) and cannot become text")
    ),
    DiagnosticCase(
      "a port by its name, and an address of three numbers",
      "let p = 8080\nsocket tcp as s\nbind s 1️⃣127.0.0.1:p\nconnect s 2️⃣127.0.1:8080\n",
      DiagnosticSpec("1️⃣", "misplaced-operand", "try: 127.0.0.1:${p}"),
      DiagnosticSpec("2️⃣", "address")
    ),
    DiagnosticCase(
      "a name twice",
      "pair tcp as a, 1️⃣a\nproc p x 2️⃣x { note \"${x}\" }\n",
      DiagnosticSpec("1️⃣", "name-twice"),
      DiagnosticSpec("2️⃣", "name-twice")
    ),
    DiagnosticCase(
      "an outer name in a proc",
      "let a = 1\nproc p {\n  let b = 1️⃣a\n}\n",
      DiagnosticSpec("1️⃣", "unknown-name", "a proc sees its parameters only; a is bound outside")
    ),
    DiagnosticCase(
      "names of a scope end with it",
      "check \"x\" { let a = 1 }\nlet b = 1️⃣a\n",
      DiagnosticSpec("1️⃣", "unknown-name")
    ),
    DiagnosticCase(
      "wait for nobody",
      "actor worker { ready go }\nwait 1️⃣wroker\n",
      DiagnosticSpec("1️⃣", "unknown-name", "no actor and no counter is called 'wroker'", "'worker'")
    ),
    DiagnosticCase(
      "wait for another check's actor",
      "check \"a\" { actor x { ready go } }\ncheck \"b\" { wait 1️⃣x }\n",
      DiagnosticSpec("1️⃣", "unknown-name", "the file and each check have actors and counters")
    ),
    DiagnosticCase(
      "an actor called as a counter",
      "actor x { ready x }\nwait 1️⃣x\n",
      DiagnosticSpec("1️⃣", "ambiguous-name", "'x' is an actor and a counter")
    ),
    DiagnosticCase(
      "closed twice, and through a fact",
      "socket tcp as s\nclose s\nclose 1️⃣s\nlet a = 2️⃣s.local\nexpect 3️⃣s \"x\"\n",
      DiagnosticSpec("1️⃣", "closed", "close s expect EBADF"),
      DiagnosticSpec("2️⃣", "closed"),
      DiagnosticSpec("3️⃣", "closed", "there is no socket behind this name any more")
    ),
    DiagnosticCase(
      "closed on both ways is closed",
      "socket tcp as s\nlet a = 1\nif a == 1 { close s } else { reset s }\nlisten 1️⃣s\n",
      DiagnosticSpec("1️⃣", "closed", "in line 3")
    ),
    DiagnosticCase(
      "a copy of a closed socket",
      "socket tcp as s\nclose s\nactor x { listen 1️⃣s }\n",
      DiagnosticSpec("1️⃣", "closed")
    ),
  ]
}
