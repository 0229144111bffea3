import LabConstants
import LabKernel
import LabProgram

/// Control messages between values and bytes; cmsg(3).
extension Machine {
  /// `IP_TTL(9)`, `SCM_RIGHTS(a, b)`: a control message by its name.
  mutating func makeControl(_ index: Int32, start: Int32, count: Int32) throws(Failure) -> Value {
    let row = ControlMessages.all[Int(index)]
    let data: [UInt8]
    switch row.payload {
    case .structure(let layout):
      guard
        case .structure(let made) = try makeStructure(
          Int32(layout),
          start: start,
          count: count
        )
      else { return .none }
      data = made.bytes
    case .descriptors:
      var numbers: [UInt8] = []
      for position in start..<start + count {
        for member in try members(of: evaluate(position)) {
          let number = Int32(truncatingIfNeeded: try number(member))
          numbers += withUnsafeBytes(of: number) { Array($0) }
        }
      }
      data = numbers
    default: data = count == 0 ? [] : try payload(try evaluate(start), as: row.payload)
    }
    return .control(ControlValue(level: row.level, type: row.type, data: data))
  }

  /// `cmsg(level, type, data, len = 8)`: a control message as raw as C's.
  mutating func makeRawControl(start: Int32) throws(Failure) -> Value {
    let level = Int32(truncatingIfNeeded: try number(try evaluate(start)))
    let type = Int32(truncatingIfNeeded: try number(try evaluate(start + 1)))
    let value = try evaluate(start + 2)
    var data: [UInt8] = []
    switch value {
    case .none: break
    case .bytes, .structure: data = try rawBytes(value)
    default:
      for member in members(of: value) {
        let number = Int32(truncatingIfNeeded: try number(member))
        data += withUnsafeBytes(of: number) { Array($0) }
      }
    }
    let length = try evaluate(start + 3)
    return .control(
      ControlValue(
        level: level,
        type: type,
        data: data,
        length: length.isInteger ? try number(length) : nil
      )
    )
  }

  private func members(of value: Value) -> [Value] {
    if case .list(let list) = value { return list }
    return [value]
  }

  private mutating func payload(_ value: Value, as payload: ControlPayload) throws(Failure)
    -> [UInt8]
  {
    switch (payload, value) {
    case (_, .bytes), (_, .structure): return try rawBytes(value)
    case (.timeval, .duration(let time)):
      return Self.littleEndian(time / 1_000_000_000)
        + Self.littleEndian(time % 1_000_000_000 / 1000)
    case (.timespec, .duration(let time)):
      return Self.littleEndian(time / 1_000_000_000) + Self.littleEndian(time % 1_000_000_000)
    case (.socketAddress, _): return try address(of: value, family: AddressFamily.inet).bytes
    case (.unsigned(let size), _), (.signed(let size), _):
      return Array(Self.littleEndian(try number(value)).prefix(size))
    case (.bigEndian(let size), _):
      return Self.littleEndian(try number(value)).prefix(size).reversed()
    default: return try rawBytes(value)
    }
  }

  /// What `msg_control` holds after a receive; descriptors become the receiver's own.
  mutating func receivedControls(_ bytes: [UInt8]) -> [Value] {
    var controls: [Value] = []
    var offset = 0
    while bytes.count - offset >= ControlValue.headerSize {
      let length = bytes.withUnsafeBytes {
        $0.loadUnaligned(fromByteOffset: offset, as: Int.self)
      }
      guard length >= ControlValue.headerSize else { break }
      let level = bytes.withUnsafeBytes {
        $0.loadUnaligned(fromByteOffset: offset + 8, as: Int32.self)
      }
      let type = bytes.withUnsafeBytes {
        $0.loadUnaligned(fromByteOffset: offset + 12, as: Int32.self)
      }
      let end = min(offset + length, bytes.count)
      let data = Array(bytes[offset + ControlValue.headerSize..<end])
      controls.append(
        .control(
          ControlValue(
            level: level,
            type: type,
            data: data,
            descriptors: receivedDescriptors(level: level, type: type, data)
          )
        )
      )
      offset += (length + 7) & ~7
    }
    return controls
  }

  private mutating func receivedDescriptors(level: Int32, type: Int32, _ data: [UInt8]) -> [Value] {
    guard let index = ControlMessages.index(level: level, type: type),
      ControlMessages.all[index].payload == .descriptors
    else { return [] }
    return stride(from: 0, to: data.count - 3, by: 4).map { offset in
      let number = data.withUnsafeBytes {
        $0.loadUnaligned(fromByteOffset: offset, as: Int32.self)
      }
      return .socket(adopt(Answer(raw: Int(number))))
    }
  }

  /// `m.IP_TTL`: what the control message of that name carries.
  mutating func controlValue(_ index: Int32, of value: Value) throws(Failure) -> Value {
    let row = ControlMessages.all[Int(index)]
    guard case .result(let result) = value else {
      throw Failure(.noField(row.name, of: kindName(value), at: site))
    }
    for case .control(let control) in result.control
    where control.level == row.level && control.type == row.type {
      return payloadValue(of: control, as: row.payload)
    }
    throw Failure(
      .noControlMessage(row.name, came: result.control.map { describe($0) }, row.option, at: site)
    )
  }

  /// A control message's data as what it means.
  mutating func payloadValue(of control: ControlValue, as payload: ControlPayload) -> Value {
    let bytes = control.data
    switch payload {
    case .structure(let layout): return .structure(Structure(layout: Int32(layout), bytes: bytes))
    case .descriptors: return .list(control.descriptors)
    case .unsigned(let size) where bytes.count >= size:
      return .integer(Int64(truncatingIfNeeded: Self.unsigned(bytes.prefix(size))))
    case .signed(let size) where bytes.count >= size:
      let shift = UInt64(64 - 8 * size)
      return .integer(Int64(bitPattern: Self.unsigned(bytes.prefix(size)) << shift) >> Int64(shift))
    case .bigEndian(let size) where bytes.count >= size:
      return .integer(Int64(truncatingIfNeeded: Self.unsigned(bytes.prefix(size).reversed())))
    case .timeval where bytes.count >= 16, .timespec where bytes.count >= 16:
      let seconds = Int64(bitPattern: Self.unsigned(bytes.prefix(8)))
      let rest = Int64(bitPattern: Self.unsigned(bytes[8..<16]))
      return .duration(seconds &* 1_000_000_000 &+ rest &* (payload == .timeval ? 1000 : 1))
    case .socketAddress: return .address(SocketAddress(bytes: bytes))
    case .text: return .bytes(Array(bytes.prefix { $0 != 0 }))
    default: return .bytes(bytes)
    }
  }

  private static func unsigned(_ bytes: some Sequence<UInt8>) -> UInt64 {
    bytes.reversed().reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
  }
}

extension Machine {
  /// `c.level`, `c.type`, `c.data` of a control message, or a part of what it carries.
  mutating func part(_ name: String, of control: ControlValue) throws(Failure) -> Value {
    switch name {
    case "level": return .integer(Int64(control.level))
    case "type": return .integer(Int64(control.type))
    case "data": return .bytes(control.data)
    case "value":
      guard let index = ControlMessages.index(level: control.level, type: control.type) else {
        return .bytes(control.data)
      }
      return payloadValue(of: control, as: ControlMessages.all[index].payload)
    default: throw Failure(.noField(name, of: "a control message", at: site))
    }
  }

  /// As a reader wants it: `IP_TTL 9`.
  func controlText(_ control: ControlValue) -> String {
    guard let index = ControlMessages.index(level: control.level, type: control.type) else {
      return "level \(control.level) type \(control.type) \(Self.hexText(control.data))"
    }
    let row = ControlMessages.all[index]
    switch row.payload {
    case .structure(let layout):
      let structure = Structure(layout: Int32(layout), bytes: control.data)
      return "\(row.name) \(structureText(structure))"
    case .descriptors:
      let numbers = stride(from: 0, to: control.data.count - 3, by: 4).map { offset in
        control.data.withUnsafeBytes {
          "\($0.loadUnaligned(fromByteOffset: offset, as: Int32.self))"
        }
      }
      return "\(row.name) [\(numbers.joined(separator: ", "))]"
    case .unsigned(let size) where control.data.count >= size,
      .signed(let size) where control.data.count >= size:
      return "\(row.name) \(Self.unsigned(control.data.prefix(size)))"
    case .bigEndian(let size) where control.data.count >= size:
      return "\(row.name) \(Self.unsigned(control.data.prefix(size).reversed()))"
    case .timeval where control.data.count >= 16, .timespec where control.data.count >= 16:
      let seconds = Self.unsigned(control.data.prefix(8))
      return
        "\(row.name) \(seconds) s \(Self.unsigned(control.data[8..<16])) \(row.payload == .timeval ? "us" : "ns")"
    case .socketAddress: return "\(row.name) \(SocketAddress(bytes: control.data))"
    default: return "\(row.name) \(Self.hexText(control.data))"
    }
  }
}
