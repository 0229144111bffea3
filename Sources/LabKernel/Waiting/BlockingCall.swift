import CLab

/// A call that is to block for real, on a thread of its own.
///
/// A class, so that actors can hold it in their tables; it is rare and never on a hot path.
package final class BlockingCall {
  /// What is called, with the memory that it reads and writes.
  package let frame: SystemCallFrame
  private let thread: HelperThread

  /// The descriptor that becomes readable when the call has returned.
  package var fd: Int32 { thread.fd }

  /// Starts the call on its thread.
  ///
  /// - Parameters:
  ///   - frame: The call; nobody else may use it until the call has returned.
  ///   - openSignals: The signals that may interrupt it: bit n - 1 for signal n.
  /// - Throws: The error number when no thread could be made.
  package init(_ frame: SystemCallFrame, openSignals: UInt64 = 0) throws(Errno) {
    self.frame = frame
    thread = try HelperThread(frame, openSignals: openSignals)
  }

  /// The answer, once the call has returned.
  package var answer: Answer? { thread.answer }
  package var brokenPipe: Bool { thread.brokenPipe }
  package var isAsleep: Bool { thread.isAsleep }
  package var threadID: Int32 { thread.id }

  /// Interrupts the call until it returns; its answer, EINTR unless it was done just then.
  @discardableResult
  package func finish() -> Answer { thread.finish() }

  /// Sends the call's thread a signal; without one, the one that interrupts any call.
  @discardableResult
  package func interrupt(with signal: Int32 = 0) -> Answer {
    thread.interrupt(with: signal)
  }
}
