/// Some of the tables' lower-case words, by their number in `Lexicon.words`.
struct WordSet: Equatable, Sendable {
  private var low: UInt64 = 0
  private var high: UInt64 = 0

  static let capacity = 128

  init() {}

  /// Takes a word in; -1 is none.
  mutating func insert(_ word: Int8) {
    if word < 0 { return }
    if word < 64 { low |= 1 << UInt64(word) } else { high |= 1 << UInt64(word - 64) }
  }

  func contains(_ word: Int8) -> Bool {
    if word < 0 { return false }
    return word < 64 ? low >> UInt64(word) & 1 == 1 : high >> UInt64(word - 64) & 1 == 1
  }

  var isEmpty: Bool { low == 0 && high == 0 }
}
