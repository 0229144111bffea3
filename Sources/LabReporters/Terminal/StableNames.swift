/// Names for what the kernel chose, so that two runs print the same.
struct StableNames: Sendable {
  private var names: [UInt16: String] = [:]
  /// `127.83.17.` where the run has a part of this machine's loopback, which it chose at random.
  private var loopback: [UInt8] = []

  /// Shows 127.83.17.N as 127.A.B.N.
  mutating func name(loopback prefix: String) { loopback = Array("\(prefix).".utf8) }

  mutating func name(port: UInt16, _ name: String) {
    names[port] = name
  }

  /// The text with each chosen port that stands where ports stand replaced by `<name>`, and each
  /// process id by `<pid>`.
  func replacing(in text: String) -> String {
    let bytes = Array(text.utf8)
    var result: [UInt8] = []
    var index = 0
    while index < bytes.count {
      if !loopback.isEmpty, bytes[index...].starts(with: loopback),
        result.last.map(Self.isDigit) != true
      {
        result += Array("127.A.B.".utf8)
        index += loopback.count
        continue
      }
      let end = bytes[index...].firstIndex { !Self.isDigit($0) } ?? bytes.count
      guard end > index else {
        result.append(bytes[index])
        index += 1
        continue
      }
      let number = bytes[index..<end]
      let name = Self.isWordByte(result.last) ? nil : replacement(for: number, behind: result)
      result.append(contentsOf: name.map { Array($0.utf8)[...] } ?? number)
      index = end
    }
    return String(decoding: result, as: UTF8.self)
  }

  /// The text of a compared value: it may also be nothing but a port.
  func replacing(inValue text: String) -> String {
    guard let port = UInt16(text), let name = names[port] else { return replacing(in: text) }
    return "<\(name)>"
  }

  private func replacement(for number: ArraySlice<UInt8>, behind text: [UInt8]) -> String? {
    let end = text.suffix(8)
    if Self.processPrefixes.contains(where: end.endsWithToken) { return "<pid>" }
    guard Self.portPrefixes.contains(where: end.endsWithToken),
      let port = UInt16(String(decoding: number, as: UTF8.self)), let name = names[port]
    else { return nil }
    return "<\(name)>"
  }

  /// `127.0.0.1:8080`, `sin_port=htons(8080)`, `TCP 8080`.
  private static let portPrefixes = [":", "htons(", "TCP ", "UDP ", "port "].map { Array($0.utf8) }
  private static let processPrefixes = ["pid ", "pid="].map { Array($0.utf8) }

  private static func isDigit(_ byte: UInt8) -> Bool {
    (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
  }

  fileprivate static func isWordByte(_ byte: UInt8?) -> Bool {
    guard let byte else { return false }
    return byte == UInt8(ascii: "_") || byte >= 0x80
      || Character(Unicode.Scalar(byte)).isLetter
  }
}

extension ArraySlice<UInt8> {
  /// Whether it ends with these bytes, and they don't continue a word: `port `, not `report `.
  fileprivate func endsWithToken(_ bytes: [UInt8]) -> Bool {
    guard suffix(bytes.count).elementsEqual(bytes) else { return false }
    return !StableNames.isWordByte(bytes.first)
      || !StableNames.isWordByte(dropLast(bytes.count).last)
  }
}
