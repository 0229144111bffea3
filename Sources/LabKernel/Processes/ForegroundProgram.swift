import CLab
import Glibc

/// A program that has the terminal: our own standard descriptors, and its keys, until it ends.
///
/// Whatever it does to the terminal's modes is undone at its end, however it ends. Ctrl-Z means
/// nothing to it, as there is no `fg` to let it go on.
package final class ForegroundProgram {
  private let id: Int32
  private let pidfd: FileDescriptor
  /// The modes of the terminal before; nil when standard input is none.
  private let modes: TerminalModes?

  /// Becomes readable when the program has ended.
  package var fd: Int32 { pidfd.raw }

  /// Starts a program.
  ///
  /// - Parameters:
  ///   - request: What to start.
  ///   - isTerminal: Whether standard input is a terminal, which the program gets meanwhile; else
  ///     it reads end of file.
  /// - Throws: Why it could not be started.
  package init(_ request: ChildProcess.Request, isTerminal: Bool) throws(SpawnFailure) {
    let null = try ChildProcess.prepared { () throws(Errno) in
      try FileDescriptor(movingUp: Answer(raw: clab_open("/dev/null", O_RDONLY | O_CLOEXEC, 0)))
    }
    modes = isTerminal ? TerminalModes() : nil
    let started = try ChildProcess.start(
      request,
      input: isTerminal ? 0 : null.raw,
      output: 1,
      errors: 2,
      ignoresStop: true
    )
    id = started.id
    pidfd = FileDescriptor(movingUp: started.pidfd)
    if isTerminal {
      Terminal.giveForeground(to: id)
      // It may have read before the terminal was its own, and was stopped by SIGTTIN.
      _ = clab_kill_group(id, SIGCONT)
    }
  }

  /// Takes the terminal back when the program has ended; one that still runs is killed.
  ///
  /// - Returns: How it ended.
  package func end() -> ProcessExit? {
    var status: Int32 = 0
    if clab_wait(pidfd.raw, 0, 0, &status) != 1 { _ = clab_kill_group(id, SIGKILL) }
    let answer = clab_wait(pidfd.raw, 1, 0, &status)
    // What it started and left behind in its group; its number is still taken.
    _ = clab_kill_group(id, SIGKILL)
    _ = clab_wait(pidfd.raw, 1, 1, &status)
    if let modes {
      Terminal.giveForeground(to: getpgrp())
      modes.restore()
    }
    return answer == 1 ? ProcessExit(status: status) : nil
  }
}
