package import LabDiagnostics
import LabSyntax

/// What comes from outside the script: included files and settings.
extension Diagnostic {
  static func badSetting(
    _ name: String,
    _ value: String,
    wanted: KindSet,
    at span: SourceSpan
  ) -> Diagnostic {
    Diagnostic(
      "bad-setting",
      "--set \(name)=\(value): the value must be \(wanted.words), as the default is",
      at: Label(span)
    )
  }

  static func cannotInclude(
    _ path: String,
    _ failure: LoadFailure,
    by file: String,
    at span: SourceSpan
  ) -> Diagnostic {
    let place = Label(span, "included by \(file)")
    if let limit = failure.limit { return .fileTooLarge(path, limit: limit, at: place) }
    return Diagnostic(
      "cannot-include",
      "'\(path)' cannot be read: \(failure.reason)",
      at: place
    )
  }

  package static func cannotRead(_ path: String, reason: String) -> Diagnostic {
    Diagnostic("cannot-read", "'\(path)' cannot be read: \(reason)")
  }

  static func includeCycle(_ way: [String], at span: SourceSpan) -> Diagnostic {
    Diagnostic(
      "include-cycle",
      "this file is being included already",
      at: Label(span, way.joined(separator: " → "))
    )
  }

  static func includeDepth(limit: Int, at span: SourceSpan) -> Diagnostic {
    .limitReached(
      .files,
      "more than \(limit) files are joined by include",
      at: Label(span),
      enough: "\(limit * 2)"
    )
  }

  static func missingSetting(_ name: String, at span: SourceSpan) -> Diagnostic {
    Diagnostic(
      "missing-setting",
      "'\(name)' has no default, so it must be set",
      at: Label(span, "--set \(name)=VALUE")
    )
  }

  static func unknownSetting(_ name: String, suggestion: String?) -> Diagnostic {
    Diagnostic(
      "unknown-setting",
      "--set \(name)=…: this file has no such param" + did(suggestion.map { [$0] } ?? [])
    )
  }
}
