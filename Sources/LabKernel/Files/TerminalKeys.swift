import Glibc

/// The terminal of standard input, giving keys one by one and showing none.
///
/// Ctrl-C and Ctrl-Z still send their signals; see termios(3).
package struct TerminalKeys {
  private var before: termios?

  package init() {}

  /// Takes keys from now on.
  package mutating func begin() {
    guard before == nil else { return }
    var mode = termios()
    guard tcgetattr(0, &mode) == 0 else { return }
    before = mode
    mode.c_lflag &= ~tcflag_t(ICANON | ECHO)
    tcsetattr(0, TCSADRAIN, &mode)
  }

  /// Gives the terminal back as it was.
  package mutating func end() {
    guard var mode = before else { return }
    before = nil
    tcsetattr(0, TCSADRAIN, &mode)
  }

  /// What was typed, when there is something; empty at the end.
  package func read() -> [UInt8] {
    var bytes = [UInt8](repeating: 0, count: 256)
    let count = bytes.withUnsafeMutableBytes { Glibc.read(0, $0.baseAddress, $0.count) }
    return Array(bytes.prefix(max(0, count)))
  }
}
