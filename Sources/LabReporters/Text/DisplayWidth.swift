import LabDiagnostics

/// How many columns of a terminal a text takes.
enum DisplayWidth {
  static func of(_ text: String) -> Int {
    // Nearly all lines are ASCII, and need no search for the borders of characters.
    text.consists(of: 0...0x7f) ? text.utf8.count : displayWidth(of: text)
  }

  /// The longest beginning that takes at most `width` columns.
  static func prefix(of text: String, width: Int) -> Substring {
    var taken = 0
    var end = text.startIndex
    for index in text.indices {
      taken += displayWidth(of: text[index])
      if taken > width { return text[..<end] }
      end = text.index(after: index)
    }
    return text[...]
  }
}
