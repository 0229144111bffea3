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

  /// The nearest ones, best first, each once.
  static func nearest(to word: String, among candidates: [String], count: Int) -> [String] {
    var result: [String] = []
    for text in suggestions(for: word, among: Set(candidates)) where result.count < count {
      result.append(text)
    }
    return result
  }
}
