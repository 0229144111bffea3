import LabKernel

/// What the first bytes of a program say of whether this machine can start it; execve(2).
///
/// The kernel's own answer would be ENOENT or ENOEXEC, and a student would read that the file that
/// they see is not there.
struct ProgramForm {
  private let bytes: [UInt8]
  /// Which programs this machine has, by their path.
  private let hasProgram: (String) -> Bool

  init(_ bytes: [UInt8], hasProgram: @escaping (String) -> Bool = Environment.hasProgram) {
    self.bytes = bytes
    self.hasProgram = hasProgram
  }

  /// Why it cannot be started; nil when nothing speaks against it.
  var refusal: Ungradable? {
    if bytes.starts(with: "#!".utf8) { return scriptRefusal }
    if bytes.starts(with: [0x7f] + "ELF".utf8) { return ELFHeader(bytes)?.refusal(hasProgram) }
    if let system = foreignSystem { return .foreignProgram("a program for \(system)") }
    return .noFirstLine(isAfterMark: bytes.starts(with: [0xef, 0xbb, 0xbf, 0x23, 0x21]))
  }

  // MARK: - Scripts

  private var scriptRefusal: Ungradable? {
    let line = bytes.prefix { $0 != 0x0a }.dropFirst(2)
    if line.last == 0x0d { return .carriageReturn }
    let words = line.split { $0 == 0x20 || $0 == 0x09 }
    guard let interpreter = words.first else { return .noInterpreter("no program") }
    let path = String(decoding: interpreter, as: UTF8.self)
    // From the submission's own folder, where it is looked for in the box.
    guard path.hasPrefix("/") else { return nil }
    guard hasProgram(path) else { return .noInterpreter(Ungradable.shown(Array(interpreter))) }
    guard path.hasSuffix("/env"), let name = Self.named(words.dropFirst()) else { return nil }
    let isThere = Box.searchPath.contains { hasProgram("\($0)/\(name)") }
    return isThere ? nil : .noInterpreter(Ungradable.shown(Array(name.utf8)))
  }

  /// The program that env(1) starts: behind its options and settings.
  private static func named(_ words: ArraySlice<ArraySlice<UInt8>>) -> String? {
    let name = words.first { $0.first != UInt8(ascii: "-") && !$0.contains(UInt8(ascii: "=")) }
    guard let name, !name.contains(UInt8(ascii: "/")) else { return nil }
    return String(decoding: name, as: UTF8.self)
  }

  // MARK: - Compiled programs

  private var foreignSystem: String? {
    if bytes.starts(with: "MZ".utf8) { return "Windows" }
    switch Array(bytes.prefix(4)) {
    case [0xfe, 0xed, 0xfa, 0xce], [0xfe, 0xed, 0xfa, 0xcf], [0xce, 0xfa, 0xed, 0xfe],
      [0xcf, 0xfa, 0xed, 0xfe]:
      return "macOS"
    case [0xca, 0xfe, 0xba, 0xbe]: return "Java or macOS"
    default: return nil
    }
  }
}

extension Ungradable {
  static let carriageReturn = Ungradable(
    code: "submission-first-line",
    message:
      "the first line of 'run' ends with a carriage return (\\r\\n, as Windows writes lines): "
      + "the system looks for a program whose name has that character",
    hint: "Save it with \\n as line ends: sed -i 's/\\r$//' run"
  )

  static func noInterpreter(_ name: String) -> Ungradable {
    Ungradable(
      code: "submission-first-line",
      message: name == "no program"
        ? "the first line of 'run' is #! and names no program"
        : "the first line of 'run' asks for \(name), which this machine does not have",
      hint: "Python: #!/usr/bin/env python3   shell: #!/bin/sh"
    )
  }

  /// Neither `#!` nor the format of programs.
  static func noFirstLine(isAfterMark: Bool) -> Ungradable {
    Ungradable(
      code: "submission-first-line",
      message: isAfterMark
        ? "'run' begins with a byte order mark (EF BB BF), and #! must be its first two bytes"
        : "'run' is no program for this system, and no script: a script begins with #!",
      hint: isAfterMark
        ? "Save it as UTF-8 without a byte order mark."
        : "As its very first line, for Python: #!/usr/bin/env python3   for a shell: #!/bin/sh"
    )
  }

  static func foreignProgram(_ what: String) -> Ungradable {
    Ungradable(
      code: "submission-foreign-program",
      message: "'run' is \(what); this machine is Linux on \(ELFHeader.machineHere.name)",
      hint: "Hand in the source with a Makefile that makes 'run': then it is built here."
    )
  }

  /// It was linked elsewhere.
  static func noLoader(_ path: String) -> Ungradable {
    Ungradable(
      code: "submission-foreign-program",
      message: "'run' needs the loader \(path), which this machine does not have",
      hint: "Hand in the source with a Makefile that makes 'run', or link it with -static."
    )
  }

  static let unlinked = Ungradable(
    code: "submission-foreign-program",
    message: "'run' is an object file, which has not been linked",
    hint: "Leave out -c: cc -o run server.c"
  )
}
