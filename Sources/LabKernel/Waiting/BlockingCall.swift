import CLab

/// A socket call that is to block for real, with the memory that it reads and writes.
///
/// A class, so that actors can hold it in their tables; it is rare and never on a hot path.
package final class BlockingCall {
  package enum Kind: Sendable {
    case connect(Int32, SocketAddress)
    case accept(Int32)
    case send(Int32, [UInt8], flags: Int32)
    case sendto(Int32, [UInt8], flags: Int32, to: SocketAddress)
    case recv(Int32, count: Int, flags: Int32)
    case shutdown(Int32, how: Int32)
    case close(Int32)
  }

  package let kind: Kind
  private let memory: UnsafeMutableRawBufferPointer
  private let thread: HelperThread

  /// The descriptor that becomes readable when the call has returned.
  package var fd: Int32 { thread.fd }

  /// Starts the call on its thread.
  package init(_ kind: Kind, openSignals: UInt64 = 0) throws(Errno) {
    self.kind = kind
    let (buffer, number, arguments) = Self.prepare(kind)
    memory = buffer
    do throws(Errno) {
      thread = try HelperThread(
        number: number,
        arguments: arguments,
        openSignals: openSignals,
        freeing: buffer
      )
    } catch {
      buffer.deallocate()
      throw error
    }
  }

  /// The answer, once the call has returned.
  package var answer: Answer? { thread.answer }
  package var brokenPipe: Bool { thread.brokenPipe }
  package var isAsleep: Bool { thread.isAsleep }
  package var threadID: Int32 { thread.id }

  /// What a `recv` brought.
  package var data: [UInt8] {
    guard case .recv = kind, let answer, answer.isSuccess else { return [] }
    return Array(memory.prefix(answer.raw))
  }

  /// Sends the call's thread a signal; without one, the one that interrupts any call.
  @discardableResult
  package func interrupt(with signal: Int32 = 0) -> Answer {
    thread.interrupt(with: signal)
  }

  /// Lays out what the call points to, and its raw arguments.
  private static func prepare(
    _ kind: Kind
  ) -> (memory: UnsafeMutableRawBufferPointer, number: Int, arguments: [Int]) {
    func copied(_ parts: [UInt8]...) -> UnsafeMutableRawBufferPointer {
      let all = parts.flatMap { $0 }
      let memory = UnsafeMutableRawBufferPointer.allocate(
        byteCount: max(1, all.count),
        alignment: 16
      )
      memory.copyBytes(from: all)
      return memory
    }
    func place(_ memory: UnsafeMutableRawBufferPointer) -> Int {
      Int(bitPattern: memory.baseAddress)
    }
    switch kind {
    case .connect(let fd, let address):
      let memory = copied(address.bytes)
      return (memory, Int(SYS_connect), [Int(fd), place(memory), address.bytes.count])
    case .accept(let fd):
      return (copied([]), Int(SYS_accept), [Int(fd), 0, 0])
    case .send(let fd, let data, let flags):
      let memory = copied(data)
      let arguments = [Int(fd), place(memory), data.count, Int(flags), 0, 0]
      return (memory, Int(SYS_sendto), arguments)
    case .sendto(let fd, let data, let flags, let address):
      let memory = copied(data, address.bytes)
      let arguments = [
        Int(fd), place(memory), data.count, Int(flags), place(memory) + data.count,
        address.bytes.count,
      ]
      return (memory, Int(SYS_sendto), arguments)
    case .recv(let fd, let count, let flags):
      let memory = UnsafeMutableRawBufferPointer.allocate(byteCount: max(1, count), alignment: 16)
      return (memory, Int(SYS_recvfrom), [Int(fd), place(memory), count, Int(flags), 0, 0])
    case .shutdown(let fd, let how):
      return (copied([]), Int(SYS_shutdown), [Int(fd), Int(how)])
    case .close(let fd):
      return (copied([]), Int(SYS_close), [Int(fd)])
    }
  }
}
