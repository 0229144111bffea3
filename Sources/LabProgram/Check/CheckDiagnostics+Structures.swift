import LabConstants
import LabDiagnostics

/// What is wrong with a constructor or a field of a structure.
extension Diagnostic {
  static func noStructureField(
    _ name: String,
    _ layout: StructureLayout,
    at span: SourceSpan
  ) -> Diagnostic {
    let names = layout.fields.map(\.name)
    let near = Suggestion.nearest(to: name, among: names, count: 3)
    return Diagnostic(
      "unknown-field",
      "\(layout.name) has no '\(name)'" + did(near),
      at: Label(span, "it has: \(names.joined(separator: " "))")
    )
  }

  static func outsideField(
    _ number: Int64,
    _ field: StructureField,
    _ layout: StructureLayout,
    at span: SourceSpan
  ) -> Diagnostic {
    Diagnostic(
      "outside",
      "'\(field.name)' of \(layout.name) has \(8 * field.form.size) bits; \(number) does not fit",
      at: Label(span)
    )
  }

  static func tooManyFields(_ layout: StructureLayout, at span: SourceSpan) -> Diagnostic {
    Diagnostic(
      "too-many-operands",
      "this is too much for '\(layout.name)'",
      at: Label(span, "it takes: \(layout.synopsis)")
    )
  }

  static func unknownStructureField(
    _ name: String,
    _ layout: StructureLayout,
    at span: SourceSpan
  ) -> Diagnostic {
    Diagnostic(
      "unknown-name",
      "'\(layout.name)' has no field '\(name)'",
      at: Label(span, "it takes: \(layout.synopsis)")
    )
  }
}
