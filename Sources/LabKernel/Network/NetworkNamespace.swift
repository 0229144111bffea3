import CLab

/// The network stack of this process; network_namespaces(7).
package enum NetworkNamespace {
  /// Gives this process a network of its own with `lo` up, and makes it an ordinary user there.
  ///
  /// An ordinary user first needs a user namespace, where the uid is mapped to itself and not to
  /// 0, so that spawned programs don't become root by exec. Root makes the network only. In the
  /// end the effective capability set is empty and the permitted set kept.
  ///
  /// unshare(CLONE_NEWUSER) needs a process of one thread; that is asserted.
  package static func enterPrivate() throws(EnvironmentRefusal) {
    let user = geteuid()
    let group = getegid()
    guard isThreadSafeToEnter else {
      throw refusal(.threads, .invalidArgument, user)
    }
    if user == 0 {
      Capabilities.raisePermitted(among: .sysAdmin)
      try act(.unshare, user, Answer(raw: clab_unshare(Int32(CLAB_NEW_NET))))
    } else {
      let flags = Int32(CLAB_NEW_USER | CLAB_NEW_NET)
      try act(.unshare, user, Answer(raw: clab_unshare(flags)))
      try act(.userMap, user, writeOnce("/proc/self/uid_map", "\(user) \(user) 1"))
      // An ordinary user may map its group only after giving setgroups(2) up.
      try act(.groups, user, writeOnce("/proc/self/setgroups", "deny"))
      try act(.groupMap, user, writeOnce("/proc/self/gid_map", "\(group) \(group) 1"))
    }
    try act(.loopback, user, loopbackUp())
    try act(.capabilities, user, Capabilities.drop())
  }

  /// Makes another network for this process, as for a check with a set-up of its own.
  package static func fresh() -> Answer {
    Capabilities.raised([.sysAdmin, .netAdmin]) {
      let answer = Answer(raw: clab_unshare(Int32(CLAB_NEW_NET)))
      return answer.isSuccess ? loopbackUp() : answer
    }
  }

  /// The network that this process is in, to come back to.
  package static func handle() throws(Errno) -> FileDescriptor {
    try handle(of: "self")
  }

  /// Enters the network of a handle; sockets that exist stay in theirs.
  package static func `switch`(to handle: borrowing FileDescriptor) -> Answer {
    let descriptor = handle.raw
    return Capabilities.raised(.sysAdmin) {
      Answer(raw: clab_setns(descriptor, Int32(CLAB_NEW_NET)))
    }
  }

  /// Whether this process has one thread, which a new user namespace asks for.
  package static var isThreadSafeToEnter: Bool { clab_thread_count() == 1 }

  /// The number by which /proc and `ss` know this process's network.
  package static var identifier: UInt64? {
    var status = stat()
    return stat("/proc/self/ns/net", &status) == 0 ? UInt64(status.st_ino) : nil
  }

  static func handle(of process: String) throws(Errno) -> FileDescriptor {
    let opened = clab_open("/proc/\(process)/ns/net", O_RDONLY | O_CLOEXEC, 0)
    return try FileDescriptor(movingUp: Answer(raw: opened))
  }

  private static func loopbackUp() -> Answer {
    Capabilities.raised(.netAdmin) { Answer(raw: clab_loopback_up()) }
  }

  /// The map files take one write(2) in all.
  private static func writeOnce(_ path: String, _ text: String) -> Answer {
    let opened = Answer(raw: clab_open(path, O_WRONLY | O_CLOEXEC, 0))
    guard opened.isSuccess else { return opened }
    defer { _ = clab_close(Int32(opened.raw)) }
    return Answer(raw: clab_write(Int32(opened.raw), text, text.utf8.count))
  }

  private static func act(
    _ step: EnvironmentRefusal.Step,
    _ user: UInt32,
    _ answer: Answer
  ) throws(EnvironmentRefusal) {
    if let errno = answer.errno { throw refusal(step, errno, user) }
  }

  private static func refusal(
    _ step: EnvironmentRefusal.Step,
    _ errno: Errno,
    _ user: UInt32
  ) -> EnvironmentRefusal {
    EnvironmentRefusal(step: step, errno: errno, facts: .current(userID: user))
  }
}
