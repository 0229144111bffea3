/// How much of a tree there is, so that what was parsed last can be taken out again.
package struct TreeCheckpoint: Sendable {
  fileprivate let counts: [Int]
}

extension SyntaxTree {
  /// Names stay: they have numbers, which others may know already.
  package var checkpoint: TreeCheckpoint {
    TreeCheckpoint(
      counts: [
        blocks.count, statements.count, items.count, conditions.count, relations.count,
        values.count, arguments.count, nameLists.count, strings.count, parts.count,
        addresses.count, bytes.count,
      ]
    )
  }

  package mutating func rollBack(to checkpoint: TreeCheckpoint) {
    let counts = checkpoint.counts
    blocks.removeLast(blocks.count - counts[0])
    statements.removeLast(statements.count - counts[1])
    items.removeLast(items.count - counts[2])
    conditions.removeLast(conditions.count - counts[3])
    relations.removeLast(relations.count - counts[4])
    values.removeLast(values.count - counts[5])
    arguments.removeLast(arguments.count - counts[6])
    nameLists.removeLast(nameLists.count - counts[7])
    strings.removeLast(strings.count - counts[8])
    parts.removeLast(parts.count - counts[9])
    addresses.removeLast(addresses.count - counts[10])
    bytes.removeLast(bytes.count - counts[11])
  }
}
