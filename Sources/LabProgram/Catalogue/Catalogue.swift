/// The table of all statements.
package enum Catalogue {
  package static let rows: [Row] = {
    var rows: [Row] = []
    // Made at every start: adding arrays would copy the first ones again and again.
    rows.reserveCapacity(Verb.allCases.count)
    rows += headerRows
    rows += exerciseHeaderRows
    rows += structureRows
    rows += exerciseRows
    rows += callRows
    rows += queueRows
    rows += programRows
    rows += environmentRows
    return rows
  }()

  /// The row of a verb.
  ///
  /// `expect` has none: it is the grammar's word.
  package static func row(_ verb: Verb) -> Row? { index[verb] }

  private static let index = Dictionary(uniqueKeysWithValues: rows.map { ($0.verb, $0) })

  /// The tables' lower-case words; none of them can be bound by a script.
  package static let words = Set(Lexicon.words)

  /// The words that no row has.
  static let commonWords = [
    "ok", "none", "unanswered", "any", "eof", "reset", "line", "silence", "exactly", "bytes",
    "nothing", "blocked", "ephemeral", "wellknown", "registered", "dynamic",
  ]
}
