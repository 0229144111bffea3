import LabDiagnostics

/// ADDRESS in all its forms; taken apart, not judged.
extension Lexer {
  /// `unix:…`, or a host's name and a port; `nil` when the word is no host.
  mutating func hostAddress(
    wordEnd: Int,
    into tree: inout SyntaxTree,
    _ report: inout SyntaxReport
  ) -> Token? {
    let start = cursor
    if byte(at: wordEnd) == UInt8(ascii: ":") {
      if wordEnd - start == 4, text(start, wordEnd) == "unix" {
        return unixAddress(into: &tree, &report)
      }
      if let token = bareIPv6(from: start, into: &tree, &report) { return token }
    }
    if start < hostFreeEnd { return nil }
    var end = wordEnd
    while byte(at: end).isHost, !isRange(at: end) { end += 1 }
    // A name does not end with what joins its parts.
    if byte(at: end) == UInt8(ascii: ":"), bytes[end - 1].isWord,
      let (port, stop) = port(from: end + 1, into: &tree, &report)
    {
      let host = AddressNode.Host.name(copy(start, end, into: &tree))
      return address(host, port, hostEnd: end, end: stop, into: &tree)
    }
    hostFreeEnd = end
    return nil
  }

  /// `127.0.0.1` up to `end`, with or without a port.
  mutating func quadAddress(
    end: Int,
    into tree: inout SyntaxTree,
    _ report: inout SyntaxReport
  ) -> Token {
    var bits: UInt32 = 0
    var offset = cursor
    while offset < end {
      let start = offset
      while offset < end, bytes[offset].isDigit { offset += 1 }
      let part = magnitude(start, offset, radix: 10) ?? .max
      if part > 255 {
        report.report(.octetRange(text(start, offset), at: span(start, offset)))
      } else if offset - start > 1, bytes[start] == UInt8(ascii: "0") {
        report.report(.octetZero(text(start, offset), at: span(start, offset)))
      }
      bits = bits << 8 | UInt32(min(part, 255))
      offset += 1
    }
    return ipAddress(.ipv4(bits), hostEnd: end, into: &tree, &report)
  }

  /// `[::1]:80`, `[fe80::1%lo]`, else the `[` of a list.
  mutating func bracket(into tree: inout SyntaxTree, _ report: inout SyntaxReport) -> Token {
    let first = cursor + 1
    var end = first
    var colons = 0
    // The longest text of an address has 45 bytes: enough to tell it from a list.
    while end - first < 64, byte(at: end).isHexDigit || isColonOrPoint(byte(at: end)) {
      if bytes[end] == UInt8(ascii: ":") { colons += 1 }
      end += 1
    }
    let textEnd = end
    var zone = NodeRange.empty
    var zoneText = end..<end
    if byte(at: end) == UInt8(ascii: "%") {
      end += 1
      while end - textEnd < 64, byte(at: end).isHost { end += 1 }
      zoneText = textEnd + 1..<end
    }
    guard colons >= 2, byte(at: end) == UInt8(ascii: "]") else { return plain(.leftBracket) }
    guard let (high, low) = IPv6Text.parse(bytes[first..<textEnd]) else {
      report.report(.badIPv6(text(first, textEnd), at: span(cursor, end + 1)))
      return repairedAddress(to: port(from: end + 2, into: &tree, &report)?.end ?? end + 1, &tree)
    }
    if !zoneText.isEmpty { zone = copy(zoneText.lowerBound, zoneText.upperBound, into: &tree) }
    return ipAddress(.ipv6(high, low, zone: zone), hostEnd: end + 1, into: &tree, &report)
  }

  /// An ip with its port, if one follows.
  private mutating func ipAddress(
    _ host: AddressNode.Host,
    hostEnd: Int,
    into tree: inout SyntaxTree,
    _ report: inout SyntaxReport
  ) -> Token {
    if byte(at: hostEnd) == UInt8(ascii: ":") {
      if let (port, end) = port(from: hostEnd + 1, into: &tree, &report) {
        return address(host, port, hostEnd: hostEnd, end: end, into: &tree)
      }
      report.report(.missingPort(text(cursor, hostEnd), at: span(cursor, hostEnd + 1)))
      return repairedAddress(to: hostEnd + 1, &tree)
    }
    if byte(at: hostEnd) == UInt8(ascii: "/"), byte(at: hostEnd + 1).isDigit {
      let end = wordEnd(from: hostEnd + 1)
      report.report(.prefixLength(text(cursor, hostEnd), at: span(hostEnd, end)))
      return repairedAddress(to: end, &tree)
    }
    return address(host, .none, hostEnd: hostEnd, end: hostEnd, into: &tree)
  }

  /// `*:8080` and `${host}:8080`.
  mutating func markedHost(into tree: inout SyntaxTree, _ report: inout SyntaxReport) -> Token {
    let start = cursor
    var host = AddressNode.Host.any
    var end = start + 1
    if bytes[start] == UInt8(ascii: "$") {
      guard byte(at: end) == UInt8(ascii: "{") else {
        let stop = wordEnd(from: end)
        report.report(.dollarName(text(end, stop), at: span(start, stop)))
        return plain(.invalid, stop - start)
      }
      guard let (value, stop) = hole(at: start, into: &tree, &report) else {
        return plain(.invalid, lineEnd(from: start) - start)
      }
      host = .hole(value)
      end = stop
    }
    if byte(at: end) == UInt8(ascii: ":"),
      let (port, stop) = port(from: end + 1, into: &tree, &report)
    {
      return address(host, port, hostEnd: end, end: stop, into: &tree)
    }
    if case .any = host {
      report.report(.loneStar(at: span(start, end)))
    } else {
      report.report(.looseHole(text(start + 2, end - 1), at: span(start, end)))
    }
    return plain(.invalid, end - start)
  }

  /// `unix:` with a path as it stands, a string, or nothing.
  private mutating func unixAddress(
    into tree: inout SyntaxTree,
    _ report: inout SyntaxReport
  ) -> Token {
    let start = cursor
    let first = start + 5
    var end = first
    let index: Int32
    if byte(at: first) == UInt8(ascii: "\"") {
      (index, end) = quoted(from: first, into: &tree, &report)
    } else {
      while byte(at: end).isPath { end += 1 }
      if byte(at: end) == UInt8(ascii: "{"), bytes[end - 1] == UInt8(ascii: "$") {
        report.report(.holeInPath(at: span(start, lineEnd(from: end))))
        return repairedAddress(to: lineEnd(from: end), &tree)
      }
      index = verbatim(first, end, into: &tree)
    }
    tree.addresses.append(
      AddressNode(
        host: .unix(index),
        port: .none,
        hostSpan: span(start, end),
        portSpan: span(end, end)
      )
    )
    return addressToken(to: end, &tree)
  }

  /// Digits, a service's name or a hole; `nil` when nothing of that stands there.
  mutating func port(
    from start: Int,
    into tree: inout SyntaxTree,
    _ report: inout SyntaxReport
  ) -> (port: AddressNode.Port, end: Int)? {
    if byte(at: start) == UInt8(ascii: "$"), byte(at: start + 1) == UInt8(ascii: "{") {
      guard let (value, end) = hole(at: start, into: &tree, &report) else { return nil }
      return (.hole(value), end)
    }
    if byte(at: start) == UInt8(ascii: "$"), byte(at: start + 1).isLetter {
      let end = wordEnd(from: start + 1)
      let meant = "\(text(cursor, start))${\(text(start + 1, end))}"
      report.report(.dollarPort(meant, at: span(cursor, end)))
      return (.number(0), end)
    }
    guard byte(at: start).isLetter || byte(at: start).isDigit else { return nil }
    var end = start
    var hasLetter = false
    while byte(at: end).isLetter || byte(at: end).isDigit || byte(at: end) == UInt8(ascii: "-") {
      if bytes[end].isLetter { hasLetter = true }
      end += 1
    }
    if hasLetter { return (.service(intern(start, end, into: &tree)), end) }
    end = start
    while byte(at: end).isDigit { end += 1 }
    let number = magnitude(start, end, radix: 10) ?? .max
    return (.number(Int32(clamping: number)), end)
  }

  /// An IPv6 address without brackets, reported; `nil` when it is none.
  mutating func bareIPv6(
    from start: Int,
    into tree: inout SyntaxTree,
    _ report: inout SyntaxReport
  ) -> Token? {
    var end = start
    var colons = 0
    var lastColon = start
    // No address with a port is longer, and what is none is looked at again.
    while end - start < 64, byte(at: end).isHexDigit || isColonOrPoint(byte(at: end)) {
      if bytes[end] == UInt8(ascii: ":") {
        colons += 1
        lastColon = end
      }
      end += 1
    }
    guard colons >= 2 else { return nil }
    let decimal = bytes[lastColon + 1..<end].allSatisfy(\.isDigit) && end > lastColon + 1
    // `::1:80` may be read in two ways; a port is what was meant.
    let hasPort = decimal && IPv6Text.parse(bytes[start..<lastColon]) != nil
    let isWhole = IPv6Text.parse(bytes[start..<end]) != nil
    guard hasPort || isWhole else { return nil }
    let suggestion =
      hasPort
      ? "[\(text(start, lastColon))]:\(text(lastColon + 1, end))" : "[\(text(start, end))]"
    report.report(.bareIPv6(suggestion, at: span(start, end)))
    return repairedAddress(to: end, &tree)
  }

  private func isRange(at offset: Int) -> Bool {
    bytes[offset] == UInt8(ascii: ".") && byte(at: offset + 1) == UInt8(ascii: ".")
  }

  private func isColonOrPoint(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: ":") || byte == UInt8(ascii: ".")
  }

  private mutating func copy(_ start: Int, _ end: Int, into tree: inout SyntaxTree) -> NodeRange {
    let first = Int32(tree.bytes.count)
    tree.bytes.append(contentsOf: UnsafeBufferPointer(rebasing: bytes[start..<end]))
    return NodeRange(start: first, count: Int32(end - start))
  }

  private func address(
    _ host: AddressNode.Host,
    _ port: AddressNode.Port,
    hostEnd: Int,
    end: Int,
    into tree: inout SyntaxTree
  ) -> Token {
    tree.addresses.append(
      AddressNode(
        host: host,
        port: port,
        hostSpan: span(cursor, hostEnd),
        portSpan: span(min(hostEnd + 1, end), end)
      )
    )
    return addressToken(to: end, &tree)
  }

  private func addressToken(to end: Int, _ tree: inout SyntaxTree) -> Token {
    var token = plain(.address, end - cursor)
    token.payload = .address(Int32(tree.addresses.count - 1))
    return token
  }

  func repairedAddress(to end: Int, _ tree: inout SyntaxTree) -> Token {
    var token = address(.any, .number(0), hostEnd: end, end: end, into: &tree)
    token.isRepaired = true
    return token
  }
}
