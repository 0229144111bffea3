/// The table of all statements.
package enum Catalogue {
  package static let rows: [Row] =
    headerRows + exerciseHeaderRows + structureRows + exerciseRows + callRows + queueRows
    + programRows + environmentRows

  /// The row of a verb.
  ///
  /// `expect` has none: it is the grammar's word.
  package static func row(_ verb: Verb) -> Row? { index[verb] }

  private static let index = Dictionary(uniqueKeysWithValues: rows.map { ($0.verb, $0) })

  /// The tables' lower-case words; none of them can be bound by a script.
  package static let words: Set<String> = {
    var words: Set<String> = [
      "ok", "none", "unanswered", "any", "eof", "reset", "line", "silence", "exactly", "bytes",
      "nothing", "blocked", "ephemeral", "wellknown", "registered", "dynamic",
    ]
    for row in rows where row.reservesWords {
      for operand in row.operands {
        words.formUnion(operand.words)
        if let introducer = operand.introducer { words.insert(introducer) }
      }
    }
    words.formUnion(Modifier.allCases.map(\.rawValue))
    return words
  }()
}
