package import LabDiagnostics
import LabSyntax

/// What came of compiling a file.
package struct Compilation: Sendable {
  /// The program, when there is no error and it was wanted.
  package let program: Program?
  /// Errors and warnings by position.
  package let diagnostics: [Diagnostic]
  /// All files that were read.
  package let map: SourceMap

  package var hasErrors: Bool { diagnostics.contains { $0.severity == .error } }
}

/// The whole front end: reading, parsing, includes, checking, lowering.
package enum Compiler {
  /// Compiles a file and what it includes.
  ///
  /// - Parameters:
  ///   - path: The file's path, for messages and for the files it includes.
  ///   - bytes: What is in it.
  ///   - options: Settings from outside, and limits.
  ///   - load: Reads an included file.
  /// - Returns: The program, unless there are errors, and all diagnostics.
  package static func compile(
    path: String,
    bytes: [UInt8],
    options: CompileOptions = CompileOptions(),
    load: (_ path: String) -> Result<[UInt8], LoadFailure> = { _ in
      .failure(LoadFailure("nothing can be included here"))
    }
  ) -> Compilation {
    var files = FileSet(options: options)
    let main = files.parse(path: path, bytes: bytes)
    files.followIncludes(of: main, load: load)
    files.parseSettings()
    var diagnostics = files.diagnostics
    let hasSyntaxErrors = files.diagnostics.contains { $0.severity == .error }
    var checker = Checker(options: options.check)
    checker.isLenient = hasSyntaxErrors
    checker.inclusions = files.inclusions
    checker.settingValues = files.settingValues
    diagnostics += checker.add(block: main.block, of: files.tree, map: files.map)
    checker.finish()
    diagnostics += files.unknownSettings()
    let sorted = DiagnosticCollection.sorted(
      diagnostics,
      limit: options.limits.errors,
      dropped: checker.collected.droppedCount
    )
    let isValid = !sorted.contains { $0.severity == .error }
    return Compilation(
      program: isValid && options.check.keepsProgram ? checker.program : nil,
      diagnostics: sorted,
      map: files.map
    )
  }
}
