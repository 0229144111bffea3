import LabConstants

/// What the tables know of one name; looked up once for each distinct name of a run.
///
/// Names that only some places know (fields of structures, C calls) are looked up there.
struct Lexeme: Sendable {
  /// Index in `Lexicon.plans`, when it is a statement.
  var plan: Int16 = -1
  /// Index in `Lexicon.words`.
  var word: Int8 = -1
  var modifiers: ModifierSet = []
  /// Indices in `allCases`.
  var function: Int8 = -1
  var field: Int8 = -1
  /// What it says behind the subject of an `expect`; behind a program's only.
  var form: ExpectForm?
  var programForm: ExpectForm?
  /// Index in `SocketOptions.all`.
  var option: Int16 = -1
  /// Set for an upper-case name of the C headers.
  var group: ConstantGroup?
  var value: Int64 = 0
  /// `expect`, `let`, `if`, `for`: statements that are no rows.
  var isGrammarVerb = false

  /// The tables own it: no script can bind it.
  var isReserved: Bool { word >= 0 }
}

/// All tables as one: from a spelling to what it can mean.
///
/// It is made at every start, so it holds no more than every script needs.
enum Lexicon {
  /// The tables' lower-case words, by their numbers.
  static var words: ArraySlice<String> { table.words }

  static let functions = Array(Function.allCases)
  static let fields = Array(Field.allCases)
  /// The names that stand before a parenthesis.
  static let callable =
    functions.map(\.rawValue) + Structures.all.map(\.name)
    + ControlMessages.all.map(\.name)
  static var plans: [RowPlan] { rows.plans }
  static var operands: [OperandPlan] { rows.operands }

  static func word(_ text: String) -> Int8 { table.lexeme(text)?.word ?? -1 }

  /// The words of a set, in alphabetical order.
  static func words(in set: WordSet) -> [String] {
    words.enumerated().filter { set.contains(Int8($0.offset)) }.map(\.element).sorted()
  }

  /// What a name means, if anything; its constant is looked for only behind a capital, because most
  /// scripts need few of the two thousand, and many none.
  static func lexeme(_ text: String) -> Lexeme? {
    var text = text
    return text.withUTF8 { lexeme($0) }
  }

  static func lexeme(_ name: UnsafeBufferPointer<UInt8>) -> Lexeme? {
    guard let first = name.first, isCapital(first) else { return table.lexeme(name) }
    let text = String(decoding: name, as: UTF8.self)
    guard let constant = Constants.named(text) else { return nil }
    var lexeme = Lexeme()
    lexeme.group = constant.group
    lexeme.value = constant.value
    if constant.group == .option, let option = SocketOptions.index(named: text) {
      lexeme.option = Int16(option)
    }
    return lexeme
  }

  /// Whether a name can be a constant's: all of them begin so, and no other name of the tables.
  static func isCapital(_ byte: UInt8) -> Bool { UInt8(ascii: "A")...UInt8(ascii: "Z") ~= byte }

  private static let table = LexemeTable()
  private static let rows = makePlans()

  private static func makePlans() -> (plans: [RowPlan], operands: [OperandPlan]) {
    var plans: [RowPlan] = []
    var operands: [OperandPlan] = []
    plans.reserveCapacity(Catalogue.rows.count)
    operands.reserveCapacity(Catalogue.rows.count * 2)
    for row in Catalogue.rows {
      let start = Int32(operands.count)
      for operand in row.operands {
        var words = WordSet()
        for word in operand.words { words.insert(Self.word(word)) }
        operands.append(
          OperandPlan(
            kinds: operand.kinds,
            presence: operand.presence,
            introducer: operand.introducer.map { Self.word($0) } ?? -1,
            words: words,
            constants: operand.constants,
            isIdentifier: operand.isIdentifier
          )
        )
      }
      plans.append(RowPlan(row, operandStart: start))
    }
    return (plans, operands)
  }

  /// What the fields of that name of any structure may be.
  static func members(named name: String) -> KindSet {
    memberTable.names.position(of: name).map { memberTable.kinds[$0] } ?? []
  }

  /// Index in `TCPInfoField.all`; the C name is known too.
  static func tcpInfoField(named name: String) -> Int32? {
    let prefix = "tcpi_"
    let name = name.hasPrefix(prefix) ? String(name.dropFirst(prefix.count)) : name
    return tcpInfoFields.position(of: name).map { Int32($0) }
  }

  private static let tcpInfoFields = NameIndex(TCPInfoField.all.map(\.name))

  private static let memberTable: (names: NameIndex, kinds: [KindSet]) = {
    var names = NameIndex(capacity: 512)
    var kinds: [KindSet] = []
    for field in Structures.all.lazy.flatMap(\.fields) {
      for name in [field.name, field.cName] where !name.isEmpty {
        let position = names.position(inserting: name)
        if position == kinds.count { kinds.append([]) }
        kinds[position].formUnion(field.form.kinds)
      }
    }
    return (names, kinds)
  }()
}

/// The lower-case names of the tables.
private struct LexemeTable {
  private var names = NameIndex(capacity: 256)
  private var lexemes: [Lexeme] = []
  private let wordCount: Int

  /// They stand first, so that a word's number is its position.
  var words: ArraySlice<String> { names.names[..<wordCount] }

  init() {
    lexemes.reserveCapacity(256)
    for word in Catalogue.commonWords { _ = names.position(inserting: word) }
    for row in Catalogue.rows where row.reservesWords {
      for operand in row.operands {
        for word in operand.words { _ = names.position(inserting: word) }
        if let introducer = operand.introducer { _ = names.position(inserting: introducer) }
      }
    }
    for modifier in Modifier.allCases { _ = names.position(inserting: modifier.rawValue) }
    wordCount = names.count
    precondition(wordCount <= WordSet.capacity)
    for word in 0..<wordCount { lexemes.append(Lexeme(word: Int8(word))) }
    for modifier in Modifier.allCases { self[modifier.rawValue].modifiers = modifier.mask }
    for form in ExpectForm.allCases {
      if form.isOfProgram { self[form.spelling].programForm = form }
      if form.isWord, lexeme(form.spelling)?.isReserved ?? false { self[form.spelling].form = form }
    }
    for (index, row) in Catalogue.rows.enumerated() { self[row.verb.rawValue].plan = Int16(index) }
    for verb in ["expect", "let", "if", "for"] { self[verb].isGrammarVerb = true }
    for (index, function) in Function.allCases.enumerated() {
      self[function.rawValue].function = Int8(index)
    }
    for (index, field) in Field.allCases.enumerated() { self[field.rawValue].field = Int8(index) }
  }

  func lexeme(_ name: String) -> Lexeme? { names.position(of: name).map { lexemes[$0] } }

  func lexeme(_ name: UnsafeBufferPointer<UInt8>) -> Lexeme? {
    names.position(of: name).map { lexemes[$0] }
  }

  /// A name that the table takes in.
  private subscript(name: String) -> Lexeme {
    mutating get { lexemes[position(name)] }
    _modify {
      let position = position(name)
      yield &lexemes[position]
    }
  }

  private mutating func position(_ name: String) -> Int {
    let position = names.position(inserting: name)
    if position == lexemes.count { lexemes.append(Lexeme()) }
    return position
  }
}
