import LabTestSupport

extension DiagnosticCase {
  /// `call NAME(…)`.
  static let systemCalls: [DiagnosticCase] = [
    DiagnosticCase(
      "what is no call",
      """
      socket tcp as a
      call 1️⃣recvform(a, _, 5)
      call 2️⃣recv a 5
      call 3️⃣pair(a)
      """,
      DiagnosticSpec("1️⃣", "unknown-call", "did you mean 'recvfrom'?"),
      DiagnosticSpec("2️⃣", "not-a-call", "without a blank before the parenthesis"),
      DiagnosticSpec("3️⃣", "unknown-call", "it is a statement of its own")
    )
  ]
}
