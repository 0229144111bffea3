import CLab

/// One system call that really blocks, on a thread of its own.
///
/// The thread runs C only. When the call returns, the eventfd counts up; then `answer` has it.
package struct HelperThread: ~Copyable {
  private let thread: OpaquePointer
  private let done: EventCounter
  private let frame: SystemCallFrame

  /// The descriptor that becomes readable when the call has returned.
  package var fd: Int32 { done.fd }

  /// Starts a call.
  ///
  /// - Parameters:
  ///   - frame: The call, kept until the thread has ended.
  ///   - openSignals: The signals that may interrupt it (bit n - 1 for signal n); all others are
  ///     blocked on the thread.
  /// - Throws: The error number when no thread could be made.
  package init(_ frame: SystemCallFrame, openSignals: UInt64 = 0) throws(Errno) {
    let done = try EventCounter()
    let padded = frame.arguments + [Int](repeating: 0, count: 6 - frame.arguments.count)
    var started: OpaquePointer?
    try Answer(raw: clab_thread_start(&started, frame.number, padded, done.fd, openSignals)).get()
    guard let started else { throw .outOfMemory }
    thread = started
    self.done = done
    self.frame = frame
  }

  /// The answer, once the call has returned.
  package var answer: Answer? { finished?.answer }

  /// Whether the call ended with EPIPE and raised SIGPIPE.
  package var brokenPipe: Bool { finished?.brokenPipe ?? false }

  /// The thread's id; 0 for the moment before it runs.
  package var id: Int32 { clab_thread_id(thread) }

  /// Whether the thread sleeps inside its call: its line in /proc shows numbers, not `running`.
  package var isAsleep: Bool {
    guard answer == nil, id != 0 else { return false }
    let line = try? FileReading.bytes(of: "/proc/self/task/\(id)/syscall", limit: 256)
    guard let first = line?.first else { return false }
    return (0x30...0x39).contains(first)
  }

  /// Sends the thread a signal; without one, the one that interrupts any call (EINTR).
  @discardableResult
  package func interrupt(with signal: Int32 = 0) -> Answer {
    Answer(raw: clab_thread_signal(thread, signal))
  }

  /// Makes a signal interrupt calls instead of ending the process.
  ///
  /// - Parameters:
  ///   - signal: The signal's number.
  ///   - restarts: Whether calls that can go on do so (SA_RESTART).
  /// - Throws: EINVAL for a signal that can't be handled.
  package static func handle(signal: Int32, restarts: Bool) throws(Errno) {
    try Answer(raw: clab_handle_signal(signal, restarts ? 1 : 0)).get()
  }

  /// Interrupts the call until it returns; its answer.
  @discardableResult
  package func finish() -> Answer {
    while true {
      if let finished { return finished.answer }
      // The signal may come just before the call sleeps, and then interrupts nothing.
      _ = clab_thread_signal(thread, 0)
      var revents: Int16 = 0
      _ = clab_poll(done.fd, Int16(POLLIN), &revents, 1)
    }
  }

  /// Interrupts the call until it returns, and waits for the thread.
  deinit {
    finish()
    clab_thread_join(thread)
  }

  private var finished: (answer: Answer, brokenPipe: Bool)? {
    var answer = 0
    var broken: Int32 = 0
    guard clab_thread_finished(thread, &answer, &broken) != 0 else { return nil }
    return (Answer(raw: answer), broken != 0)
  }
}
