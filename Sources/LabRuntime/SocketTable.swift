/// A socket of the script: trivial, in one array, closed by the machine.
struct SocketEntry {
  /// -1: the entry is free.
  var descriptor: Int32 = -1
  var generation: Int32 = 0
  var owner: Int32 = -1
  /// Grows from socket to socket.
  var serial: Int64 = 0
  /// Neighbours in the owner's list, by age; of a free entry `older` is the next free one.
  var older: Int32 = -1
  var newer: Int32 = -1
  /// The first actor that waits for it.
  var waiter: Int32 = -1
  /// Its name in the script: index in `Program.labels`; -1: none.
  var label: Int32 = -1
  var domain: Int32 = 0
  var type: Int32 = 0
  var protocolNumber: Int32 = 0
  /// What makes its calls special; empty of nearly every socket.
  var traits = SocketTraits()
  /// A listener: the kernel has said that its queue is not empty, and nothing was accepted since.
  var hasArrival = false
  /// The last connect ended unanswered or is still under way.
  var isConnecting = false
  /// The kernel chose its port.
  var hasChosenPort = false
  /// Instructions that made it, bound it, made it listen, connected it; -1: not yet.
  var openedAt: Int32 = -1
  var boundAt: Int32 = -1
  var listeningAt: Int32 = -1
  var connectedAt: Int32 = -1
  /// What the poller watches it for; empty until somebody waits for it.
  var watched = SocketEvents()
}

/// What the machine must know before it makes a call on a socket.
struct SocketTraits: OptionSet {
  let rawValue: UInt8

  static let nonblocking = SocketTraits(rawValue: 1)
  static let lowWaterMark = SocketTraits(rawValue: 2)
  static let linger = SocketTraits(rawValue: 4)
  static let receiveTimeout = SocketTraits(rawValue: 8)
  static let sendTimeout = SocketTraits(rawValue: 16)
  /// What an accepted socket has of its listener.
  static let inherited: SocketTraits = [.lowWaterMark, .linger, .receiveTimeout, .sendTimeout]
}

extension SocketEntry {
  /// O_NONBLOCK, as the script gave it.
  var isNonblocking: Bool {
    get { self[.nonblocking] }
    set { self[.nonblocking] = newValue }
  }

  /// SO_RCVLOWAT was set: ask `poll` before each receive.
  var hasLowWaterMark: Bool {
    get { self[.lowWaterMark] }
    set { self[.lowWaterMark] = newValue }
  }

  /// SO_LINGER was set with a time: close may sleep; reset it before a forced one.
  var hasLinger: Bool {
    get { self[.linger] }
    set { self[.linger] = newValue }
  }

  /// SO_RCVTIMEO: a receive that has to wait sleeps in the kernel, on its own thread.
  var hasReceiveTimeout: Bool {
    get { self[.receiveTimeout] }
    set { self[.receiveTimeout] = newValue }
  }

  /// SO_SNDTIMEO: the same of a send or connect.
  var hasSendTimeout: Bool {
    get { self[.sendTimeout] }
    set { self[.sendTimeout] = newValue }
  }

  private subscript(trait: SocketTraits) -> Bool {
    get { traits.contains(trait) }
    set { if newValue { traits.formUnion(trait) } else { traits.subtract(trait) } }
  }
}

/// All sockets of the script, found by index and by descriptor.
struct SocketTable {
  private(set) var entries: [SocketEntry] = []
  /// The first of the free entries; the others hang behind it in `older`; -1: none.
  private var firstFree: Int32 = -1
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

  /// Whether a reference means an open socket whose calls are nothing special.
  func isPlain(_ reference: SocketReference) -> Bool {
    isOpen(reference) && entries[Int(reference.index)].traits.isEmpty
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
    entry.older = newest
    let index: Int32
    if firstFree >= 0 {
      index = firstFree
      firstFree = entries[Int(index)].older
      entry.generation = entries[Int(index)].generation
      entries[Int(index)] = entry
    } else {
      index = Int32(entries.count)
      entries.append(entry)
    }
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

  /// Forgets a socket whose descriptor was closed; the next older one of its owner, or -1.
  mutating func remove(_ index: Int32) -> Int32 {
    let older = entries[Int(index)].older
    let newer = entries[Int(index)].newer
    let descriptor = Int(entries[Int(index)].descriptor)
    let generation = entries[Int(index)].generation &+ 1
    entries[Int(index)] = SocketEntry(generation: generation, older: firstFree)
    if newer >= 0 { entries[Int(newer)].older = older }
    if older >= 0 { entries[Int(older)].newer = newer }
    if byDescriptor[descriptor] == index { byDescriptor[descriptor] = -1 }
    firstFree = index
    count -= 1
    return older
  }

  /// A connection was made at an instruction.
  mutating func noteConnected(_ index: Int32, at pc: Int32) {
    entries[Int(index)].connectedAt = pc
    // The kernel chose the port of a socket that nobody bound.
    if entries[Int(index)].boundAt < 0 { entries[Int(index)].hasChosenPort = true }
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
