/// One system call as it was made, and what the kernel answered.
package struct CallRecord: Equatable, Sendable {
  package let name: String
  package let arguments: [CallArgument]
  package let answer: Answer
  /// Made for a fact or an explanation, not by a step.
  package let isOurs: Bool
  /// What strace writes behind the answer of some calls: `(Timeout)`, `(flags O_RDWR)`.
  package let remark: String?

  package init(
    name: String,
    arguments: [CallArgument],
    answer: Answer,
    isOurs: Bool = false,
    remark: String? = nil
  ) {
    self.name = name
    self.arguments = arguments
    self.answer = answer
    self.isOurs = isOurs
    self.remark = remark
  }

  /// The line that strace(1) prints for the call (with `-a 1`, so with one blank before `=`).
  package var cLine: String {
    let list = arguments.map(\.cForm).joined(separator: ", ")
    return "\(name)(\(list)) = \(cAnswer)"
  }

  /// The call for people: `connect(5, 127.0.0.1:8080)`.
  package var short: String {
    let list = arguments.compactMap(\.short).joined(separator: ", ")
    return "\(name)(\(list))"
  }

  private var cAnswer: String {
    if let errno = answer.errno {
      return "-1 \(errno.name) (\(errno.message))"
    }
    guard let remark else { return String(answer.raw) }
    return remark.hasPrefix("(flags")
      ? "0x" + String(answer.raw, radix: 16) + " " + remark
      : "\(answer.raw) \(remark)"
  }
}
