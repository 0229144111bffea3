import LabEvents
import LabKernel
import LabProgram

/// Joins an errno with what the kernel and this file know. Nothing here changes a socket: neither
/// SO_ERROR nor the error queue is read.
extension Machine {
  /// The `why` of an errno that the script expected.
  mutating func explainExpected(_ operation: Operation, _ answer: Answer) {
    guard interest.contains(.explanations), let errno = answer.errno else { return }
    told.why += explain(failedCall(operation, errno)).why
  }

  /// The call that the running statement made last.
  mutating func failedCall(_ operation: Operation, _ errno: Errno) -> FailedCall {
    let descriptor = told.subject.map { sockets.descriptor(of: $0) } ?? -1
    return FailedCall(
      verb: operation.verb,
      errno: errno,
      socket: told.subject,
      descriptor: descriptor,
      address: told.address
    )
  }

  mutating func explain(_ call: FailedCall) -> Explanation {
    Explanation(why: [call.errno.message], hint: nil)
  }
}
