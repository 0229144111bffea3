import Glibc

/// How the terminal of standard input was at one moment.
package struct TerminalModes {
  private var modes = termios()
  private let isKnown: Bool

  package init() { isKnown = tcgetattr(0, &modes) == 0 }

  /// Makes it so again.
  package func restore() {
    guard isKnown else { return }
    var modes = modes
    tcsetattr(0, TCSADRAIN, &modes)
  }
}
