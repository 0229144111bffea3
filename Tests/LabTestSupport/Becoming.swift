import Foundation
import Glibc

/// Looks again and again, in a thread of its own, until something is so.
///
/// What other processes do, they do when the machine lets them: nothing is asserted of how soon.
///
/// - Parameters:
///   - program: One whose end leaves nothing to wait for.
///   - isSo: The look; it may be wrong at first, not when it has been so.
/// - Returns: False when it was not so when the program had ended, or after two minutes.
package func becomes(
  while program: RunningProgram? = nil,
  _ isSo: @escaping @Sendable () -> Bool
) async -> Bool {
  await withCheckedContinuation { continuation in
    Thread.detachNewThread {
      let end = ContinuousClock.now + .seconds(120)
      while true {
        // Asked first: what it did last is then looked at too.
        let isOver = program?.hasEnded == true || ContinuousClock.now > end
        let isTrue = isSo()
        if isTrue || isOver { return continuation.resume(returning: isTrue) }
        // The others' turn: whoever looks all the time takes it from those whom it waits for.
        poll(nil, 0, 5)
      }
    }
  }
}

extension RunningProgram {
  /// Whether it has ended; its status is still to be read (waitid(2), WNOWAIT).
  package var hasEnded: Bool {
    var information = siginfo_t()
    let flags = WEXITED | WNOHANG | WNOWAIT
    return waitid(P_PID, id_t(id), &information, flags) != 0 || information.si_signo == SIGCHLD
  }
}
