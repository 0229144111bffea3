import LabConstants
import LabDiagnostics
import LabKernel
import LabProgram

/// Descriptors, bytes, addresses and option values of a call.
extension Machine {
  mutating func placeDescriptor(_ position: Int, in layout: CallLayout) throws(Failure) {
    guard let value = layout.given[position] else {
      // Of the calls that take a folder: the working one, AT_FDCWD.
      layout[position] = -100
      layout.shown[position] = .constant("AT_FDCWD")
      return
    }
    let number = Int32(truncatingIfNeeded: try number(value))
    try refuseOwnDescriptor(number, of: layout.call)
    layout[position] = Int(number)
    layout.shown[position] = .descriptor(number)
    // A plain number of a socket of the script is that socket.
    let index = sockets.index(ofDescriptor: number)
    if value.isInteger, index >= 0 {
      layout.given[position] = .socket(
        SocketReference(index: index, generation: sockets[index].generation, descriptor: number)
      )
    }
  }

  /// Our own descriptors are from 1000 on; a script that had them could end the run.
  ///
  /// 0, 1 and 2 are the terminal's as well: only calls about sockets may have them, to be refused.
  mutating func refuseOwnDescriptor(_ number: Int32, of call: SystemCall?) throws(Failure) {
    let isStandard = (0...2).contains(number)
    guard number >= 1000 || isStandard, sockets.index(ofDescriptor: number) < 0 else { return }
    // Without a call: SCM_RIGHTS, which gives a copy of it.
    if isStandard, call == nil || call?.group == .net || call?.name == "fstat" { return }
    guard kernel.asOurs({ $0.flags(number) }).isSuccess else { return }
    throw Failure(.ownDescriptor(number, at: site))
  }

  mutating func placeBytes(_ position: Int, in layout: CallLayout, isPath: Bool) throws(Failure) {
    guard let value = layout.given[position] else { return }
    let bytes = try rawBytes(value)
    let wanted = min(max(0, layout.givenSize(of: position) ?? 0), options.limits.bytes)
    layout[position] = layout.frame.room(max(bytes.count + (isPath ? 1 : 0), wanted))
    layout.frame.store(bytes, at: layout[position])
    layout.lengths[position] = bytes.count
    let preview = Array(bytes.prefix(CallArgument.previewLimit))
    layout.shown[position] =
      isPath
      ? .constant(Self.quoted(bytes)) : .bytes(preview: preview, count: bytes.count)
  }

  mutating func placeRoom(_ position: Int, sizeAt: Int, in layout: CallLayout) {
    var capacity = Self.receiveSize
    if case .buffer(let size)? = layout.given[position] { capacity = Int(clamping: size) }
    let said = layout.number(sizeAt).map { Int(truncatingIfNeeded: $0) }
    if layout.given[position] == nil, let said { capacity = said }
    // A negative size is a huge one: the kernel writes all that there is.
    if capacity < 0 { capacity = options.limits.bytes }
    capacity = min(capacity, options.limits.bytes)
    let room = min(max(capacity, said ?? 0), options.limits.bytes)
    layout[position] = layout.frame.room(room)
    layout.lengths[position] = capacity
    layout.shown[position] = .constant("buffer")
    layout.outputs.append(.bytes(at: layout[position], capacity: room))
  }

  mutating func placeAddress(_ position: Int, in layout: CallLayout) throws(Failure) {
    guard let value = layout.given[position] else { return }
    let address = try rawAddress(value, for: layout)
    let wanted = min(layout.givenSize(of: position) ?? 0, 4096)
    layout[position] = layout.frame.room(max(address.bytes.count, wanted, SocketAddress.largest))
    layout.frame.store(address.bytes, at: layout[position])
    layout.lengths[position] = address.bytes.count
    layout.shown[position] = .address(address)
  }

  /// An address as bytes, whatever it is; `*` and `localhost` take the family of the socket.
  mutating func rawAddress(_ value: Value, for layout: CallLayout) throws(Failure) -> SocketAddress
  {
    switch value {
    case .bytes, .structure: return SocketAddress(bytes: try rawBytes(value))
    default:
      var family = AddressFamily.inet
      if case .socket(let socket)? = layout.given.first ?? nil { family = self.family(of: socket) }
      return try address(of: value, family: family)
    }
  }

  mutating func placeAddressRoom(_ position: Int, in layout: CallLayout) {
    var capacity = SocketAddress.largest
    if case .buffer(let size)? = layout.given[position] { capacity = Int(clamping: size) }
    capacity = min(max(0, capacity), options.limits.bytes)
    layout[position] = layout.frame.room(max(capacity, SocketAddress.largest))
    layout.lengths[position] = capacity
    layout.shown[position] = .constant("addr")
    layout.outputs.append(.address(at: layout[position], capacity: capacity, position: position))
  }

  mutating func placeOption(
    _ position: Int,
    level: Int,
    option: Int,
    in layout: CallLayout
  ) throws(Failure) {
    guard let value = layout.given[position] else { return }
    if !value.isInteger, let address = pointer(value) {
      layout[position] = address
      layout.shown[position] = Self.shown(pointer: address)
      if address != 0 { layout.lengths[position] = 4 }
      return
    }
    let known = SocketOptions.find(
      level: Int32(truncatingIfNeeded: layout[level]),
      number: Int32(truncatingIfNeeded: layout[option])
    )
    guard let bytes = OptionCoding.encode(value, as: known?.type ?? .integer) else {
      throw Failure(.wrongKind(wanted: "an option's value", got: kindName(value), at: site))
    }
    let wanted = min(layout.givenSize(of: position) ?? 0, 1 << 20)
    layout[position] = layout.frame.room(max(bytes.count, wanted))
    layout.frame.store(bytes, at: layout[position])
    link(value, at: layout[position], in: layout)
    layout.lengths[position] = bytes.count
    layout.shown[position] = .constant(describe(value))
  }

  /// Room for an option's value; some options read there first what is asked of them.
  mutating func placeOptionRoom(_ position: Int, in layout: CallLayout) throws(Failure) {
    var question: [UInt8] = []
    switch layout.given[position] {
    case .structure(let structure)?: question = structure.bytes
    case .bytes(let bytes)?: question = bytes
    default: break
    }
    var capacity = question.isEmpty ? 4096 : question.count
    if case .buffer(let size)? = layout.given[position] { capacity = Int(clamping: size) }
    let said = layout.givenSize(of: position) ?? 0
    let room = min(max(capacity, said, 4096), max(1 << 20, question.count))
    layout[position] = layout.frame.room(room)
    layout.frame.store(question, at: layout[position])
    layout.lengths[position] = min(max(0, capacity), room)
    layout.shown[position] = .constant(
      question.isEmpty ? "optval" : layout.given[position].map { describe($0) } ?? ""
    )
    layout.outputs.append(.option(at: layout[position], capacity: room, position: position))
  }

  /// Bytes as they are, of text or of a structure.
  func rawBytes(_ value: Value) throws(Failure) -> [UInt8] {
    switch value {
    case .bytes(let bytes): return bytes
    case .structure(let structure): return structure.bytes
    case .control(let control): return control.bytes
    default:
      throw Failure(.wrongKind(wanted: "text or a structure", got: kindName(value), at: site))
    }
  }

  /// Lays down what a structure's pointer points to, and the pointer.
  func link(_ value: Value?, at address: Int, in layout: CallLayout) {
    guard case .structure(let structure)? = value, let offset = structure.pointerOffset else {
      return
    }
    let target = layout.frame.place(structure.pointed)
    layout.frame.store(withUnsafeBytes(of: target) { Array($0) }, at: address + offset)
  }
}
