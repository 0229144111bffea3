import LabConstants
import LabDiagnostics
import LabKernel
import LabPattern
import LabProgram
import LabSyntax

/// Relations between values.
extension Machine {
  /// Whether a condition holds just now.
  mutating func holdsNow(_ condition: Condition) throws(Failure) -> Bool {
    for index in condition.relations.indices {
      if try holds(program.relations[index]) { return true }
    }
    return false
  }

  mutating func holds(_ relation: Relation) throws(Failure) -> Bool {
    let left = try evaluate(relation.left)
    guard let `operator` = relation.relation else {
      throw Failure(.noRelation(describe(left), at: site))
    }
    let right = try evaluate(relation.right)
    let holds = try relates(left, `operator`, right)
    return holds != relation.isNegated
  }

  mutating func relates(_ left: Value, _ relation: RelationalOperator, _ right: Value)
    throws(Failure) -> Bool
  {
    switch relation {
    case .equal: return try equals(left, right)
    case .unequal: return try !equals(left, right)
    case .less: return try order(left, right) < 0
    case .lessOrEqual: return try order(left, right) <= 0
    case .greater: return try order(left, right) > 0
    case .greaterOrEqual: return try order(left, right) >= 0
    case .in: return try contains(right, left)
    case .has: return try has(left, right)
    case .matches: return try matches(left, right)
    }
  }

  mutating func equals(_ left: Value, _ right: Value) throws(Failure) -> Bool {
    switch (left, right) {
    case (.integer(let a), .integer(let b)): return a == b
    case (.duration(let a), .duration(let b)): return a == b
    case (.bytes(let a), .bytes(let b)): return a == b
    case (.structure(let a), .structure(let b)): return a.bytes == b.bytes
    case (.structure(let a), .bytes(let b)), (.bytes(let b), .structure(let a)):
      return a.bytes == b
    case (.address(let a), .address(let b)), (.ip(let a), .ip(let b)):
      return a == b || loopback != nil && isSamePlace(a, b)
    case (.familyless(let a), .familyless(let b)): return a == b
    case (.familyless(let a), .address(let b)), (.address(let b), .familyless(let a)):
      let meant = resolve(a, family: Int32(b.family))
      return meant == b || loopback != nil && isSamePlace(meant, b)
    case (.errno(let a), .errno(let b)): return a == b
    // SO_ERROR's value is a number: everybody reads it as an errno.
    case (.errno(let a), .integer(let b)), (.integer(let b), .errno(let a)): return Int64(a) == b
    case (.word(let a), .word(let b)): return a == b
    case (.word(let word), .integer(let number)), (.integer(let number), .word(let word)):
      // `ok` is C's 0; a signal's name, as `wait app` gives it, is no exit status.
      return words.names[Int(word)] == "ok" && number == 0
    case (.errno, .word), (.word, .errno), (.none, _), (_, .none): return false
    // `m.control has IP_TTL`: a control message is known by its level and type.
    case (.control(let control), .option(let index)), (.option(let index), .control(let control)):
      let option = SocketOptions.at(Int(index))
      return control.level == option.level && control.type == option.number
    case (.control(let control), .integer(let type)), (.integer(let type), .control(let control)):
      return control.level == SocketLevel.socket && Int64(control.type) == type
    case (.option(let a), .option(let b)): return a == b
    // The type of a control message is often an option's number.
    case (.option(let index), .integer(let number)), (.integer(let number), .option(let index)):
      return Int64(SocketOptions.at(Int(index)).number) == number
    case (.tuple(let a), .tuple(let b)): return a.isSame(as: b)
    case (.list(let a), .list(let b)):
      guard a.count == b.count else { return false }
      for (x, y) in zip(a, b) where try !equals(x, y) { return false }
      return true
    case (.socket(let a), .socket(let b)): return a == b
    case (.program(let a), .program(let b)): return a == b
    case (.socket(let socket), .address), (.socket(let socket), .familyless):
      return try equals(try localAddress(of: socket), right)
    case (.address, .socket(let socket)), (.familyless, .socket(let socket)):
      return try equals(left, try localAddress(of: socket))
    case (.range(let a), .range(let b)): return a.low == b.low && a.high == b.high
    default: throw Failure(.cannotCompare(kindName(left), kindName(right), at: site))
    }
  }

  private mutating func localAddress(of socket: SocketReference) throws(Failure) -> Value {
    guard case .address(let address) = try fact(.local, of: .socket(socket)) else { return .none }
    return .address(address.reachable)
  }

  private func order(_ left: Value, _ right: Value) throws(Failure) -> Int {
    switch (left, right) {
    case (.integer(let a), .integer(let b)), (.duration(let a), .duration(let b)):
      return a < b ? -1 : (a == b ? 0 : 1)
    case (.bytes(let a), .bytes(let b)):
      return a.lexicographicallyPrecedes(b) ? -1 : (a == b ? 0 : 1)
    default: throw Failure(.cannotCompare(kindName(left), kindName(right), at: site))
    }
  }

  /// Whether a value lies in a range, a list, or one of the ranges of ports.
  private mutating func contains(_ container: Value, _ value: Value) throws(Failure) -> Bool {
    switch (container, value) {
    case (.range(let range), .integer(let number)), (.range(let range), .duration(let number)):
      return range.low <= number && number <= range.high
    case (.list(let list), _):
      for element in list where try equals(value, element) { return true }
      return false
    case (.word(let word), .integer(let number)):
      if let range = portRange(words.names[Int(word)]) {
        remember("\(words.names[Int(word)]) is \(range.lowerBound)..\(range.upperBound)")
        return range.contains(number)
      }
    default: break
    }
    throw Failure(.cannotContain(describe(container), kindName(value), at: site))
  }

  /// `ephemeral` is this network's setting; the other ranges are IANA's (RFC 6335).
  private mutating func portRange(_ word: String) -> ClosedRange<Int64>? {
    switch word {
    case "wellknown": return 0...1023
    case "registered": return 1024...49_151
    case "dynamic": return 49_152...65_535
    case "ephemeral":
      guard let range = try? Sysctl.ephemeralPorts() else { return nil }
      return Int64(range.lowerBound)...Int64(range.upperBound)
    default: return nil
    }
  }

  /// Whether a mask has a flag, a list an element, or text a part.
  private mutating func has(_ left: Value, _ right: Value) throws(Failure) -> Bool {
    switch (left, right) {
    case (.integer(let mask), .integer(let flag)): return mask & flag == flag
    case (.list, _): return try contains(left, right)
    case (.bytes(let all), .bytes(let part)): return BytesSearch.range(of: part, in: all) != nil
    default: throw Failure(.cannotContain(describe(left), kindName(right), at: site))
    }
  }

  /// `left ~ right`: a regular expression, or text, somewhere in bytes or in an address's text.
  private func matches(_ left: Value, _ right: Value) throws(Failure) -> Bool {
    let subject: [UInt8]
    switch left {
    case .bytes(let bytes): subject = bytes
    case .address, .ip, .tuple: subject = Array(describe(left).utf8)
    default: throw Failure(.cannotSearch(kindName(left), at: site))
    }
    switch right {
    case .bytes(let part): return BytesSearch.range(of: part, in: subject) != nil
    case .pattern(let index):
      switch program.patterns[Int(index)].match(subject) {
      case .matched: return true
      case .none, .partial: return false
      case .limit: throw Failure(.patternLimit(options.limits.pattern, at: site))
      }
    default: throw Failure(.cannotSearch(kindName(right), at: site))
    }
  }
}
