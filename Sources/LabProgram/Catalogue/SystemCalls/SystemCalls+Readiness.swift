import LabConstants

/// Waiting for several descriptors, and for signals.
extension SystemCall {
  static let readinessCalls: [SystemCall] = [
    SystemCall(
      "poll",
      .net,
      [
        CallParameter("fds", .polled), CallParameter("nfds", .count(of: 0)),
        CallParameter("timeout", .integer(nil)),
      ],
      waiting: .thread,
      "asks about several `pollfd(fd, events)`; r.value lists their revents; timeout in ms"
    ),
    SystemCall(
      "ppoll",
      .net,
      [
        CallParameter("fds", .polled), CallParameter("nfds", .count(of: 0)),
        CallParameter("tmo", .timespec), CallParameter("sigmask", .structureIn("sigset")),
      ],
      waiting: .thread,
      added: [8],
      manual: "poll(2)",
      "poll with a duration for time-out"
    ),
    SystemCall(
      "select",
      .net,
      [
        CallParameter("nfds", .highest), CallParameter("readfds", .descriptorSet),
        CallParameter("writefds", .descriptorSet), CallParameter("exceptfds", .descriptorSet),
        CallParameter("timeout", .timeval),
      ],
      waiting: .thread,
      "asks about three lists of sockets; r.value has the three lists of those that are ready"
    ),
    SystemCall(
      "epoll_create1",
      .file,
      [CallParameter("flags", .choice(["EPOLL_CLOEXEC"]))],
      result: .descriptor,
      manual: "epoll_create(2)",
      "makes an epoll instance"
    ),
    SystemCall(
      "epoll_ctl",
      .file,
      [
        CallParameter("epfd", .descriptor),
        CallParameter("op", .choice(["EPOLL_CTL_ADD", "EPOLL_CTL_DEL", "EPOLL_CTL_MOD"])),
        .descriptor,
        CallParameter("event", .epollEvent),
      ],
      "adds, changes or removes a descriptor: `epoll_event(EPOLLIN | EPOLLET, 7)`"
    ),
    SystemCall(
      "epoll_wait",
      .file,
      [
        CallParameter("epfd", .descriptor), CallParameter("events", .epollEvents(count: 2)),
        CallParameter("maxevents", .count(of: 1)), CallParameter("timeout", .integer(nil)),
      ],
      waiting: .thread,
      "waits; r.value lists the events with .events and .data; timeout in ms"
    ),
    SystemCall(
      "sigtimedwait",
      .process,
      [
        CallParameter("set", .signals), CallParameter("info", .structureIn("siginfo")),
        CallParameter("timeout", .timespec),
      ],
      waiting: .thread,
      added: [8],
      "takes a pending signal (SIGIO, SIGURG); r.count is its number, r.signal its name"
    ),
  ]
}
