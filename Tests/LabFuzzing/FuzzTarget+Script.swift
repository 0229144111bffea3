import LabDiagnostics
import LabProgram

extension FuzzTarget {
  /// A file: lexer, parser, checker and lowering, and every way to print what they say.
  package static let script = FuzzTarget(name: "script", maximumLength: 4096, shortRun: 130) {
    let first = compiled($0)
    try hold(first.diagnostics, in: first.map)
    try hold(first.hasErrors == (first.program == nil), "a program in spite of errors, or none")
    let second = compiled($0)
    try hold(first.diagnostics == second.diagnostics, "the checker says two things of one file")
    try hold(
      first.program?.listing() == second.program?.listing(),
      "one file becomes two programs"
    )
  }

  /// The file can include itself and one other.
  private static func compiled(_ bytes: [UInt8]) -> Compilation {
    var options = CompileOptions()
    options.check.settings["port"] = Array("8080".utf8)
    return Compiler.compile(path: "fuzz.sock", bytes: bytes, options: options) { path in
      switch path {
      case "fuzz.sock", "./fuzz.sock": .success(bytes)
      case "other.sock": .success(Array("include \"fuzz.sock\"\nlet other = 1\n".utf8))
      default: .failure(LoadFailure("there is no such file"))
      }
    }
  }
}
