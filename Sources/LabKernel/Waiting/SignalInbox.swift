import CLab

/// The signals that are to end the run, as something to read instead of an interruption.
///
/// SIGPIPE is blocked too, so that a send to a closed peer answers EPIPE and doesn't end us; it
/// is told by `takeBrokenPipe`. SIGIO and SIGURG, which a script can ask for (F_SETOWN), are
/// blocked and stay pending until it takes them. Children get their masks back in `ChildProcess`
/// and `ForkedChild`.
package struct SignalInbox: ~Copyable {
  private let descriptor: FileDescriptor
  private let before: sigset_t

  /// The descriptor to watch.
  package var fd: Int32 { descriptor.raw }

  /// Blocks the signals from now on.
  ///
  /// - Parameter signals: What to take in; SIGPIPE, SIGIO and SIGURG are blocked only.
  /// - Throws: The error number of signalfd(2).
  package init(_ signals: [Int32] = [SIGINT, SIGTERM, SIGHUP]) throws(Errno) {
    var watched = sigset_t()
    sigemptyset(&watched)
    for signal in signals { sigaddset(&watched, signal) }
    var blocked = watched
    for signal in Self.kept { sigaddset(&blocked, signal) }
    var previous = sigset_t()
    sigprocmask(SIG_BLOCK, &blocked, &previous)
    before = previous
    descriptor = try FileDescriptor(movingUp: Answer(raw: clab_signalfd(&watched)))
  }

  /// What is blocked only, so that it does not end us: a script can ask for any of them (F_SETSIG),
  /// and SIGXFSZ comes with a limit on files.
  private static let kept =
    [
      SIGPIPE, SIGIO, SIGURG, SIGUSR1, SIGUSR2, SIGALRM, SIGVTALRM, SIGPROF, SIGXCPU, SIGXFSZ,
      SIGPWR, SIGSTKFLT,
    ] + Array(34...64)

  /// Whether a script may have a signal sent to this process: it stays pending, and ends nothing.
  ///
  /// 35 is what interrupts a call on a helper thread.
  package static func isHarmless(_ signal: Int32) -> Bool {
    signal == 0 || (kept.contains(signal) && signal != 35)
  }

  deinit {
    // What still pends would end us now.
    var pending = sigset_t()
    sigemptyset(&pending)
    for signal in Self.kept { sigaddset(&pending, signal) }
    var now = timespec()
    while sigtimedwait(&pending, nil, &now) > 0 {}
    var previous = before
    sigprocmask(SIG_SETMASK, &previous, nil)
  }

  /// Takes the next signal that has come; nil when there is none.
  package func next() -> Int32? { take().map { Int32($0.ssi_signo) } }

  /// Takes the next signal that has come, and whether a process sent it: those of the terminal
  /// reach our children by themselves.
  package func nextWithOrigin() -> (signal: Int32, isSent: Bool)? {
    take().map { (Int32($0.ssi_signo), $0.ssi_code != Self.fromKernel) }
  }

  /// SI_KERNEL of sigaction(2).
  private static let fromKernel: Int32 = 0x80

  private func take() -> signalfd_siginfo? {
    var info = signalfd_siginfo()
    let size = MemoryLayout<signalfd_siginfo>.size
    return clab_read(descriptor.raw, &info, size) == size ? info : nil
  }

  /// Whether the call that just answered EPIPE also raised SIGPIPE; asking clears it.
  package static func takeBrokenPipe() -> Bool {
    var pipe = sigset_t()
    sigemptyset(&pipe)
    sigaddset(&pipe, SIGPIPE)
    var now = timespec()
    return sigtimedwait(&pipe, nil, &now) == SIGPIPE
  }
}
