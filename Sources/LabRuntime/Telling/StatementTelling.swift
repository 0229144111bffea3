import LabEvents
import LabKernel

/// What the running statement has to tell, gathered only when a reader wants statements.
struct StatementTelling {
  var calls: [CallReport] = []
  /// Facts that were asked, and compared values.
  var facts: [String] = []
  var why: [String] = []
  var subject: SocketReference?
  /// The address that the call was about, for explanations.
  var address: SocketAddress?
}
