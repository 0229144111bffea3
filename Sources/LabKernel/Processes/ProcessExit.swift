/// How a process ended.
package enum ProcessExit: Equatable, Sendable {
  case exited(Int32)
  case signaled(Int32)

  /// From the status of waitpid(2).
  init(status: Int32) {
    let signal = status & 0x7f
    self = signal == 0 ? .exited(status >> 8 & 0xff) : .signaled(signal)
  }
}
