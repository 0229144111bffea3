/// One terminal as it stands in a file; offsets count from the file's first byte.
struct Token {
  var kind: TokenKind
  /// Inside ( ) and [ ], where line ends are blanks: whether one came before this token.
  var startsLine = false
  /// Whether the lexer has already reported it and guessed what was meant.
  var isRepaired = false
  var start: Int32
  var end: Int32
  /// Of `.name`, `.constant`, `.function` and `.field`.
  var name = Name(index: -1)
  /// What `ValueNode` needs of a `.number`, `.string`, `.regex` or `.address`.
  var payload = Payload.none

  /// The decoded content of a token.
  enum Payload {
    case none
    case integer(Int64)
    case duration(Int64)
    /// Index in `SyntaxTree.strings`.
    case string(Int32)
    /// Start and length in `SyntaxTree.bytes`.
    case regex(start: Int32, count: Int32, options: RegexOption)
    /// Index in `SyntaxTree.addresses`.
    case address(Int32)
  }
}
