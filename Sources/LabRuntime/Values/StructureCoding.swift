import LabConstants
import LabKernel
import LabProgram

/// Structures of the tables between the values of their fields and their bytes.
extension Machine {
  /// A constructor: `linger(1, 5)`; the values of the fields in their order, absent ones included.
  mutating func makeStructure(_ index: Int32, start: Int32, count: Int32) throws(Failure) -> Value {
    let layout = Structures.all[Int(index)]
    var bytes = [UInt8](repeating: 0, count: layout.size)
    var pointed: [UInt8] = []
    for (position, field) in layout.fields.enumerated() {
      let place = start + Int32(position)
      let isGiven: Bool
      if case .absent = program.expressions[Int(place)] { isGiven = false } else { isGiven = true }
      if field.form == .pointer {
        if isGiven { pointed = try elements(try evaluate(place), field, layout) }
        continue
      }
      let value = isGiven ? try evaluate(place) : .integer(initial(of: field, pointed))
      if !isGiven, field.isTrailing || isZero(value) { continue }
      let coded = try encode(value, as: field, of: layout)
      if field.isTrailing {
        bytes += coded
      } else {
        bytes.replaceSubrange(field.offset..<field.offset + coded.count, with: coded)
      }
    }
    return .structure(Structure(layout: index, bytes: bytes, pointed: pointed))
  }

  /// What a field is that the constructor does not say.
  private func initial(of field: StructureField, _ pointed: [UInt8]) -> Int64 {
    if case .pointedCount(let size) = field.form { return Int64(pointed.count / size) }
    return field.initial
  }

  private func isZero(_ value: Value) -> Bool {
    if case .integer(0) = value { return true }
    return false
  }

  /// What a pointer points to: structures one behind the other, or bytes.
  private func elements(_ value: Value, _ field: StructureField, _ layout: StructureLayout)
    throws(Failure) -> [UInt8]
  {
    if case .bytes(let bytes) = value { return bytes }
    guard case .list(let list) = value else {
      throw Failure(.fieldValue(field, layout, got: describe(value), at: site))
    }
    var bytes: [UInt8] = []
    for element in list {
      switch element {
      case .structure(let structure): bytes += structure.bytes
      case .bytes(let part): bytes += part
      default: throw Failure(.fieldValue(field, layout, got: describe(element), at: site))
      }
    }
    return bytes
  }

  /// The bytes of one field, at most as many as it has room for.
  private mutating func encode(_ value: Value, as field: StructureField, of layout: StructureLayout)
    throws(Failure) -> [UInt8]
  {
    let form = field.form
    switch (form, value) {
    case (.unsigned, .integer(let value)), (.signed, .integer(let value)),
      (.family, .integer(let value)), (.errno, .integer(let value)),
      (.pointedCount, .integer(let value)):
      return try number(value, field, layout)
    case (.signed, .socket(let socket)):
      return try number(Int64(sockets.descriptor(of: socket)), field, layout)
    case (.errno, .errno(let errno)): return try number(Int64(errno), field, layout)
    case (.bigEndian, .integer(let value)): return try number(value, field, layout).reversed()
    case (.ipv4, .ip(let address)) where address.isIPv4: return Array(address.bytes[4..<8])
    case (.ipv6, .ip(let address)) where address.isIPv6: return Array(address.bytes[8..<24])
    case (.timeval, .duration(let time)):
      return Self.littleEndian(time / 1_000_000_000)
        + Self.littleEndian(time % 1_000_000_000 / 1000)
    case (.timespec, .duration(let time)):
      return Self.littleEndian(time / 1_000_000_000) + Self.littleEndian(time % 1_000_000_000)
    case (.socketAddress, .address(let address)), (.socketAddress, .ip(let address)):
      return try fitting(address.bytes, field, layout)
    case (.socketAddress, .socket(let socket)):
      guard case .address(let local) = try fact(.local, of: .socket(socket)) else { return [] }
      return try fitting(local.bytes, field, layout)
    case (.unsigned, _), (.signed, _), (.bigEndian, _), (.family, _), (.errno, _),
      (.pointer, _), (.pointedCount, _):
      break
    case (_, .bytes(let bytes)): return try fitting(bytes, field, layout)
    case (_, .structure(let structure)): return try fitting(structure.bytes, field, layout)
    default: break
    }
    throw Failure(.fieldValue(field, layout, got: describe(value), at: site))
  }

  private func number(_ number: Int64, _ field: StructureField, _ layout: StructureLayout)
    throws(Failure) -> [UInt8]
  {
    guard field.form.range?.contains(number) ?? true else {
      throw Failure(.outsideField(number, field, layout, at: site))
    }
    return Array(Self.littleEndian(number).prefix(field.form.size))
  }

  private func fitting(_ bytes: [UInt8], _ field: StructureField, _ layout: StructureLayout)
    throws(Failure) -> [UInt8]
  {
    guard bytes.count <= field.form.size else {
      throw Failure(.fieldTooLong(bytes.count, field, layout, at: site))
    }
    return bytes
  }

  static func littleEndian(_ number: Int64) -> [UInt8] {
    withUnsafeBytes(of: number.littleEndian) { Array($0) }
  }
}
