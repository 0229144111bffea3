import LabDiagnostics

/// Why a statement failed; thrown to where its actor is unwound.
struct Failure: Error {
  enum Form {
    /// The outcome is not the expected one.
    case mismatch
    /// The limit ran out.
    case timeout
    /// An unmet `require`; the text is the reason.
    case skip(String)
    /// What a run on this machine's loopback can't do; the text is what it needs.
    case needsPrivateNetwork(String)
  }

  let form: Form
  let diagnostic: Diagnostic

  init(_ diagnostic: Diagnostic, form: Form = .mismatch) {
    self.form = form
    self.diagnostic = diagnostic
  }
}

/// How one try of a statement ended.
enum Outcome {
  case done
  /// Not yet: `Actor.suspension` says what for.
  case waits
}
