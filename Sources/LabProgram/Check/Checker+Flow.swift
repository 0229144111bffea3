/// What was known of a name before a branch changed it.
struct FlowLogEntry {
  let binding: Int32
  let old: Flow
  /// The log of the branch around, where it is logged too.
  let oldBranch: Int32
  let oldIndex: Int32
}

/// What is certain of names where ways part and meet.
///
/// Inside a branch the first change of a name logs its old state; at the branch's end the log says
/// what changed, and putting the old states back starts the next branch.
extension Checker {
  /// Changes what is known of a name.
  mutating func setFlow(_ index: Int32, _ flow: Flow) {
    let position = Int(index)
    if branch != 0, bindings[position].loggedBranch != branch {
      flowLog.append(
        FlowLogEntry(
          binding: index,
          old: bindings[position].flow,
          oldBranch: bindings[position].loggedBranch,
          oldIndex: bindings[position].logIndex
        )
      )
      bindings[position].loggedBranch = branch
      bindings[position].logIndex = Int32(flowLog.count) - 1
    }
    bindings[position].flow = flow
  }

  /// What was known of a name when the branch at hand began.
  func flowAtBranch(_ index: Int32) -> Flow {
    let binding = bindings[Int(index)]
    return branch != 0 && binding.loggedBranch == branch
      ? flowLog[Int(binding.logIndex)].old : binding.flow
  }

  mutating func enterBranch() {
    branchCount += 1
    branch = branchCount
  }

  /// Walks both blocks of an `if` (the second may be missing) and joins what they leave.
  mutating func walkBranches(_ first: (inout Checker) -> Void, _ second: (inout Checker) -> Void) {
    let outer = branch
    let wasEnded = hasEnded
    let mark = flowLog.count
    hasEnded = false
    enterBranch()
    first(&self)
    let firstEnded = hasEnded
    hasEnded = false
    let firstChanges = takeChanges(from: mark)
    enterBranch()
    second(&self)
    let secondEnded = hasEnded
    let secondChanges = takeChanges(from: mark)
    branch = outer
    hasEnded = wasEnded || (firstEnded && secondEnded)
    mergeCount += 1
    for change in secondChanges { bindings[Int(change.binding)].mergeMark = mergeCount }
    // The changes of the second by name, for those that both changed.
    var other: [Int32: Flow] = [:]
    if !firstChanges.isEmpty {
      for change in secondChanges { other[change.binding] = change.new }
    }
    for change in firstChanges {
      let changedTwice = bindings[Int(change.binding)].mergeMark == mergeCount
      let second = changedTwice ? other[change.binding] ?? change.old : change.old
      bindings[Int(change.binding)].mergeMark = 0
      setFlow(
        change.binding,
        join(change.new, firstEnded: firstEnded, second, secondEnded: secondEnded)
      )
    }
    for change in secondChanges where bindings[Int(change.binding)].mergeMark == mergeCount {
      setFlow(
        change.binding,
        join(change.old, firstEnded: firstEnded, change.new, secondEnded: secondEnded)
      )
    }
  }

  private func join(_ first: Flow, firstEnded: Bool, _ second: Flow, secondEnded: Bool) -> Flow {
    if firstEnded, !secondEnded { return second }
    if secondEnded, !firstEnded { return first }
    return first.merged(with: second)
  }

  /// Walks the body of a loop.
  ///
  /// When it runs at least once and nothing breaks out of it, what it leaves is certain.
  mutating func walkLoop(isCertain: Bool, _ body: (inout Checker) -> Bool) {
    let outer = branch
    let wasEnded = hasEnded
    let mark = flowLog.count
    enterBranch()
    let breaks = body(&self)
    hasEnded = wasEnded
    let changes = takeChanges(from: mark)
    branch = outer
    for change in changes {
      var flow = isCertain && !breaks ? change.new : change.old.merged(with: change.new)
      if breaks { flow.closedAt = -1 }
      setFlow(change.binding, flow)
    }
  }

  /// Walks what is only judged: whatever it binds or closes is taken back.
  mutating func discardingBranch(_ body: (inout Checker) -> Void) {
    let outer = branch
    let outerRefused = refusedBranch
    let wasEnded = hasEnded
    let mark = flowLog.count
    enterBranch()
    refusedBranch = branch
    body(&self)
    _ = takeChanges(from: mark)
    branch = outer
    refusedBranch = outerRefused
    hasEnded = wasEnded
  }

  private struct Change {
    let binding: Int32
    let old: Flow
    let new: Flow
  }

  /// Ends a branch: its changes, which are taken back.
  private mutating func takeChanges(from mark: Int) -> [Change] {
    if flowLog.count == mark { return [] }
    var changes: [Change] = []
    changes.reserveCapacity(flowLog.count - mark)
    for entry in flowLog[mark...] {
      let position = Int(entry.binding)
      changes.append(
        Change(binding: entry.binding, old: entry.old, new: bindings[position].flow)
      )
      bindings[position].flow = entry.old
      bindings[position].loggedBranch = entry.oldBranch
      bindings[position].logIndex = entry.oldIndex
    }
    flowLog.removeLast(flowLog.count - mark)
    return changes
  }
}
