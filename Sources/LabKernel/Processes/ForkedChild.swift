import CLab
import Glibc

/// A copy of this process, as `run A B C` makes one for each file.
///
/// From a user namespace there is no way back to the host's network, and a crash takes only its
/// own file. The child dies with its parent and has the signals' defaults.
package final class ForkedChild {
  package static let killSignal = SIGKILL

  package let id: Int32
  private let pidfd: FileDescriptor

  /// Becomes readable when the child has ended.
  package var fd: Int32 { pidfd.raw }

  /// Makes the copy; fork(2).
  ///
  /// Only a process of one thread may, as the child has but the one that called.
  /// Output that is still buffered must be flushed before, or it is written twice.
  ///
  /// - Returns: The child for the parent, nil for the child itself.
  /// - Throws: The error number of fork(2).
  package static func fork() throws(Errno) -> ForkedChild? {
    var pidfd: Int32 = -1
    let process = try Answer(raw: clab_fork(&pidfd)).get()
    if process == 0 {
      clab_reset_signals()
      return nil
    }
    return try ForkedChild(id: Int32(process), pidfd: pidfd)
  }

  private init(id: Int32, pidfd: Int32) throws(Errno) {
    self.id = id
    self.pidfd = FileDescriptor(movingUp: pidfd)
  }

  /// Waits in the call until the child has ended.
  package func wait() -> ProcessExit? {
    var status: Int32 = 0
    let answer = clab_wait(pidfd.raw, 1, 1, &status)
    return answer == 1 ? ProcessExit(status: status) : nil
  }

  /// Whether it has ended; its number stays taken until `wait`.
  package var hasEnded: Bool {
    var status: Int32 = 0
    return clab_wait(pidfd.raw, 0, 0, &status) == 1
  }

  /// Sends the child a signal.
  @discardableResult
  package func send(signal: Int32) -> Answer {
    Answer(raw: clab_pidfd_send_signal(pidfd.raw, signal))
  }
}
