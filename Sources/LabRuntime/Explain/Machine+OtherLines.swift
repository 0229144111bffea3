import LabKernel
import LabProgram
import LabSyntax

/// What other lines of this file do: read from the program, nothing is run or asked.
///
/// Names are compared by their words: a proc's parameter is another name than its argument.
extension Machine {
  /// The lines that do this with a socket of this name.
  func lines(doing verb: Verb, with label: Int32) -> [Int32] {
    guard label >= 0 else { return [] }
    return lines(doing: verb).filter { self.label(ofOperand: 0, at: $0) == label }
  }

  /// All lines of a verb.
  func lines(doing verb: Verb) -> [Int32] {
    program.instructions.indices.compactMap { pc in
      guard case .perform(let index) = program.instructions[pc],
        program.operations[Int(index)].verb == verb
      else { return nil }
      return Int32(pc)
    }
  }

  /// The operation of a line that `lines` gave.
  func operation(at pc: Int32) -> Operation? {
    guard case .perform(let index) = program.instructions[Int(pc)] else { return nil }
    return program.operations[Int(index)]
  }

  /// The name that stands as an operand; -1: something else stands there.
  func label(ofOperand position: Int32, at pc: Int32) -> Int32 {
    guard let operation = operation(at: pc), let index = operand(position, of: operation),
      case .local(let slot) = program.expressions[Int(index)]
    else { return -1 }
    return label(ofSlot: slot, at: pc)
  }

  /// The name that `as` gives there first; -1: none.
  func labelOfResult(at pc: Int32) -> Int32 {
    guard let operation = operation(at: pc), operation.results.count > 0 else { return -1 }
    return label(ofSlot: program.slots[Int(operation.results.start)], at: pc)
  }

  private func label(ofSlot slot: Int32, at pc: Int32) -> Int32 {
    let labels = program.slotLabels[routine(of: pc)]
    return slot >= 0 && Int(slot) < labels.count ? labels[Int(slot)] : -1
  }

  /// The routine that an instruction stands in: the innermost one around it.
  private func routine(of pc: Int32) -> Int {
    let around = program.routines.indices.filter { index in
      program.routines[index].entry <= pc && pc <= program.routines[index].end
    }
    return around.max { program.routines[$0].entry < program.routines[$1].entry } ?? 0
  }

  /// Whether a line stands in a proc, where names are those of its parameters.
  func isInProc(_ pc: Int32) -> Bool { program.routines[routine(of: pc)].form == .proc }

  /// Whether a name there is given to a socket by some line, and so means no other one.
  func isOtherSocket(_ label: Int32, at pc: Int32) -> Bool {
    !isInProc(pc)
      && lines(doing: .socket).contains { self.labelOfResult(at: $0) == label }
  }

  /// Whether a line of the running routine comes before the running one.
  func isEarlier(_ pc: Int32) -> Bool { isHere(pc) && pc < current.pc }

  /// Whether a line of the running routine comes after the running one.
  func isLater(_ pc: Int32) -> Bool { isHere(pc) && pc > current.pc }

  private func isHere(_ pc: Int32) -> Bool { routine(of: pc) == routine(of: current.pc) }

  /// As "listen server stands in line 9: it comes too late", when a later line does it.
  func tooLate(_ verb: Verb, _ label: Int32) -> String? {
    guard let pc = lines(doing: verb, with: label).first(where: { isLater($0) }) else { return nil }
    return
      "\(verb.rawValue) \(program.labels[Int(label)]) stands in \(place(pc)): it comes too late"
  }

  /// The `listen` that comes too late, of a socket that some line binds to this port.
  func listensTooLate(port: UInt16) -> String? {
    for pc in lines(doing: .bind) where portOperand(at: pc) == port {
      let label = label(ofOperand: 0, at: pc)
      guard label >= 0, let text = tooLate(.listen, label) else { continue }
      return text
    }
    return nil
  }

  /// The port that an address in second place names, where it is a number.
  func portOperand(at pc: Int32, position: Int32 = 1) -> UInt16? {
    guard let operation = operation(at: pc), let index = operand(position, of: operation),
      case .address(let address) = program.expressions[Int(index)],
      case .number(let port) = program.addresses[Int(address)].port
    else { return nil }
    return port
  }
}
