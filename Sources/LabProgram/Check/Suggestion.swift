import LabConstants
import LabDiagnostics

/// Finds what a misspelt word was meant to be.
enum Suggestion {
  /// The service names of our table.
  static let services: [String] = (1...UInt16.max).compactMap { Services.name(of: $0) }

  /// The nearest of the candidates, if one is near enough to be meant.
  static func nearest(to word: String, among candidates: [String]) -> String? {
    suggestions(for: word, among: candidates).first
  }

  /// The nearest three socket options: those that are near, then others of the same level that are
  /// nearer than half of the word.
  static func nearestOptions(to word: String) -> [String] {
    let names = SocketOptions.all.map(\.name) + SocketOptions.aliases.map(\.name)
    var result = nearest(to: word, among: names, count: 3)
    guard result.count < 3, word.utf8.count <= 64 else { return result }
    let level = word.prefix { $0 != "_" } + "_"
    var others: [(distance: Int, name: String)] = []
    for name in Set(names) where name.hasPrefix(level) && !result.contains(name) {
      let distance = editDistance(word, name)
      if distance <= word.utf8.count / 2 { others.append((distance, name)) }
    }
    others.sort { $0.distance == $1.distance ? $0.name < $1.name : $0.distance < $1.distance }
    for other in others.prefix(3 - result.count) { result.append(other.name) }
    return result
  }

  /// The nearest ones, best first, each once.
  static func nearest(to word: String, among candidates: [String], count: Int) -> [String] {
    var result: [String] = []
    for text in suggestions(for: word, among: Set(candidates)) where result.count < count {
      result.append(text)
    }
    return result
  }
}
