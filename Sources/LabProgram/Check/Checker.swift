package import LabDiagnostics
package import LabSyntax

/// Judges a syntax tree and lowers it, in one walk in text order.
///
/// Names are looked up by their number; a frame's end restores what its names meant outside. The
/// state of names in branches is kept in a log, so that a branch costs what it changes. After a
/// mistake the checker goes on: a name whose statement was wrong counts as bound, of any kind.
///
/// What every statement calls is `mutating` even where it only looks: else the optimiser copies the
/// whole checker for the call.
package struct Checker {
  package internal(set) var program = Program()
  let options: CheckOptions
  var tree = SyntaxTree()
  var map = SourceMap()

  /// What the tables know of the script's names; the first is that of a name they don't know.
  var lexemes = [Lexeme()]
  /// By name.
  var lexemeOfName: [Int32] = []
  var current: [Int32] = []
  var labelOfName: [Int32] = []
  var wordOfName: [Int32] = []
  var places = NamedPlaces()

  var bindings: [Binding] = []
  var frames: [Frame] = []
  var procs: [ProcEntry] = []
  var procCalls: [ProcCall] = []
  let plans = Lexicon.plans
  let operandPlans = Lexicon.operands

  /// Actors and counters of the file, or of the check at hand; see `NamedPlaces`.
  var domain: Int32 = 0
  var domainCount: Int32 = 0

  /// What the frame's branches have changed; see `Checker+Flow`.
  var flowLog: [FlowLogEntry] = []
  var branch: Int32 = 0
  var branchCount: Int32 = 0
  var mergeCount: Int32 = 0
  /// No way leads here: behind `break` or `return`.
  var hasEnded = false

  var code = CodeBuffer()
  var outerCode: [CodeBuffer] = []
  /// Empty buffers with room in them, for the next routine.
  var spareCode: [CodeBuffer] = []
  var site = Site(span: SourceSpan(start: 0, end: 0), line: 0, depth: 0, verb: .note)
  /// The statement at hand.
  var statementIndex: Int32 = -1
  /// A mistake in the statement at hand was told already.
  var isWrong = false
  var lines = LineCursor()

  var collected = DiagnosticCollection()
  /// Unknown names are not told: a file that may bind them is missing or broken.
  var isLenient = false
  /// The branch of the `refused` block at hand; 0: none.
  var refusedBranch: Int32 = 0
  /// Bare words up to here were told to be a text without its quotes.
  var quotedUntil: Int32 = 0
  /// Words of the tables that the script tried to bind: told once, then taken for names.
  var boundWords = WordSet()
  /// Where the file's header may still go on, and what of it was seen.
  var headerState = HeaderState()
  var exercise = ExerciseState()
  /// Statements of the `setup` block, which every check begins with; -1: there is none.
  var setupStatement: Int32 = -1
  /// How many blocks the statement at hand stands in, of whatever form.
  var nesting = 0
  var stepCount: Int32 = 0
  var checkCount: Int32 = 0
  /// Blocks of included files that can be read, by the statement that includes them.
  var inclusions = StatementTable()
  /// Values from outside, by the `param` statement.
  var settingValues = StatementTable()
  /// Stacks of values on their way into the pools.
  var pending: [Expression] = []
  var matched: [TypedValue] = []
  var expectItems: [Int32] = []
  /// The value that `operand(for:)` has just lowered.
  var lastValue = TypedValue.wrong
  /// Entries of a prompt come one after the other; see `Checker+Session`.
  var isSession = false
  /// Where the entry at hand begins: what was defined before may be defined again.
  var entryStart: (statement: Int32, position: Int32) = (0, 0)
  /// The numbers of words that the machine has met by itself.
  var sessionWords: [String: Int32] = [:]
  /// The named groups of each regex.
  var groupNames: [[(name: String, number: Int)]] = []
  /// Names that have a constant in `wordOfName`, oldest first.
  var wordNames: [Name] = []
  /// How many instructions `discardLowered` took back.
  var discardedCount = 0
  /// More instructions than a script may have: told.
  var isFull = false
  /// The regex of the `expect` at hand.
  var lastPattern: Int32 = -1

  package init(options: CheckOptions) {
    self.options = options
    frames.append(
      Frame(form: .file, routine: Program.fileRoutine, label: -1, visibleFrom: 0)
    )
    program.routines.append(
      Routine(form: .file, label: -1, entry: 0, end: 0, frameSize: 0, captures: .empty)
    )
    program.slotLabels.append([])
    program.header.usesHostNetwork = options.usesHostNetwork
    program.labels.append(Self.temporaryFolderName)
    frames[0].slotLabels.append(0)
  }

  static let temporaryFolderName = "tmp"

  /// Checks a block, whole file or prompt's entry, and lowers it behind what is there.
  ///
  /// - Parameters:
  ///   - block: Index in the tree's blocks.
  ///   - tree: The tree of the whole run; names keep their numbers from one call to the next.
  ///   - map: The sources of the tree's positions.
  /// - Returns: What is wrong with this block, unsorted.
  package mutating func add(block: Int32, of tree: SyntaxTree, map: SourceMap) -> [Diagnostic] {
    self.tree = tree
    self.map = map
    collected = DiagnosticCollection()
    isFull = false
    learnNames()
    // Entries are many and small: their arrays grow by doubling.
    if !isSession { reserve() }
    let file = tree.blocks[Int(block)]
    surveyFile(file.statements)
    walkFile(file.statements)
    findRecursion()
    judgeExercise()
    setSite(SourceSpan(start: file.span.end, end: file.span.end), verb: .cleanup)
    if isSession { emit(.entryEnd) }
    let entry = Int32(program.instructions.count)
    flushCode()
    program.routines[0].entry = entry
    program.routines[0].frameSize = frames[0].slotCount
    program.slotLabels[0] = frames[0].slotLabels
    self.tree = SyntaxTree()
    // Nobody else may hold what the next entry adds to.
    if isSession { self.map = SourceMap() }
    return collected.diagnostics
  }

  /// Adds the file's end behind the last block; a program is whole then.
  package mutating func finish() {
    program.routines[0].end = Int32(program.instructions.count)
    emit(.ownerEnd)
    emit(.end)
    flushCode()
  }

  /// Makes room once, for arrays that grow with the script: growing by doubling touches every page
  /// several times.
  private mutating func reserve() {
    let statements = tree.statements.count
    let values = tree.values.count
    bindings.reserveCapacity(tree.nameLists.count * 2)
    program.labels.reserveCapacity(tree.nameLists.count)
    guard options.keepsProgram else { return }
    program.expressions.reserveCapacity(values)
    program.constants.reserveCapacity(values / 2)
    program.operations.reserveCapacity(statements)
    program.instructions.reserveCapacity(statements + statements / 2)
    program.sites.reserveCapacity(statements + statements / 2)
    code.instructions.reserveCapacity(statements)
    code.sites.reserveCapacity(statements)
  }

  /// Looks up the names that have come since the last time.
  private mutating func learnNames() {
    let known = lexemeOfName.count
    let count = tree.names.count
    guard known < count else { return }
    lexemeOfName.append(contentsOf: repeatElement(0, count: count - known))
    current.append(contentsOf: repeatElement(-1, count: count - known))
    labelOfName.append(contentsOf: repeatElement(-1, count: count - known))
    wordOfName.append(contentsOf: repeatElement(-1, count: count - known))
    places.grow(to: count)
    for index in known..<count {
      let name = Name(index: Int32(index))
      let (lexeme, isFolder) = tree.names.withBytes(of: name) { bytes in
        (Lexicon.lexeme(bytes), Self.temporaryFolderName.utf8.elementsEqual(bytes))
      }
      if let lexeme {
        lexemeOfName[index] = Int32(lexemes.count)
        lexemes.append(lexeme)
      }
      if isFolder {
        labelOfName[index] = 0
        addBinding(
          name,
          slot: Program.temporaryFolderSlot,
          flow: Flow(assignment: .bound, kinds: .bytes),
          position: 0,
          isCopy: false
        )
      }
    }
  }

  func lexeme(_ name: Name) -> Lexeme { lexemes[Int(lexemeOfName[Int(name.index)])] }

  func text(_ name: Name) -> String { tree.names.text(of: name) }

  /// The index of the frame at hand.
  var depth: Int { frames.count - 1 }

  mutating func report(_ diagnostic: Diagnostic) {
    isWrong = true
    if collected.wants(diagnostic.severity) { collected.add(diagnostic) }
  }

  /// Reports what takes a search to word; no search is made when nobody would read the result.
  mutating func reportSearched(_ diagnostic: (borrowing Checker) -> Diagnostic) {
    isWrong = true
    guard collected.wants(.error) else { return }
    let diagnostic = diagnostic(self)
    collected.add(diagnostic)
  }

  mutating func warn(_ diagnostic: Diagnostic) {
    if collected.wants(.warning) { collected.add(diagnostic) }
  }
}
