extension Catalogue {
  /// Rows about the machine around the sockets: settings, addresses, programs, files.
  static let environmentRows: [Row] = [
    Row(
      .sysctl,
      .environment,
      operands: [Operand("NAME", .bytes), Operand("VALUE", .bytes, .optional)],
      result: .one(.bytes),
      answers: true,
      summary: "reads or sets a setting of this run's network; set back at the end",
      detail: """
        The value is text, several numbers separated by one blank. Only settings under `net.` can be \
        set, and only in a private network. What is set belongs to the file, check or actor, whose \
        end puts the old value back.
        """,
      manual: "sysctl(8)",
      errors: ["EACCES", "EINVAL", "ENOENT"],
      example: """
        sysctl "net.ipv4.ip_unprivileged_port_start" expect "1024"
        sysctl "net.ipv4.ip_unprivileged_port_start" "80"
        """
    ),
    Row(
      .address,
      .environment,
      operands: [Operand("IP", .ip)],
      answers: true,
      summary: "gives this network one more address, on lo",
      detail: "A /32 (or /128, without duplicate detection) on lo. Only in a private network.",
      manual: "rtnetlink(7)",
      errors: ["EEXIST"],
      example: "address 192.0.2.10\nsocket tcp as s\nbind s 192.0.2.10:8080\n"
    ),
    Row(
      .run,
      .environment,
      operands: [
        Operand("PROGRAM", .bytes),
        Operand("ARGUMENT", [.bytes, .integer, .address, .ip, .list], .any),
      ],
      result: .one(.result),
      waits: true,
      answers: true,
      summary: "runs a program in this network and waits for its end with status 0",
      detail: """
        No shell is involved: `run "sh" "-c" "…"` asks for one. `expect 3` expects that exit status; \
        `as r` gives r.value, the status, and r.data, what it wrote to its standard output. The \
        program is an ordinary user, unless inside `privileged`.
        """,
      manual: "execve(2)",
      errors: ["ENOENT", "EACCES"],
      example: "run \"sh\" \"-c\" \"exit 3\" expect 3\n"
    ),
    Row(
      .write,
      .environment,
      operands: [Operand("PATH", .bytes), Operand("BYTES", .bytes)],
      answers: true,
      summary: "makes a file in this run's own folder, which is removed at the end",
      detail: "The path is relative; `${tmp}` is the folder's own path.",
      manual: "open(2)",
      example:
        "write \"zone\" \"one line\\n\"\nrun \"cat\" \"${tmp}/zone\" as r\nexpect r.data == \"one line\\n\"\n"
    ),
  ]
}
