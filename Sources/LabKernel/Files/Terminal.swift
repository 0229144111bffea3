import CLab

/// What a descriptor tells about a terminal behind it.
package enum Terminal {
  package static func isTerminal(_ descriptor: Int32) -> Bool {
    isatty(descriptor) == 1
  }

  /// The number of columns; nil when it is no terminal or doesn't say.
  package static func width(_ descriptor: Int32) -> Int? {
    var size = winsize()
    guard clab_ioctl(descriptor, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else { return nil }
    return Int(size.ws_col)
  }
}
