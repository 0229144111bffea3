import LabProgram
import LabTestSupport
import Testing

/// A script with a mistake, and what must be said about it.
struct DiagnosticCase: CustomTestStringConvertible, Sendable {
  let name: String
  let source: String
  let specs: [DiagnosticSpec]
  var options = CompileOptions()

  init(_ name: String, _ source: String, _ specs: DiagnosticSpec...) {
    self.name = name
    self.source = source
    self.specs = specs
  }

  var testDescription: String { name }

  static let all =
    names + operands + values + structure + mistakes + systemCalls + exercises
}
