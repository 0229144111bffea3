import LabConstants
import LabDiagnostics
import LabEvents
import LabKernel
import LabProgram

/// Failures of calls and expectations, as diagnostics with the kernel's facts.
extension Machine {
  // MARK: - Outcomes of calls

  /// A call that should have succeeded, or should have failed otherwise.
  mutating func unexpectedErrno(_ operation: Operation, _ answer: Answer) -> Diagnostic {
    let errno = answer.errno ?? Errno(code: 0)
    return .failure(
      "unexpected-errno",
      "\(operation.verb.rawValue) failed: \(errno.name) (\(errno.message))",
      site,
      label: "should succeed"
    )
  }

  mutating func unexpectedOutcome(_ operation: Operation, _ answer: Answer) -> Diagnostic {
    .failure("unexpected-outcome", "unexpected outcome", site)
  }

  /// A fact could not be asked: `getpeername` of a socket without peer.
  mutating func factFailed(_ fact: String, _ answer: Answer) -> Diagnostic {
    let errno = answer.errno ?? Errno(code: 0)
    return .failure("no-fact", "the kernel does not tell '\(fact)': \(errno.name)", site)
  }

  /// The limit ran out.
  mutating func timedOut(_ operation: Operation, _ socket: SocketReference) -> Diagnostic {
    .failure("timeout", "timed out", site)
  }

  mutating func counterTimedOut(
    _ operation: Operation,
    _ label: Int32,
    value: Int64,
    threshold: Int64
  ) -> Diagnostic {
    .failure("timeout", "\(program.labels[Int(label)]) is \(value), not \(threshold)", site)
  }

  mutating func actorsTimedOut(_ operation: Operation, _ label: Int32, live: Int) -> Diagnostic {
    .failure("timeout", "\(live) actors \(program.labels[Int(label)]) have not ended", site)
  }

  mutating func programTimedOut(_ operation: Operation, _ name: String) -> Diagnostic {
    .failure("timeout", "\(name) has not ended", site)
  }

  mutating func programFailed(
    _ operation: Operation,
    _ name: String,
    _ exit: ProcessExit,
    errors: [UInt8]
  ) -> Diagnostic {
    .failure("program-failed", "\(name) failed", site)
  }

  mutating func closedMeanwhile(_ operation: Operation, _ socket: SocketReference) -> Diagnostic {
    .failure("closed-meanwhile", "another actor closed the socket while this waited", site)
  }

  func deadlock(among waiters: [WaitReport], at site: Site) -> Diagnostic {
    .failure("deadlock", "deadlock", site)
  }

  mutating func unexpectedNetwork(_ answer: Answer) -> Diagnostic {
    let errno = answer.errno ?? Errno(code: 0)
    return .failure(
      "environment",
      "this system gives no further network: \(errno.name) (\(errno.message))",
      site
    )
  }

  // MARK: - Expectations

  mutating func bytesDiffer(
    _ operation: Operation,
    _ socket: SocketReference,
    wanted: [UInt8],
    arrived: [UInt8]
  ) -> Diagnostic {
    .failure("bytes-differ", "the bytes differ", site)
  }

  mutating func bytesMissing(
    _ operation: Operation,
    _ socket: SocketReference,
    wanted: Int,
    got: [UInt8]
  ) -> Diagnostic {
    .failure("timeout", "\(wanted - got.count) bytes have not come", site)
  }

  mutating func endedEarly(
    _ operation: Operation,
    _ socket: SocketReference,
    wanted: [UInt8]?,
    got: [UInt8],
    _ answer: Answer
  ) -> Diagnostic {
    .failure("ended-early", "the stream ended", site)
  }

  mutating func receiveFailed(
    _ operation: Operation,
    _ socket: SocketReference,
    _ answer: Answer
  ) -> Diagnostic {
    .failure("unexpected-errno", "recv failed: \(answer.errno?.name ?? "")", site)
  }

  mutating func notExactly(
    _ operation: Operation,
    _ socket: SocketReference,
    wanted: [UInt8],
    _ answer: Answer
  ) -> Diagnostic {
    .failure("not-exactly", "more came", site)
  }

  mutating func patternDiffers(
    _ operation: Operation,
    _ socket: SocketReference,
    _ came: [UInt8],
    hasEnded: Bool
  ) -> Diagnostic {
    .failure("pattern-differs", "no match", site)
  }

  mutating func textMissing(
    _ operation: Operation,
    _ socket: SocketReference,
    _ came: [UInt8]
  ) -> Diagnostic {
    .failure("timeout", "no match yet", site)
  }

  mutating func notTheEnd(
    _ operation: Operation,
    _ socket: SocketReference,
    _ answer: Answer
  ) -> Diagnostic {
    .failure("not-eof", "not the end", site)
  }

  mutating func notReset(
    _ operation: Operation,
    _ socket: SocketReference,
    _ answer: Answer
  ) -> Diagnostic {
    .failure("not-reset", "not reset", site)
  }

  mutating func notSilent(
    _ operation: Operation,
    _ socket: SocketReference,
    _ answer: Answer
  ) -> Diagnostic {
    .failure("not-silent", "something came", site)
  }

  mutating func relationFailed(_ operation: Operation, isLive: Bool) throws(Failure) -> Diagnostic {
    .failure("relation", "the relation does not hold", site)
  }
}
