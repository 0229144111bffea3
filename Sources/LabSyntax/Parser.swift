package import LabDiagnostics

/// Recursive descent over the tokens of one file: one function for each production of
/// `grammar/socklab.ebnf`, of the same name, with one token of look-ahead.
///
/// Every `at(_:)` notes what would have been accepted, so "expected X, Y or Z" is right by itself.
/// `expect` meets the user's mistakes and reports them; `presume` meets only ours and traps. A
/// mistake is thrown up to its statement, which skips to the end of its line.
package struct Parser {
  var lexer: Lexer
  var tree: SyntaxTree
  var report: SyntaxReport
  var token: Token
  /// Where the token before `token` ended.
  var previousEnd: Int32 = 0
  /// What `at(_:)` was asked since the last token.
  var expected = TokenSet.empty
  /// A `{` that no statement has was told, and no statement came since.
  var hasBareBrace = false
  /// Braces, parentheses and brackets open now.
  var nesting = 0
  let limits: Limits
  /// Statements of the blocks that are still open, and arguments of open calls and lists: moved
  /// into the tree side by side when their parent ends.
  var openStatements: [StatementNode] = []
  var openArguments: [ArgumentNode] = []
  /// A `{` was missing somewhere, so a missing `}` is no news.
  var isMissingBrace = false
  /// How many of the reported mistakes are that the input ended where more had to come.
  var openEnds = 0
  /// What began the calls, lists and parentheses that are open now.
  var openGroups: [Token] = []
  /// The nesting limit was met: the rest of the file is not read.
  var isStopped = false

  private init(
    bytes: UnsafeBufferPointer<UInt8>,
    base: Int32,
    tree: SyntaxTree,
    limits: Limits,
    isPrompt: Bool
  ) {
    lexer = Lexer(bytes: bytes, base: base, isPrompt: isPrompt)
    self.tree = tree
    self.limits = limits
    report = SyntaxReport(limit: limits.errors)
    token = Token(kind: .endOfFile, start: 0, end: 0)
    advance()
  }

  /// Parses one file of a run.
  ///
  /// - Parameters:
  ///   - index: The file's index in `map.files`.
  ///   - map: The files of the run.
  ///   - tree: Gets the nodes of the file.
  ///   - limits: What the file may ask for.
  ///   - diagnostics: Gets what is wrong with the file, by position.
  ///   - isPrompt: Whether `.` stands for the last socket.
  /// - Returns: The index of the file's block in `tree.blocks`.
  package static func parse(
    file index: Int,
    of map: SourceMap,
    into tree: inout SyntaxTree,
    limits: Limits = Limits(),
    diagnostics: inout [Diagnostic],
    isPrompt: Bool = false
  ) -> Int32 {
    let file = map.files[index]
    let whole = SourceSpan(start: file.positions.lowerBound, end: file.positions.upperBound)
    return file.bytes.withUnsafeBufferPointer { bytes in
      if let refusal = SourceCheck(file: file, bytes: bytes, limits: limits).refusal() {
        diagnostics.append(refusal)
        tree.blocks.append(BlockNode(statements: .empty, span: whole))
        return Int32(tree.blocks.count - 1)
      }
      // The parser owns the tree while it works, so that nothing is copied.
      var owned = tree
      tree = SyntaxTree()
      // The first file is the large one; others, and entries of a prompt, grow what is there.
      if owned.blocks.isEmpty { owned.reserve(forSource: bytes.count) }
      var parser = Parser(
        bytes: bytes,
        base: file.base,
        tree: owned,
        limits: limits,
        isPrompt: isPrompt
      )
      let statements = parser.file()
      parser.tree.blocks.append(BlockNode(statements: statements, span: whole))
      diagnostics += parser.report.sorted(isWhole: parser.lexer.cursor == bytes.count)
      tree = parser.tree
      return Int32(tree.blocks.count - 1)
    }
  }

  /// Whether this input of a prompt is right as far as it goes and needs more lines: a brace, a
  /// parenthesis or an `else` waits for its other half.
  package static func isIncomplete(
    _ bytes: [UInt8],
    limits: Limits = Limits()
  ) -> Bool {
    let file = SourceFile(path: "", bytes: bytes, base: 0)
    return bytes.withUnsafeBufferPointer { buffer in
      if SourceCheck(file: file, bytes: buffer, limits: limits).refusal() != nil { return false }
      var parser = Parser(
        bytes: buffer,
        base: 0,
        tree: SyntaxTree(),
        limits: limits,
        isPrompt: true
      )
      _ = parser.file()
      return parser.openEnds > 0 && parser.openEnds == parser.report.diagnostics.count
    }
  }
}

/// Thrown from a production whose mistake is reported, up to the statement.
struct SyntaxFailure: Error {}

/// Tokens.
extension Parser {
  mutating func advance() {
    previousEnd = token.end
    expected = .empty
    if isStopped { return stop() }
    token = lexer.next(into: &tree, &report)
    if report.isFull { stop() }
  }

  @inline(__always)
  mutating func at(_ kind: TokenKind) -> Bool {
    expected.insert(kind)
    return token.kind == kind
  }

  /// Takes a token of this kind if it is the next one.
  @inline(__always)
  mutating func take(_ kind: TokenKind) -> Bool {
    guard at(kind) else { return false }
    advance()
    return true
  }

  /// Takes a token of this kind; anything else is the user's mistake.
  mutating func expect(_ kind: TokenKind) throws(SyntaxFailure) {
    if !take(kind) { throw unexpected() }
  }

  /// Takes a token that the caller has seen; anything else is our mistake.
  @inline(__always)
  mutating func presume(_ kind: TokenKind) {
    precondition(token.kind == kind, "the parser's caller has not looked at the token")
    advance()
  }

  /// The end of the file comes now, whatever follows.
  mutating func stop() {
    isStopped = true
    lexer.groupDepth = 0
    token = Token(kind: .endOfFile, start: token.start, end: token.start)
  }

  func span(_ start: Int32, _ end: Int32) -> SourceSpan {
    SourceSpan(start: lexer.base + start, end: lexer.base + max(start, end))
  }

  var tokenSpan: SourceSpan { span(token.start, token.end) }
}
