extension Catalogue {
  /// Rows about programs that run beside the script.
  static let programRows: [Row] = [
    Row(
      .spawn,
      .environment,
      operands: [
        Operand("PROGRAM", [.bytes, .submission]),
        Operand("\"NAME=VALUE\"", [.bytes, .list], .optional, introducer: "env"),
        Operand("FOLDER", .bytes, .optional, introducer: "in"),
        Operand("SOCKET", [.socket, .list], .optional, introducer: "keep"),
        Operand("ARGUMENT", [.bytes, .integer, .address, .ip, .list], .any),
      ],
      result: .one(.program),
      answers: true,
      summary: "starts a program in this network, which runs beside the script",
      detail: """
        A name without a slash is looked for on PATH and in the folders of servers, `"./server"` beside the script. No shell is \
        involved: `spawn "sh" "-c" "…"` asks for one. A list stands for its elements, and may go \
        over several lines. The program is an ordinary user \
        unless inside `privileged`, reads end of file from its standard input, and starts in this \
        run's own folder, or `in` another. `env` adds to its environment, `keep` leaves it a socket \
        open under the socket's own number; both may stand several times, or take a list. What it \
        writes is taken in as it comes, up to the limit `bytes`, and can be expected: `expect app \
        output "ready"`. In an exercise `spawn submission "7000" as server` starts what was handed in, \
        in its box. When the file, check or actor that started it ends, it is killed with all \
        that it started, also what it put into the background.
        """,
      manual: "execve(2)",
      errors: ["ENOENT", "EACCES"],
      example: """
        spawn "sh" "-c" "echo $GREETING; exit 3" env "GREETING=hello" as app
        expect app output "hello\\n"
        expect app exit 3
        spawn "no-such-program" expect ENOENT
        """
    )
  ]
}
