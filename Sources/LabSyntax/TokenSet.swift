/// What the parser would have accepted at one place.
struct TokenSet: Equatable, Sendable {
  private var bits: UInt64 = 0

  /// Bits above the token kinds stand for what has many tokens and one name.
  static let value = TokenSet(bit: 63)
  static let relop = TokenSet(bit: 62)
  static let statement = TokenSet(bit: 61)

  static let empty = TokenSet()

  private init() {}

  private init(bit: Int) { bits = 1 << UInt64(bit) }

  /// What may follow a finished value, and is no news where a list or statement may go on too.
  private static let continuations = [TokenKind.field, .plus, .minus, .pipe, .range]
    .reduce(into: TokenSet.empty) { $0.insert($1) }

  /// Whether what stands before is finished: then nobody misses a `+`.
  private var isFinished: Bool {
    contains(TokenSet(.newline)) || contains(TokenSet(.comma)) || contains(TokenSet(.rightParen))
      || contains(TokenSet(.leftBrace)) || contains(TokenSet(.assign))
  }

  init(_ kind: TokenKind) { bits = 1 << UInt64(kind.rawValue) }

  @inline(__always)
  mutating func insert(_ kind: TokenKind) { bits |= 1 << UInt64(kind.rawValue) }

  @inline(__always)
  mutating func formUnion(_ other: TokenSet) { bits |= other.bits }

  func contains(_ other: TokenSet) -> Bool { bits & other.bits == other.bits }

  /// Every member by its name for people, the most telling first.
  var descriptions: [String] {
    var texts: [String] = []
    if contains(.statement) { texts.append("a statement") }
    if contains(.value) { texts.append("a value") }
    if contains(.relop) { texts.append("a comparison") }
    for kind in TokenKind.allCases where contains(TokenSet(kind)) {
      let isContinuation = isFinished && TokenSet.continuations.contains(TokenSet(kind))
      if !isContinuation, !texts.contains(kind.description) { texts.append(kind.description) }
    }
    if texts.contains(TokenKind.newline.description) {
      texts.removeAll {
        $0 == TokenKind.endOfFile.description || $0 == TokenKind.rightBrace.description
      }
    }
    return texts
  }
}
