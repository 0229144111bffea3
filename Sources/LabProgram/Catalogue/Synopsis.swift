extension Row {
  /// How it is written: `send SOCKET BYTES [FLAGS] [to ADDRESS]`, without the clauses.
  package var synopsis: String {
    var words = [verb.rawValue]
    for operand in operands {
      let name = operand.introducer.map { "\($0) \(operand.name)" } ?? operand.name
      switch operand.presence {
      case .required: words.append(name)
      case .optional: words.append("[\(name)]")
      case .several: words.append("\(name) …")
      case .any: words.append("[\(name) …]")
      }
    }
    for modifier in modifiers where modifier != .soft { words.append("[\(modifier.rawValue)]") }
    switch block {
    case .none: break
    case .plain, .scope: words.append(verb == .network ? "[{ … }]" : "{ … }")
    }
    return words.joined(separator: " ")
  }
}

extension Function {
  /// How it is written: `slice(of, start, count)`.
  package var synopsis: String {
    let names = parameters.map { $0.isOptional ? "[\($0.name)]" : $0.name }
    return "\(rawValue)(\(names.joined(separator: ", ")))"
  }
}
