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
  private var blocks: [(start: UnsafeMutableRawPointer, count: Int)] = []
  /// The block that was found last; the next look is mostly for it or the one behind it.
  private var latest = 0

  /// A call by the name that C uses; one that this machine does not have answers ENOSYS.
  package init(_ name: String) {
    self.name = name
    number = clab_call_number(name)
  }

  deinit {
    for block in blocks { clab_guarded_free(block.start, block.count) }
  }

  /// An address that this process may not touch: the call that uses it answers EFAULT.
  ///
  /// It is a page of its own (PROT_NONE), not -1: that the kernel refuses before it does anything,
  /// while a program's wrong pointer lets it begin, and a datagram may be gone.
  package static let badPointer = clab_forbidden_page()

  /// Room for so many bytes, all zero; its address, never NULL.
  ///
  /// A page that nobody may touch follows it: a length that claims more gets EFAULT from the kernel,
  /// and never this process's memory.
  package func room(_ count: Int) -> Int {
    let count = max(1, count)
    guard let start = clab_guarded_room(count) else { return Self.badPointer }
    blocks.append((start, count))
    return Int(bitPattern: start)
  }

  /// Lays bytes down; their address.
  package func place(_ bytes: [UInt8]) -> Int {
    let address = room(bytes.count)
    store(bytes, at: address)
    return address
  }

  /// Writes into room that this frame has given, as far as it goes.
  package func store(_ bytes: [UInt8], at address: Int) {
    let count = min(bytes.count, available(at: address))
    guard count > 0 else { return }
    UnsafeMutableRawPointer(bitPattern: address)?.copyMemory(from: bytes, byteCount: count)
  }

  /// Reads from room that this frame has given, as far as it goes.
  package func bytes(at address: Int, count: Int) -> [UInt8] {
    let count = min(count, available(at: address))
    guard count > 0, let source = UnsafeRawPointer(bitPattern: address) else { return [] }
    return Array(UnsafeRawBufferPointer(start: source, count: count))
  }

  /// Reads a number of this machine's byte order; 0 where the frame has given no room.
  package func integer<Number: FixedWidthInteger>(_: Number.Type, at address: Int) -> Number {
    guard available(at: address) >= MemoryLayout<Number>.size else { return 0 }
    return UnsafeRawPointer(bitPattern: address)?.loadUnaligned(as: Number.self) ?? 0
  }

  /// How many bytes of its room follow an address.
  private func available(at address: Int) -> Int {
    for index in latest..<min(latest + 2, blocks.count) {
      if let rest = rest(of: index, from: address) { return rest }
    }
    for index in blocks.indices {
      if let rest = rest(of: index, from: address) { return rest }
    }
    return 0
  }

  private func rest(of index: Int, from address: Int) -> Int? {
    let offset = address - Int(bitPattern: blocks[index].start)
    guard (0..<blocks[index].count).contains(offset) else { return nil }
    latest = index
    return blocks[index].count - offset
  }

  /// Makes the call here and now.
  package func perform() -> Answer {
    let padded = arguments + [Int](repeating: 0, count: 6 - arguments.count)
    return Answer(raw: clab_system_call(number, padded))
  }
}
