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
    ),
    DiagnosticCase(
      "what C would read otherwise",
      "call chmod(\"p\", 1️⃣0600)\n",
      DiagnosticSpec("1️⃣", "octal", "this is 600, not an octal number", "in C it would be 0x180")
    ),
    DiagnosticCase(
      "parentheses behind a name",
      """
      proc 1️⃣greet(c) { note "x" }
      actor 2️⃣q() { note "x" }
      """,
      DiagnosticSpec("1️⃣", "misplaced-operand", "stand without parentheses"),
      DiagnosticSpec("2️⃣", "misplaced-operand", "an actor has no parameters")
    ),
  ]
}
