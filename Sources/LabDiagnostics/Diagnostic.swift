/// One message about a script or a run: what is wrong, where, and what to try.
///
/// The headline is lower case without a full stop; the label says what the marked text is or
/// should be; notes give related facts. All three pipelines (check, run, prompt) use this one type.
package struct Diagnostic: Equatable, Sendable {
  package enum Severity: String, Sendable {
    case error
    case warning
  }

  /// Kebab-case and stable: `unknown-statement`, `unexpected-errno`.
  package let id: String
  package let severity: Severity
  package let message: String
  /// What the message is about; `nil` when no file is (a missing file, the environment).
  package let primary: Label?
  package let secondary: [Label]
  package let notes: [Note]

  package init(
    _ id: String,
    severity: Severity = .error,
    _ message: String,
    at primary: Label? = nil,
    secondary: [Label] = [],
    notes: [Note] = []
  ) {
    self.id = id
    self.severity = severity
    self.message = message
    self.primary = primary
    self.secondary = secondary
    self.notes = notes
  }

  /// Some marked text with what there is to say about it.
  package struct Label: Equatable, Sendable {
    package let span: SourceSpan
    package let text: String

    package init(_ span: SourceSpan, _ text: String = "") {
      self.span = span
      self.text = text
    }
  }

  /// A fact under the snippet, as `= kernel: …` or `= try: …`.
  ///
  /// `text` may have several lines.
  package struct Note: Equatable, Sendable {
    package let title: String
    package let text: String

    package init(_ title: String, _ text: String) {
      self.title = title
      self.text = text
    }
  }
}
