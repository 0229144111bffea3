import LabDiagnostics
import LabSyntax

/// Binding names and finding them again.
extension Checker {
  /// The binding that a name means here, -1 for none; an outer one is copied into this frame.
  mutating func resolve(_ name: Name) -> Int32 {
    let found = current[Int(name.index)]
    guard found >= 0 else { return -1 }
    let level = bindings[Int(found)].depth
    if level == Int32(depth) { return found }
    guard level >= frames[depth].visibleFrom else { return -1 }
    return copied(found)
  }

  /// Copies an outer binding through all frames between.
  private mutating func copied(_ outer: Int32) -> Int32 {
    var source = outer
    for level in Int(bindings[Int(outer)].depth) + 1...depth {
      let binding = bindings[Int(source)]
      let slot = newSlot(label: label(of: binding.name), depth: level)
      frames[level].captures.append(Capture(outer: binding.slot, inner: slot))
      source = addBinding(
        binding.name,
        slot: slot,
        flow: binding.flow,
        position: binding.position,
        isCopy: true,
        depth: level
      )
    }
    return source
  }

  @discardableResult
  mutating func addBinding(
    _ name: Name,
    slot: Int32,
    flow: Flow,
    position: Int32,
    isCopy: Bool,
    depth level: Int? = nil
  ) -> Int32 {
    let level = level ?? depth
    let index = Int32(bindings.count)
    bindings.append(
      Binding(
        name: name,
        depth: Int32(level),
        slot: slot,
        previous: current[Int(name.index)],
        older: frames[level].newest,
        flow: flow,
        position: position,
        isCopy: isCopy
      )
    )
    frames[level].newest = index
    current[Int(name.index)] = index
    return index
  }

  /// Binds a name of the script, again or for the first time, and returns its slot.
  mutating func bind(
    _ node: NameNode,
    kinds: KindSet,
    elements: KindSet = .any,
    pattern: Int32 = -1,
    layout: Int32 = -1
  )
    -> Int32
  {
    if lexeme(node.name).isReserved {
      report(.reservedWord(text(node.name), at: node.span))
      boundWords.insert(lexeme(node.name).word)
      return newSlot(label: -1)
    }
    var flow = Flow(
      assignment: .bound,
      kinds: isWrong ? .any : kinds,
      elements: elements,
      pattern: pattern,
      layout: layout
    )
    let found = current[Int(node.name.index)]
    if found >= 0, bindings[Int(found)].depth >= frames[depth].visibleFrom {
      let old = bindings[Int(found)]
      // A name that is bound outside on some ways only means nothing here: it is free.
      if old.depth < Int32(depth) || old.isCopy, old.flow.assignment == .bound {
        report(
          .rebindsCopy(
            text(node.name),
            is: old.flow.kinds,
            line: line(of: old.position),
            scope: frames[depth].form,
            at: node.span
          )
        )
        // What follows may use it as what was meant.
        flow.kinds = .any
        setFlow(resolve(node.name), flow)
        return newSlot(label: -1)
      }
      if old.depth == Int32(depth) {
        return rebind(found, flow: flow, node)
      }
    }
    let slot = newSlot(label: label(of: node.name))
    let index = addBinding(
      node.name,
      slot: slot,
      flow: Flow(assignment: .unbound, kinds: []),
      position: node.span.start,
      isCopy: false
    )
    setFlow(index, flow)
    return slot
  }

  private mutating func rebind(_ index: Int32, flow: Flow, _ node: NameNode) -> Int32 {
    let before = flowAtBranch(index)
    if branch != 0, branch != refusedBranch, before.assignment != .unbound,
      before.kinds.isDisjoint(with: flow.kinds)
    {
      report(
        .kindChanges(
          text(node.name),
          from: before.kinds,
          to: flow.kinds,
          line: line(of: bindings[Int(index)].position),
          at: node.span
        )
      )
      return bindings[Int(index)].slot
    }
    setFlow(index, flow)
    bindings[Int(index)].position = node.span.start
    bindings[Int(index)].isCopy = false
    return bindings[Int(index)].slot
  }

  mutating func newSlot(label: Int32, depth level: Int? = nil) -> Int32 {
    let level = level ?? depth
    let slot = frames[level].slotCount
    frames[level].slotLabels.append(label)
    return slot
  }

  /// The number of a name in `Program.labels`.
  mutating func label(of name: Name) -> Int32 {
    let known = labelOfName[Int(name.index)]
    if known >= 0 { return known }
    let label = Int32(program.labels.count)
    program.labels.append(text(name))
    labelOfName[Int(name.index)] = label
    return label
  }

  func line(of position: Int32) -> Int {
    map.location(of: position).line
  }

  /// The names that can be used here, newest first, for suggestions.
  func visibleNames() -> [Binding] {
    var names: [Binding] = []
    var level = depth
    while level >= Int(frames[depth].visibleFrom) {
      var index = frames[level].newest
      while index >= 0 {
        let binding = bindings[Int(index)]
        if binding.flow.assignment != .unbound { names.append(binding) }
        index = binding.older
      }
      level -= 1
    }
    return names
  }
}
