import Glibc

/// How a terminal handles keys and output, to be put back later; termios(3).
struct TerminalModes {
  private let descriptor: Int32
  private let modes: termios

  /// Nil when the descriptor is no terminal.
  init?(of descriptor: Int32) {
    var modes = termios()
    guard tcgetattr(descriptor, &modes) == 0 else { return nil }
    self.descriptor = descriptor
    self.modes = modes
  }

  /// Puts them back when all that was written is out.
  func restore() {
    var modes = modes
    Terminal.withoutStopping { _ = tcsetattr(descriptor, TCSADRAIN, &modes) }
  }
}
