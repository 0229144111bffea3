import Glibc

/// How the terminal of standard input handled keys and output at one moment; termios(3).
package struct TerminalModes {
  private var modes = termios()
  /// False when standard input is no terminal.
  private let isKnown: Bool

  package init() { isKnown = tcgetattr(0, &modes) == 0 }

  /// Makes it so again, when all that was written is out.
  package func restore() {
    guard isKnown else { return }
    var modes = modes
    Terminal.withoutStopping { _ = tcsetattr(0, TCSADRAIN, &modes) }
  }
}
