import LabDiagnostics

@testable import LabSyntax

/// A tree as one line of text, for tests to compare.
struct Dump {
  private let tree: SyntaxTree

  init(_ tree: SyntaxTree) { self.tree = tree }

  func items(of statement: StatementNode) -> String {
    let values = statement.items.indices.map { value(tree.items[$0].index) }
    return "[" + values.joined(separator: " ") + "]"
  }

  func value(_ index: Int32) -> String {
    let node = tree.values[Int(index)]
    switch node.form {
    case .name: return "(name \(tree.names.text(of: node.name)))"
    case .constant: return "(const \(tree.names.text(of: node.name)))"
    case .integer: return "(int \(node.number))"
    case .duration: return "\(node.number)ns"
    case .string: return string(node.a)
    case .regex:
      let bytes = tree.bytes[Int(node.number)..<Int(node.number) + Int(node.a)]
      return "/" + String(decoding: bytes, as: UTF8.self) + "/\(node.b)"
    case .address: return address(tree.addresses[Int(node.a)])
    case .placeholder: return "_"
    case .lastSocket: return "."
    case .call: return tree.names.text(of: node.name) + "(" + arguments(node) + ")"
    case .list: return "[" + arguments(node) + "]"
    case .field: return value(node.a) + "." + tree.names.text(of: node.name)
    case .binary:
      let operation = ValueOperator(rawValue: node.number)?.spelling ?? "?"
      return value(node.a) + " \(operation) " + value(node.b)
    }
  }

  private func arguments(_ node: ValueNode) -> String {
    NodeRange(start: node.a, count: node.b).indices.map { index in
      let argument = tree.arguments[index]
      let label = argument.label.index < 0 ? "" : tree.names.text(of: argument.label) + "="
      return label + value(argument.value)
    }.joined(separator: " ")
  }

  func string(_ index: Int32) -> String {
    let pieces = tree.strings[Int(index)].parts.indices.map { index in
      let part = tree.parts[index]
      if part.hole >= 0 { return "${\(value(part.hole))}" }
      let quoted = escaped(tree.bytes[Int(part.start)..<Int(part.start + part.count)])
      return String(quoted.dropFirst().dropLast())
    }
    return "\"" + pieces.joined() + "\""
  }

  func address(_ node: AddressNode) -> String {
    host(node.host) + port(node.port)
  }

  private func host(_ host: AddressNode.Host) -> String {
    switch host {
    case .ipv4(let bits): return "v4 " + String(bits, radix: 16)
    case .ipv6(let high, let low, let zone):
      let text = "v6 \(String(high, radix: 16)) \(String(low, radix: 16))"
      return zone.count == 0 ? text : text + " %" + self.text(zone)
    case .any: return "any"
    case .name(let range): return "name " + text(range)
    case .hole(let index): return "hole " + value(index)
    case .unix(let index): return "unix " + string(index)
    }
  }

  private func port(_ port: AddressNode.Port) -> String {
    switch port {
    case .none: ""
    case .number(let number): " port \(number)"
    case .service(let name): " service " + tree.names.text(of: name)
    case .hole(let index): " port hole " + value(index)
    }
  }

  private func text(_ range: NodeRange) -> String {
    String(decoding: tree.bytes[range.indices], as: UTF8.self)
  }
}
