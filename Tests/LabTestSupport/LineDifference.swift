/// The lines that lead from one text to another, as `diff -u` shows them: `-` gone, `+` new, a few
/// common lines around.
package func lineDifference(from old: String, to new: String, context: Int = 2) -> String {
  let oldLines = old.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
  let newLines = new.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
  let changes = newLines.difference(from: oldLines)
  var removed: Set<Int> = []
  var inserted: Set<Int> = []
  for change in changes {
    switch change {
    case .remove(let offset, _, _): removed.insert(offset)
    case .insert(let offset, _, _): inserted.insert(offset)
    }
  }
  var rows: [(mark: Character, text: String)] = []
  var left = 0
  var right = 0
  while left < oldLines.count || right < newLines.count {
    if left < oldLines.count, removed.contains(left) {
      rows.append(("-", oldLines[left]))
      left += 1
    } else if right < newLines.count, inserted.contains(right) {
      rows.append(("+", newLines[right]))
      right += 1
    } else {
      rows.append((" ", oldLines[left]))
      left += 1
      right += 1
    }
  }
  return shown(rows, context: context)
}

private func shown(_ rows: [(mark: Character, text: String)], context: Int) -> String {
  var kept: Set<Int> = []
  for (index, row) in rows.enumerated() where row.mark != " " {
    kept.formUnion(max(0, index - context)...min(rows.count - 1, index + context))
  }
  var text = ""
  var last = -1
  for index in kept.sorted() {
    if index > last + 1 { text += "  ⋮\n" }
    text += "\(rows[index].mark) \(rows[index].text)\n"
    last = index
  }
  return text
}
