import LabConstants
import LabDiagnostics
import LabSyntax

/// Addresses: what the token says, judged.
extension Checker {
  mutating func addressValue(_ node: AddressNode, _ span: SourceSpan) -> TypedValue {
    var isLive = false
    guard let host = host(node, &isLive), let port = port(node, &isLive) else { return .wrong }
    if case .ip(let ip) = host, case .none = node.port {
      return TypedValue(expression: constant(.ip(ip)), kinds: .ip)
    }
    program.addresses.append(AddressTemplate(host: host, port: port))
    return TypedValue(
      expression: .address(Int32(program.addresses.count) - 1),
      kinds: .address,
      isLive: isLive
    )
  }

  private mutating func host(_ node: AddressNode, _ isLive: inout Bool) -> AddressTemplate.Host? {
    switch node.host {
    case .ipv4(let address): return .ip(.v4(address))
    case .ipv6(let high, let low, let zone):
      let text =
        zone.count == 0
        ? "" : String(decoding: tree.bytes[zone.indices], as: UTF8.self)
      return .ip(.v6(high, low, zone: text))
    case .any: return .any
    case .name(let range):
      if tree.bytes[range.indices].elementsEqual("localhost".utf8) { return .localhost }
      let text = String(decoding: tree.bytes[range.indices], as: UTF8.self)
      report(.hostName(text, at: node.hostSpan))
      return nil
    case .hole(let index):
      let value = value(index)
      if value.isWrong { return nil }
      isLive = isLive || value.isLive
      if value.kinds.isDisjoint(with: [.ip, .bytes, .address]) {
        report(
          .badHole("host", wanted: [.ip, .address, .bytes], got: value.kinds, at: node.hostSpan)
        )
        return nil
      }
      return .value(place(value.expression))
    case .unix(let string):
      let value = stringValue(tree.strings[Int(string)])
      if value.isWrong { return nil }
      isLive = isLive || value.isLive
      if case .constant(let index) = value.expression,
        case .bytes(let path) = program.constants[Int(index)], path.count > 108
      {
        report(.pathTooLong(path.count, at: node.hostSpan))
      }
      return .unix(place(value.expression))
    }
  }

  private mutating func port(_ node: AddressNode, _ isLive: inout Bool) -> AddressTemplate.Port? {
    switch node.port {
    case .none: return AddressTemplate.Port.none
    case .number(let number):
      if let port = UInt16(exactly: number) { return .number(port) }
      report(.portRange(map.text(of: node.portSpan), number: number, at: node.portSpan))
      return nil
    case .service(let name):
      let text = text(name)
      if let port = Services.port(text) { return .number(port) }
      if isBound(name) {
        let host = map.text(of: node.hostSpan)
        report(.namedPort(text, host: host, at: node.hostSpan.union(node.portSpan)))
        return nil
      }
      report(
        .unknownService(
          text,
          suggestion: Suggestion.nearest(to: text, among: Suggestion.services),
          at: node.portSpan
        )
      )
      return nil
    case .hole(let index):
      let value = value(index)
      if value.isWrong { return nil }
      isLive = isLive || value.isLive
      if value.kinds.isDisjoint(with: [.integer, .bytes]) {
        report(.badHole("port", wanted: [.integer], got: value.kinds, at: node.portSpan))
        return nil
      }
      if value.kinds == .bytes {
        // A hole converts: the digits of a text are a port.
        let text = place(value.expression)
        return .value(place(.call(.int, start: text, count: 1)))
      }
      return .value(place(value.expression))
    }
  }
}
