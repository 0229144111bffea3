import LabConstants

/// The reference page, written from the tables, so that it cannot say anything else than they do.
package enum Reference {
  package static func rendered() -> String {
    var page = """
      # Reference

      Written by the program from its own tables; `SOCKLAB_UPDATE_GOLDEN=1 make test` rewrites it.
      The grammar is in `socklab.ebnf`. `[X]` may be left out, `X …` may stand several times; the
      clauses `as NAME`, `within DURATION` and `expect OUTCOME` follow in any order, once each. Every
      call and every `expect` knows the word `soft`: its failure is recorded, and the run goes on.


      """
    for group in Row.Group.allCases {
      page += "## \(group.rawValue)\n\n"
      for row in Catalogue.rows where row.group == group { page += section(row) }
    }
    page +=
      systemCalls + expectations + rules + functions + facts + addresses + limits + options
      + constants
    return page
  }

  private static func section(_ row: Row) -> String {
    var text = "### \(row.verb.rawValue)\n\n```\n\(synopsis(row))\n```\n\n"
    text += capitalized(row.summary) + "."
    if !row.detail.isEmpty { text += " " + row.detail }
    text += "\n\n"
    for operand in row.operands {
      let line = description(operand)
      if !line.isEmpty { text += "- \(operand.name): \(line)\n" }
    }
    if !row.call.isEmpty { text += "- C: `\(row.call)`\n" }
    if !row.manual.isEmpty { text += "- Manual: \(row.manual)\n" }
    if !row.errors.isEmpty { text += "- Errors: \(row.errors.joined(separator: " "))\n" }
    if text.hasSuffix("\n\n") == false { text += "\n" }
    if !row.example.isEmpty {
      text += "```sock\n\(row.example)\(row.example.hasSuffix("\n") ? "" : "\n")```\n\n"
    }
    return text
  }

  private static func synopsis(_ row: Row) -> String {
    var words = row.synopsis
    let block: String? = words.hasSuffix(" { … }") ? " { … }" : nil
    if block != nil { words.removeLast(6) }
    switch row.result {
    case .none: words += row.answers ? " [as RESULT]" : ""
    case .one(let kind):
      words += row.verb == .repeat ? " [as INDEX]" : " [as \(kind == .result ? "RESULT" : "NAME")]"
    case .two: words += " [as NAME, NAME]"
    case .returned: words += " [as NAME, …]"
    }
    if row.waits { words += " [within DURATION]" }
    if row.answers { words += " [expect OUTCOME]" }
    return words + (block ?? "")
  }

  private static func description(_ operand: Operand) -> String {
    if operand.isIdentifier { return "a name" }
    var parts: [String] = []
    let words = operand.words.map { "`\($0)`" }
    if !words.isEmpty { parts.append(words.joined(separator: " ")) }
    let kinds = operand.kinds.subtracting(.word)
    if !kinds.isEmpty { parts.append(kinds.words) }
    if let group = operand.constants {
      parts.append("\(group.description), as \(Checker.examples(group))")
    }
    return parts.joined(separator: "; ")
  }

  static func capitalized(_ text: String) -> String {
    text.prefix(1).uppercased() + text.dropFirst()
  }
}
