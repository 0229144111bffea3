package import LabDiagnostics

/// What the front end is told from outside, and the limits of all its stages.
package struct CompileOptions: Sendable {
  package var check = CheckOptions()
  package var limits: Limits {
    get { check.limits }
    set { check.limits = newValue }
  }

  package init() {}
}

/// Why a file could not be loaded.
package struct LoadFailure: Error, Equatable, Sendable {
  /// For people: `No such file or directory`, `is a directory`.
  package let reason: String
  /// How many bytes a file may have, when it has more.
  package let limit: Int?

  package init(_ reason: String, limit: Int? = nil) {
    self.reason = reason
    self.limit = limit
  }
}
