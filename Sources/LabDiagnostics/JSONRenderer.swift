/// One JSON object for each diagnostic, each on its line.
package struct JSONRenderer: Sendable {
  private let map: SourceMap

  package init(map: SourceMap) { self.map = map }

  /// One object, without a line end.
  package func render(_ diagnostic: Diagnostic) -> String {
    var members = [
      "\"id\":" + jsonString(diagnostic.id),
      "\"severity\":" + jsonString(diagnostic.severity.rawValue),
      "\"message\":" + jsonString(diagnostic.message),
    ]
    if let primary = diagnostic.primary { members += place(of: primary) }
    if !diagnostic.secondary.isEmpty {
      let labels = diagnostic.secondary.map { "{" + place(of: $0).joined(separator: ",") + "}" }
      members.append("\"secondary\":[" + labels.joined(separator: ",") + "]")
    }
    if !diagnostic.notes.isEmpty {
      let notes = diagnostic.notes.map {
        "{\"title\":" + jsonString($0.title) + ",\"text\":" + jsonString($0.text) + "}"
      }
      members.append("\"notes\":[" + notes.joined(separator: ",") + "]")
    }
    return "{" + members.joined(separator: ",") + "}"
  }

  /// All of them as JSON Lines.
  package func render(_ diagnostics: [Diagnostic]) -> String {
    diagnostics.map { render($0) + "\n" }.joined()
  }

  private func place(of label: Diagnostic.Label) -> [String] {
    var members: [String] = []
    if !map.files.isEmpty {
      let start = map.location(of: label.span.start)
      let end = map.location(of: label.span.end)
      members = [
        "\"file\":" + jsonString(start.path),
        "\"line\":\(start.line)", "\"column\":\(start.column)",
        "\"endLine\":\(end.line)", "\"endColumn\":\(end.column)",
      ]
    }
    if !label.text.isEmpty { members.append("\"label\":" + jsonString(label.text)) }
    return members
  }
}
