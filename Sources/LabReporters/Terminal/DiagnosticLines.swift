import LabDiagnostics

/// A diagnostic of a run as lines, drawn as every other diagnostic is.
struct DiagnosticLines {
  let options: TerminalOptions

  func lines(_ diagnostic: Diagnostic, _ sources: SourceMap) -> [TerminalLine] {
    let style = options.color ? Style.ansi : Style.plain
    let renderer = DiagnosticRenderer(map: sources, style: style, width: options.textWidth)
    let text = renderer.render(sources.files.isEmpty ? diagnostic.withoutLabels : diagnostic)
    return text.split(separator: "\n", omittingEmptySubsequences: false).dropLast().map {
      // The source line comes from the file itself, past the cleaning of events.
      TerminalLine(rendered: options.ascii ? DisplayText.ascii(String($0)) : String($0))
    }
  }
}

extension Diagnostic {
  /// For a run whose sources are not known: nothing can be marked.
  fileprivate var withoutLabels: Diagnostic {
    Diagnostic(id, severity: severity, message, notes: notes)
  }
}
