import LabSyntax

/// How much of everything there is, so that what was lowered only to be judged can be taken back.
struct PoolSizes {
  let code: Int
  let instructions: Int
  let operations: Int
  let expressions: Int
  let conditions: Int
  let relations: Int
  let constants: Int
  let words: Int
  let addresses: Int
  let slots: Int
  let captures: Int
  let routines: Int
  let callSites: Int
  let sections: Int
  let procCalls: Int
  let stepCount: Int32
  let checkCount: Int32
  let loops: [Loop]
}

extension Checker {
  func snapshot() -> PoolSizes {
    PoolSizes(
      code: code.instructions.count,
      instructions: program.instructions.count,
      operations: program.operations.count,
      expressions: program.expressions.count,
      conditions: program.conditions.count,
      relations: program.relations.count,
      constants: program.constants.count,
      words: program.words.count,
      addresses: program.addresses.count,
      slots: program.slots.count,
      captures: program.captures.count,
      routines: program.routines.count,
      callSites: program.callSites.count,
      sections: program.sections.count,
      procCalls: procCalls.count,
      stepCount: stepCount,
      checkCount: checkCount,
      loops: frames[depth].loops
    )
  }

  /// Takes back what was lowered since; names and their slots, and what is
  /// shared by name (labels, words, constants), stay.
  mutating func restore(_ sizes: PoolSizes) {
    truncatePools(to: sizes)
    procCalls.truncate(to: sizes.procCalls)
    stepCount = sizes.stepCount
    checkCount = sizes.checkCount
    frames[depth].loops = sizes.loops
  }

  /// Takes back what the file's statements were lowered to since, when they are only judged.
  ///
  /// It waits until there is more than a little of it, so that it costs a statement next to nothing
  /// and the pools stay where the processor has them at hand.
  mutating func discardLowered(since sizes: PoolSizes) {
    let count = program.instructions.count - sizes.instructions + Int(code.count) - sizes.code
    if count < 1000 { return }
    discardedCount += count
    truncatePools(to: sizes)
    program.constants.truncate(to: sizes.constants)
    program.words.truncate(to: sizes.words)
    while let name = wordNames.last, wordOfName[Int(name.index)] >= sizes.constants {
      wordOfName[Int(name.index)] = -1
      wordNames.removeLast()
    }
  }

  private mutating func truncatePools(to sizes: PoolSizes) {
    code.instructions.truncate(to: sizes.code)
    code.sites.truncate(to: sizes.code)
    program.instructions.truncate(to: sizes.instructions)
    program.sites.truncate(to: sizes.instructions)
    program.operations.truncate(to: sizes.operations)
    program.clauses.truncate(to: sizes.operations)
    program.expressions.truncate(to: sizes.expressions)
    program.conditions.truncate(to: sizes.conditions)
    program.relations.truncate(to: sizes.relations)
    program.addresses.truncate(to: sizes.addresses)
    program.slots.truncate(to: sizes.slots)
    program.captures.truncate(to: sizes.captures)
    program.routines.truncate(to: sizes.routines)
    program.slotLabels.truncate(to: sizes.routines)
    program.callSites.truncate(to: sizes.callSites)
    program.sections.truncate(to: sizes.sections)
  }
}

extension Array {
  fileprivate mutating func truncate(to count: Int) { removeLast(self.count - count) }
}
