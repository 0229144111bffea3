/// How text is decorated: passed as a value to whoever renders, so nothing looks at a terminal.
package struct Style: Equatable, Sendable {
  /// What a piece of text is; the style decides how it looks.
  package enum Role: Sendable {
    case error
    case warning
    case success
    /// Line numbers, bars and arrows.
    case gutter
    /// Marks and labels that are not the main ones.
    case secondary
    case strong
    case faint
  }

  package let isColored: Bool

  /// Text as it is.
  package static let plain = Style(isColored: false)
  /// Colours and weights by ANSI escape sequences (ECMA-48 SGR).
  package static let ansi = Style(isColored: true)

  private init(isColored: Bool) { self.isColored = isColored }

  /// `text` decorated; unchanged where the style is plain or there is nothing to decorate.
  package func apply(_ role: Role, to text: String) -> String {
    guard isColored, !text.isEmpty else { return text }
    return "\u{1B}[\(code(of: role))m\(text)\u{1B}[0m"
  }

  private func code(of role: Role) -> String {
    switch role {
    case .error: "1;31"
    case .warning: "1;33"
    case .success: "32"
    case .gutter, .secondary: "1;34"
    case .strong: "1"
    case .faint: "2"
    }
  }
}
