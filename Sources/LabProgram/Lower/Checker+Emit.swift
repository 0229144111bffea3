import LabDiagnostics
import LabSyntax

/// Writing instructions and filling the pools.
extension Checker {
  /// Appends an instruction of the statement at hand and returns its index in the routine.
  @discardableResult
  mutating func emit(_ instruction: Instruction) -> Int32 {
    code.instructions.append(instruction)
    code.sites.append(site)
    return code.count - 1
  }

  /// Sets the statement that instructions come from now on.
  mutating func setSite(_ span: SourceSpan, verb: Verb) {
    site = Site(
      span: span,
      line: lines.line(of: span.start, in: map),
      depth: frames[depth].depth,
      verb: verb
    )
  }

  /// Moves what is written behind the finished routines.
  mutating func flushCode() {
    let base = Int32(program.instructions.count)
    for instruction in code.instructions {
      program.instructions.append(instruction.relocated(by: base))
    }
    for site in code.sites { program.sites.append(site) }
    code.removeAll()
  }

  /// Starts a routine with names of its own.
  mutating func enterFrame(_ form: Routine.Form, label: Int32 = -1, proc: Int32 = -1) {
    var routine = proc >= 0 ? procs[Int(proc)].routine : -1
    if routine < 0 {
      routine = Int32(program.routines.count)
      program.routines.append(
        Routine(form: form, label: label, entry: 0, end: 0, frameSize: 0, captures: .empty)
      )
      program.slotLabels.append([])
    }
    let level = Int32(frames.count)
    var frame = Frame(
      form: form,
      routine: routine,
      label: label,
      visibleFrom: form == .proc ? level : frames[depth].visibleFrom
    )
    frame.depth = frames[depth].depth + (form == .check ? 0 : 1)
    frame.proc = proc >= 0 ? proc : frames[depth].proc
    frame.outerBranch = branch
    frame.outerEnded = hasEnded
    frames.append(frame)
    branch = 0
    hasEnded = false
    outerCode.append(spareCode.popLast() ?? CodeBuffer())
    swap(&code, &outerCode[outerCode.count - 1])
  }

  /// Ends the routine, puts its instructions into the program and restores what names meant.
  ///
  /// - Parameter own: Where its statement stands; its end belongs to that.
  mutating func leaveFrame(_ own: Site) {
    site = own
    let frame = frames[depth]
    let base = Int32(program.instructions.count)
    let end = base + code.count
    if frame.form == .check || frame.form == .actor { emit(.ownerEnd) }
    emit(.end)
    flushCode()
    if var outer = outerCode.popLast() {
      swap(&code, &outer)
      spareCode.append(outer)
    }
    let start = Int32(program.captures.count)
    program.captures.append(contentsOf: frame.captures)
    program.routines[Int(frame.routine)] = Routine(
      form: frame.form,
      label: frame.label,
      entry: base,
      end: end,
      frameSize: frame.slotCount,
      captures: NodeRange(start: start, count: Int32(frame.captures.count))
    )
    program.slotLabels[Int(frame.routine)] = frame.slotLabels
    var index = frame.newest
    while index >= 0 {
      let binding = bindings[Int(index)]
      current[Int(binding.name.index)] = binding.previous
      index = binding.older
    }
    // Nothing refers to them any more. Copies for frames around may lie between them, and stay.
    while let last = bindings.last, last.depth == Int32(depth) { bindings.removeLast() }
    branch = frame.outerBranch
    hasEnded = frame.outerEnded
    frames.removeLast()
  }

  /// Points a jump, branch or loop top at the next instruction.
  mutating func land(_ index: Int32) {
    let target = code.count
    switch code.instructions[Int(index)] {
    case .jump: code.instructions[Int(index)] = .jump(target)
    case .branch(let condition, _):
      code.instructions[Int(index)] = .branch(condition: condition, otherwise: target)
    case .repeatNext(let slot, let visible, _):
      code.instructions[Int(index)] = .repeatNext(slot: slot, visible: visible, end: target)
    case .forNext(let slot, let names, let count, _):
      code.instructions[Int(index)] = .forNext(slot: slot, names: names, count: count, end: target)
    case .retryBegin(let limit, _):
      code.instructions[Int(index)] = .retryBegin(limit: limit, end: target)
    default: preconditionFailure("an instruction without a target")
    }
  }

  /// Puts an expression into the pool.
  mutating func place(_ expression: Expression) -> Int32 {
    program.expressions.append(expression)
    return Int32(program.expressions.count) - 1
  }

  mutating func constant(_ constant: Constant) -> Expression {
    program.constants.append(constant)
    return .constant(Int32(program.constants.count) - 1)
  }

  /// Moves the expressions that wait since `mark` into the pool, side by side.
  mutating func placePending(since mark: Int) -> NodeRange {
    let start = Int32(program.expressions.count)
    let count = pending.count - mark
    for index in mark..<pending.count { program.expressions.append(pending[index]) }
    pending.removeLast(count)
    return NodeRange(start: start, count: Int32(count))
  }
}
