import LabConstants

/// The process and its surroundings.
extension SystemCall {
  private static let resources = ["RLIMIT_NOFILE", "RLIMIT_FSIZE", "RLIMIT_MEMLOCK"]

  static let systemCalls: [SystemCall] = [
    SystemCall("getpid", .process, [], "this process's number"),
    SystemCall("getuid", .process, [], "the user"),
    SystemCall("getgid", .process, [], "the group"),
    SystemCall("geteuid", .process, [], "the user whose rights count"),
    SystemCall(
      "pidfd_open",
      .process,
      [CallParameter("pid", .process), CallParameter("flags", .integer(nil))],
      result: .descriptor,
      "a descriptor of a process"
    ),
    SystemCall(
      "unshare",
      .system,
      [CallParameter("flags", .choice(["CLONE_NEWNET"]))],
      "CLONE_NEWNET: what is made from here on is in a new, empty network, until the owner ends"
    ),
    SystemCall(
      "prlimit64",
      .system,
      [
        CallParameter("pid", .integer(nil)),
        CallParameter("resource", .choice(resources)),
        CallParameter("new_limit", .structureIn("rlimit")),
        CallParameter("old_limit", .structureOut("rlimit")),
      ],
      manual: "prlimit(2)",
      "sets a limit of this process, such as RLIMIT_NOFILE; r.value is the former one"
    ),
    SystemCall(
      "getrlimit",
      .system,
      [
        CallParameter("resource", .choice(resources)),
        CallParameter("rlim", .structureOut("rlimit")),
      ],
      "asks for a limit: r.value.cur, r.value.max"
    ),
    SystemCall(
      "setrlimit",
      .system,
      [
        CallParameter("resource", .choice(resources)),
        CallParameter("rlim", .structureIn("rlimit")),
      ],
      "sets a limit of this process, such as RLIMIT_NOFILE, until another call sets it back"
    ),
    SystemCall(
      "sched_setaffinity",
      .system,
      [
        CallParameter("pid", .integer(nil)), CallParameter("cpusetsize", .size(of: 2)),
        CallParameter("mask", .processors),
      ],
      "ties this process to processors"
    ),
  ]
}
