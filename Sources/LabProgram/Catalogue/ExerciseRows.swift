extension Catalogue {
  /// The head of an example that is an exercise.
  private static let exerciseExample = exerciseExample(header: "")

  /// The same with one more line behind `submission program`.
  private static func exerciseExample(header: String) -> String {
    "exercise \"Echo server\"\nsubmission program\n" + header + """
      setup {
        spawn submission "7000" as server
        expect server listening 127.0.0.1:7000
      }

      """
  }

  /// Rows of an exercise's header: what is handed in, under which limits, for how many points.
  static let exerciseHeaderRows: [Row] = [
    Row(
      .submission,
      .header,
      operands: [Operand("KIND", .word, words: ["program", "scenario"])],
      summary: "says what is handed in for this exercise, and names it 'submission'",
      detail: """
        A program is started by `spawn submission "7000" as server`; every start runs in a box of \
        its own, where it sees neither this file nor other submissions. A scenario was run before; \
        its calls are judged: `expect submission.calls has "bind EADDRINUSE"`, `expect \
        submission.connections >= 3`. Graded by `socklab grade`.
        """,
      example: exerciseExample + "check up \"it listens\" { points 1 }\n"
    ),
    Row(
      .limit,
      .header,
      operands: [
        Operand("DURATION", .duration, .optional, introducer: "wall"),
        Operand("DURATION", .duration, .optional, introducer: "cpu"),
        Operand("BYTES", .integer, .optional, introducer: "memory"),
        Operand("NUMBER", .integer, .optional, introducer: "processes"),
        Operand("BYTES", .integer, .optional, introducer: "output"),
      ],
      summary: "what a submission may use in each check of an exercise",
      detail: """
        Without it: `limit wall 10s cpu 5s memory 256MiB processes 64 output 64KiB`. `wall` is the \
        time of a whole check; `output` counts what is written to both outputs. `cpu`, `memory` and \
        `processes` are for all processes of the submission together. Where the machine has no control \
        groups, what the kernel keeps (files of memfd_create(2), buffers) is not counted as memory: \
        `socklab doctor` says which there are.
        """,
      manual: "cgroups(7), setrlimit(2)",
      example: exerciseExample(header: "limit wall 5s processes 8\n")
        + "check up \"it listens\" { points 1 }\n"
    ),
    Row(
      .total,
      .header,
      operands: [Operand("POINTS", .integer)],
      summary: "the points of a whole exercise",
      detail: """
        What the checks with `points` leave of it is shared equally among the others. Without a \
        total, each of those is worth 1.
        """,
      example: exerciseExample(header: "total 10\n")
        + "check up \"it listens\" { points 4 }\n"
    ),
  ]

  /// Rows at the head of a check of an exercise: what it is worth, and to whom it is shown.
  static let exerciseRows: [Row] = [
    Row(
      .points,
      .exercise,
      operands: [Operand("NUMBER", .integer)],
      summary: "the points of this check; with 0 it only informs",
      example: exerciseExample + "check up \"it listens\" {\n  points 2\n}\n"
    ),
    Row(
      .needs,
      .exercise,
      operands: [.identifier("CHECK", .several)],
      summary: "checks above without which this one is skipped",
      detail: "A check that is skipped says which one it needed, and does not count as failed.",
      example: exerciseExample + """
        check up "it listens" { points 1 }
        check answers "it answers" {
          needs up
          socket tcp as c
          connect c 127.0.0.1:7000
          send c "hello\\n"
          expect c exactly "hello\\n"
        }

        """
    ),
    Row(
      .hint,
      .exercise,
      operands: [Operand("TEXT", .bytes)],
      summary: "what a student is told when this check fails",
      example: exerciseExample + """
        check up "it listens" {
          hint "bind() wants the port in network byte order: htons(7000)"
        }

        """
    ),
    Row(
      .visibility,
      .exercise,
      operands: [
        Operand(
          "WHEN",
          .word,
          words: ["visible", "hidden", "after_due_date", "after_published"]
        )
      ],
      summary: "when a student sees this check; else it is visible",
      detail: """
        Of a hidden check a student is told the kind of failure and what the own program wrote, and \
        never what was expected.
        """,
      example: exerciseExample + "check up \"it listens\" {\n  visibility hidden\n}\n"
    ),
  ]
}
