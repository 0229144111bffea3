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
      if !texts.contains(kind.description) { texts.append(kind.description) }
    }
    return texts
  }
}
