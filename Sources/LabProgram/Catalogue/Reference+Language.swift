/// The parts of the reference that are about the language as a whole.
extension Reference {
  static let expectations = """
    ## expect

    As a statement it takes a relation, or a socket (or a list of sockets, each of which is meant), or an
    actor, and what is expected of it.

    | statement | true when |
    |---|---|
    | `expect S "text"` | these bytes come next on a stream; on a datagram socket: the next datagram is this |
    | `expect S /regex/` | what comes next matches, from the next unread byte on |
    | `expect S line` | a whole line came, up to and with its `\\n` |
    | `expect S bytes N` | N bytes came |
    | `expect S exactly "text"` | these bytes and then nothing, no FIN either |
    | `expect S eof` | the other end has closed, and all was read |
    | `expect S reset` | the connection was reset |
    | `expect S silence 200ms` | nothing came for so long |
    | `expect S nothing` | nothing has come, and nothing is about to: the program of `spawn` at the other end rests |
    | `expect P output "text"` | the program wrote this, or `/regex/`, to its standard output, behind what was found last |
    | `expect P errors "text"` | the same for its standard error |
    | `expect P exit 0` | the program ended with this status; `exit SIGKILL`: by this signal |
    | `expect P listening ADDRESS` | a connect there would reach a listener of the program, or of what it started |
    | `expect P read S` | all that was sent on the socket was acknowledged, and read by the program |
    | `expect ACTOR blocked 50ms` | from now on for so long, its `blocking` call has slept in the kernel |
    | `expect VALUE == VALUE` | also `!= < <= > >=`, `in` a range or list, `has` a flag or member, `~` text or regex |

    `as m` behind `"text"`, `/regex/`, `line`, `bytes` and `exactly` gives `m.data` and a regex's named
    groups (`m.name`); so do `output` and `errors`. The program's words are words only there: elsewhere
    a script may bind `output`, `errors`, `exit`, `listening` and `read`.

    A program rests when all its threads, and those of all it started, sleep in two looks with the same
    counts of context switches, while the queues of the connection are empty on both sides: then nothing
    runs, and nothing is there that could wake it. That proves `nothing`, and what `exactly` says about
    the time after its bytes; neither waits. A timer that the program itself has set is not seen: for
    that, and for peers that are no programs of `spawn`, there is `silence`.

    A relation about a fact of a socket or tuple is asked until it is true, or the
    limit is over; any other is asked once. `or` joins relations, `not` turns one round.

    Behind a call, a bare value is its outcome: an errno, `ok`, a number it returned, else the data or
    value it gave; `unanswered` behind `connect`. A relation asks for success first.


    """

  static let rules = """
    ## Rules of the checker

    - **Words** of the tables (`tcp`, `line`, `both` …) cannot be bound. Header rows come first; `lesson`
      or `exercise`, `network` and `timeout` stand once. An included file has only `param` and `include`;
      a file that is included a second time adds nothing.
    - **Names.** A name that is bound on some ways only cannot be used behind them: both branches of an
      `if` must bind it (a branch that ends in `break` or `return` does not count), or a loop that surely
      runs: `repeat` with a number above 0, `for` over a written list or range that is not empty, without
      a `break`. `retry` and `privileged` always run.
    - **Outside.** Checks, actors and cleanups have copies of the names outside, and what they bind ends
      with them: a name that is certainly bound outside cannot be bound again inside. One that is bound
      there on some ways only, or not at all, can.
    - **Kinds.** In `if` and loops a name that existed before keeps its kind. A call that makes a socket
      gives a result instead when an errno is expected, and either when both are.
    - **Closed.** A socket's name cannot be used behind `close` or `reset`, in text order and where it is
      certain, unless `expect EBADF`, or POLLNVAL of `poll`, stands there. Binding the name again makes
      it fresh.
    - **Places.** `step` and `check` stand in the file, in steps, `if` and loops. `setup` stands in the
      file before the first check, `proc` in the file. `cleanup` may stand in a proc: it then belongs to
      the caller. A cleanup holds no actor and no cleanup.
    - **Actors and counters.** `wait NAME` means the actors of that name in the same file or check,
      wherever they stand, else a counter that some `ready` names. Those of procs are known everywhere.
    - **Procs.** `as` takes what `return` gave; one name for several values takes a list. A proc takes
      neither `within` nor `expect`.
    - **Refused.** The lines of `refused` are judged by themselves; nothing they bind or close counts
      outside.


    """

  static let addresses = """
    ## Addresses

    | written | means |
    |---|---|
    | `127.0.0.1:8080` `[::1]:8080` `[fe80::1%lo]:53` | an address and a port, 0 to 65535 |
    | `*:8080` | every address of the network, in the family of the socket |
    | `localhost:http` | loopback in the family of the socket; a service of our own table |
    | `127.0.0.1:${n}` `${ip}:80` | parts from values |
    | `unix:path` `unix:"a path"` `unix:@abstract` `unix:` | Unix sockets: relative paths are in the run's own folder; the last is unnamed |
    | `192.0.2.10` `[2001:db8::1]` | an address without port, for `address` |

    Other host names are refused: a run has no resolver. A socket in place of an address is its local
    address. `ephemeral` is this network's `ip_local_port_range`; `wellknown registered dynamic` are
    IANA's ranges.


    """
}
