import LabConstants
import LabKernel
import LabProgram

/// What a dot asks of a program: `app.states`, `app.descriptors`, `app.pid`, `app.output`.
extension Machine {
  mutating func programFact(_ field: Field, of serial: Int) throws(Failure) -> Value {
    let index = try programPlace(serial)
    switch field {
    case .pid:
      factsMayChange = true
      let process = ownProcess(of: index)
      remember("pid \(process)")
      return .integer(Int64(process))
    case .output, .errors:
      takeIn(index)
      let written = field == .output ? programs[index].output : programs[index].errors
      if !written.hasEnded { factsMayChange = true }
      let bytes = written.bytes
      remember("\(programName(index)) wrote \(Self.counted(bytes.count, "byte", "bytes"))")
      return .bytes(bytes)
    case .descriptors:
      factsMayChange = true
      let count = descriptorCount(of: index)
      remember("/proc/PID/fd: \(count)")
      return .integer(Int64(count))
    case .states:
      factsMayChange = true
      let states = states(of: index)
      remember("sock_diag: " + (states.isEmpty ? "no TCP socket" : states.joined(separator: " ")))
      return .list(states.map { wordValue($0) })
    default: throw Failure(.noField(field.rawValue, of: "a program", at: site))
    }
  }

  private mutating func states(of index: Int) -> [String] {
    let mine = socketInodes(of: index)
    let found = diagnosed { (diagnostics, kernel) throws(Errno) in
      try diagnostics.sockets(.tcp, kernel: &kernel)
    }
    return (found ?? []).filter { mine.contains(UInt64($0.inode)) }.map(\.state.name).sorted()
  }

  /// The name of a program in the script, else its own.
  func programName(_ index: Int) -> String {
    let label = programs[index].label
    return label >= 0 ? program.labels[Int(label)] : programs[index].name
  }

  /// As values are described.
  func programText(_ serial: Int32) -> String {
    programIndex(Int(serial)).map { programName($0) } ?? "a program that has ended"
  }
}
