import LabDiagnostics
import LabEvents

/// What holds for the diagnostics of any file: they point into it, and can be printed in every form.
func hold(_ diagnostics: [Diagnostic], in map: SourceMap) throws {
  for diagnostic in diagnostics {
    for label in [diagnostic.primary].compactMap({ $0 }) + diagnostic.secondary {
      try hold(label.span, in: map)
    }
    let concise = ConciseRenderer(map: map).render(diagnostic)
    try holdsNoControl(concise, besides: [])
    try hold(
      (try? JSONReader.value(of: Array(JSONRenderer(map: map).render(diagnostic).utf8)[...]))
        != nil,
      "a diagnostic is no JSON: \(concise)"
    )
    for width in [40, 100] {
      let text = DiagnosticRenderer(map: map, width: width).render(diagnostic)
      try holdsNoControl(text, besides: ["\n"])
      let colored = DiagnosticRenderer(map: map, style: .ansi, width: width).render(diagnostic)
      try hold(colored.utf8.count >= text.utf8.count, "colours take text away: \(text)")
    }
  }
}

private func hold(_ span: SourceSpan, in map: SourceMap) throws {
  let last = map.files.last?.positions.upperBound ?? 0
  let isInside =
    span.start >= 0 && span.start <= span.end && span.end <= last
    && map.file(at: span.start).positions.contains(span.end)
  try hold(isInside, "the span \(span.start)..<\(span.end) is outside its file")
}

/// What no terminal should be given by a script or a peer.
func holdsNoControl(_ text: String, besides allowed: Set<Unicode.Scalar>) throws {
  for scalar in text.unicodeScalars where !allowed.contains(scalar) {
    switch scalar.value {
    case 0..<0x20, 0x7f..<0xa0, 0x200e, 0x200f, 0x2028...0x202e, 0x2066...0x2069, 0xfeff:
      throw Violation("U+\(String(scalar.value, radix: 16)) in: \(text)")
    default: continue
    }
  }
}
