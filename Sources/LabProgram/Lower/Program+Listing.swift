import LabConstants
import LabDiagnostics
import LabSyntax

extension Program {
  /// The program as text, one instruction a line; for tests and for looking at it.
  package func listing() -> String {
    var text = ""
    let entries = Dictionary(grouping: routines.indices, by: { Int(routines[$0].entry) })
    for (index, instruction) in instructions.enumerated() {
      for routine in entries[index] ?? [] { text += heading(routine) }
      text += "\(index) \(line(instruction))\n"
    }
    return text
  }

  private func heading(_ index: Int) -> String {
    let routine = routines[index]
    let captures = self.captures[routine.captures.indices].map { "\($0.outer)>\($0.inner)" }
    let name = routine.label >= 0 ? " \(labels[Int(routine.label)])" : ""
    return "\(routine.form)\(name) #\(index) frame \(routine.frameSize) end \(routine.end)"
      + (captures.isEmpty ? "" : " copies \(captures.joined(separator: " "))") + "\n"
  }

  private func line(_ instruction: Instruction) -> String {
    switch instruction {
    case .perform(let index): "perform \(text(operations[Int(index)]))"
    case .bind(let slot, let value): "bind \(slot) = \(text(expressions[Int(value)]))"
    case .jump(let target): "jump \(target)"
    case .branch(let condition, let otherwise):
      "branch \(text(condition: condition)) else \(otherwise)"
    case .repeatBegin(let slot, let count): "repeatBegin \(slot) \(text(expressions[Int(count)]))"
    case .repeatNext(let slot, let visible, let end): "repeatNext \(slot) as \(visible) end \(end)"
    case .forBegin(let slot, let list): "forBegin \(slot) \(text(expressions[Int(list)]))"
    case .forNext(let slot, let names, let count, let end):
      "forNext \(slot) as \(text(slots: names, count)) end \(end)"
    case .stepBegin(let section): "stepBegin \(sections[Int(section)].title)"
    case .stepEnd: "stepEnd"
    case .blockOpened: "blockOpened"
    case .blockClosed: "blockClosed"
    case .check(let section, let routine): "check #\(routine) \(sections[Int(section)].title)"
    case .actor(let routine): "actor #\(routine)"
    case .cleanup(let routine): "cleanup #\(routine)"
    case .call(let site): text(callSites[Int(site)])
    case .leave(let start, let count): "leave \(text(start: start, count))"
    case .privilegedBegin(let mask): "privilegedBegin \(String(mask, radix: 16))"
    case .privilegedEnd: "privilegedEnd"
    case .retryBegin(let limit, let end):
      "retryBegin \(limit < 0 ? "-" : text(expressions[Int(limit)])) end \(end)"
    case .retryEnd: "retryEnd"
    case .unwind(let count): "unwind \(count)"
    case .refused(let index): "refused \(refusals[Int(index)].diagnostics.map(\.id))"
    case .ownerEnd: "ownerEnd"
    case .end: "end"
    case .entryEnd: "entryEnd"
    }
  }

  private func text(_ operation: Operation) -> String {
    var words = [operation.verb.rawValue]
    if operation.verb == .expect { words.append(operation.form.spelling) }
    if operation.operands.count > 0 {
      words.append(text(start: operation.operands.start, operation.operands.count))
    }
    for modifier in Modifier.allCases where operation.modifiers.contains(modifier.mask) {
      words.append(modifier.rawValue)
    }
    if case .absent = operation.limit {} else { words.append("within \(text(operation.limit))") }
    if operation.results.count > 0 {
      words.append("as \(text(slots: operation.results.start, operation.results.count))")
    }
    if operation.condition >= 0 { words.append("expect \(text(condition: operation.condition))") }
    return words.joined(separator: " ")
  }

  private func text(_ site: CallSite) -> String {
    var words = ["call #\(site.routine)"]
    if site.arguments.count > 0 {
      words.append(text(start: site.arguments.start, site.arguments.count))
    }
    if site.results.count > 0 {
      words.append("as \(text(slots: site.results.start, site.results.count))")
    }
    return words.joined(separator: " ")
  }

  private func text(slots start: Int32, _ count: Int32) -> String {
    slots[Int(start)..<Int(start + count)].map { "\($0)" }.joined(separator: ", ")
  }

  private func text(start: Int32, _ count: Int32) -> String {
    expressions[Int(start)..<Int(start + count)].map { text($0) }.joined(separator: ", ")
  }

  private func text(condition index: Int32) -> String {
    let condition = conditions[Int(index)]
    let relations = self.relations[condition.relations.indices].map { relation in
      var words = relation.isNegated ? ["not"] : []
      words.append(text(relation.left))
      if let operation = relation.relation { words += [operation.rawValue, text(relation.right)] }
      return words.joined(separator: " ")
    }
    return "(\(relations.joined(separator: " or ")))" + (condition.isLive ? " live" : "")
      + (condition.allowsFailure ? " may fail" : "")
  }

  private func text(_ expression: Expression) -> String {
    switch expression {
    case .absent: "-"
    case .placeholder: "_"
    case .integer(let number): "\(number)"
    case .constant(let index): text(constants[Int(index)])
    case .local(let slot): "$\(slot)"
    case .actors(let label): "actors \(labels[Int(label)])"
    case .field(let base, let field): "\(text(expressions[Int(base)])).\(field.rawValue)"
    case .option(let base, let option):
      "\(text(expressions[Int(base)])).\(SocketOptions.at(Int(option)).name)"
    case .tcpInfo(let base, let field):
      "\(text(expressions[Int(base)])).tcpi_\(TCPInfoField.all[Int(field)].name)"
    case .part(let base, let name): "\(text(expressions[Int(base)])).<\(labels[Int(name)])>"
    case .binary(let operation, let left, let right):
      "(\(text(expressions[Int(left)])) \(operation.spelling) \(text(expressions[Int(right)])))"
    case .list(let start, let count): "[\(text(start: start, count))]"
    case .call(let function, let start, let count):
      "\(function.rawValue)(\(text(start: start, count)))"
    case .structure(let layout, let start, let count):
      "\(Structures.all[Int(layout)].name)(\(text(start: start, count)))"
    case .controlMessage(let message, let start, let count):
      "\(ControlMessages.all[Int(message)].name)(\(text(start: start, count)))"
    case .control(let base, let message):
      "\(text(expressions[Int(base)])).\(ControlMessages.all[Int(message)].name)"
    case .text(let start, let count): "text(\(text(start: start, count)))"
    case .address(let index): text(addresses[Int(index)])
    }
  }

  private func text(_ constant: Constant) -> String {
    switch constant {
    case .integer(let number): "\(number)"
    case .bytes(let bytes): "\"\(String(decoding: bytes, as: UTF8.self))\""
    case .duration(let nanoseconds): "\(nanoseconds)ns"
    case .ip(let ip): text(ip)
    case .errno(let errno): ErrnoNames.name(errno) ?? "errno \(errno)"
    case .word(let word): words[Int(word)]
    case .option(let option): SocketOptions.at(Int(option)).name
    case .regex(let pattern): "/\(pattern)/"
    }
  }

  private func text(_ ip: IPLiteral) -> String {
    switch ip {
    case .v4(let address):
      stride(from: 24, through: 0, by: -8).map { "\(address >> UInt32($0) & 0xff)" }
        .joined(separator: ".")
    case .v6(let high, let low, let zone):
      "[\(String(high, radix: 16)):\(String(low, radix: 16))\(zone.isEmpty ? "" : "%" + zone)]"
    }
  }

  private func text(_ address: AddressTemplate) -> String {
    let host =
      switch address.host {
      case .ip(let ip): text(ip)
      case .any: "*"
      case .localhost: "localhost"
      case .value(let index): "${\(text(expressions[Int(index)]))}"
      case .unix(let index): "unix:\(text(expressions[Int(index)]))"
      }
    switch address.port {
    case .none: return host
    case .number(let port): return "\(host):\(port)"
    case .value(let index): return "\(host):${\(text(expressions[Int(index)]))}"
    }
  }
}
