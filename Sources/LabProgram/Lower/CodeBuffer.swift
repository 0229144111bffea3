/// The instructions of one routine while it is being lowered, counted from 0.
struct CodeBuffer {
  var instructions: [Instruction] = []
  var sites: [Site] = []

  var count: Int32 { Int32(instructions.count) }

  mutating func removeAll() {
    instructions.removeAll(keepingCapacity: true)
    sites.removeAll(keepingCapacity: true)
  }
}

extension Instruction {
  /// The same with its targets moved by `base`.
  func relocated(by base: Int32) -> Instruction {
    switch self {
    case .jump(let target): .jump(target + base)
    case .branch(let condition, let otherwise):
      .branch(condition: condition, otherwise: otherwise + base)
    case .repeatNext(let slot, let visible, let end):
      .repeatNext(slot: slot, visible: visible, end: end + base)
    case .forNext(let slot, let names, let count, let end):
      .forNext(slot: slot, names: names, count: count, end: end + base)
    case .retryBegin(let limit, let end): .retryBegin(limit: limit, end: end + base)
    case .perform, .bind, .repeatBegin, .forBegin, .stepBegin, .stepEnd, .blockOpened,
      .blockClosed, .check, .actor, .cleanup, .call, .leave, .privilegedBegin, .privilegedEnd,
      .retryEnd, .unwind, .refused, .ownerEnd, .end,
      .entryEnd:
      self
    }
  }
}
