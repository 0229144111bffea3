/// Damerau-Levenshtein: how many insertions, deletions, replacements and swaps of neighbours lead
/// from one word to the other (each place touched once).
package func editDistance(_ first: some StringProtocol, _ second: some StringProtocol) -> Int {
  let left = Array(first.utf8)
  let right = Array(second.utf8)
  var beforeLast: [Int] = []
  var last = Array(0...right.count)
  for row in 0..<left.count {
    var current = [row + 1]
    for column in 0..<right.count {
      let replaced = last[column] + (left[row] == right[column] ? 0 : 1)
      var best = min(replaced, last[column + 1] + 1, current[column] + 1)
      if row > 0, column > 0, left[row] == right[column - 1], left[row - 1] == right[column] {
        best = min(best, beforeLast[column - 1] + 1)
      }
      current.append(best)
    }
    beforeLast = last
    last = current
  }
  return last[right.count]
}

/// What may have been meant by `word`: at most three candidates, the nearest first.
///
/// A candidate counts when its distance is at most a third of the word, or 1.
package func suggestions(
  for word: String,
  among candidates: some Sequence<String>
) -> [String] {
  let length = word.utf8.count
  // No name of ours is longer, and the work grows with the square.
  guard length <= 64 else { return [] }
  let limit = max(1, length / 3)
  var near: [(distance: Int, text: String)] = []
  for candidate in candidates where abs(candidate.utf8.count - length) <= limit {
    let distance = editDistance(word, candidate)
    if distance > 0, distance <= limit { near.append((distance, candidate)) }
  }
  near.sort { $0.distance == $1.distance ? $0.text < $1.text : $0.distance < $1.distance }
  return near.prefix(3).map(\.text)
}
