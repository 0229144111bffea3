import LabConstants
import LabDiagnostics
import LabKernel
import LabProgram

/// `struct msghdr`, `struct iovec` and `struct cmsghdr` in memory; recvmsg(2), cmsg(3).
extension Machine {
  /// How much room a message has for control messages when it does not say.
  private static var controlRoom: Int { 4096 }

  mutating func placeMessage(
    _ position: Int,
    isInput: Bool,
    in layout: CallLayout
  ) throws(Failure) {
    let header = try messageHeader(layout.given[position])
    let at = layout.frame.room(MessagePlace.size)
    let (place, text) = try fill(at, header, isInput: isInput, in: layout)
    layout[position] = at
    layout.shown[position] = .constant(text)
    if !isInput { layout.outputs.append(.message(place)) }
  }

  /// A vector of `struct mmsghdr`; its length is the number of messages.
  mutating func placeMessages(
    _ position: Int,
    isInput: Bool,
    in layout: CallLayout
  ) throws(Failure) {
    var members: [Value] = []
    if case .list(let list)? = layout.given[position] {
      members = list
    } else if !isInput {
      let count = min(max(1, layout.givenSize(of: position) ?? 16), 1024)
      members = [Value](repeating: .none, count: count)
    }
    let count = min(max(members.count, layout.givenSize(of: position) ?? 0), 1024)
    let size = MessagePlace.sizeWithCount
    let at = layout.frame.room(count * size)
    var places: [MessagePlace] = []
    for (index, member) in members.prefix(count).enumerated() {
      let header = try messageHeader(member)
      places.append(try fill(at + index * size, header, isInput: isInput, in: layout).place)
    }
    layout[position] = at
    layout.lengths[position] = members.count
    layout.shown[position] = .constant(Self.counted(members.count, "message", "messages"))
    layout.outputs.append(isInput ? .sentMessages(at: at) : .messages(places))
  }

  /// Lays the buffers of readv(2) or writev(2) down; where they are.
  mutating func placeVectors(_ position: Int, in layout: CallLayout) throws(Failure)
    -> [(at: Int, count: Int)]
  {
    let value = layout.given[position] ?? .buffer(Int64(Self.receiveSize))
    let vectors = try placeVectors(value, said: layout.givenSize(of: position), in: layout)
    layout[position] = vectors.at
    layout.lengths[position] = vectors.count
    layout.shown[position] = .constant(vectors.text)
    return vectors.buffers
  }

  private func messageHeader(_ value: Value?) throws(Failure) -> MessageHeader {
    switch value {
    case nil, .some(.none): return .empty
    case .message(let header)?: return header
    case let other?:
      throw Failure(.wrongKind(wanted: "a msghdr(…)", got: kindName(other), at: site))
    }
  }

  private mutating func fill(
    _ at: Int,
    _ header: MessageHeader,
    isInput: Bool,
    in layout: CallLayout
  ) throws(Failure) -> (place: MessagePlace, text: String) {
    let name = try placeName(header, isInput: isInput, in: layout)
    let said = try header.vectorCount.isInteger ? number(header.vectorCount) : nil
    var buffers = header.vectors
    if case .none = buffers { buffers = isInput ? .list([]) : .buffer(Int64(Self.receiveSize)) }
    let vectors = try placeVectors(buffers, said: said.map { Int(clamping: $0) }, in: layout)
    let control = try placeControl(header, isInput: isInput, in: layout)
    func store(_ number: Int64, size: Int = 8, at offset: Int) {
      let bytes = withUnsafeBytes(of: number) { Array($0.prefix(size)) }
      layout.frame.store(bytes, at: at + offset)
    }
    store(Int64(name.at), at: 0)
    store(Int64(name.length), size: 4, at: MessagePlace.nameLength)
    store(Int64(vectors.at), at: MessagePlace.vectors)
    store(said ?? Int64(vectors.count), at: MessagePlace.vectorCount)
    store(Int64(control.at), at: MessagePlace.control)
    store(Int64(control.length), at: MessagePlace.controlLength)
    if header.flags.isInteger {
      store(try number(header.flags), size: 4, at: MessagePlace.flags)
    }
    let place = MessagePlace(
      at: at,
      nameAt: name.at,
      nameCapacity: name.capacity,
      buffers: vectors.buffers,
      controlAt: control.at,
      controlCapacity: control.capacity
    )
    var parts: [String] = []
    if !name.text.isEmpty { parts.append("msg_name=\(name.text)") }
    if isInput || said != nil { parts.append("msg_iov=\(vectors.text)") }
    if !control.text.isEmpty { parts.append("msg_control=\(control.text)") }
    return (place, "{\(parts.joined(separator: ", "))}")
  }

  private typealias Part = (at: Int, length: Int, capacity: Int, text: String)

  private mutating func placeName(
    _ header: MessageHeader,
    isInput: Bool,
    in layout: CallLayout
  ) throws(Failure) -> Part {
    let said = try header.nameLength.isInteger ? Int(number(header.nameLength)) : nil
    switch header.name {
    case .none:
      if isInput { return (0, said ?? 0, 0, "") }
      let room = SocketAddress.largest
      return (layout.frame.room(room), said ?? room, min(room, max(0, said ?? room)), "")
    case .buffer(let size):
      let capacity = min(max(0, Int(clamping: size)), options.limits.bytes)
      let room = layout.frame.room(max(capacity, SocketAddress.largest))
      return (room, said ?? capacity, min(capacity, max(0, said ?? capacity)), "")
    case let value:
      if let address = pointer(value) {
        return (address, said ?? 0, 0, address == 0 ? "NULL" : "BAD_POINTER")
      }
      let address = try rawAddress(value, for: layout)
      let room = layout.frame.room(max(address.bytes.count, SocketAddress.largest))
      layout.frame.store(address.bytes, at: room)
      return (room, said ?? address.bytes.count, 0, "\(address)")
    }
  }

  /// Lays buffers down, and a `struct iovec` for each; `said` is the count that C is told.
  private mutating func placeVectors(
    _ value: Value,
    said: Int?,
    in layout: CallLayout
  ) throws(Failure) -> (at: Int, count: Int, buffers: [(at: Int, count: Int)], text: String) {
    if let address = pointer(value) {
      return (address, said ?? 0, [], address == 0 ? "NULL" : "BAD_POINTER")
    }
    var members = [value]
    if case .list(let list) = value { members = list }
    let count = max(members.count, min(max(0, said ?? 0), 1024))
    let at = layout.frame.room(count * 16)
    var buffers: [(at: Int, count: Int)] = []
    var texts: [String] = []
    for (index, member) in members.enumerated() {
      let (buffer, text) = try placeBuffer(member, in: layout)
      let entry = [buffer.at, buffer.count].flatMap { withUnsafeBytes(of: $0) { Array($0) } }
      layout.frame.store(entry, at: at + index * 16)
      buffers.append(buffer)
      texts.append(text)
    }
    return (at, members.count, buffers, "[\(texts.joined(separator: ", "))]")
  }

  private mutating func placeBuffer(_ value: Value, in layout: CallLayout) throws(Failure)
    -> (buffer: (at: Int, count: Int), text: String)
  {
    switch value {
    case .buffer(let size):
      guard size >= 0, size <= options.limits.bytes else {
        throw Failure(.tooManyBytes(limit: options.limits.bytes, at: site))
      }
      return ((layout.frame.room(Int(size)), Int(size)), "\(size) bytes of room")
    case .vector(let element):
      let said = element.length.isInteger ? Int(try number(element.length)) : nil
      if let address = pointer(element.base) { return ((address, said ?? 0), "BAD_POINTER") }
      var bytes: [UInt8] = []
      var size = 0
      if case .buffer(let room) = element.base {
        size = min(max(0, Int(clamping: room)), options.limits.bytes)
      } else {
        bytes = try rawBytes(element.base)
        size = bytes.count
      }
      let room = layout.frame.room(max(size, min(said ?? 0, options.limits.bytes)))
      layout.frame.store(bytes, at: room)
      return ((room, said ?? size), Self.quoted(bytes))
    default:
      if let address = pointer(value) { return ((address, 1), "BAD_POINTER") }
      let bytes = try rawBytes(value)
      return ((layout.frame.place(bytes), bytes.count), Self.quoted(bytes))
    }
  }

  private mutating func placeControl(
    _ header: MessageHeader,
    isInput: Bool,
    in layout: CallLayout
  ) throws(Failure) -> Part {
    let said = try header.controlLength.isInteger ? Int(number(header.controlLength)) : nil
    var bytes: [UInt8] = []
    var capacity = 0
    var text = ""
    switch header.control {
    case .none:
      if isInput { return (0, said ?? 0, 0, "") }
      capacity = Self.controlRoom
    case .buffer(let size): capacity = min(max(0, Int(clamping: size)), options.limits.bytes)
    case .list(let list):
      for member in list { bytes += try rawBytes(member) }
      text = "[\(list.map { describe($0) }.joined(separator: ", "))]"
    case .control(let control):
      bytes = control.bytes
      text = "[\(describe(header.control))]"
    case let value:
      if let address = pointer(value) {
        return (address, said ?? 0, 0, address == 0 ? "NULL" : "BAD_POINTER")
      }
      bytes = try rawBytes(value)
      text = Self.hexText(bytes)
    }
    let length = said ?? max(bytes.count, capacity)
    let size = min(max(length, bytes.count, capacity), options.limits.bytes)
    let room = layout.frame.room(size)
    layout.frame.store(bytes, at: room)
    if isInput { try refuseOwnDescriptors(in: bytes) }
    return (room, length, size, text)
  }

  /// SCM_RIGHTS must not hand our own descriptors out.
  private mutating func refuseOwnDescriptors(in control: [UInt8]) throws(Failure) {
    var offset = 0
    while control.count - offset >= ControlValue.headerSize {
      let (length, level, type) = control.withUnsafeBytes {
        (
          $0.loadUnaligned(fromByteOffset: offset, as: Int.self),
          $0.loadUnaligned(fromByteOffset: offset + 8, as: Int32.self),
          $0.loadUnaligned(fromByteOffset: offset + 12, as: Int32.self)
        )
      }
      guard length >= ControlValue.headerSize, length <= control.count - offset else { return }
      if level == SocketLevel.socket, type == ControlType.rights {
        mayShareListeners = true
        let data = control[offset + ControlValue.headerSize..<offset + length]
        for start in stride(from: data.startIndex, to: data.endIndex - 3, by: 4) {
          let number = control.withUnsafeBytes {
            $0.loadUnaligned(fromByteOffset: start, as: Int32.self)
          }
          try refuseOwnDescriptor(number, of: nil)
        }
      }
      offset += (length + 7) & ~7
    }
  }
}
