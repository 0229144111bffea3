import LabDiagnostics
import LabProgram
import LabSyntax

/// `let l = l + [x]` and `let t = t + line + "\n"` in a loop: lists and texts grow in their slots.
///
/// Taken out of its slot for that moment, the value has no other owner and is not copied, so a loop
/// costs what it appends, and not each time the whole.
extension Machine {
  /// Whether the binding appended to what its own slot holds, and is done.
  mutating func appendInPlace(slot: Int32, expression: Int32) throws(Failure) -> Bool {
    guard case .binary(.plus, _, _) = program.expressions[Int(expression)] else { return false }
    switch self[slot] {
    case .list, .bytes: break
    default: return false
    }
    guard let indices = summands(behind: slot, of: expression) else { return false }
    var added: [Value] = []
    for index in indices { added.append(try evaluate(index)) }
    if try appendBytes(added, slot: slot) { return true }
    if try appendElements(added, slot: slot) { return true }
    var sum = self[slot]
    for value in added { sum = try combine(.plus, sum, value) }
    self[slot] = sum
    return true
  }

  /// The summands behind a name in a sum that begins with it; `nil` when it does not.
  private func summands(behind slot: Int32, of expression: Int32) -> [Int32]? {
    var indices: [Int32] = []
    var index = expression
    while case .binary(.plus, let left, let right) = program.expressions[Int(index)] {
      indices.append(right)
      index = left
    }
    guard case .local(slot) = program.expressions[Int(index)] else { return nil }
    return indices.reversed()
  }

  private mutating func appendBytes(_ added: [Value], slot: Int32) throws(Failure) -> Bool {
    guard case .bytes(var bytes) = self[slot] else { return false }
    var count = bytes.count
    for value in added {
      guard case .bytes(let more) = value else { return false }
      count += more.count
    }
    guard count <= options.limits.bytes else {
      throw Failure(.tooManyBytes(limit: options.limits.bytes, at: site))
    }
    self[slot] = .none
    for case .bytes(let more) in added { bytes.append(contentsOf: more) }
    self[slot] = .bytes(bytes)
    return true
  }

  private mutating func appendElements(_ added: [Value], slot: Int32) throws(Failure) -> Bool {
    guard case .list(var list) = self[slot] else { return false }
    var count = list.count
    for value in added {
      guard case .list(let elements) = value else { return false }
      count += elements.count
    }
    guard count <= options.limits.elements else {
      throw Failure(.tooManyElements(limit: options.limits.elements, at: site))
    }
    self[slot] = .none
    for case .list(let elements) in added { list.append(contentsOf: elements) }
    self[slot] = .list(list)
    return true
  }
}
