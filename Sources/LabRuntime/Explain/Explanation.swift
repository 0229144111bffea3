import LabKernel
import LabProgram

/// A call that answered with an errno, with what the machine knows of it.
struct FailedCall {
  let verb: Verb
  let errno: Errno
  /// The socket it was made on, when there is one.
  let socket: SocketReference?
  /// The descriptor that was passed; -1: none.
  let descriptor: Int32
  /// The address that was passed.
  let address: SocketAddress?
}

/// Why the kernel answered so, from what it can be asked.
struct Explanation {
  /// One line each, under the call: what a passing lesson teaches.
  var why: [String] = []
  /// One thing to try; the line of a script first, where it is one.
  var hint: String?
}
