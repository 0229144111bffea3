import LabConstants
import LabDiagnostics
import LabKernel
import LabProgram

/// Values as people read them, and as holes of strings put them in.
extension Machine {
  /// As it would be written in a script, where that is possible.
  func describe(_ value: Value) -> String {
    switch value {
    case .none: "nothing"
    case .integer(let number): "\(number)"
    case .bytes(let bytes): Self.quoted(bytes)
    case .duration(let nanoseconds): Self.durationText(nanoseconds)
    case .address(let address): address.description
    case .familyless(let address): "\(address.isWildcard ? "*" : "localhost"):\(address.port)"
    case .ip(let address): address.hostText ?? address.description
    case .errno(let errno): Errno(code: errno).name
    case .word(let index): words[Int(index)]
    case .list(let list):
      list.count > 8
        ? "[" + list.prefix(8).map { describe($0) }.joined(separator: ", ")
          + ", … \(list.count) in all]"
        : "[" + list.map { describe($0) }.joined(separator: ", ") + "]"
    case .range(let range):
      range.isDuration
        ? "\(Self.durationText(range.low))..\(Self.durationText(range.high))"
        : "\(range.low)..\(range.high)"
    case .socket(let reference): socketText(reference)
    case .actors(let label): "actor \(program.labels[Int(label)])"
    case .result(let result):
      result.errno == 0 ? "\(result.count)" : Errno(code: result.errno).name
    case .pattern: "a regular expression"
    case .tuple(let tuple): "\(tuple.local) -> \(tuple.peer)"
    case .option(let index): SocketOptions.all[Int(index)].name
    case .structure(let bytes):
      // A long one, as TCP_INFO, is read by its fields.
      bytes.count <= 32 ? Self.hexText(bytes) : "a structure of \(bytes.count) bytes"
    }
  }

  /// A socket's name in the script, else its descriptor.
  func socketText(_ reference: SocketReference) -> String {
    guard sockets.isOpen(reference) else { return "a closed socket" }
    let entry = sockets[reference.index]
    return entry.label >= 0
      ? program.labels[Int(entry.label)] : "the socket with descriptor \(entry.descriptor)"
  }

  /// What a hole of a string becomes.
  func textBytes(of value: Value) -> [UInt8] {
    switch value {
    case .bytes(let bytes), .structure(let bytes): bytes
    default: Array(describe(value).utf8)
    }
  }

  func kindName(_ value: Value) -> String {
    switch value {
    case .none: "nothing"
    case .integer: ValueKind.integer.description
    case .bytes: ValueKind.bytes.description
    case .duration: ValueKind.duration.description
    case .address, .familyless: ValueKind.address.description
    case .ip: ValueKind.ip.description
    case .errno: ValueKind.errno.description
    case .word: ValueKind.word.description
    case .list: ValueKind.list.description
    case .range: ValueKind.range.description
    case .socket: ValueKind.socket.description
    case .actors: ValueKind.actor.description
    case .result: ValueKind.result.description
    case .pattern: ValueKind.regex.description
    case .tuple: ValueKind.tuple.description
    case .option: ValueKind.option.description
    case .structure: ValueKind.structure.description
    }
  }

  /// Bytes as a string of the language; long ones are cut.
  static func quoted(_ bytes: [UInt8]) -> String {
    bytes.count > 64
      ? "\(escaped(Array(bytes.prefix(64)))) and \(bytes.count - 64) bytes more" : escaped(bytes)
  }

  static func hexText(_ bytes: [UInt8]) -> String {
    bytes.map { byte in
      let digits = String(byte, radix: 16)
      return digits.count == 1 ? "0" + digits : digits
    }.joined(separator: " ")
  }

  /// "3 s", "250 ms", "1.5 s".
  static func durationText(_ nanoseconds: Int64) -> String {
    func scaled(_ unit: Int64, _ name: String) -> String {
      let whole = nanoseconds / unit
      let tenths = nanoseconds % unit * 10 / unit
      return tenths == 0 ? "\(whole) \(name)" : "\(whole).\(abs(tenths)) \(name)"
    }
    return switch abs(nanoseconds) {
    case 1_000_000_000...: scaled(1_000_000_000, "s")
    case 1_000_000...: scaled(1_000_000, "ms")
    case 1000...: scaled(1000, "us")
    default: "\(nanoseconds) ns"
    }
  }
}
