import LabDiagnostics
import LabProgram
import LabSyntax

/// `let`, `repeat`, `for` and procs.
extension Machine {
  /// A slot of the running frame.
  subscript(slot: Int32) -> Value {
    get { current.cells[current.base + Int(slot)] }
    _modify { yield &current.cells[current.base + Int(slot)] }
  }

  mutating func bindName(slot: Int32, expression: Int32) throws(Failure) {
    if try !appendInPlace(slot: slot, expression: expression) {
      self[slot] = try evaluate(expression)
      if case .socket(let reference) = self[slot] { nameSocket(reference, slot: slot) }
    }
    if tellsStatements { tellBinding(slot: slot) }
  }

  mutating func beginRepeat(slot: Int32, count: Int32) throws(Failure) {
    let times = try integer(count)
    guard times >= 0 else { throw Failure(.negativeCount(times, at: site)) }
    self[slot] = .integer(0)
    self[slot + 1] = .integer(times)
    current.pc += 1
    tally.statements += 1
  }

  mutating func nextRepeat(slot: Int32, visible: Int32, end: Int32) {
    guard case .integer(let index) = self[slot], case .integer(let times) = self[slot + 1],
      index < times
    else {
      current.pc = end
      return
    }
    if visible >= 0 { self[visible] = .integer(index) }
    self[slot] = .integer(index + 1)
    current.pc += 1
  }

  mutating func beginFor(slot: Int32, list: Int32) throws(Failure) {
    let value = try evaluate(list)
    switch value {
    case .list, .range: break
    default: throw Failure(.wrongKind(wanted: "a list or a range", got: kindName(value), at: site))
    }
    self[slot] = value
    self[slot + 1] = .integer(0)
    current.pc += 1
    tally.statements += 1
  }

  mutating func nextFor(slot: Int32, names: Int32, count: Int32, end: Int32) throws(Failure) {
    guard case .integer(let index) = self[slot + 1], let element = element(Int(index), of: slot)
    else {
      self[slot] = .none
      current.pc = end
      return
    }
    self[slot + 1] = .integer(index + 1)
    if count == 1 {
      self[program.slots[Int(names)]] = element
    } else {
      try destructure(element, names: names, count: count)
    }
    current.pc += 1
  }

  private func element(_ index: Int, of slot: Int32) -> Value? {
    switch self[slot] {
    case .list(let list): index < list.count ? list[index] : nil
    case .range(let range): integer(index, of: range)
    default: nil
    }
  }

  private func integer(_ index: Int, of range: ValueRange) -> Value? {
    let (number, overflow) = range.low.addingReportingOverflow(Int64(index))
    return !overflow && number <= range.high ? .integer(number) : nil
  }

  private mutating func destructure(_ element: Value, names: Int32, count: Int32) throws(Failure) {
    guard case .list(let parts) = element, parts.count == Int(count) else {
      throw Failure(.partsDiffer(wanted: Int(count), got: describe(element), at: site))
    }
    for (offset, part) in parts.enumerated() {
      self[program.slots[Int(names) + offset]] = part
    }
  }

  mutating func enterProc(site index: Int32) throws(Failure) {
    let site = program.callSites[Int(index)]
    let routine = program.routines[Int(site.routine)]
    var cells = [Value](repeating: .none, count: Int(routine.frameSize))
    for (offset, argument) in site.arguments.indices.enumerated() {
      cells[offset] = try evaluate(Int32(argument))
    }
    tally.statements += 1
    if tellsStatements { tellProcEntered() }
    pushFrame(.proc, routine: site.routine, returnPC: current.pc + 1, cells: cells)
    current.frames[current.frames.count - 1].site = index
  }

  /// `return`: the proc's results go to its call site, an actor's to `wait … as`.
  mutating func leave(start: Int32, count: Int32) throws(Failure) {
    var values: [Value] = []
    for index in start..<start + count { values.append(try evaluate(index)) }
    tally.statements += 1
    // Blocks of the routine may lie between: cleanups and checks cannot `return`.
    if let frame = current.frames.last, frame.form == .proc, frame.site >= 0 {
      let results = program.callSites[Int(frame.site)].results
      popFrame()
      if results.count > 0 { for value in values { forgetName(of: value) } }
      try bindResults(values, to: results)
    } else {
      for value in values { giveToStarter(value) }
      current.results = values
      unwindHandlers(to: 0)
      current.statement = StatementProgress()
      current.pc = program.routines[Int(current.routine)].end
    }
  }

  /// A socket that a proc made is called by its caller's name for it.
  private mutating func forgetName(of value: Value) {
    guard case .socket(let reference) = value, sockets.isOpen(reference),
      sockets[reference.index].openedAt >= 0
    else { return }
    sockets[reference.index].label = -1
  }

  /// Several values to several names; one name for several values takes a list.
  mutating func bindResults(_ values: [Value], to results: NodeRange) throws(Failure) {
    guard results.count > 0 else { return }
    let slots = program.slots[results.indices]
    if slots.count == 1, let slot = slots.first {
      self[slot] = values.count == 1 ? values[0] : .list(values)
      if case .socket(let reference) = self[slot] { nameSocket(reference, slot: slot) }
      return
    }
    guard slots.count == values.count else {
      throw Failure(.partsDiffer(wanted: slots.count, got: "\(values.count)", at: site))
    }
    for (slot, value) in zip(slots, values) {
      self[slot] = value
      if case .socket(let reference) = value { nameSocket(reference, slot: slot) }
    }
  }
}
