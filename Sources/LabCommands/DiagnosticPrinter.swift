import LabDiagnostics
import LabKernel

/// Diagnostics to standard error, or as JSON to standard output.
struct DiagnosticPrinter {
  var format = CheckCommand.Format.full

  /// Prints all of them, in the form asked for.
  func print(_ diagnostics: [Diagnostic], map: SourceMap, ending: String = "") {
    guard !diagnostics.isEmpty else { return }
    var output = OutputFile(descriptor: format == .json ? 1 : 2)
    switch format {
    case .full:
      let style: Style = OutputDevice.isColored(2) ? .ansi : .plain
      let renderer = DiagnosticRenderer(map: map, style: style, width: OutputDevice.width(2))
      output.write(renderer.render(diagnostics))
      output.write(summary(diagnostics, ending))
    case .concise: output.write(ConciseRenderer(map: map).render(diagnostics))
    case .json: output.write(JSONRenderer(map: map).render(diagnostics))
    }
    output.flush()
  }

  /// "5 errors. Nothing was run."
  private func summary(_ diagnostics: [Diagnostic], _ ending: String) -> String {
    let errors = diagnostics.count { $0.severity == .error }
    let warnings = diagnostics.count - errors
    var parts: [String] = []
    if errors > 0 { parts.append(errors == 1 ? "1 error" : "\(errors) errors") }
    if warnings > 0 { parts.append(warnings == 1 ? "1 warning" : "\(warnings) warnings") }
    return parts.joined(separator: ", ") + ".\(errors > 0 ? ending : "")\n"
  }
}
