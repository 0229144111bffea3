import LabConstants

extension Catalogue {
  /// Rows that order a script: headings, scopes, loops, actors and waiting.
  static let structureRows: [Row] = [
    Row(
      .ask,
      .structure,
      operands: [Operand("TEXT", .bytes)],
      summary: "asks who watches, and goes on with the answer; else it is a note",
      detail: "Under `socklab run --pause` the run stops here until somebody has answered.",
      example: "ask \"Who chose the client's port?\"\n"
    ),
    Row(
      .predict,
      .structure,
      operands: [Operand("TEXT", .bytes)],
      summary: "asks what the next statement will be answered, and counts who was right",
      detail: """
        Under `socklab run --pause` the run stops here and takes an errno, or `ok`; then the kernel \
        says it. Without a terminal it is a note.
        """,
      example: """
        socket tcp as c
        predict "Nobody listens on 8081. What will connect answer?"
        connect c 127.0.0.1:8081 expect ECONNREFUSED
        """
    ),
    Row(
      .note,
      .structure,
      operands: [Operand("TEXT", .bytes)],
      summary: "says something to the reader of the run",
      example: "note \"You can break nothing here.\"\n"
    ),
    Row(
      .step,
      .structure,
      operands: [Operand("TITLE", .bytes)],
      block: .plain,
      summary: "a heading: its statements are told under it",
      detail: """
        Steps of a lesson build on each other: what one binds, the next may use. When a step fails, \
        the rest of the file is not run.
        """,
      example: "step \"A server claims a port\" {\n  socket tcp as s\n  bind s 127.0.0.1:8080\n}\n"
    ),
    Row(
      .check,
      .structure,
      operands: [.identifier("ID", .optional), Operand("TITLE", .bytes)],
      block: .scope,
      summary: "an independent case with names, sockets and clean-up of its own",
      detail: """
        It starts with a copy of the names bound so far. When it fails, the next check runs all the \
        same. At its end its actors are waited for, its `cleanup` blocks run and its sockets close.
        """,
      example: """
        check refused "nobody listens" {
          socket tcp as c
          connect c 127.0.0.1:8081 expect ECONNREFUSED
        }
        """
    ),
    Row(
      .setup,
      .structure,
      block: .plain,
      summary: "runs first in every check, each of which then has a fresh network",
      example: """
        setup {
          socket tcp as server
          bind server 127.0.0.1:8080
          listen server
        }
        check "one" { socket tcp as c; connect c server }
        check "two" { socket tcp as c; connect c server }
        """
    ),
    Row(
      .actor,
      .structure,
      operands: [.identifier("NAME")],
      block: .scope,
      summary: "runs its block beside the rest",
      detail: """
        It starts with a copy of the names bound so far. Actors take turns in the order in which \
        they became able to run: each until it waits, or for 64 statements. Several may have one \
        name; `wait NAME` waits for them all. What it made ends with it.
        """,
      example: """
        socket tcp as server
        bind server localhost:0
        listen server
        actor client {
          socket tcp as c
          connect c server
          send c "hi\\n"
        }
        accept server as conn
        expect conn "hi\\n"
        """
    ),
    Row(
      .cleanup,
      .structure,
      block: .scope,
      summary: "runs at the end of the file, check or actor, however it ends",
      example: "cleanup { note \"the end\" }\nsocket tcp as s\n"
    ),
    Row(
      .proc,
      .structure,
      operands: [.identifier("NAME"), .identifier("PARAMETER", .any)],
      block: .scope,
      summary: "a statement of your own, with parameters",
      detail: """
        It stands at file level, sees its parameters only, may be used before it is written and may \
        not call itself. Its name is then a verb: `NAME VALUE … [as RESULT]`.
        """,
      example: """
        proc serve address {
          socket tcp as listener
          bind listener address
          listen listener
          return listener
        }
        serve 127.0.0.1:8080 as web
        expect web.state == LISTEN
        """
    ),
    Row(
      .return,
      .structure,
      operands: [Operand("VALUE", .any, .any)],
      summary: "ends a proc or an actor and gives its results to `as`",
      example: "proc seven { return 7 }\nseven as n\nexpect n == 7\n"
    ),
    Row(
      .break,
      .structure,
      summary: "leaves the innermost repeat or for",
      example: "repeat 10 as i {\n  if i == 3 { break }\n}\nexpect i == 3\n"
    ),
    Row(
      .repeat,
      .structure,
      operands: [Operand("COUNT", .integer)],
      result: .one(.integer),
      block: .plain,
      summary: "runs its block so many times; `as i` counts from 0",
      example: "repeat 3 as i { socket tcp as s }\n"
    ),
    Row(
      .retry,
      .structure,
      block: .plain,
      waits: true,
      summary: "runs its block again until it passes, or the limit is over",
      example: """
        socket tcp as server
        actor slow { bind server 127.0.0.1:8080; listen server }
        retry within 2s {
          socket tcp as c
          connect c 127.0.0.1:8080
        }
        """
    ),
    Row(
      .refused,
      .structure,
      block: .plain,
      summary: "shows what `socklab check` says to its lines, which must not pass it",
      detail: "The lines are never run. When they would have passed, the run fails.",
      example: "socket tcp as s\nrefused { bind s 127.0.0.1:65536 }\n"
    ),
    Row(
      .privileged,
      .structure,
      operands: [Operand("CAPABILITY", .word, .any, constants: .capability)],
      block: .plain,
      summary: "raises capabilities for its statements: those named, else all",
      detail: """
        A script is an ordinary user, also when root runs it. Inside this block its calls, and the \
        programs it runs, have the capabilities over this run's network.
        """,
      manual: "capabilities(7)",
      example: """
        socket tcp as s
        bind s 127.0.0.1:80 expect EACCES
        privileged CAP_NET_BIND_SERVICE { bind s 127.0.0.1:80 }
        """
    ),
    Row(
      .ready,
      .structure,
      operands: [.identifier("NAME")],
      summary: "adds one to a counter that only grows; `wait NAME` waits for it",
      example: "actor a { ready steady }\nwait steady\n"
    ),
    Row(
      .wait,
      .structure,
      operands: [.identifier("NAME"), Operand("COUNT", .integer, .optional)],
      result: .returned,
      waits: true,
      summary:
        "waits until a counter is at least COUNT (1), or all actors of a name, or a program, ended",
      detail: """
        `as x` takes what an actor returned, a list when there are several; of a program its exit \
        status, or the signal that ended it. There is no limit unless \
        `within` says one: when nobody can run and everybody left is in `wait`, that is a deadlock \
        and told at once.
        """,
      example: "actor a { return 7 }\nwait a as n\nexpect n == 7\n"
    ),
    Row(
      .kill,
      .structure,
      operands: [
        Operand("TARGET", [.actor, .program]), Operand("SIGNAL", .word, constants: .signal),
      ],
      modifiers: [.restart],
      waits: true,
      answers: true,
      summary: "sends a signal to the thread of an actor's `blocking` call, or to a program",
      detail: """
        The call must sleep in the kernel: `expect A blocked 10ms` before it makes sure. The signal \
        has a handler that does nothing, installed without SA_RESTART, so the call answers EINTR, \
        or what it had done so far; with `restart` the handler has SA_RESTART, and the kernel makes \
        most calls again by itself. A program gets the signal itself, not those that it started; \
        ESRCH: it has ended already.
        """,
      call: "tgkill(tgid, tid, sig)",
      manual: "signal(7)",
      errors: ["ESRCH", "EINVAL"],
      example: """
        pair tcp as a, b
        actor reader { recv a blocking expect EINTR }
        expect reader blocked 10ms
        kill reader SIGUSR1
        wait reader
        spawn "sleep" "60" as app
        kill app SIGTERM
        expect app exit SIGTERM
        """
    ),
    Row(
      .sleep,
      .structure,
      operands: [Operand("DURATION", .duration)],
      summary: "does nothing for a while; waiting for a fact is always better",
      manual: "clock_nanosleep(2)",
      example: "sleep 1ms\n"
    ),
    Row(
      .require,
      .structure,
      operands: [
        Operand(
          "WHAT",
          [.word, .option],
          words: [
            "kernel", "program", "root", "ipv6", "descriptors", "privileges",
          ],
          constants: .capability
        ),
        Operand("VALUE", [.bytes, .integer], .optional),
      ],
      summary: "skips the check or the file, with a reason, when the machine lacks something",
      detail: """
        `require kernel "6.3"`, `require program "nginx"`, `require root`, `require privileges` \
        (capabilities over this run's network), `require ipv6`, `require descriptors 2041`, a \
        capability that `privileged` must be able to raise: `require CAP_NET_ADMIN`, or an option that \
        this kernel must know: `require SO_INCOMING_CPU`.
        """,
      example: "require kernel \"3.10\"\nrequire descriptors 20\n"
    ),
  ]
}
