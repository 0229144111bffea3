/// A socket of the script: trivial, in one array, closed by the machine.
struct SocketEntry {
  /// -1: the entry is free.
  var descriptor: Int32 = -1
  var generation: Int32 = 0
  var owner: Int32 = -1
  /// Grows from socket to socket.
  var serial: Int64 = 0
  /// Neighbours in the owner's list, by age.
  var older: Int32 = -1
  var newer: Int32 = -1
  /// The first actor that waits for it.
  var waiter: Int32 = -1
  /// Its name in the script: index in `Program.labels`; -1: none.
  var label: Int32 = -1
  var domain: Int32 = 0
  var type: Int32 = 0
  var protocolNumber: Int32 = 0
  /// O_NONBLOCK, as the script gave it.
  var isNonblocking = false
  /// SO_RCVLOWAT was set: ask `poll` before each receive.
  var hasLowWaterMark = false
  /// SO_LINGER was set with a time: close may sleep; reset it before a forced one.
  var hasLinger = false
  /// SO_RCVTIMEO, SO_SNDTIMEO: a call that has to wait sleeps in the kernel, on its own thread.
  var hasReceiveTimeout = false
  var hasSendTimeout = false
  var isRegistered = false
  /// The last connect ended unanswered or is still under way.
  var isConnecting = false
  /// The kernel chose its port.
  var hasChosenPort = false
  /// Instructions that made it, bound it, made it listen, connected it; -1: not yet.
  var openedAt: Int32 = -1
  var boundAt: Int32 = -1
  var listeningAt: Int32 = -1
  var connectedAt: Int32 = -1
}

/// All sockets of the script, found by index and by descriptor.
struct SocketTable {
  private(set) var entries: [SocketEntry] = []
  private var free: [Int32] = []
  /// Entry index by descriptor; -1: not the script's.
  private var byDescriptor: [Int32] = []
  private(set) var count = 0
  private(set) var newestSerial: Int64 = 0

  subscript(index: Int32) -> SocketEntry {
    get { entries[Int(index)] }
    _modify { yield &entries[Int(index)] }
  }

  /// The entry that has a descriptor now, or -1.
  func index(ofDescriptor descriptor: Int32) -> Int32 {
    descriptor >= 0 && Int(descriptor) < byDescriptor.count ? byDescriptor[Int(descriptor)] : -1
  }

  /// Whether a reference still means an open socket.
  func isOpen(_ reference: SocketReference) -> Bool {
    reference.index >= 0 && entries[Int(reference.index)].generation == reference.generation
      && entries[Int(reference.index)].descriptor >= 0
  }

  /// The descriptor to pass for a name: its own, or after close its old number while that is free,
  /// else -1.
  func descriptor(of reference: SocketReference) -> Int32 {
    if isOpen(reference) { return entries[Int(reference.index)].descriptor }
    return index(ofDescriptor: reference.descriptor) < 0 ? reference.descriptor : -1
  }

  /// Takes a new descriptor in, as the newest of its owner's list.
  mutating func add(_ entry: SocketEntry, newest: inout Int32) -> SocketReference {
    var entry = entry
    newestSerial += 1
    entry.serial = newestSerial
    let index: Int32
    if let reused = free.popLast() {
      index = reused
      entry.generation = entries[Int(index)].generation
      entries[Int(index)] = entry
    } else {
      index = Int32(entries.count)
      entries.append(entry)
    }
    entries[Int(index)].older = newest
    if newest >= 0 { entries[Int(newest)].newer = index }
    newest = index
    while byDescriptor.count <= Int(entry.descriptor) { byDescriptor.append(-1) }
    byDescriptor[Int(entry.descriptor)] = index
    count += 1
    return SocketReference(
      index: index,
      generation: entry.generation,
      descriptor: entry.descriptor
    )
  }

  /// Forgets a socket whose descriptor was closed.
  mutating func remove(_ index: Int32, newest: inout Int32) {
    let entry = entries[Int(index)]
    if entry.newer >= 0 { entries[Int(entry.newer)].older = entry.older }
    if entry.older >= 0 { entries[Int(entry.older)].newer = entry.newer }
    if newest == index { newest = entry.older }
    if byDescriptor[Int(entry.descriptor)] == index { byDescriptor[Int(entry.descriptor)] = -1 }
    var empty = SocketEntry()
    empty.generation = entry.generation &+ 1
    entries[Int(index)] = empty
    free.append(index)
    count -= 1
  }

  /// Takes a socket out of one owner's list and puts it before another owner's newest.
  mutating func move(_ index: Int32, from newest: inout Int32, toNewest target: Int32) {
    let entry = entries[Int(index)]
    if entry.newer >= 0 { entries[Int(entry.newer)].older = entry.older }
    if entry.older >= 0 { entries[Int(entry.older)].newer = entry.newer }
    if newest == index { newest = entry.older }
    entries[Int(index)].newer = -1
    entries[Int(index)].older = target
    if target >= 0 { entries[Int(target)].newer = index }
    newestSerial += 1
    entries[Int(index)].serial = newestSerial
  }
}
