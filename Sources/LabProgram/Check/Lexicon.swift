import LabConstants

/// What the tables know of one name; looked up once for each distinct name of a run.
struct Lexeme: Sendable {
  /// Index in `Lexicon.plans`, when it is a statement.
  var plan: Int16 = -1
  /// Index in `Lexicon.words`.
  var word: Int8 = -1
  var modifiers: ModifierSet = []
  /// Indices in `allCases`.
  var function: Int8 = -1
  var field: Int8 = -1
  /// Index in `Structures.all`, when it is a constructor.
  var structure: Int16 = -1
  /// What the fields of that name of any structure may be.
  var members: KindSet = []
  /// Index in `TCPInfoField.all`.
  var tcpInfo: Int16 = -1
  /// Index in `SocketOptions.all`.
  var option: Int16 = -1
  /// Index in `ControlMessages.all`.
  var controlMessage: Int16 = -1
  /// Index in `SystemCall.all`.
  var systemCall: Int16 = -1
  /// Set for an upper-case name of the C headers.
  var group: ConstantGroup?
  var value: Int64 = 0
  /// `expect`, `let`, `if`, `for`: statements that are no rows.
  var isGrammarVerb = false

  /// The tables own it: no script can bind it.
  var isReserved: Bool { word >= 0 }
}

/// All tables as one: from a spelling to what it can mean.
enum Lexicon {
  /// The tables' lower-case words, in a fixed order.
  static let words: [String] = Catalogue.words.sorted()

  static let functions = Array(Function.allCases)
  static let fields = Array(Field.allCases)
  /// The names that stand before a parenthesis.
  static let callable =
    functions.map(\.rawValue) + Structures.all.map(\.name)
    + ControlMessages.all.map(\.name)
  static var plans: [RowPlan] { rows.plans }
  static var operands: [OperandPlan] { rows.operands }

  static func word(_ text: String) -> Int8 { lexeme(text).word }

  /// What a name means; its constant is looked for only behind a capital, because most scripts need
  /// few of the two thousand, and many none.
  static func lexeme(_ text: String) -> Lexeme {
    var lexeme = table.lexeme(text)
    if let first = text.utf8.first, isCapital(first), let constant = Constants.named(text) {
      lexeme.group = constant.group
      lexeme.value = constant.value
      if constant.group == .option, let option = SocketOptions.index(named: text) {
        lexeme.option = Int16(option)
      }
    }
    return lexeme
  }

  /// Whether a name can be a constant's: all of them begin so.
  static func isCapital(_ byte: UInt8) -> Bool { UInt8(ascii: "A")...UInt8(ascii: "Z") ~= byte }

  private static let table: LexemeTable = {
    var table = LexemeTable()
    precondition(words.count <= WordSet.capacity)
    for (index, word) in words.enumerated() { table[word].word = Int8(index) }
    for (index, row) in Catalogue.rows.enumerated() {
      table[row.verb.rawValue].plan = Int16(index)
    }
    for verb in ["expect", "let", "if", "for"] {
      table[verb].isGrammarVerb = true
    }
    for modifier in Modifier.allCases {
      table[modifier.rawValue].modifiers = modifier.mask
    }
    for (index, function) in functions.enumerated() {
      table[function.rawValue].function = Int8(index)
    }
    for (index, field) in fields.enumerated() {
      table[field.rawValue].field = Int8(index)
    }
    for (index, field) in TCPInfoField.all.enumerated() {
      table[field.name].tcpInfo = Int16(index)
      table["tcpi_" + field.name].tcpInfo = Int16(index)
    }
    for (index, message) in ControlMessages.all.enumerated() {
      table[message.name].controlMessage = Int16(index)
    }
    for (index, call) in SystemCall.all.enumerated() {
      table[call.name].systemCall = Int16(index)
    }
    for (index, layout) in Structures.all.enumerated() {
      table[layout.name].structure = Int16(index)
      for field in layout.fields {
        table[field.name].members.formUnion(field.form.kinds)
        if !field.cName.isEmpty, field.cName != field.name {
          table[field.cName].members.formUnion(field.form.kinds)
        }
      }
    }
    return table
  }()

  private static let rows = makePlans()

  private static func makePlans() -> (plans: [RowPlan], operands: [OperandPlan]) {
    var plans: [RowPlan] = []
    var operands: [OperandPlan] = []
    let index = Dictionary(uniqueKeysWithValues: words.enumerated().map { ($1, Int8($0)) })
    for row in Catalogue.rows {
      let start = Int32(operands.count)
      for operand in row.operands {
        var words = WordSet()
        for word in operand.words { if let number = index[word] { words.insert(number) } }
        operands.append(
          OperandPlan(
            kinds: operand.kinds,
            presence: operand.presence,
            introducer: operand.introducer.flatMap { index[$0] } ?? -1,
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
}

/// The lexemes of the tables' names but for the constants'.
private struct LexemeTable {
  private var names = NameIndex(capacity: 1024)
  private var lexemes: [Lexeme] = []

  func lexeme(_ name: String) -> Lexeme {
    names.position(of: name).map { lexemes[$0] } ?? Lexeme()
  }

  /// A name that the table takes in.
  subscript(name: String) -> Lexeme {
    mutating get {
      lexemes[position(name)]
    }
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
