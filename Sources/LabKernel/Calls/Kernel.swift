/// Makes the script's system calls, and records them when asked.
///
/// Each method is one call of the same name with C's parameters in C's order. When nobody reads
/// the records, they cost one branch.
package struct Kernel {
  /// Whether calls are recorded.
  package var records = false

  /// Whether the next calls are ours, made for a fact or an explanation and not by a step.
  package var isOurs = false

  private var made: [CallRecord] = []

  package init() {}

  /// Hands over what was recorded since the last time.
  package mutating func takeRecords() -> [CallRecord] {
    let taken = made
    made.removeAll(keepingCapacity: true)
    return taken
  }

  /// Makes calls for a fact or an explanation; they are recorded as ours.
  package mutating func asOurs<Value, Failure: Error>(
    _ body: (inout Kernel) throws(Failure) -> Value
  ) throws(Failure) -> Value {
    let before = isOurs
    isOurs = true
    defer { isOurs = before }
    return try body(&self)
  }

  /// Records a call that was made elsewhere, such as on a helper thread.
  package mutating func note(
    _ name: String,
    _ arguments: [CallArgument],
    _ answer: Answer,
    remark: String? = nil
  ) {
    guard records else { return }
    made.append(
      CallRecord(
        name: name,
        arguments: arguments,
        answer: answer,
        isOurs: isOurs,
        remark: remark
      )
    )
  }
}
