import LabDiagnostics
import LabProgram
import LabTestSupport
import Testing

/// Compiles a script that is given as text.
func compile(_ source: String, options: CompileOptions = CompileOptions()) -> Compilation {
  Compiler.compile(path: "t.sock", bytes: Array(source.utf8), options: options)
}

/// Expects that a script compiles without any diagnostic, and returns its program.
@discardableResult
func compiles(
  _ source: String,
  options: CompileOptions = CompileOptions(),
  sourceLocation: Testing.SourceLocation = #_sourceLocation
) -> Program {
  let compilation = compile(source, options: options)
  let lines = compilation.diagnostics.map { describe($0, in: compilation) }
  #expect(lines.isEmpty, sourceLocation: sourceLocation)
  return compilation.program ?? Program()
}

/// Expects just these diagnostics; markers say where.
func expectDiagnostics(
  _ marked: String,
  _ specs: DiagnosticSpec...,
  options: CompileOptions = CompileOptions(),
  sourceLocation: Testing.SourceLocation = #_sourceLocation
) {
  let source = MarkedText(marked)
  let compilation = compile(source.text, options: options)
  let lines = differences(of: compilation.diagnostics, from: specs, in: source)
  #expect(lines.isEmpty, sourceLocation: sourceLocation)
}

/// One line for people: `t.sock:3:5: error[closed]: …`.
func describe(_ diagnostic: Diagnostic, in compilation: Compilation) -> String {
  var place = ""
  if let span = diagnostic.primary?.span {
    let location = compilation.map.location(of: span.start)
    place = "\(location.line):\(location.column): "
  }
  return "\(place)\(diagnostic.severity.rawValue)[\(diagnostic.id)]: \(diagnostic.message)"
    + " | \(diagnostic.primary?.text ?? "")"
}
