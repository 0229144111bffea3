package import LabDiagnostics

/// A diagnostic as a test expects it: where (a marker), which, and what it must say.
package struct DiagnosticSpec: Sendable {
  package let marker: String?
  package let id: String
  /// Parts of the headline, of the label or of a note.
  package let texts: [String]
  /// The marked text, when the test wants to pin it.
  package let marks: String?

  package init(_ marker: String?, _ id: String, _ texts: String..., marks: String? = nil) {
    self.marker = marker
    self.id = id
    self.texts = texts
    self.marks = marks
  }
}

/// Compares what came with what was expected: one line for each difference, none when all is well.
///
/// - Parameters:
///   - diagnostics: What came, in order.
///   - specs: What was expected, in order.
///   - source: The script with its markers.
///   - base: The position of the script's first byte in the `SourceMap`.
/// - Returns: The differences, for people.
package func differences(
  of diagnostics: [Diagnostic],
  from specs: [DiagnosticSpec],
  in source: MarkedText,
  base: Int32 = 0
) -> [String] {
  var found: [String] = []
  let bytes = Array(source.text.utf8)
  for (diagnostic, spec) in zip(diagnostics, specs) {
    let name = "[\(diagnostic.id)] \(diagnostic.message)"
    if diagnostic.id != spec.id { found.append("\(name): expected [\(spec.id)]") }
    let span = diagnostic.primary?.span
    let offset = span.map { Int($0.start - base) }
    let expected = spec.marker.flatMap { source.markers[$0] }
    if offset != expected {
      found.append(
        "\(name): at \(offset.map(String.init) ?? "no place")"
          + ", expected \(expected.map(String.init) ?? "no place")"
      )
    }
    if let marks = spec.marks, let span {
      let range = Int(span.start - base)..<min(Int(span.end - base), bytes.count)
      let text = String(decoding: bytes[range], as: UTF8.self)
      if text != marks { found.append("\(name): marks '\(text)', expected '\(marks)'") }
    }
    let said =
      [diagnostic.message, diagnostic.primary?.text ?? ""] + diagnostic.notes.map(\.text)
    for text in spec.texts where !said.contains(where: { $0.contains(text) }) {
      found.append("\(name): does not say '\(text)', but \(said)")
    }
  }
  for diagnostic in diagnostics.dropFirst(specs.count) {
    let offset = diagnostic.primary.map { String($0.span.start - base) } ?? "no place"
    found.append("not expected: [\(diagnostic.id)] \(diagnostic.message) at \(offset)")
  }
  for spec in specs.dropFirst(diagnostics.count) {
    found.append("did not come: [\(spec.id)] at \(spec.marker ?? "no place")")
  }
  return found
}
