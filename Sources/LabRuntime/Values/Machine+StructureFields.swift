import LabConstants
import LabKernel
import LabProgram

/// The fields of structures, read and told.
extension Machine {
  /// A field by its name; the failure lists the fields that there are.
  mutating func member(_ name: String, of structure: Structure) throws(Failure) -> Value {
    guard structure.layout >= 0 else {
      throw Failure(.noLayout(name, bytes: structure.bytes.count, at: site))
    }
    let layout = Structures.all[Int(structure.layout)]
    guard let index = layout.index(ofField: name) else {
      throw Failure(.noMember(name, layout, at: site))
    }
    let field = layout.fields[index]
    if let value = value(of: field, in: structure.bytes) { return value }
    if field.isTrailing { return .none }
    throw Failure(.memberMissing(field, layout, bytes: structure.bytes.count, at: site))
  }

  /// `s.SO_LINGER.onoff`, `m.code`: of an option only the field is told.
  mutating func partValue(_ base: Int32, _ name: Int32) throws(Failure) -> Value {
    guard case .option(let socket, let option) = program.expressions[Int(base)] else {
      return try part(name, of: try evaluate(base))
    }
    let (asked, structure) = try askedOption(option, of: try evaluate(socket))
    let value = try part(name, of: structure)
    remember("\(asked).\(program.labels[Int(name)]) = \(describe(value))")
    return value
  }

  /// What a field holds; `nil` when the bytes end before it.
  private mutating func value(of field: StructureField, in bytes: [UInt8]) -> Value? {
    let end = field.offset + field.form.size
    guard bytes.count >= end || (field.isTrailing && bytes.count > field.offset) else { return nil }
    let part = Array(bytes[field.offset..<min(end, bytes.count)])
    switch field.form {
    case .unsigned, .family, .pointer, .pointedCount:
      return .integer(Self.integer(part, isSigned: false))
    case .signed: return .integer(Self.integer(part, isSigned: true))
    case .bigEndian: return .integer(Self.integer(part.reversed(), isSigned: false))
    case .errno:
      let errno = Self.integer(part, isSigned: true)
      return errno == 0 ? wordValue("ok") : .errno(Int32(truncatingIfNeeded: errno))
    case .ipv4:
      return .ip(SocketAddress(ipv4: UInt32(bigEndianBytes: part), port: 0))
    case .ipv6:
      let halves = (UInt64(bigEndianBytes: part[0..<8]), UInt64(bigEndianBytes: part[8..<16]))
      return .ip(SocketAddress(ipv6: halves, port: 0))
    case .socketAddress: return Self.address(in: part).map { .address($0) } ?? Value.none
    case .timeval: return .duration(Self.time(part, unit: 1000))
    case .timespec: return .duration(Self.time(part, unit: 1))
    case .bytes: return .bytes(part)
    case .text:
      let length = (part.lastIndex { $0 != 0 } ?? -1) + 1
      return .bytes(Array(part.prefix(length)))
    }
  }

  /// An address as the structure of its family; `nil` of families that the tables do not know.
  static func structure(of address: SocketAddress) -> Structure? {
    let name: String
    switch Int32(address.family) {
    case AddressFamily.inet: name = "sockaddr_in"
    case AddressFamily.inet6: name = "sockaddr_in6"
    case AddressFamily.unix: name = "sockaddr_un"
    case AddressFamily.packet: name = "sockaddr_ll"
    case AddressFamily.netlink: name = "sockaddr_nl"
    default: return nil
    }
    guard let index = Structures.index(named: name) else { return nil }
    // A Unix address is as long as its path.
    let missing = max(0, Structures.all[index].size - address.bytes.count)
    let bytes = address.bytes + [UInt8](repeating: 0, count: missing)
    return Structure(layout: Int32(index), bytes: bytes)
  }

  /// As strace(1) shows it: `{onoff=1, seconds=5}`.
  func structureText(_ structure: Structure) -> String {
    guard structure.layout >= 0 else {
      // A long one, as TCP_INFO, is read by its fields.
      let count = structure.bytes.count
      return count <= 32 ? Self.hexText(structure.bytes) : "a structure of \(count) bytes"
    }
    let fields = Structures.all[Int(structure.layout)].fields
    let parts = fields.enumerated().compactMap { position, field -> String? in
      // Of a union, whose members lie in one place, the first is shown.
      if position > 0, fields[position - 1].offset == field.offset { return nil }
      return text(of: field, in: structure.bytes).map { "\(field.name)=\($0)" }
    }
    return "{\(parts.joined(separator: ", "))}"
  }

  private func text(of field: StructureField, in bytes: [UInt8]) -> String? {
    let end = field.offset + field.form.size
    guard bytes.count >= end || (field.isTrailing && bytes.count > field.offset) else { return nil }
    let part = Array(bytes[field.offset..<min(end, bytes.count)])
    switch field.form {
    case .unsigned, .pointedCount: return "\(Self.integer(part, isSigned: false))"
    case .signed: return "\(Self.integer(part, isSigned: true))"
    case .bigEndian: return "\(Self.integer(part.reversed(), isSigned: false))"
    case .family:
      let family = Self.integer(part, isSigned: false)
      return Constants.name(of: family, in: .addressFamily) ?? "\(family)"
    case .errno:
      let errno = Self.integer(part, isSigned: true)
      return errno == 0 ? "ok" : Errno(code: Int32(truncatingIfNeeded: errno)).name
    case .pointer: return nil
    case .ipv4: return SocketAddress.text(ipv4: UInt32(bigEndianBytes: part))
    case .ipv6:
      let halves = (UInt64(bigEndianBytes: part[0..<8]), UInt64(bigEndianBytes: part[8..<16]))
      return SocketAddress.text(ipv6: halves)
    case .socketAddress: return Self.address(in: part)?.description ?? "AF_UNSPEC"
    case .timeval: return Self.durationText(Self.time(part, unit: 1000))
    case .timespec: return Self.durationText(Self.time(part, unit: 1))
    case .bytes: return part.allSatisfy { $0 == 0 } ? "0" : Self.hexText(part)
    case .text: return Self.quoted(Array(part.prefix((part.lastIndex { $0 != 0 } ?? -1) + 1)))
    }
  }

  /// A number of this machine's order; 64 bits without sign are told as they lie.
  private static func integer(_ bytes: [UInt8], isSigned: Bool) -> Int64 {
    let number = bytes.reversed().reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
    guard isSigned, bytes.count < 8 else { return Int64(truncatingIfNeeded: number) }
    let unused = Int64(64 - 8 * bytes.count)
    return Int64(truncatingIfNeeded: number << UInt64(unused)) >> unused
  }

  /// Nanoseconds of seconds and a fraction.
  private static func time(_ bytes: [UInt8], unit: Int64) -> Int64 {
    integer(Array(bytes[0..<8]), isSigned: true) &* 1_000_000_000
      &+ integer(Array(bytes[8..<16]), isSigned: true) &* unit
  }

  /// The address in room that may be larger than it; `nil` when its family is AF_UNSPEC.
  private static func address(in room: [UInt8]) -> SocketAddress? {
    guard room.count >= 2 else { return nil }
    let size =
      switch integer(Array(room[0..<2]), isSigned: false) {
      case 0: 0
      case 2: 16
      case 10: 28
      default: room.count
      }
    return size == 0 ? nil : SocketAddress(bytes: Array(room.prefix(size)))
  }
}

extension FixedWidthInteger {
  /// The number that bytes in network order say.
  fileprivate init(bigEndianBytes bytes: some Sequence<UInt8>) {
    self = bytes.reduce(0) { $0 << 8 | Self($1) }
  }
}
