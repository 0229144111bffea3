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
  static let plans: [RowPlan] = makePlans().plans
  static let operands: [OperandPlan] = makePlans().operands

  static func word(_ text: String) -> Int8 { lexeme(text).word }

  static func lexeme(_ text: String) -> Lexeme { lexemes[text] ?? Lexeme() }

  private static let lexemes: [String: Lexeme] = {
    var lexemes: [String: Lexeme] = [:]
    // Growing would hash every name several times, at every start.
    lexemes.reserveCapacity(Constants.all.count + 1024)
    precondition(words.count <= WordSet.capacity)
    for (index, word) in words.enumerated() { lexemes[word, default: Lexeme()].word = Int8(index) }
    for (index, row) in Catalogue.rows.enumerated() {
      lexemes[row.verb.rawValue, default: Lexeme()].plan = Int16(index)
    }
    for verb in ["expect", "let", "if", "for"] {
      lexemes[verb, default: Lexeme()].isGrammarVerb = true
    }
    for modifier in Modifier.allCases {
      lexemes[modifier.rawValue, default: Lexeme()].modifiers = modifier.mask
    }
    for (index, function) in functions.enumerated() {
      lexemes[function.rawValue, default: Lexeme()].function = Int8(index)
    }
    for (index, field) in fields.enumerated() {
      lexemes[field.rawValue, default: Lexeme()].field = Int8(index)
    }
    for (index, field) in TCPInfoField.all.enumerated() {
      lexemes[field.name, default: Lexeme()].tcpInfo = Int16(index)
      lexemes["tcpi_" + field.name, default: Lexeme()].tcpInfo = Int16(index)
    }
    for (index, message) in ControlMessages.all.enumerated() {
      lexemes[message.name, default: Lexeme()].controlMessage = Int16(index)
    }
    for (index, call) in SystemCall.all.enumerated() {
      lexemes[call.name, default: Lexeme()].systemCall = Int16(index)
    }
    for (index, layout) in Structures.all.enumerated() {
      lexemes[layout.name, default: Lexeme()].structure = Int16(index)
      for field in layout.fields {
        lexemes[field.name, default: Lexeme()].members.formUnion(field.form.kinds)
        if !field.cName.isEmpty, field.cName != field.name {
          lexemes[field.cName, default: Lexeme()].members.formUnion(field.form.kinds)
        }
      }
    }
    for constant in Constants.all where lexemes[constant.name]?.group == nil {
      lexemes[constant.name, default: Lexeme()].group = constant.group
      lexemes[constant.name, default: Lexeme()].value = constant.value
      if constant.group == .option, let option = SocketOptions.index(named: constant.name) {
        lexemes[constant.name, default: Lexeme()].option = Int16(option)
      }
    }
    return lexemes
  }()

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
