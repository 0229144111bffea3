/// The beginning of an executable file, as far as it says where it can run; elf(5).
struct ELFHeader {
  struct Machine: Equatable, Sendable {
    let number: Int
    let name: String
  }

  /// EM_ of elf.h, of machines that students have.
  private static let machines = [
    Machine(number: 3, name: "x86 (32 bits)"), Machine(number: 40, name: "ARM (32 bits)"),
    Machine(number: 62, name: "x86-64"), Machine(number: 183, name: "ARM (64 bits)"),
    Machine(number: 243, name: "RISC-V"),
  ]

  #if arch(arm64)
    static let machineHere = machines[3]
  #else
    static let machineHere = machines[2]
  #endif

  private let bytes: [UInt8]
  private let isWide: Bool
  let isRelocatable: Bool
  let machine: Machine

  /// Nil where it is cut off, or of the other byte order: the kernel says what it thinks of it.
  init?(_ bytes: [UInt8]) {
    guard bytes.count >= 64, bytes[5] == 1 else { return nil }
    self.bytes = bytes
    isWide = bytes[4] == 2
    isRelocatable = Self.number(bytes, 16, 2) == 1
    let number = Self.number(bytes, 18, 2)
    machine =
      Self.machines.first { $0.number == number } ?? Machine(number: number, name: "other machines")
  }

  /// Why this machine cannot start it.
  func refusal(_ hasProgram: (String) -> Bool) -> Ungradable? {
    if isRelocatable { return .unlinked }
    let here = Self.machineHere
    // 64 bits run 32 where the loader is there.
    guard machine == here || (here.number == 62 && machine.number == 3) else {
      return .foreignProgram("a program for \(machine.name)")
    }
    guard let loader, !hasProgram(String(decoding: loader, as: UTF8.self)) else { return nil }
    return .noLoader(Ungradable.shown(loader))
  }

  /// The path behind PT_INTERP.
  private var loader: [UInt8]? {
    let start = isWide ? Self.number(bytes, 32, 8) : Self.number(bytes, 28, 4)
    let size = Self.number(bytes, isWide ? 54 : 42, 2)
    let count = Self.number(bytes, isWide ? 56 : 44, 2)
    guard size >= 32, start > 0 else { return nil }
    for index in 0..<min(count, 64) {
      let entry = start + index * size
      guard entry + size <= bytes.count else { return nil }
      guard Self.number(bytes, entry, 4) == 3 else { continue }
      let offset = isWide ? Self.number(bytes, entry + 8, 8) : Self.number(bytes, entry + 4, 4)
      guard offset > 0, offset < bytes.count else { return nil }
      return Array(bytes[offset...].prefix(256).prefix { $0 != 0 })
    }
    return nil
  }

  /// A number of the file; 0 beyond its end, and where it is greater than any file.
  private static func number(_ bytes: [UInt8], _ offset: Int, _ count: Int) -> Int {
    guard offset >= 0, offset <= bytes.count - count else { return 0 }
    let value = bytes[offset..<offset + count].reversed().reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
    return value < 1 << 40 ? Int(value) : 0
  }
}
