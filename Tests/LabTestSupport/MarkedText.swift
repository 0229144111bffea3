/// A text with markers (1️⃣ to 9️⃣) taken out of it, and where they stood.
package struct MarkedText: Sendable {
  /// The text without its markers.
  package let text: String
  /// Offsets in UTF-8 bytes of `text`.
  package let markers: [String: Int]

  package init(_ marked: String) {
    var text = ""
    var markers: [String: Int] = [:]
    for character in marked {
      // Only DIGIT, U+FE0F, U+20E3: a plain digit is no marker.
      if character.unicodeScalars.count == 3, character.unicodeScalars.last == "\u{20E3}" {
        markers[String(character)] = text.utf8.count
      } else {
        text.append(character)
      }
    }
    self.text = text
    self.markers = markers
  }
}
