import LabProgram
import Testing

/// Scripts that must pass, because the rules mean no more than they say.
@Suite struct AcceptanceTests {
  @Test(arguments: [
    "a name bound in both branches":
      "let a = 1\nif a == 1 { let b = 1 } else { let b = 2 }\nlet c = b\n",
    "a branch that breaks binds nothing": """
    repeat 3 as i {
      if i == 1 { break } else { let b = 1 }
      let c = b
    }
    """,
    "a loop that surely runs":
      "repeat 3 { let b = 1 }\nfor x in [1, 2] { let d = x }\nlet c = b + d\n",
    "the index behind a break": "repeat 10 as i {\n  if i == 3 { break }\n}\nexpect i == 3\n",
    "retry and privileged always run": """
    retry { socket tcp as a }
    privileged { socket tcp as b }
    bind a b
    """,
    "kinds may change outside of branches": "let a = 1\nlet a = \"x\"\nexpect a == \"x\"\n",
    "a fresh socket of the same name": "socket tcp as s\nclose s\nsocket tcp as s\nlisten s\n",
    "closed on one way only":
      "socket tcp as s\nlet a = 1\nif a == 1 { close s }\nlisten s expect EBADF\n",
    "closed in a loop": "socket tcp as s\nlet n = 2\nrepeat n { close s }\nlisten s\n",
    "closed in an actor": "socket tcp as s\nactor x { close s }\nlisten s\n",
    "a close that fails": "socket tcp as s\nclose s expect EBADF\nlisten s\n",
    "EBADF is expected": "socket tcp as s\nclose s\nsend s \"x\" expect EPIPE or EBADF\n",
    "the same name in two checks": "check \"a\" { let x = 1 }\ncheck \"b\" { let x = \"y\" }\n",
    "an outer name bound later": "check \"a\" { let x = 1 }\nlet x = 2\n",
    "a socket or its error": """
    socket tcp as l
    accept l as v expect ok or EAGAIN
    if v.errno == EAGAIN { note "none" }
    send v "x"
    """,
    "wait in a proc for the caller's actor": """
    proc all { wait worker }
    actor worker { ready go }
    all
    wait go 2
    """,
    "an actor named later": "actor a { wait b }\nactor b { note \"x\" }\n",
    "a proc used before it is written": "p 1\nproc p x { note \"${x}\" }\n",
    "optional operands are skipped":
      "pair tcp as a, b\nrecv a MSG_PEEK\nrecv a 5\nsocket inet SOCK_RAW 1 as r\n",
    "constants by number": "socket AF_INET SOCK_STREAM IPPROTO_TCP as s\nshutdown s SHUT_RD\n",
    "a socket as address": "socket tcp as a\nsocket tcp as b\nconnect a b\nexpect a.peer == b\n",
    "values of outcomes": """
    socket tcp as s
    getsockopt s SO_TYPE expect 1
    getsockname s expect 0.0.0.0:0
    poll s POLLIN 1ms expect 0 or POLLHUP
    sysctl "net.core.somaxconn" expect /\\d+/
    let wanted = EACCES
    bind s 127.0.0.1:80 expect wanted
    """,
  ])
  func compilesWithoutAWord(name: String, source: String) {
    compiles(source)
  }
}
