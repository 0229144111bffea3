import LabDiagnostics
import LabSyntax

/// The parsed files of one run, and how they include each other.
struct FileSet {
  let options: CompileOptions
  private(set) var map = SourceMap()
  private(set) var tree = SyntaxTree()
  private(set) var diagnostics: [Diagnostic] = []
  /// Blocks of included files, by the statement that includes them.
  private(set) var inclusions = StatementTable()
  /// Values from outside, by the `param` statement.
  private(set) var settingValues = StatementTable()
  /// The paths of the files, and in one spelling each; made only when one includes another.
  private var opened: [String] = []
  private var seen: Set<String> = []
  private var parameters: [(statement: Int32, name: String, isText: Bool)] = []

  init(options: CompileOptions) { self.options = options }

  struct File {
    let path: String
    let block: Int32
  }

  /// A file without text, for what belongs to no entry of a prompt.
  mutating func addPrompt() { map.add(path: "prompt", bytes: [], entry: 0) }

  /// The number of a name that some text has.
  mutating func name(_ text: String) -> Name { tree.names.intern(text) }

  /// What an entry with mistakes is taken out by.
  struct Checkpoint {
    fileprivate let files: Int
    fileprivate let tree: TreeCheckpoint
    fileprivate let inclusions: StatementTable
    fileprivate let settingValues: StatementTable
    fileprivate let opened: [String]
    fileprivate let seen: Set<String>
  }

  var checkpoint: Checkpoint {
    Checkpoint(
      files: map.files.count,
      tree: tree.checkpoint,
      inclusions: inclusions,
      settingValues: settingValues,
      opened: opened,
      seen: seen
    )
  }

  mutating func rollBack(to checkpoint: Checkpoint) {
    map.rollBack(toCount: checkpoint.files)
    tree.rollBack(to: checkpoint.tree)
    inclusions = checkpoint.inclusions
    settingValues = checkpoint.settingValues
    opened = checkpoint.opened
    seen = checkpoint.seen
  }

  /// Before each entry of a prompt: what was wrong with the last one is told.
  mutating func beginEntry() {
    diagnostics = []
    parameters = []
  }

  mutating func parse(path: String, bytes: [UInt8], entry: Int? = nil) -> File {
    let index = map.add(path: path, bytes: bytes, entry: entry)
    opened.append(path)
    let block = Parser.parse(
      file: index,
      of: map,
      into: &tree,
      limits: options.limits,
      diagnostics: &diagnostics
    )
    return File(path: path, block: block)
  }

  /// Reads the files that a file's header includes, and theirs.
  mutating func followIncludes(
    of file: File,
    load: (String) -> Result<[UInt8], LoadFailure>
  ) {
    follow(file, way: [file.path], load: load)
    inclusions.sort()
  }

  private mutating func follow(
    _ file: File,
    way: [String],
    load: (String) -> Result<[UInt8], LoadFailure>
  ) {
    for index in tree.blocks[Int(file.block)].statements.indices {
      let node = tree.statements[index]
      guard node.form == .verb else { break }
      guard let plan = Lexicon.lexeme(tree.names.text(of: node.verb))?.plan, plan >= 0,
        Lexicon.plans[Int(plan)].group == .header
      else { break }
      switch Lexicon.plans[Int(plan)].verb {
      case .include: include(Int32(index), node, by: file, way: way, load: load)
      case .param: noteParameter(Int32(index), node)
      default: break
      }
    }
  }

  private mutating func include(
    _ statement: Int32,
    _ node: StatementNode,
    by file: File,
    way: [String],
    load: (String) -> Result<[UInt8], LoadFailure>
  ) {
    guard let (relative, span) = path(of: node) else { return }
    let path = Self.joined(folderOf: file.path, relative)
    let key = Self.normalized(path)
    if let first = way.firstIndex(where: { Self.normalized($0) == key }) {
      diagnostics.append(.includeCycle(way[first...] + [path], at: span))
      return
    }
    // What a file binds is known already when it comes a second time.
    for path in opened { seen.insert(Self.normalized(path)) }
    opened = []
    if seen.contains(key) { return }
    if map.files.count >= options.limits.files {
      diagnostics.append(.includeDepth(limit: options.limits.files, at: span))
      return
    }
    switch load(path) {
    case .failure(let failure):
      diagnostics.append(
        .cannotInclude(path, failure, by: file.path, at: span)
      )
    case .success(let bytes):
      let included = parse(path: path, bytes: bytes)
      inclusions.append(included.block, for: statement)
      follow(included, way: way + [path], load: load)
    }
  }

  private func path(of node: StatementNode) -> (String, SourceSpan)? {
    for index in node.items.indices {
      let item = tree.items[index]
      guard item.form == .value else { return nil }
      let value = tree.values[Int(item.index)]
      guard value.form == .string else { return nil }
      var text: [UInt8] = []
      for part in tree.strings[Int(value.a)].parts.indices {
        let part = tree.parts[part]
        if part.hole >= 0 { return nil }
        text += tree.bytes[Int(part.start)..<Int(part.start + part.count)]
      }
      return (String(decoding: text, as: UTF8.self), value.span)
    }
    return nil
  }

  private mutating func noteParameter(_ statement: Int32, _ node: StatementNode) {
    let values = tree.items[node.items.indices].filter { $0.form == .value }
      .map { tree.values[Int($0.index)] }
    guard let first = values.first, first.form == .name else { return }
    let isText = values.count < 2 || values[1].form == .string
    parameters.append((statement, tree.names.text(of: first.name), isText))
  }

  /// Reads `--set` values of numbers, durations and addresses as a script would.
  mutating func parseSettings() {
    for (statement, name, isText) in parameters where !isText {
      guard let value = options.check.settings[name] else { continue }
      let index = map.add(path: "--set \(name)", bytes: Array("let value = ".utf8) + value)
      let block = Parser.parse(file: index, of: map, into: &tree, diagnostics: &diagnostics)
      let statements = tree.blocks[Int(block)].statements
      guard statements.count == 1 else { continue }
      settingValues.append(tree.statements[Int(statements.start)].value, for: statement)
    }
    settingValues.sort()
  }

  /// Settings that no `param` asks for.
  func unknownSettings() -> [Diagnostic] {
    let names = parameters.map(\.name)
    return options.check.settings.keys.sorted().filter { !names.contains($0) }.map { name in
      .unknownSetting(name, suggestion: Suggestion.nearest(to: name, among: names))
    }
  }

  /// A path as it is meant by a file of `folder`.
  static func joined(folderOf file: String, _ relative: String) -> String {
    if relative.hasPrefix("/") { return relative }
    guard let slash = file.lastIndex(of: "/") else { return relative }
    return file[...slash] + relative
  }

  /// The same for two spellings of one path: without `.`, `..` and double slashes.
  static func normalized(_ path: String) -> String {
    var parts: [Substring] = []
    for part in path.split(separator: "/") {
      if part == "." { continue }
      if part == "..", let last = parts.last, last != ".." {
        parts.removeLast()
      } else {
        parts.append(part)
      }
    }
    return (path.hasPrefix("/") ? "/" : "") + parts.joined(separator: "/")
  }
}
