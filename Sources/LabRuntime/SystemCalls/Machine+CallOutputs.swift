import LabConstants
import LabKernel
import LabProgram

/// What a call left in memory, as its result.
extension Machine {
  mutating func takeOutputs(_ layout: CallLayout, _ answer: Answer) {
    for output in layout.outputs { take(output, layout, answer) }
  }

  private mutating func take(_ output: CallOutput, _ layout: CallLayout, _ answer: Answer) {
    let frame = layout.frame
    switch output {
    case .bytes(let at, let capacity):
      reply.data = discards(layout) ? [] : frame.bytes(at: at, count: min(answer.raw, capacity))
    case .vectors(let buffers):
      reply.data = Self.joined(buffers, count: answer.raw, in: frame)
    case .address(let at, let capacity, let position):
      // The kernel writes no more than it was told that there is room for.
      let said = layout.givenSize(of: position).map { max(0, $0) } ?? capacity
      takeAddress(at, min(capacity, said), length(of: position, in: layout))
    case .option(let at, let capacity, let position):
      let length = length(of: position, in: layout) ?? 0
      reply.length = Int64(length)
      let bytes = frame.bytes(at: at, count: min(max(0, length), capacity))
      let known = SocketOptions.find(
        level: Int32(truncatingIfNeeded: layout[1]),
        number: Int32(truncatingIfNeeded: layout[2])
      )
      reply.data = bytes
      reply.value = OptionCoding.decode(bytes, as: known?.type ?? .integer)
      if known?.givesDescriptor == true { reply.value = adopted(reply.value) }
    case .message(let place):
      take(place, count: answer.raw, in: frame)
      if discards(layout) { reply.data = [] }
    case .messages(let places): takeMessages(places, count: answer.raw, in: frame)
    case .sentMessages(let at):
      reply.value = .list(
        (0..<answer.raw).map { index in
          let offset = at + index * MessagePlace.sizeWithCount + MessagePlace.count
          return .integer(Int64(frame.integer(UInt32.self, at: offset)))
        }
      )
    case .polled(let at, let count):
      reply.value = .list(
        (0..<count).map { .integer(Int64(frame.integer(UInt16.self, at: at + $0 * 8 + 6))) }
      )
    case .descriptorSet(let at, let members): takeSet(at, members, in: frame)
    case .epollEvents(let at): takeEvents(at, count: answer.raw, in: frame)
    case .request(let at, let form):
      reply.data = frame.bytes(at: at, count: 128)
      if form < 0 {
        reply.value = .integer(Int64(frame.integer(Int32.self, at: at)))
      } else {
        let bytes = frame.bytes(at: at, count: Structures.all[Int(form)].size)
        reply.value = .structure(Structure(layout: form, bytes: bytes))
      }
    case .offset(let at): reply.value = .integer(frame.integer(Int64.self, at: at))
    case .structure(let at, let name):
      guard let index = Structures.index(named: name) else { return }
      let bytes = frame.bytes(at: at, count: Structures.all[index].size)
      reply.value = .structure(Structure(layout: Int32(index), bytes: bytes))
    case .descriptors: break
    }
  }

  /// MSG_TRUNC on TCP counts bytes and throws them away; tcp(7).
  private func discards(_ layout: CallLayout) -> Bool {
    guard case .messageFlags(let position, _) = layout.call.waiting,
      layout[position] & Int(MessageFlag.truncate) != 0,
      case .socket(let reference)? = layout.given[0], sockets.isOpen(reference)
    else { return false }
    return sockets[reference.index].isTCP
  }

  /// The length that the kernel wrote for a parameter; `nil` when there was no place for it.
  private func length(of position: Int, in layout: CallLayout) -> Int? {
    for (index, parameter) in layout.call.parameters.enumerated() {
      guard case .lengthInOut(of: position) = parameter.form else { continue }
      let at = layout[index]
      guard at != 0, at != SystemCallFrame.badPointer else { return nil }
      return Int(layout.frame.integer(Int32.self, at: at))
    }
    return nil
  }

  private mutating func takeAddress(_ at: Int, _ capacity: Int, _ length: Int?) {
    guard let length else { return }
    reply.length = Int64(length)
    guard let address = UnsafeRawPointer(bitPattern: at) else { return }
    let count = min(max(0, length), max(capacity, 0))
    let bytes = Array(UnsafeRawBufferPointer(start: address, count: count))
    reply.from = bytes.isEmpty ? nil : SocketAddress(bytes: bytes)
    if reply.data == nil, case .none = reply.value, let from = reply.from {
      reply.value = .address(from)
    }
  }

  private mutating func take(_ place: MessagePlace, count: Int, in frame: SystemCallFrame) {
    let length = Int(frame.integer(UInt32.self, at: place.at + MessagePlace.nameLength))
    reply.length = Int64(length)
    if place.nameCapacity > 0, length > 0 {
      let bytes = frame.bytes(at: place.nameAt, count: min(length, place.nameCapacity))
      reply.from = SocketAddress(bytes: bytes)
    }
    reply.data = Self.joined(place.buffers, count: count, in: frame)
    reply.flags = Int64(frame.integer(UInt32.self, at: place.at + MessagePlace.flags))
    let controlLength = frame.integer(Int.self, at: place.at + MessagePlace.controlLength)
    guard place.controlAt != 0, place.controlAt != SystemCallFrame.badPointer else { return }
    let bytes = frame.bytes(at: place.controlAt, count: min(controlLength, place.controlCapacity))
    reply.control = receivedControls(bytes)
  }

  private mutating func takeMessages(
    _ places: [MessagePlace],
    count: Int,
    in frame: SystemCallFrame
  ) {
    var results: [Value] = []
    for place in places.prefix(count) {
      let length = Int(frame.integer(UInt32.self, at: place.at + MessagePlace.count))
      clearReply()
      take(place, count: length, in: frame)
      results.append(
        .result(
          CallResult(
            count: Int64(length),
            data: reply.data ?? [],
            flags: reply.flags,
            from: reply.from,
            control: reply.control
          )
        )
      )
    }
    clearReply()
    reply.value = .list(results)
  }

  private mutating func takeSet(_ at: Int, _ members: [Value], in frame: SystemCallFrame) {
    let bits = frame.bytes(at: at, count: 8192)
    let ready = members.filter { member in
      guard case .socket(let reference) = member else { return false }
      let number = Int(sockets.descriptor(of: reference))
      return number >= 0 && number / 8 < bits.count
        && bits[number / 8] & 1 << UInt8(number % 8) != 0
    }
    var sets: [Value] = []
    if case .list(let earlier) = reply.value { sets = earlier }
    reply.value = .list(sets + [.list(ready)])
  }

  private mutating func takeEvents(_ at: Int, count: Int, in frame: SystemCallFrame) {
    guard let index = Structures.index(named: "epoll_event") else { return }
    let size = Structures.all[index].size
    reply.value = .list(
      (0..<count).map { position in
        let bytes = frame.bytes(at: at + position * size, count: size)
        return .structure(Structure(layout: Int32(index), bytes: bytes))
      }
    )
  }

  /// What lies in buffers that were filled one behind the other.
  private static func joined(
    _ buffers: [(at: Int, count: Int)],
    count: Int,
    in frame: SystemCallFrame
  ) -> [UInt8] {
    var all: [UInt8] = []
    for buffer in buffers where all.count < count {
      all += frame.bytes(at: buffer.at, count: min(buffer.count, count - all.count))
    }
    return all
  }
}
