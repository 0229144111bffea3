/// Text for XML 1.0: made printable first, so that no character is left that XML forbids.
enum XMLText {
  /// One line, for attributes.
  static func attribute(_ text: String) -> String { escaped(GradeText.line(text)) }

  /// Lines, for the content of an element.
  static func content(_ text: String) -> String { escaped(GradeText.lines(text)) }

  /// `>` is always escaped, for the sake of `]]>`.
  private static func escaped(_ text: String) -> String {
    var result = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "&": result += "&amp;"
      case "<": result += "&lt;"
      case ">": result += "&gt;"
      case "\"": result += "&quot;"
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result
  }
}
