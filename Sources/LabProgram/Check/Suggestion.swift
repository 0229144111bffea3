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

  /// The nearest three socket options: those that are near, then others of the same level.
  static func nearestOptions(to word: String) -> [String] {
    let names = SocketOptions.all.map(\.name) + SocketOptions.aliases.map(\.name)
    var result = nearest(to: word, among: names, count: 3)
    guard result.count < 3, word.utf8.count <= 64 else { return result }
    let level = word.prefix { $0 != "_" } + "_"
    let parts = word.dropFirst(level.count).split(separator: "_").filter { $0.count >= 3 }
    var others: [(distance: Int, name: String)] = []
    for name in Set(names) where name.hasPrefix(level) && !result.contains(name) {
      // `IP_ADD_MEMBER` is nearer to what adds a member than to a short word.
      let shared = parts.count { part in
        name.dropFirst(level.count).split(separator: "_").contains { $0.starts(with: part) }
      }
      others.append((editDistance(word, name) - 4 * shared, name))
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
