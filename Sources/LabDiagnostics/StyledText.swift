/// Text in pieces that know their role, rendered once the style is known.
package struct StyledText: Equatable, Sendable {
  /// Some text and what it is; `nil` for ordinary text.
  package struct Piece: Equatable, Sendable {
    package let text: String
    package let role: Style.Role?
  }

  package private(set) var pieces: [Piece] = []

  package init() {}

  package init(_ text: String, _ role: Style.Role? = nil) { append(text, role) }

  package mutating func append(_ text: String, _ role: Style.Role? = nil) {
    if !text.isEmpty { pieces.append(Piece(text: text, role: role)) }
  }

  package mutating func append(_ other: StyledText) { pieces += other.pieces }

  /// Without decoration.
  package var text: String { pieces.map(\.text).joined() }

  /// Columns on a terminal.
  package var width: Int { pieces.reduce(0) { $0 + displayWidth(of: $1.text) } }

  package func rendered(_ style: Style) -> String {
    pieces.map { piece in piece.role.map { style.apply($0, to: piece.text) } ?? piece.text }
      .joined()
  }
}
