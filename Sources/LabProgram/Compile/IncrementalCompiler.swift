package import LabDiagnostics
import LabSyntax

/// The front end of a prompt: each entry is checked against what the session has bound so far, and
/// lowered behind what is there.
///
/// Indices into the program stay valid, so the machine takes the grown program in place of the old
/// one. An entry with a mistake leaves nothing behind.
///
/// An entry costs what it adds only while nobody else holds the program and the map: whoever has
/// copies lets go of them before `add`.
package struct IncrementalCompiler: Sendable {
  private var files: FileSet
  private var checker: Checker
  private let options: CompileOptions

  package init(options: CompileOptions = CompileOptions()) {
    self.options = options
    files = FileSet(options: options)
    checker = Checker(options: options.check)
    // What belongs to no entry stands here.
    files.addPrompt()
    checker.beginSession()
  }

  /// The program as it is now.
  package var program: Program { checker.program }
  /// The texts of all entries.
  package var map: SourceMap { files.map }

  /// Names that are bound, oldest first, with the slots of the file's frame.
  package var names: [(name: String, slot: Int32, kinds: KindSet)] {
    checker.fileNames(files.tree.names)
  }
  package var places: (actors: [String], counters: [String], procs: [String]) {
    checker.placeNames(files.tree.names)
  }

  /// Takes over what the run has made of the names, and the words it has met.
  package mutating func correct(
    words: [String],
    _ state: (_ slot: Int32) -> BoundValue
  ) {
    checker.correctNames(state)
    checker.adopt(words: words)
  }

  /// Binds names that no entry has bound; the machine puts their values into the slots.
  package mutating func adopt(_ names: [(name: String, kind: ValueKind)]) -> [Int32] {
    let position = files.map.files.last?.base ?? 0
    return names.map { name in
      checker.adopt(files.name(name.name), kind: name.kind, position: position)
    }
  }

  /// What came of an entry.
  package struct Entry: Sendable {
    /// Where the machine begins; `nil` when there are errors.
    package let start: Int32?
    package let diagnostics: [Diagnostic]
    /// What the diagnostics' spans point into.
    package let map: SourceMap
  }

  /// Compiles an entry: one or more statements.
  ///
  /// - Parameters:
  ///   - path: What messages call it.
  ///   - bytes: Its text.
  ///   - number: The number that all its lines go by; `nil` counts them, as in a file.
  ///   - load: Reads an included file.
  /// - Returns: Where it begins, or what is wrong with it.
  package mutating func add(
    path: String,
    bytes: [UInt8],
    number: Int?,
    load: (_ path: String) -> Result<[UInt8], LoadFailure> = { _ in
      .failure(LoadFailure("nothing can be included here"))
    }
  ) -> Entry {
    let filesBefore = files.checkpoint
    let programBefore = checker.program.checkpoint
    let checkerBefore = checkerWithoutProgram()
    // What one script says of itself holds for no other.
    if number == nil {
      let parameters = checker.program.header.parameters
      checker.program.header = Header()
      checker.program.header.parameters = parameters
      checker.program.header.usesHostNetwork = programBefore.usesHostNetwork
    }
    files.beginEntry()
    checker.beginEntry(
      statement: Int32(files.tree.statements.count),
      position: files.map.files.last.map { $0.positions.upperBound } ?? 0
    )
    let file = files.parse(path: path, bytes: bytes, entry: number)
    files.followIncludes(of: file, load: load)
    files.parseSettings()
    var diagnostics = files.diagnostics
    checker.isLenient = diagnostics.contains { $0.severity == .error }
    checker.inclusions = files.inclusions
    checker.settingValues = files.settingValues
    diagnostics += checker.add(block: file.block, of: files.tree, map: files.map)
    let sorted = DiagnosticCollection.sorted(diagnostics, limit: options.limits.errors)
    let map = files.map
    if sorted.contains(where: { $0.severity == .error }) {
      files.rollBack(to: filesBefore)
      var program = Program()
      swap(&program, &checker.program)
      program.rollBack(to: programBefore)
      checker = checkerBefore
      checker.program = program
      return Entry(start: nil, diagnostics: sorted, map: map)
    }
    let start = checker.program.routines[Int(Program.fileRoutine)].entry
    return Entry(start: start, diagnostics: sorted, map: map)
  }

  /// A copy of what the checker knows, without the program.
  ///
  /// That grows with the session's names. The program grows with its lines: it is not copied, but
  /// cut off.
  private mutating func checkerWithoutProgram() -> Checker {
    var program = Program()
    swap(&program, &checker.program)
    let copy = checker
    swap(&program, &checker.program)
    return copy
  }
}
