/// The terminals of the grammar.
enum TokenKind: UInt8, CaseIterable, Sendable {
  case name
  case constant
  /// A name or constant with the `(` that touches it.
  case function
  /// `.` and a name or constant.
  case field
  case number
  case string
  case regex
  case address
  /// `_`
  case placeholder
  /// `.` alone, at the prompt.
  case lastSocket
  case leftParen
  case leftBracket
  case comma
  case rightParen
  case rightBracket
  case assign
  case plus
  case minus
  case pipe
  case range
  case equal
  case unequal
  case less
  case lessOrEqual
  case greater
  case greaterOrEqual
  case matches
  case `in`
  case has
  case or
  case not
  case `as`
  case within
  case expect
  case `let`
  case `if`
  case `for`
  case `else`
  case leftBrace
  case rightBrace
  case semicolon
  case newline
  case endOfFile
  /// `:` that belongs to no address; no production has it.
  case colon
  /// Something that the lexer has already reported.
  case invalid

  /// As it stands in "expected …, found …".
  var description: String {
    switch self {
    case .name: "a name"
    case .constant: "a constant"
    case .function: "a function"
    case .field: "a field"
    case .number: "a number"
    case .string: "a string"
    case .regex: "a regular expression"
    case .address: "an address"
    case .placeholder: "'_'"
    case .lastSocket: "'.'"
    case .newline, .semicolon: "the end of the line"
    case .endOfFile: "the end of the file"
    case .invalid: "something else"
    default: "'\(spelling)'"
    }
  }

  /// The text of a token that has only one, else nothing.
  var spelling: String {
    switch self {
    case .leftParen: "("
    case .leftBracket: "["
    case .rightParen: ")"
    case .rightBracket: "]"
    case .comma: ","
    case .assign: "="
    case .plus: "+"
    case .minus: "-"
    case .pipe: "|"
    case .range: ".."
    case .equal: "=="
    case .unequal: "!="
    case .less: "<"
    case .lessOrEqual: "<="
    case .greater: ">"
    case .greaterOrEqual: ">="
    case .matches: "~"
    case .in: "in"
    case .has: "has"
    case .or: "or"
    case .not: "not"
    case .as: "as"
    case .within: "within"
    case .expect: "expect"
    case .let: "let"
    case .if: "if"
    case .for: "for"
    case .else: "else"
    case .leftBrace: "{"
    case .rightBrace: "}"
    case .semicolon: ";"
    case .colon: ":"
    case .name, .constant, .function, .field, .number, .string, .regex, .address, .placeholder,
      .lastSocket, .newline, .endOfFile, .invalid:
      ""
    }
  }

  /// Whether a value can end with it: then a `-` or `.` that touches it is not a sign of its own.
  var endsValue: Bool {
    switch self {
    case .name, .constant, .field, .number, .string, .regex, .address, .placeholder, .lastSocket,
      .rightParen, .rightBracket:
      true
    default: false
    }
  }

  /// Whether it is a word that no name may be.
  var isReservedWord: Bool { rawValue >= Self.in.rawValue && rawValue <= Self.else.rawValue }

  /// Whether it is a `relop`.
  var isComparison: Bool { rawValue >= Self.equal.rawValue && rawValue <= Self.has.rawValue }
}
