import CLab
import Glibc

/// What a descriptor tells about a terminal behind it.
package enum Terminal {
  package static func isTerminal(_ descriptor: Int32) -> Bool {
    isatty(descriptor) == 1
  }

  /// The number of columns; nil when it is no terminal or doesn't say.
  package static func width(_ descriptor: Int32) -> Int? {
    var size = winsize()
    guard clab_ioctl(descriptor, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else { return nil }
    return Int(size.ws_col)
  }

  /// Ctrl-C, a new size of the window, Ctrl-Z.
  package static let interruptSignal = SIGINT
  package static let windowSignal = SIGWINCH
  package static let stopSignal = SIGTSTP
  /// Ctrl-\\.
  package static let quitSignal = SIGQUIT
  package static let terminateSignal = SIGTERM
  package static let hangUpSignal = SIGHUP

  /// Stops this process as Ctrl-Z does, until the shell lets it go on.
  package static func stopThisProcess() { _ = kill(getpid(), SIGSTOP) }

  /// Makes a process group the one that the terminal's keys and input go to; tcsetpgrp(3).
  static func giveForeground(to group: Int32) {
    withoutStopping { _ = tcsetpgrp(0, group) }
  }

  /// Does what would stop us with SIGTTOU when another group has the terminal.
  static func withoutStopping(_ body: () -> Void) {
    var stop = sigset_t()
    var before = sigset_t()
    sigemptyset(&stop)
    sigaddset(&stop, SIGTTOU)
    sigprocmask(SIG_BLOCK, &stop, &before)
    body()
    sigprocmask(SIG_SETMASK, &before, nil)
  }
}
