import LabConstants

/// A catalogue row as the checker needs it: numbers only, nothing to retain.
struct RowPlan: Sendable {
  let verb: Verb
  let group: Row.Group
  /// In `Lexicon.operands`.
  let operandStart: Int32
  let operandCount: Int32
  let modifiers: ModifierSet
  /// How many names `as` takes: -1 any number, 0 none.
  var resultCount: Int
  /// The kind of each of them.
  var result: KindSet
  let hasBlock: Bool
  let waits: Bool
  let answers: Bool

  init(_ row: Row, operandStart: Int32) {
    verb = row.verb
    group = row.group
    self.operandStart = operandStart
    operandCount = Int32(row.operands.count)
    modifiers = row.modifiers.reduce(into: [.soft]) { $0.formUnion($1.mask) }
    switch row.result {
    case .none:
      // "`as r` is the call's result": a call without a value of its own still has an outcome.
      resultCount = row.answers ? 1 : 0
      result = .result
    case .one(let kind):
      resultCount = 1
      result = KindSet(kind)
    case .two(let kind):
      resultCount = 2
      result = KindSet(kind)
    case .returned:
      resultCount = -1
      result = .any
    }
    switch row.block {
    case .none: hasBlock = false
    case .plain, .scope: hasBlock = true
    }
    waits = row.waits
    answers = row.answers
  }
}

/// An operand of a row, as numbers.
struct OperandPlan: Sendable {
  var kinds: KindSet
  var presence: Operand.Presence = .required
  /// Number of the word before it; -1 none.
  var introducer: Int8 = -1
  var words = WordSet()
  var constants: ConstantGroup?
  var isIdentifier = false

  /// Takes whatever comes.
  static let anything = OperandPlan(kinds: .any)

  static let socket = OperandPlan(kinds: .socket)

  var isOptional: Bool {
    switch presence {
    case .required, .several: false
    case .optional, .any: true
    }
  }

  /// It may stand several times, which is the same as a list: `env "A=1" env "B=2"`.
  var isRepeatable: Bool { introducer >= 0 && kinds.contains(.list) }

  var isMany: Bool {
    switch presence {
    case .required, .optional: false
    case .several, .any: true
    }
  }
}
