import LabConstants
import LabDiagnostics
import LabKernel
import LabProgram

/// Times, sets, events and the other structures of a call.
extension Machine {
  /// A duration as `struct timespec` (unit 1) or `struct timeval` (unit 1000 ns).
  mutating func placeTime(_ position: Int, unit: Int64, in layout: CallLayout) throws(Failure) {
    guard let value = layout.given[position] else { return }
    var bytes: [UInt8]
    if case .duration(let duration) = value {
      let parts = [duration / 1_000_000_000, duration % 1_000_000_000 / unit]
      bytes = parts.flatMap { withUnsafeBytes(of: $0) { Array($0) } }
    } else {
      bytes = try rawBytes(value)
    }
    bytes += [UInt8](repeating: 0, count: max(0, 16 - bytes.count))
    layout[position] = layout.frame.place(bytes)
    layout.shown[position] = .constant(describe(value))
  }

  mutating func placePolled(_ position: Int, in layout: CallLayout) throws(Failure) {
    var bytes: [UInt8] = []
    var entries: [Value] = []
    switch layout.given[position] {
    case .list(let list)?: entries = list
    case let single?: entries = [single]
    case nil: break
    }
    for entry in entries { bytes += try rawBytes(entry) }
    let wanted = min(max(0, layout.givenSize(of: position) ?? 0), 100_000) * 8
    layout[position] = layout.frame.room(max(bytes.count, wanted))
    layout.frame.store(bytes, at: layout[position])
    layout.lengths[position] = bytes.count / 8
    layout.shown[position] = .constant("[\(entries.map { describe($0) }.joined(separator: ", "))]")
    layout.outputs.append(.polled(at: layout[position], count: bytes.count / 8))
  }

  /// An `fd_set` as large as any kernel will look at; its true length is the highest number plus 1.
  mutating func placeDescriptorSet(_ position: Int, in layout: CallLayout) throws(Failure) {
    guard let value = layout.given[position] else {
      // NULL; its place in r.value stays.
      layout.outputs.append(.descriptorSet(at: 0, []))
      return
    }
    var members = [value]
    if case .list(let list) = value { members = list }
    var bits = [UInt8](repeating: 0, count: 8192)
    for member in members {
      let number = Int(try number(member))
      guard (0..<bits.count * 8).contains(number) else { continue }
      bits[number / 8] |= 1 << UInt8(number % 8)
      layout.lengths[position] = max(layout.lengths[position], number + 1)
    }
    layout[position] = layout.frame.place(bits)
    layout.shown[position] = .constant("[\(members.map { describe($0) }.joined(separator: ", "))]")
    layout.outputs.append(.descriptorSet(at: layout[position], members))
  }

  mutating func placeEpollRoom(_ position: Int, in layout: CallLayout) {
    let count = min(max(1, layout.givenSize(of: position) ?? 64), 20_000)
    layout[position] = layout.frame.room(count * 16)
    layout.lengths[position] = count
    layout.shown[position] = .constant("events")
    layout.outputs.append(.epollEvents(at: layout[position]))
  }

  mutating func placeOffset(_ position: Int, in layout: CallLayout) throws(Failure) {
    guard let value = layout.given[position] else { return }
    if !value.isInteger, let address = pointer(value) {
      layout[position] = address
      layout.shown[position] = Self.shown(pointer: address)
      return
    }
    let number = try number(value)
    layout[position] = layout.frame.place(withUnsafeBytes(of: number) { Array($0) })
    layout.shown[position] = .integer(Int(number))
    layout.outputs.append(.offset(at: layout[position]))
  }

  /// The third parameter of fcntl(2) is a number, that of ioctl(2) a pointer, mostly to an `int`.
  mutating func placeRequest(_ position: Int, in layout: CallLayout) throws(Failure) {
    let value = layout.given[position]
    let isControl = layout.call.name == "ioctl"
    if let value, !value.isInteger, let address = pointer(value) {
      layout[position] = address
      layout.shown[position] = Self.shown(pointer: address)
      return
    }
    switch value {
    case .buffer(let size)?:
      let room = min(max(4096, Int(clamping: size)), options.limits.bytes)
      layout[position] = layout.frame.room(room)
      layout.shown[position] = .constant("argp")
      layout.outputs.append(.request(at: layout[position], layout: -1))
    case .structure?, .bytes?:
      let bytes = try value.map { value throws(Failure) in try rawBytes(value) } ?? []
      layout[position] = layout.frame.room(max(bytes.count, 4096))
      layout.frame.store(bytes, at: layout[position])
      link(value, at: layout[position], in: layout)
      layout.shown[position] = .constant(value.map { describe($0) } ?? "")
      var form: Int32 = -1
      if case .structure(let structure)? = value { form = structure.layout }
      layout.outputs.append(.request(at: layout[position], layout: form))
    case let value? where !isControl:
      layout[position] = Int(try number(value))
      layout.shown[position] =
        layout[1] == FileControl.setFlags
        ? .constant(Constants.flagNames(Int64(layout[position]), in: .fileFlag))
        : .integer(layout[position])
    case nil where !isControl:
      // F_SETOWN: signals are to come to this process.
      let isOwner = layout[1] == FileControl.setOwner
      layout[position] = isOwner ? Int(Environment.processID) : 0
      layout.shown[position] = isOwner ? .constant("getpid()") : .integer(0)
    default:
      let given = try value.map { value throws(Failure) in try number(value) } ?? 0
      let integer = Int32(truncatingIfNeeded: given)
      layout[position] = layout.frame.room(4096)
      layout.frame.store(withUnsafeBytes(of: integer) { Array($0) }, at: layout[position])
      layout.shown[position] = .constant(value == nil ? "argp" : "[\(integer)]")
      layout.outputs.append(.request(at: layout[position], layout: -1))
    }
  }

  mutating func placeSignals(_ position: Int, in layout: CallLayout) throws(Failure) {
    guard let value = layout.given[position] else { return }
    if placePointer(value, position, in: layout) { return }
    var members = [value]
    if case .list(let list) = value { members = list }
    var mask: UInt64 = 0
    for member in members {
      let number = try number(member)
      if (1...64).contains(number) { mask |= 1 << UInt64(number - 1) }
    }
    layout[position] = layout.frame.place(withUnsafeBytes(of: mask) { Array($0) })
    layout.shown[position] = .constant("[\(members.map { describe($0) }.joined(separator: ", "))]")
  }

  /// A structure that is passed in; room for it where none is given.
  mutating func placeStructure(_ position: Int, size: Int, in layout: CallLayout) throws(Failure) {
    let bytes =
      try layout.given[position].map { value throws(Failure) in try rawBytes(value) } ?? []
    layout[position] = layout.frame.room(max(bytes.count, size))
    layout.frame.store(bytes, at: layout[position])
    layout.shown[position] = .constant(layout.given[position].map { describe($0) } ?? "{}")
  }

  mutating func placeProcessors(_ position: Int, in layout: CallLayout) throws(Failure) {
    if placePointer(layout.given[position] ?? .none, position, in: layout) { return }
    var members: [Value] = [.integer(0)]
    if let value = layout.given[position] { members = [value] }
    if case .bytes(let mask)? = layout.given[position] {
      layout[position] = layout.frame.room(max(128, mask.count))
      layout.frame.store(mask, at: layout[position])
      layout.lengths[position] = mask.count
      layout.shown[position] = .constant(Self.hexText(mask))
      return
    }
    if case .list(let list)? = layout.given[position] { members = list }
    var bits = [UInt8](repeating: 0, count: 128)
    for member in members {
      let number = Int(try number(member))
      if (0..<bits.count * 8).contains(number) { bits[number / 8] |= 1 << UInt8(number % 8) }
    }
    layout[position] = layout.frame.place(bits)
    layout.lengths[position] = bits.count
    layout.shown[position] = .constant("[\(members.map { describe($0) }.joined(separator: ", "))]")
  }

  /// NULL or BAD_POINTER where a list is usual.
  private func placePointer(_ value: Value, _ position: Int, in layout: CallLayout) -> Bool {
    guard !value.isInteger, let address = pointer(value) else { return false }
    layout[position] = address
    layout.shown[position] = Self.shown(pointer: address)
    layout.lengths[position] = 128
    return true
  }
}
