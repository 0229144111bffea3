import LabConstants

/// The process and its surroundings.
extension SystemCall {
  static let systemCalls: [SystemCall] = [
    SystemCall("getpid", .process, [], "this process's number"),
    SystemCall("getuid", .process, [], "the user"),
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
        CallParameter("resource", .choice(["RLIMIT_NOFILE", "RLIMIT_FSIZE"])),
        CallParameter("new_limit", .structure("rlimit")),
        CallParameter("old_limit", .structure("rlimit")),
      ],
      manual: "prlimit(2)",
      "sets a limit of this process, such as RLIMIT_NOFILE; r.value is the former one"
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
