import LabDiagnostics
import LabEvents
import LabReporters
import Testing

/// Mistakes that are known by their traces: what the student reads about them.
struct ClassicMistakeTests {
  /// One failed check: its finding's id, message and notes, its statements, its program.
  struct Failure: Sendable, CustomTestStringConvertible {
    var likely: String
    var id: String
    var message = "it failed"
    var notes: [(String, String)] = []
    var sent: [String] = []
    var statement = "expect c exactly \"hello\\n\""
    var end = ProgramReport.End.running
    var output = ""
    var errors = ""
    /// Statements that passed before, besides those that sent.
    var before: [String] = []
    /// How starts of the program ended that came before this one.
    var earlier: [ProgramReport.End] = []

    var testDescription: String { likely }

    var told: String {
      var check = ExerciseScript.Check(id: "a", verdict: .failed)
      check.statements = (before + sent.map { "send c \($0)" }).map { text in
        let verb = String(text.prefix { $0 != " " })
        return StatementReport(line: 4, depth: 0, text: text, verb: verb, mark: .passed)
      }
      check.statements.append(
        StatementReport(line: 5, depth: 0, text: statement, verb: "expect", mark: .failed)
      )
      check.finding = Diagnostic(id, message, notes: notes.map { Diagnostic.Note($0.0, $0.1) })
      check.programs =
        earlier.map { .submission($0) } + [.submission(end, output: output, errors: errors)]
      return ExerciseScript(checks: [check]).result().tests[0].output
    }
  }

  private static func arrived(_ likely: String, _ expected: String, _ arrived: String) -> Failure {
    Failure(
      likely: likely,
      id: "bytes-differ",
      notes: [("expected", "\(expected)   68 65"), ("arrived", "\(arrived)   68 65\n   ^")]
    )
  }

  /// Its bind answered EADDRINUSE, and it gave up.
  private static func refused(
    _ likely: String,
    earlier: [ProgramReport.End] = [],
    before: [String] = []
  ) -> Failure {
    Failure(
      likely: likely,
      id: "program-ended",
      statement: "expect server listening 127.0.0.1:7000",
      end: .exited(1),
      errors: "OSError: [Errno 98] Address already in use\n",
      before: before,
      earlier: earlier
    )
  }

  static let failures: [Failure] = [
    arrived("strlen(buf) + 1", #""hello\n""#, #""hello\n\0""#),
    arrived("the whole buffer was sent", #""hello\n""#, #""hello\n\0\0\0\0""#),
    arrived("print or println", #""hello\n""#, #""hello\n\n""#),
    arrived("print or println", #""hello\n""#, #""hello\n\r\n""#),
    arrived("ends with \\r\\n", #""hello\n""#, #""hello\r\n""#),
    arrived("the line end was taken off", #""hello\n""#, #""hello""#),
    arrived("sent twice", #""hello\n""#, #""hello\nhello\n""#),
    arrived("little-endian", #""\0\0\x01\x02hi""#, #""\x02\x01\0\0hi""#),
    arrived("little-endian", #""\0\x05hello""#, #""\x05\0hello""#),
    arrived("taken for a whole line", #""hello world\n""#, #""hello\n world\n""#),
    Failure(
      likely: "bytes of an earlier, longer message",
      id: "not-exactly",
      notes: [("expected", #""hi\n""#), ("arrived", #""hi\nlo world\n""#)],
      sent: [#""hello world\n""#, #""hi\n""#]
    ),
    Failure(
      likely: "each recv is answered at once",
      id: "not-silent",
      notes: [("arrived", #""hel""#)],
      sent: [#""hel""#],
      statement: "expect c nothing"
    ),
    Failure(
      likely: "each recv is answered at once",
      id: "not-silent",
      notes: [("arrived", #""\0\0\0\n""#)],
      sent: [#""\0\0\0\n""#],
      statement: "expect c nothing"
    ),
    Failure(
      likely: "bound to another address of this machine",
      id: "timeout",
      notes: [("kernel", "server listens on 127.0.1.1:7000")],
      statement: "expect server listening 127.0.0.1:7000 within 2s"
    ),
    Failure(
      likely: "one recv, one send, and then close",
      id: "not-exactly",
      message: "the expected bytes came on c, and behind them its peer closed (FIN)"
    ),
    Failure(
      likely: "closed while bytes of ours lay unread",
      id: "ended-early",
      message: "ECONNRESET (Connection reset by peer) on c after 1025 of 200000 bytes"
    ),
    Failure(
      likely: "served to its end before the next",
      id: "timeout",
      message: "nothing came on c within 2 s",
      notes: [("kernel", "server has not accepted this connection\n8 bytes lie unread at server")]
    ),
    Failure(
      likely: "printed, not sent",
      id: "timeout",
      message: "nothing came on c within 2 s",
      output: "got hello\n"
    ),
    Failure(
      likely: "waits for more",
      id: "timeout",
      message: "nothing came on c within 2 s",
      notes: [("kernel", "server has read all, and sleeps")]
    ),
    Failure(
      likely: "asks again and again",
      id: "timeout",
      message: "server did not come to rest within 2 s",
      notes: [("kernel", "a thread of server (pid 7) runs")],
      statement: "expect c nothing"
    ),
    Failure(
      likely: "stays in CLOSE_WAIT",
      id: "relation",
      message: "server.states is [CLOSE_WAIT], has CLOSE_WAIT",
      statement: "expect not server.states has CLOSE_WAIT"
    ),
    Failure(
      likely: "only programs on this machine",
      id: "timeout",
      notes: [("kernel", "server listens on 127.0.0.1:7000")],
      statement: "expect server listening 192.0.2.1:7000 within 2s"
    ),
    Failure(
      likely: "IPv4 or on IPv6 alone",
      id: "timeout",
      notes: [("kernel", "server listens on 0.0.0.0:7000")],
      statement: "expect server listening [::1]:7000 within 2s"
    ),
    Failure(
      likely: "the port is written into the program",
      id: "timeout",
      notes: [("kernel", "server listens on 127.0.0.1:8080")],
      statement: "expect server listening 127.0.0.1:7000 within 2s"
    ),
    Failure(likely: "SIGPIPE ends a program", id: "ended-early", end: .signaled("SIGPIPE")),
    Failure(likely: "a pointer that leads nowhere", id: "ended-early", end: .signaled("SIGSEGV")),
    Failure(
      likely: "caught nowhere",
      id: "timeout",
      end: .exited(1),
      errors: "ConnectionResetError: [Errno 104] Connection reset by peer\n"
    ),
    Failure(
      likely: "an error that nothing catches",
      id: "ended-early",
      end: .exited(1),
      errors: "Traceback (most recent call last):\nValueError\n"
    ),
    refused("the port is still taken by a connection", earlier: [.ended]),
    refused("the port is still taken by a connection", earlier: [.exited(0)]),
    refused("still runs, and has the port", earlier: [.running]),
    refused("the exercise itself has bound this port", before: ["bind web 127.0.0.1:80"]),
    refused("asks for this port twice"),
    Failure(
      likely: "a port that was to be the exercise's own",
      id: "unexpected-errno",
      message: "bind was refused: EADDRINUSE (Address already in use)",
      notes: [("kernel", "127.0.0.1:80 is in LISTEN; server (line 4) has it")],
      statement: "bind web 127.0.0.1:80"
    ),
    Failure(
      likely: "SO_REUSEPORT is set",
      id: "timeout",
      notes: [
        (
          "kernel",
          "127.0.0.1:7000 has 2 listeners (SO_REUSEPORT): server (line 3), second (line 9)"
        )
      ],
      statement: "wait second as status within 5s"
    ),
    Failure(
      likely: "main returned",
      id: "program-ended",
      statement: "connect c 127.0.0.1:7000",
      end: .exited(0)
    ),
    Failure(
      likely: "main returned",
      id: "program-ended",
      statement: "expect server listening 127.0.0.1:7000",
      end: .exited(0)
    ),
  ]

  @Test(arguments: failures)
  func isRecognised(_ failure: Failure) {
    let line = failure.told.split(separator: "\n").first { $0.hasPrefix("likely ") }
    #expect(line?.contains(failure.likely) == true, "\(failure.told)")
    #expect(failure.told.contains("\nhint      "), "\(failure.told)")
  }

  /// Nothing is guessed where there are no traces.
  @Test(arguments: [
    arrived("", #""hello\n""#, #""world\n""#), arrived("", #""hello\n""#, #""hellooo\n""#),
    Failure(likely: "", id: "unexpected-errno", message: "connect was refused: ECONNREFUSED"),
    Failure(likely: "", id: "timeout", message: "nothing came on c within 2 s"),
    // A second server has been refused, as it should be: it is not why this one is silent.
    Failure(
      likely: "",
      id: "timeout",
      message: "nothing came on c within 2 s",
      errors: "bind: Address already in use\n",
      earlier: [.running]
    ),
    // Nobody wanted to be served.
    Failure(
      likely: "",
      id: "program-ended",
      statement: "expect app output \"42\"",
      end: .exited(0)
    ),
  ])
  func nothingIsGuessed(_ failure: Failure) {
    #expect(!failure.told.contains("likely "), "\(failure.told)")
  }

  /// Names of the script never hide what is meant.
  @Test func programIsTheirs() {
    let failure = Failure(
      likely: "",
      id: "timeout",
      message: "server did not come to rest within 2 s; observer and server2 did",
      statement: "expect c nothing"
    )
    #expect(
      failure.told.hasPrefix(
        "Your program did not come to rest within 2 s; observer and server2 did."
      )
    )
    let fact = Failure(likely: "", id: "relation", message: "server.output is \"1\", not \"2\"")
    #expect(fact.told.hasPrefix("Your program's output is \"1\", not \"2\"."), "\(fact.told)")
    let end = Failure(likely: "", id: "relation", message: "nothing is left of server.")
    #expect(end.told.hasPrefix("Nothing is left of your program."), "\(end.told)")
  }
}
