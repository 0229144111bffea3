extension Catalogue {
  /// Rows that come first in a file, once each (`goal` and `param` may repeat).
  static let headerRows: [Row] = [
    Row(
      .lesson,
      .header,
      operands: [Operand("TITLE", .bytes)],
      summary: "says that this file is a lesson, and names it",
      example: "lesson \"Lesson 4: port numbers\"\nnote \"hello\"\n"
    ),
    Row(
      .exercise,
      .header,
      operands: [Operand("TITLE", .bytes)],
      summary: "says that this file is an exercise, and names it",
      detail: """
        Its checks give points to what a student hands in; `socklab grade` runs it. Each has an ID, \
        and may begin with `points`, `needs`, `hint` and `visibility`.
        """,
      example: """
        exercise "Line echo server"
        submission program
        check up "it listens" {
          points 1
          spawn submission "7000" as server
          expect server listening 127.0.0.1:7000
        }

        """
    ),
    Row(
      .goal,
      .header,
      operands: [Operand("TEXT", .bytes)],
      summary: "says what the learner can do afterwards; shown at the top",
      example: "goal \"You can say who chose which port.\"\nnote \"hello\"\n"
    ),
    Row(
      .network,
      .header,
      operands: [Operand("WHICH", .word, words: ["private", "host"])],
      block: .plain,
      summary: "chooses the network: one of this run's own (the default), or this machine's",
      detail: """
        A private network has one interface, lo, with 127.0.0.0/8 and ::1, and the kernel's default \
        settings. Nothing outside can be reached or disturbed. Its block may hold `address` and \
        `sysctl` statements, which then run first. Where the system refuses it, `socklab run \
        --network loopback` takes this machine's network on addresses of the run's own, and skips \
        what needs more.
        """,
      manual: "network_namespaces(7)",
      example: """
        network private {
          address 192.0.2.10
        }
        socket tcp as s
        bind s 192.0.2.10:8080
        """
    ),
    Row(
      .timeout,
      .header,
      operands: [Operand("DURATION", .duration)],
      summary: "how long a statement may wait when it does not say `within`; else 5 s",
      example: "timeout 3s\nsocket tcp as s\n"
    ),
    Row(
      .param,
      .header,
      operands: [
        .identifier("NAME"),
        Operand("DEFAULT", [.integer, .bytes, .duration, .address], .optional),
      ],
      summary: "a value from outside, set by --set NAME=VALUE",
      detail: """
        Without a default it must be set. The value given outside is read as the kind of the \
        default; without one, as text.
        """,
      example: "param clients 10\nrepeat clients { socket tcp as c }\n"
    ),
    Row(
      .include,
      .header,
      operands: [Operand("PATH", .bytes)],
      summary: "reads another file here; a relative path starts at this file's folder",
      detail: "What the file binds and its procs are known afterwards. A cycle is an error.",
      example: ""
    ),
  ]
}
