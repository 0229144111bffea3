import LabKernel
import LabProgram

/// A call that is made for real, on a thread of its own, and the actor that waits for its return.
struct CallUnderWay {
  let call: BlockingCall
  let actor: Int32
}

/// Calls that may really sleep: some facts exist only inside them (SO_RCVTIMEO, EINTR, `close`
/// under a sleeping reader).
extension Machine {
  /// Makes a call on a thread of its own; the actor sleeps until it has returned.
  ///
  /// The statement's limit holds: when it runs out, the call is interrupted and the statement fails.
  /// Nothing here knows what is called.
  ///
  /// - Parameters:
  ///   - operation: The statement, for its limit and its failure.
  ///   - frame: Makes the call; asked on the statement's first try only.
  /// - Returns: The answer, with the memory that the call wrote to; nil while it is under way: then
  ///   the statement's outcome is `.waits`.
  /// - Throws: The statement's time-out, and what `frame` throws.
  mutating func block(
    _ operation: Operation,
    making frame: (inout Machine) throws(Failure) -> SystemCallFrame
  ) throws(Failure) -> (answer: Answer, frame: SystemCallFrame)? {
    guard let underWay = calls[current.statement.call] else {
      try startLimit(operation)
      try startCall(try frame(&self))
      return nil
    }
    let call = underWay.call
    if let answer = call.answer {
      reply.raisedSignal = call.brokenPipe
      forgetCall(call)
      return (answer, call.frame)
    }
    guard current.statement.isExpired else {
      sleepInCall()
      return nil
    }
    let last = abandonCall()
    throw Failure(callTimedOut(operation, call.frame, last), form: .timeout)
  }

  /// Whether a call of the running statement has been started and was not taken back yet.
  var isInCall: Bool { current.statement.call != 0 }

  private mutating func startCall(_ frame: SystemCallFrame) throws(Failure) {
    let call: BlockingCall
    mayShareFiles = true
    if frame.name.hasPrefix("accept") { mayShareListeners = true }
    do throws(Errno) {
      // One that is open on the thread, and that somebody sends to the process, must not end it.
      if !handlesSignals {
        for signal in Self.interruptingSignals {
          try HelperThread.handle(signal: signal, restarts: false)
        }
        handlesSignals = true
      }
      // Who waits for signals must not have them delivered instead.
      let isSignalWait = frame.name == "sigtimedwait"
      call = try BlockingCall(frame, openSignals: isSignalWait ? 0 : Self.openSignals)
    } catch {
      throw Failure(.noThread(error.name, at: site))
    }
    // Programs and calls have numbers of one row: an event of the one is never the other's.
    let serial = nextProgram
    nextProgram += 1
    _ = poller.addSource(call.fd, id: UInt32(truncatingIfNeeded: serial))
    calls[serial] = CallUnderWay(call: call, actor: current.id)
    current.statement.call = serial
    sleepInCall()
  }

  private mutating func sleepInCall() {
    current.suspension.reason = .thread
    current.suspension.socket = Int32(truncatingIfNeeded: current.statement.call)
    _ = fallAsleep(until: current.statement.deadline)
  }

  private mutating func forgetCall(_ call: BlockingCall) {
    _ = poller.remove(call.fd)
    calls[current.statement.call] = nil
    current.statement.call = 0
  }

  /// Ends the current actor's call: interrupts it until it has returned, and joins its thread.
  ///
  /// Before an owner's sockets are closed: `close` would not wake the call.
  @discardableResult
  mutating func abandonCall() -> Answer? {
    guard let underWay = calls[current.statement.call] else { return nil }
    let answer = underWay.call.finish()
    forgetCall(underWay.call)
    let layout = callLayouts.removeValue(forKey: current.id)
    if let layout, answer.isSuccess {
      takeDescriptors(layout, answer)
    } else if answer.isSuccess, underWay.call.frame.name.hasPrefix("accept") {
      // It was faster than its end; nobody knows of this socket.
      _ = kernel.asOurs { $0.close(Int32(truncatingIfNeeded: answer.raw)) }
    }
    return answer
  }

  /// A call has returned: its actor goes on.
  ///
  /// - Parameters:
  ///   - serial: What the event carries.
  ///   - batch: Those who were woken by the same look.
  /// - Returns: False when the event belongs to no call.
  mutating func collectCall(_ serial: UInt32, into batch: inout [Int32]) -> Bool {
    guard let underWay = calls[Int(serial)] else { return false }
    let id = underWay.actor
    if actors[Int(id)].state == .waiting, actors[Int(id)].suspension.reason == .thread {
      unlink(id)
      batch.append(id)
    }
    return true
  }

  /// Bit n - 1 for signal n: what `kill` may aim at a call.
  ///
  /// Not those that end or stop the run (sent to the process, they could reach any thread), that
  /// the processor raises, or that a script waits for (SIGPIPE, SIGIO, SIGURG).
  private static let openSignals = interruptingSignals.reduce(UInt64(0)) { mask, signal in
    mask | 1 << UInt64(signal - 1)
  }

  /// SIGUSR1, SIGUSR2, SIGALRM, SIGSTKFLT, SIGXCPU, SIGXFSZ, SIGVTALRM, SIGPROF, SIGWINCH, SIGPWR.
  static let interruptingSignals: [Int32] = [10, 12, 14, 16, 24, 25, 26, 27, 28, 30]
}
