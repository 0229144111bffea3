import CLab

/// One system call as the kernel takes it: its number, its registers and all that they point to.
///
/// The memory lives as long as the frame, so a helper thread may make the call. A class, so that
/// actors can hold it in their tables; it is made for `call`, `blocking` and structures with
/// pointers, never for everyday statements.
package final class SystemCallFrame {
  /// As C spells it: `recvmsg`.
  package let name: String
  /// Its number on this machine, -1 for none; syscalls(2).
  package let number: Int
  /// At most six.
  package var arguments: [Int] = []
  private var blocks: [UnsafeMutableRawBufferPointer] = []

  /// A call by the name that C uses; one that this machine does not have answers ENOSYS.
  package init(_ name: String) {
    self.name = name
    number = clab_call_number(name)
  }

  deinit {
    for block in blocks { block.deallocate() }
  }

  /// An address that this process may not touch: the call that uses it answers EFAULT.
  ///
  /// It is a page of its own (PROT_NONE), not -1: that the kernel refuses before it does anything,
  /// while a program's wrong pointer lets it begin, and a datagram may be gone.
  package static let badPointer = clab_forbidden_page()

  /// Room for so many bytes, all zero; its address.
  ///
  /// It is never NULL, also for 0 bytes.
  package func room(_ count: Int) -> Int {
    let block = UnsafeMutableRawBufferPointer.allocate(byteCount: max(1, count), alignment: 16)
    block.initializeMemory(as: UInt8.self, repeating: 0)
    blocks.append(block)
    return Int(bitPattern: block.baseAddress)
  }

  /// Lays bytes down; their address.
  package func place(_ bytes: [UInt8]) -> Int {
    let address = room(bytes.count)
    store(bytes, at: address)
    return address
  }

  /// Writes into room that this frame has given.
  package func store(_ bytes: [UInt8], at address: Int) {
    UnsafeMutableRawPointer(bitPattern: address)?.copyMemory(
      from: bytes,
      byteCount: bytes.count
    )
  }

  /// Reads from room that this frame has given.
  package func bytes(at address: Int, count: Int) -> [UInt8] {
    guard let source = UnsafeRawPointer(bitPattern: address), count > 0 else { return [] }
    return Array(UnsafeRawBufferPointer(start: source, count: count))
  }

  /// Reads a number of this machine's byte order.
  package func integer<Number: FixedWidthInteger>(_: Number.Type, at address: Int) -> Number {
    UnsafeRawPointer(bitPattern: address)?.loadUnaligned(as: Number.self) ?? 0
  }

  /// Makes the call here and now.
  package func perform() -> Answer {
    let padded = arguments + [Int](repeating: 0, count: 6 - arguments.count)
    return Answer(raw: clab_system_call(number, padded))
  }
}
