import LabDiagnostics
import LabKernel
import LabProgram
import LabSyntax

/// Plain statements of a quiet run.
///
/// Each makes its call as the general statement would, and is done when the answer is the usual
/// one. Any other answer is left in `earlyAnswer`: the general statement begins, and takes it for
/// the answer of its own first call. So nothing here fails, waits or explains.
extension Machine {
  /// Does plain statements until one is not, or the turn is over.
  ///
  /// - Parameter limit: How many instructions are left of the turn.
  /// - Returns: How many are left then.
  mutating func runPlainly(_ limit: Int) -> Int {
    var left = limit
    // Only the first can have waited: those behind it begin with a clean slate.
    if current.statement.hasWaited, !isFirstPart { return left }
    while left > 0 {
      switch plain.statements[Int(current.pc)] {
      case .none: return left
      case .jump(let target):
        current.pc = target
        left -= 1
        continue
      case .repeatNext(let slot, let visible, let end):
        nextRepeat(slot: slot, visible: visible, end: end)
        left -= 1
        continue
      case .forNext(let slot, let name, let end):
        guard nextElement(of: slot, to: name, end: end) else { return left }
        left -= 1
        continue
      case .append(let list, let element):
        guard append(element, to: list) else { return left }
      case .socket(let form, let place):
        guard makeSocketPlainly(plain.forms[Int(form)], place) else { return left }
      case .connect(let socket, let address):
        guard connectPlainly(socket, address) else { return left }
      case .accept(let listener, let place):
        guard acceptPlainly(listener, place) else { return left }
      case .send(let socket, let text):
        guard sendPlainly(socket, text) else { return left }
      case .sendValue(let socket, let slot):
        guard sendPlainly(socket, slot) else { return left }
      case .expect(let socket, let text):
        guard expectPlainly(socket, text) else { return left }
      case .expectValue(let socket, let slot):
        guard expectPlainly(socket, slot) else { return left }
      case .expectCount(let socket, let count):
        guard expectPlainly(socket, count: count) else { return left }
      case .expectEnd(let socket):
        guard expectEndPlainly(socket) else { return left }
      case .close(let socket):
        guard closePlainly(socket) else { return left }
      }
      current.pc += 1
      tally.statements += 1
      left -= 1
      if current.statement.hasWaited { current.statement = StatementProgress() }
    }
    return left
  }

  /// The statement has waited, but has nothing yet to go on with.
  private var isFirstPart: Bool {
    current.statement.count == 0 && current.statement.phase == 0 && current.statement.call == 0
      && current.statement.bytes.isEmpty
  }

  /// The call that the statement begins with was made already, and has answered.
  mutating func takeEarlyAnswer() -> Answer? {
    guard let answer = earlyAnswer else { return nil }
    earlyAnswer = nil
    return answer
  }

  /// An answer that the general statement goes on with.
  private mutating func leave(_ answer: Answer) -> Bool {
    earlyAnswer = answer
    return false
  }

  /// The entry of the open socket in a slot; -1 when there is none, or its calls are special.
  private func plainSocket(_ slot: Int32) -> Int32 {
    guard case .socket(let reference) = self[slot], reference.index >= 0 else { return -1 }
    return sockets.isPlain(reference) ? reference.index : -1
  }

  private mutating func nextElement(of slot: Int32, to name: Int32, end: Int32) -> Bool {
    let (list, target) = (current.base + Int(slot), current.base + Int(name))
    // One question whether the cells are nobody else's, instead of one for each of them.
    let isElement: Bool? = current.cells.withUnsafeMutableBufferPointer { cells in
      guard case .list(let elements) = cells[list], case .integer(let index) = cells[list + 1]
      else { return nil }
      guard Int(index) < elements.count else {
        cells[list] = .none
        return false
      }
      cells[list + 1] = .integer(index + 1)
      cells[target] = elements[Int(index)]
      return true
    }
    guard let isElement else { return false }
    current.pc = isElement ? current.pc + 1 : end
    return true
  }

  /// Taken out of its slot for that moment, the list is not copied.
  private mutating func append(_ element: Int32, to slot: Int32) -> Bool {
    let (place, added) = (current.base + Int(slot), current.base + Int(element))
    let limit = options.limits.elements
    return current.cells.withUnsafeMutableBufferPointer { cells in
      guard case .list(var list) = cells[place], list.count < limit else { return false }
      let value = cells[added]
      cells[place] = .none
      list.append(value)
      cells[place] = .list(list)
      return true
    }
  }

  private mutating func makeSocketPlainly(_ form: SocketForm, _ place: PlainPlace) -> Bool {
    let answer = kernel.socket(form.domain, form.type, form.protocolNumber)
    guard answer.raw >= 0 else { return leave(answer) }
    keepPlainly(answer, form, place, connectedAt: -1)
    return true
  }

  private mutating func keepPlainly(
    _ answer: Answer,
    _ form: SocketForm,
    _ place: PlainPlace,
    connectedAt: Int32
  ) {
    let entry = SocketEntry(
      descriptor: Int32(truncatingIfNeeded: answer.raw),
      owner: current.owner,
      label: place.label,
      domain: form.domain,
      type: form.type,
      protocolNumber: form.protocolNumber,
      openedAt: current.pc,
      connectedAt: connectedAt
    )
    let reference = sockets.add(entry, newest: &owners[Int(current.owner)].newestSocket)
    self[place.slot] = .socket(reference)
  }

  private mutating func connectPlainly(_ slot: Int32, _ address: Int32) -> Bool {
    let index = plainSocket(slot)
    guard index >= 0, sockets[index].type == SocketType.stream, !sockets[index].isConnecting,
      !current.statement.hasWaited
    else { return false }
    let isIPv6 = sockets[index].domain == AddressFamily.inet6
    let answer = connectWithoutWaiting(
      sockets[index].descriptor,
      plain.addresses[Int(address) + (isIPv6 ? 1 : 0)]
    )
    guard answer.raw >= 0 else { return leave(answer) }
    sockets.noteConnected(index, at: current.pc)
    return true
  }

  private mutating func acceptPlainly(_ slot: Int32, _ place: PlainPlace) -> Bool {
    let index = plainSocket(slot)
    guard index >= 0, sockets[index].listeningAt >= 0, !mayShareListeners else { return false }
    let descriptor = sockets[index].descriptor
    guard !mustWaitForConnection(index) else { return leave(Answer(.wouldBlock)) }
    let answer = kernel.accept(descriptor)
    guard answer.raw >= 0 else { return leave(answer) }
    let form = SocketForm(
      domain: sockets[index].domain,
      type: sockets[index].type,
      protocolNumber: sockets[index].protocolNumber
    )
    keepPlainly(answer, form, place, connectedAt: current.pc)
    return true
  }

  private mutating func sendPlainly(_ slot: Int32, _ text: PlainText) -> Bool {
    let index = plainSocket(slot)
    guard index >= 0 else { return false }
    let start = Int(text.start)
    let answer = plain.bytes.withUnsafeBytes { all in
      let bytes = UnsafeRawBufferPointer(rebasing: all[start..<start + Int(text.count)])
      return kernel.send(sockets[index].descriptor, bytes, flags: MessageFlag.dontWait)
    }
    return answer.raw == Int(text.count) || leave(answer)
  }

  private mutating func sendPlainly(_ slot: Int32, _ value: Int32) -> Bool {
    let index = plainSocket(slot)
    guard index >= 0, case .bytes(let bytes) = self[value] else { return false }
    let answer = bytes.withUnsafeBytes {
      kernel.send(sockets[index].descriptor, $0, flags: MessageFlag.dontWait)
    }
    return answer.raw == bytes.count || leave(answer)
  }

  private mutating func expectPlainly(_ slot: Int32, _ text: PlainText) -> Bool {
    let index = plainSocket(slot)
    guard index >= 0 else { return false }
    let start = Int(text.start)
    return plain.bytes.withUnsafeBytes { all in
      expectPlainly(index, UnsafeRawBufferPointer(rebasing: all[start..<start + Int(text.count)]))
    }
  }

  private mutating func expectPlainly(_ slot: Int32, _ value: Int32) -> Bool {
    let index = plainSocket(slot)
    guard index >= 0, case .bytes(let bytes) = self[value] else { return false }
    return bytes.withUnsafeBytes { expectPlainly(index, $0) }
  }

  private mutating func expectPlainly(_ index: Int32, _ wanted: UnsafeRawBufferPointer) -> Bool {
    // Nothing wanted, nothing read; a datagram is taken as a whole.
    guard wanted.count > 0, sockets[index].type == SocketType.stream else { return false }
    let room = buffer.space(wanted.count)
    let answer = kernel.recv(sockets[index].descriptor, into: room, flags: MessageFlag.dontWait)
    guard answer.raw == wanted.count, buffer.isEqual(to: wanted) else { return leave(answer) }
    return true
  }

  /// So many bytes, whatever they are: they stay where the kernel has put them.
  private mutating func expectPlainly(_ slot: Int32, count: Int32) -> Bool {
    let index = plainSocket(slot)
    guard index >= 0, sockets[index].type == SocketType.stream, count <= options.limits.bytes
    else { return false }
    let room = buffer.space(Int(count))
    let answer = kernel.recv(sockets[index].descriptor, into: room, flags: MessageFlag.dontWait)
    return answer.raw == Int(count) || leave(answer)
  }

  private mutating func expectEndPlainly(_ slot: Int32) -> Bool {
    let index = plainSocket(slot)
    guard index >= 0, sockets[index].type == SocketType.stream else { return false }
    let flags = MessageFlag.peek | MessageFlag.dontWait
    let answer = kernel.recv(sockets[index].descriptor, into: buffer.space(1), flags: flags)
    return answer.raw == 0 || leave(answer)
  }

  private mutating func closePlainly(_ slot: Int32) -> Bool {
    guard case .socket(let reference) = self[slot], reference.index >= 0,
      sockets.isPlain(reference)
    else { return false }
    let descriptor = sockets[reference.index].descriptor
    releaseSocket(reference)
    let answer = kernel.close(descriptor)
    return answer.raw >= 0 || leave(answer)
  }
}
