package import LabConstants

/// One statement of the language, declared once.
///
/// The checker, the suggestions, the reference page,
/// completion and help all read this; the grammar knows nothing of it.
package struct Row: Sendable {
  package enum Group: String, CaseIterable, Sendable {
    case header = "Header"
    case structure = "Structure"
    case exercise = "Exercises"
    case call = "Calls"
    case environment = "Environment"
  }

  package enum BlockForm: Sendable {
    case none
    /// A block of the same scope: `step`, `repeat`, `retry`, `privileged`.
    case plain
    /// A block with names of its own: `check`, `actor`, `cleanup`, `proc`.
    case scope
  }

  package enum ResultForm: Sendable {
    case none
    /// `as x`, of this kind.
    case one(ValueKind)
    /// `as a, b`, both of this kind.
    case two(ValueKind)
    /// Whatever `return` gave: any number of names.
    case returned
  }

  /// Its words can't be names of the script.
  ///
  /// Those of exercises are read by their place, so that `as program` and `as output` stay free.
  var reservesWords: Bool { group != .exercise && verb != .submission && verb != .limit }

  package let verb: Verb
  package let group: Group
  package let operands: [Operand]
  /// Words that may stand anywhere behind the verb: `nonblocking`.
  package let modifiers: [Modifier]
  package let result: ResultForm
  package let block: BlockForm
  /// `within` may stand behind it.
  package let waits: Bool
  /// `expect` may stand behind it.
  package let answers: Bool
  /// One line, for help and completion: what it does, without its name.
  package let summary: String
  /// A paragraph for the reference.
  package let detail: String
  /// The C call it makes, as a prototype of its arguments: `bind(fd, addr, addrlen)`; else empty.
  package let call: String
  /// `bind(2)`; else empty.
  package let manual: String
  /// Errnos that a learner will meet.
  package let errors: [String]
  /// A whole script that runs and passes, without its own `lesson`.
  package let example: String

  package init(
    _ verb: Verb,
    _ group: Group,
    operands: [Operand] = [],
    modifiers: [Modifier] = [],
    result: ResultForm = .none,
    block: BlockForm = .none,
    waits: Bool = false,
    answers: Bool = false,
    summary: String,
    detail: String = "",
    call: String = "",
    manual: String = "",
    errors: [String] = [],
    example: String = ""
  ) {
    self.verb = verb
    self.group = group
    self.operands = operands
    self.modifiers = modifiers
    self.result = result
    self.block = block
    self.waits = waits
    self.answers = answers
    self.summary = summary
    self.detail = detail
    self.call = call
    self.manual = manual
    self.errors = errors
    self.example = example
  }
}

/// A place behind a verb, filled by position or behind its introducing word.
package struct Operand: Sendable {
  package enum Presence: Sendable {
    case required
    case optional
    /// One or more, to the end of the positional items.
    case several
    /// None or more.
    case any
  }

  /// As in a synopsis: `SOCKET`.
  package let name: String
  package let kinds: KindSet
  package let presence: Presence
  /// The word before it: `to` in `send u "x" to 127.0.0.1:53`.
  package let introducer: String?
  /// The words of the tables that may stand here, when `kinds` has `.word`.
  package let words: [String]
  /// Upper-case names that may stand here as integers: `MSG_PEEK | MSG_TRUNC`.
  package let constants: ConstantGroup?
  /// A bare name that is not a variable: what `actor`, `ready`, `wait`, `proc` and `param` name.
  package let isIdentifier: Bool

  package init(
    _ name: String,
    _ kinds: KindSet,
    _ presence: Presence = .required,
    introducer: String? = nil,
    words: [String] = [],
    constants: ConstantGroup? = nil,
    isIdentifier: Bool = false
  ) {
    self.name = name
    self.kinds = kinds
    self.presence = presence
    self.introducer = introducer
    self.words = words
    self.constants = constants
    self.isIdentifier = isIdentifier
  }

  package static let socket = Operand("SOCKET", .socket)
  package static let flags = Operand("FLAGS", .integer, .optional, constants: .messageFlag)

  package static func identifier(_ name: String, _ presence: Presence = .required) -> Operand {
    Operand(name, [], presence, isIdentifier: true)
  }
}

/// A word that changes how a statement is done.
package enum Modifier: String, CaseIterable, Sendable {
  /// `socket … nonblocking`: the socket gets O_NONBLOCK.
  case nonblocking
  /// A failure is recorded, and the run goes on. Every row and `expect` know this one.
  case soft
  /// The call is made as written, on a thread of its own, where it may really sleep.
  case blocking
  /// `kill`: the handler is installed with SA_RESTART.
  case restart

  package var mask: ModifierSet {
    switch self {
    case .nonblocking: .nonblocking
    case .soft: .soft
    case .blocking: .blocking
    case .restart: .restart
    }
  }
}

package struct ModifierSet: OptionSet, Sendable {
  package let rawValue: UInt8

  package init(rawValue: UInt8) { self.rawValue = rawValue }

  package static let nonblocking = ModifierSet(rawValue: 1)
  package static let soft = ModifierSet(rawValue: 2)
  package static let blocking = ModifierSet(rawValue: 4)
  package static let restart = ModifierSet(rawValue: 8)
}
