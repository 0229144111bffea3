/// One row of a table: a name of the C headers and its number on Linux (asm-generic).
typealias ConstantRow = (name: String, value: Int64)

/// The tables behind `Constants`, one per group; the literal ones live in the extensions.
///
/// The numbers are those of the kernel's uapi headers, and the same on x86-64 and arm64 (the four
/// `O_*` flags that differ, O_DIRECT and its neighbours, concern files only and are left out).
enum ConstantTables {
  static let errnos: [ConstantRow] =
    ErrnoNames.rows.map { ($0.name, Int64($0.number)) }
    + ErrnoNames.aliases.map { ($0.name, Int64($0.number)) }

  static let options: [ConstantRow] =
    SocketOptions.all.map { ($0.name, Int64($0.number)) }
    + SocketOptions.aliases.compactMap { alias in
      SocketOptions.index(named: alias.name).map {
        (alias.name, Int64(SocketOptions.at($0).number))
      }
    }

  static let otherGroups: [ConstantRow] = others + optionValues

  static let tcpStates: [ConstantRow] = TCPState.allCases.map { ($0.name, Int64($0.rawValue)) }
}
