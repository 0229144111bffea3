/// One line for each diagnostic, as compilers' messages are read by editors.
package struct ConciseRenderer: Sendable {
  private let map: SourceMap

  package init(map: SourceMap) { self.map = map }

  /// `path:line:column: error[id]: message`, without a line end.
  package func render(_ diagnostic: Diagnostic) -> String {
    let message =
      "\(diagnostic.severity.rawValue)[\(diagnostic.id)]: \(printable(diagnostic.message))"
    guard let primary = diagnostic.primary, !map.files.isEmpty else { return message }
    let place = map.location(of: primary.span.start)
    return "\(printable(place.path)):\(place.line):\(place.column): \(message)"
  }

  /// All of them, each on its line.
  package func render(_ diagnostics: [Diagnostic]) -> String {
    diagnostics.map { render($0) + "\n" }.joined()
  }
}
