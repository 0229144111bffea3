/// What a constant of the C headers is for.
package enum ConstantGroup: UInt8, Sendable, CaseIterable {
  case errno
  case level
  case option
  case messageFlag
  case pollEvent
  case epollEvent
  case signal
  case tcpState
  case capability
  case addressFamily
  case socketType
  case protocolNumber
  case shutdown
  case fileFlag
  case ioctl
  case controlMessage
  /// NULL and BAD_POINTER, where C takes a pointer.
  case pointer
  case other
}

/// An upper-case name of the C headers, its number and what it is for.
package struct NamedConstant: Equatable, Sendable {
  package let name: String
  package let value: Int64
  package let group: ConstantGroup
}

/// The constants of the C and kernel headers, by name and by number.
package enum Constants {
  /// Finds the constant that the C headers call `name`, such as `ECONNREFUSED` or `MSG_PEEK`.
  package static func named(_ name: String) -> NamedConstant? {
    // Most scripts name errnos and options only; the index of all constants costs more than such a run.
    if name.utf8.first == UInt8(ascii: "E"), let number = ErrnoNames.number(name) {
      return NamedConstant(name: name, value: Int64(number), group: .errno)
    }
    if let option = SocketOptions.index(named: name) {
      return NamedConstant(
        name: name,
        value: Int64(SocketOptions.at(option).number),
        group: .option
      )
    }
    return byName.position(of: name).map { all[$0] }
  }

  /// Returns the name of a number within its group; of several names, the one that is printed.
  package static func name(of value: Int64, in group: ConstantGroup) -> String? {
    table(of: group).first { $0.value == value }?.name
  }

  /// Spells a bit set as C code would: `MSG_PEEK|MSG_TRUNC`, `0`, unknown bits in hexadecimal.
  package static func flagNames(_ value: Int64, in group: ConstantGroup) -> String {
    var names: [String] = []
    var rest = value
    let mask = enumeratedBits(of: group)
    if mask != 0, let name = name(of: value & mask, in: group) {
      names.append(name)
      rest &= ~mask
    }
    let rows = table(of: group)
    // A constant of several bits (O_SYNC holds O_DSYNC) stands for all of them.
    var covered: Int64 = 0
    for row in rows
    where row.value & mask == 0 && row.value.nonzeroBitCount > 1 && rest & row.value == row.value {
      covered |= row.value
    }
    for row in rows where row.value != 0 && row.value & mask == 0 && rest & row.value == row.value {
      if row.value.nonzeroBitCount == 1, covered & row.value != 0 { continue }
      names.append(row.name)
      rest &= ~row.value
    }
    if rest != 0 {
      names.append("0x" + String(UInt64(bitPattern: rest), radix: 16))
    }
    return names.isEmpty ? "0" : names.joined(separator: "|")
  }

  /// Every constant, group by group.
  package static let all: [NamedConstant] = ConstantGroup.allCases.flatMap { group in
    table(of: group).map { NamedConstant(name: $0.name, value: $0.value, group: group) }
  }

  private static let byName = NameIndex(all.map(\.name))

  /// The bits of a group that hold a number rather than flags.
  private static func enumeratedBits(of group: ConstantGroup) -> Int64 {
    switch group {
    case .socketType: 0xf
    case .fileFlag: 0x3
    default: 0
    }
  }

  private static func table(of group: ConstantGroup) -> [ConstantRow] {
    switch group {
    case .errno: ConstantTables.errnos
    case .level: ConstantTables.levels
    case .option: ConstantTables.options
    case .messageFlag: ConstantTables.messageFlags
    case .pollEvent: ConstantTables.pollEvents
    case .epollEvent: ConstantTables.epollEvents
    case .signal: ConstantTables.signals
    case .tcpState: ConstantTables.tcpStates
    case .capability: ConstantTables.capabilities
    case .addressFamily: ConstantTables.addressFamilies
    case .socketType: ConstantTables.socketTypes
    case .protocolNumber: ConstantTables.protocolNumbers
    case .shutdown: ConstantTables.shutdowns
    case .fileFlag: ConstantTables.fileFlags
    case .ioctl: ConstantTables.ioctls
    case .controlMessage: ConstantTables.controlMessages
    case .pointer: ConstantTables.pointers
    case .other: ConstantTables.otherGroups
    }
  }
}
