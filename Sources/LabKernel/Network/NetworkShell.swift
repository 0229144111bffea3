import CLab

/// Why a run's network could not be entered.
package enum NetworkShellFailure: Error, Equatable, Sendable {
  /// There is no such process.
  case noProcess
  /// It is in the network that we are in already.
  case sameNetwork
  /// It belongs to another user.
  case notPermitted
  case refused(Errno)
}

/// A shell inside the network of a run, for `ss`, `nc` and `tcpdump` in a second window.
package enum NetworkShell {
  /// Enters the network of a process and becomes a program there; returns only by failing.
  ///
  /// In the user namespace of a private network the program gets CAP_NET_RAW and CAP_NET_ADMIN,
  /// so that tcpdump can capture; they reach no further than that network.
  ///
  /// - Parameters:
  ///   - process: A process of the run.
  ///   - program: The shell and its arguments.
  /// - Returns: Why it failed.
  package static func execute(in process: Int32, _ program: [String]) -> NetworkShellFailure {
    let own = "/proc/self/ns"
    let other = "/proc/\(process)/ns"
    guard let network = identity("\(other)/net") else {
      return identity("/proc/\(process)") == nil ? .noProcess : .notPermitted
    }
    if network == identity("\(own)/net") { return .sameNetwork }
    let entersUser = identity("\(other)/user") != identity("\(own)/user")
    // Both first: after the first setns, /proc shows the world of another user.
    var answer = Answer(raw: 0)
    do throws(Errno) {
      let user = try open("\(other)/user")
      let net = try open("\(other)/net")
      if entersUser { answer = Answer(raw: clab_setns(user.raw, Int32(CLAB_NEW_USER))) }
      Capabilities.raisePermitted(among: .sysAdmin)
      if answer.isSuccess { answer = Answer(raw: clab_setns(net.raw, Int32(CLAB_NEW_NET))) }
    } catch {
      answer = Answer(error)
    }
    if let errno = answer.errno {
      return errno == .notPermitted || errno == .permissionDenied
        ? .notPermitted : .refused(errno)
    }
    if entersUser { grant([.netRaw, .netAdmin]) }
    clab_reset_signals()
    let arguments = CStringArray(program)
    return .refused(
      Errno(
        code: -Int32(clab_exec(program[0], arguments.pointers, CStringArray.ownEnvironment))
      )
    )
  }

  /// What tells one namespace from another: device and inode.
  private static func identity(_ path: String) -> [UInt64]? {
    var status = stat()
    return stat(path, &status) == 0 ? [UInt64(status.st_dev), UInt64(status.st_ino)] : nil
  }

  private static func open(_ path: String) throws(Errno) -> FileDescriptor {
    try FileDescriptor(movingUp: Answer(raw: clab_open(path, O_RDONLY | O_CLOEXEC, 0)))
  }

  /// Lets capabilities outlive the exec of an ordinary program.
  private static func grant(_ capabilities: CapabilitySet) {
    var sets = clab_capabilities()
    _ = clab_capabilities_get(&sets)
    sets.inheritable |= capabilities.rawValue & sets.permitted
    _ = clab_capabilities_set(&sets)
    _ = clab_ambient_set(sets.inheritable & capabilities.rawValue)
  }
}
