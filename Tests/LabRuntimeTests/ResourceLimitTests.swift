import LabDiagnostics
import LabTestSupport
import Testing

/// `--limit NAME=VALUE` of a run: each ends it with a failure that names the limit and the flag.
@Suite struct ResourceLimitTests {
  @Test(arguments: [
    Scenario.fails(
      "actors",
      "repeat 5 { actor w { wait go } }\nready go\n",
      says: ["error[limit-actors]", "the limit 'actors'", "--limit actors="],
      options: ["--limit", "actors=3"]
    ),
    .fails(
      "sockets, in an actor",
      "actor w { repeat 100 { socketpair unix stream as a, b } }\nwait w\n",
      says: ["error[limit-sockets]: more than 50 sockets are open", "--limit sockets=100"],
      options: ["--limit", "sockets=50"]
    ),
    .fails(
      "bytes",
      "let b = repeat(2000, \"x\")\n",
      says: ["error[limit-bytes]: a value may have 1000 bytes", "--limit bytes=2000"],
      options: ["--limit", "bytes=1000"]
    ),
    .fails(
      "bytes in KiB",
      "let b = repeat(2000, \"x\")\n",
      says: ["error[limit-bytes]: a value may have 1024 bytes"],
      options: ["--limit", "bytes=1KiB"]
    ),
    .fails(
      "elements",
      "let l = []\nrepeat 11 { let l = l + [1] }\n",
      says: ["error[limit-elements]: a list may have 10 elements", "--limit elements=20"],
      options: ["--limit", "elements=10"]
    ),
    .fails(
      "statements",
      "repeat 100000 { let x = 1 }\n",
      says: ["error[limit-statements]", "--limit statements=2000"],
      options: ["--limit", "statements=1000"]
    ),
    .fails(
      "time, of a wait",
      "pair tcp as a, b\ncleanup { note \"cleaned\" }\nexpect b \"x\" within 1h\n",
      says: [
        "error[limit-time]: the file is not over after 20 ms", "--limit time=40ms", "cleaned",
      ],
      options: ["--limit", "time=20ms"]
    ),
    .fails(
      "time, of work",
      "repeat 1000000000 { let x = 1 }\n",
      says: ["error[limit-time]"],
      options: ["--limit", "time=20ms"]
    ),
    .fails(
      "time, of actors alone",
      "actor w { repeat 1000000000 { let x = 1 } }\nactor v { wait go }\nwait w\nready go\n",
      says: ["error[limit-time]"],
      options: ["--limit", "time=20ms"]
    ),
    .fails(
      "time, of a cleanup behind it",
      """
      pair tcp as a, b
      cleanup { note "not said" }
      cleanup { recv b within 1h }
      expect b "x" within 1h
      """,
      says: ["error[limit-time]"],
      not: ["not said"],
      options: ["--limit", "time=20ms"]
    ),
    .fails(
      "pattern",
      "pair tcp as a, b\nsend a repeat(80, \"a\")\nsend a \"!\"\nexpect b /(a+)+$/\n",
      says: ["error[limit-pattern]: the regular expression took more than 1000 steps"],
      options: ["--limit", "pattern=1000"]
    ),
    .fails(
      "peek, of a line",
      "pair tcp as a, b\nsend a repeat(80, \"a\")\nexpect b line\n",
      says: [
        "error[limit-peek]: nothing matched in the first 50 unread bytes", "--limit peek=100",
      ],
      options: ["--limit", "peek=50"]
    ),
    .passes(
      "a run that is over before its time",
      "pair tcp as a, b\nsend a \"x\"\nexpect b \"x\"\n",
      options: ["--limit", "time=1h"]
    ),
    .fails(
      "a relation with what an ended program wrote waits for nothing",
      "spawn \"sh\" \"-c\" \"echo one\" as p\nexpect p exit 0\nexpect p.output == \"two\" within 1h\n",
      says: ["p.output is \"one"]
    ),
  ])
  func ends(_ scenario: Scenario) async throws { try await scenario.test() }

  /// A limit that no test above meets would be a number without a use.
  @Test func everyLimitHasItsDefault() {
    let limits = Limits()
    for limit in Limit.allCases where limits[limit] == 0 { #expect(limit.isOffAtZero) }
    var changed = limits
    for limit in Limit.allCases { changed[limit] = 7 }
    for limit in Limit.allCases { #expect(changed[limit] == 7) }
  }
}
