import LabConstants
import LabDiagnostics
import LabKernel
import LabPattern
import LabProgram

/// Values as people read them, and as holes of strings put them in.
extension Machine {
  /// As it would be written in a script, where that is possible.
  ///
  /// Of lists in lists only the outer two are written out: a script can make them as large as 2 to
  /// the number of its statements.
  ///
  /// - Parameters:
  ///   - value: What to describe.
  ///   - depth: How many lists it stands in.
  /// - Returns: Text for people.
  func describe(_ value: Value, depth: Int = 0) -> String {
    switch value {
    case .none: "nothing"
    case .integer(let number): "\(number)"
    case .bytes(let bytes): Self.quoted(bytes)
    case .duration(let nanoseconds): Self.durationText(nanoseconds)
    case .address(let address): address.description
    case .familyless(let address): "\(address.isWildcard ? "*" : "localhost"):\(address.port)"
    case .ip(let address): address.hostText ?? address.description
    case .errno(let errno): Errno(code: errno).name
    case .word(let index): words.names[Int(index)]
    case .list(let list): describeList(list, depth: depth)
    case .range(let range):
      range.isDuration
        ? "\(Self.durationText(range.low))..\(Self.durationText(range.high))"
        : "\(range.low)..\(range.high)"
    case .socket(let reference): socketText(reference)
    case .program(let serial): programText(serial)
    case .actors(let label): "actor \(program.labels[Int(label)])"
    case .result(let result):
      result.errno == 0 ? "\(result.count)" : Errno(code: result.errno).name
    case .pattern(let index):
      "/\(String(decoding: program.patterns[Int(index)].source, as: UTF8.self))/"
    case .tuple(let tuple): "\(tuple.local) -> \(tuple.peer)"
    case .option(let index): SocketOptions.at(Int(index)).name
    case .structure(let structure): structureText(structure)
    case .control(let control): controlText(control)
    case .message: "a message"
    case .vector: "a buffer of its own length"
    case .buffer(let size): "room for \(size) bytes"
    case .submission: ValueKind.submission.description
    }
  }

  private func describeList(_ list: [Value], depth: Int) -> String {
    if depth > 1, !list.isEmpty { return "[… \(list.count) in all]" }
    let shown = list.prefix(8).map { describe($0, depth: depth + 1) }.joined(separator: ", ")
    return list.count > 8 ? "[\(shown), … \(list.count) in all]" : "[\(shown)]"
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
    case .bytes(let bytes): bytes
    case .structure(let structure): structure.bytes
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
    case .program: ValueKind.program.description
    case .actors: ValueKind.actor.description
    case .result: ValueKind.result.description
    case .pattern: ValueKind.regex.description
    case .tuple: ValueKind.tuple.description
    case .option: ValueKind.option.description
    case .structure: ValueKind.structure.description
    case .message: "a msghdr"
    case .vector: "an iovec"
    case .control: "a control message"
    case .buffer: "a buffer"
    case .submission: ValueKind.submission.description
    }
  }

  /// What kind of thing a value is, for the checker of a prompt's next entry.
  func kind(_ value: Value) -> ValueKind {
    switch value {
    case .none, .integer: .integer
    case .bytes: .bytes
    case .duration: .duration
    case .address, .familyless: .address
    case .ip: .ip
    case .errno: .errno
    case .word: .word
    case .list: .list
    case .range: .range
    case .socket: .socket
    case .program: .program
    case .actors: .actor
    case .result: .result
    case .pattern: .regex
    case .tuple: .tuple
    case .submission: .submission
    case .option: .option
    case .message, .vector, .control, .buffer, .structure: .structure
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

  /// "3 s", "1.5 s", "1001 ms": exact, in the largest unit that needs three decimals at most.
  package static func durationText(_ nanoseconds: Int64) -> String {
    let units: [(name: String, length: Int64)] = [
      ("s", 1_000_000_000), ("ms", 1_000_000), ("us", 1000),
    ]
    for unit in units
    where nanoseconds.magnitude >= unit.length.magnitude && nanoseconds % (unit.length / 1000) == 0
    {
      let thousandths = (nanoseconds % unit.length / (unit.length / 1000)).magnitude
      guard thousandths > 0 else { return "\(nanoseconds / unit.length) \(unit.name)" }
      var decimals = String(String(1000 + thousandths).dropFirst())
      while decimals.hasSuffix("0") { decimals.removeLast() }
      return "\(nanoseconds / unit.length).\(decimals) \(unit.name)"
    }
    return "\(nanoseconds) ns"
  }
}
