import LabDiagnostics
import LabEvents

/// Programs whose exit status a check asks for: `expect app exit 1`, `wait app as status`.
///
/// Such a status is an answer and no crash, also where the check fails before it comes to ask. The
/// statements that ran don't tell, so the text of the script is looked at.
struct AskedExits {
  private var ofAll: Set<String> = []
  /// By the line on which a check begins.
  private var ofSections: [Int: Set<String>] = [:]

  init() {}

  init(_ start: RunStart) {
    guard let file = start.sources.files.first else { return }
    let text = String(decoding: file.bytes, as: UTF8.self)
    let beginnings = Set(start.sections.map(\.line))
    var open: (line: Int, indentation: Int)?
    for (index, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated()
    {
      let indentation = line.prefix { $0 == " " || $0 == "\t" }.count
      if beginnings.contains(index + 1) { open = (index + 1, indentation) }
      let names = Self.names(in: line)
      if let open { ofSections[open.line, default: []].formUnion(names) }
      // Outside of checks: in `setup` or a proc, which every check may call.
      if open == nil { ofAll.formUnion(names) }
      if let begun = open, Self.ends(line, begun.indentation, isFirst: begun.line == index + 1) {
        open = nil
      }
    }
  }

  /// The names that are asked about in a section, or in what it may call.
  func names(in section: Section) -> Set<String> {
    ofAll.union(ofSections[section.line] ?? [])
  }

  /// A block ends with the `}` under its beginning, or on the line on which it began.
  private static func ends(_ line: Substring, _ indentation: Int, isFirst: Bool) -> Bool {
    let text = line.drop { $0 == " " || $0 == "\t" }
    if isFirst { return text.last { $0 != " " } == "}" }
    return text.first == "}" && line.count - text.count <= indentation
  }

  private static func names(in line: Substring) -> [String] {
    line.split { "{};".contains($0) }.compactMap { statement in
      let words = statement.split(separator: " ")
      guard words.count >= 2 else { return nil }
      if words[0] == "wait" { return String(words[1]) }
      // A signal is no status that a program gives itself.
      guard words.count >= 4, words[0] == "expect", words[2] == "exit", !words[3].hasPrefix("SIG")
      else { return nil }
      return String(words[1])
    }
  }
}
