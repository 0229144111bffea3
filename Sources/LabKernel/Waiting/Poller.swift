import CLab

/// Waits until descriptors become ready; epoll(7).
///
/// Sockets are added once, edge-triggered. Each report carries the generation given then, because a
/// closed descriptor's file may live on elsewhere (dup, a spawned program) and go on reporting under
/// a number that belongs to another socket by now.
package struct Poller: ~Copyable {
  /// How many reports one wait returns at most.
  package static let batchLimit = 256

  private let epoll: FileDescriptor
  private let events: UnsafeMutablePointer<epoll_event>
  private var count = 0

  package init() throws(Errno) {
    epoll = try FileDescriptor(movingUp: Answer(raw: clab_epoll_create()))
    events = .allocate(capacity: Self.batchLimit)
    events.initialize(repeating: epoll_event(), count: Self.batchLimit)
  }

  deinit {
    events.deallocate()
  }

  /// Watches a socket, edge-triggered; what it is ready for already is reported too.
  package func add(_ fd: Int32, id generation: UInt32, for events: Readiness) -> Answer {
    let edges = events.rawValue | Self.edgeTriggered
    return Answer(raw: clab_epoll_add(epoll.raw, fd, edges, Self.pack(fd, generation)))
  }

  /// Watches a socket that was added for other events; what it is ready for already is reported too.
  package func change(_ fd: Int32, id generation: UInt32, for events: Readiness) -> Answer {
    let edges = events.rawValue | Self.edgeTriggered
    return Answer(raw: clab_epoll_modify(epoll.raw, fd, edges, Self.pack(fd, generation)))
  }

  /// EPOLLET, which the headers make too large for Swift's `Int32`.
  private static let edgeTriggered: UInt32 = 1 << 31

  /// Watches a descriptor of our own (eventfd, pidfd, signalfd, pipe) for reading until it is read.
  package func addSource(_ fd: Int32, id generation: UInt32) -> Answer {
    Answer(
      raw: clab_epoll_add(epoll.raw, fd, EPOLLIN.rawValue, Self.pack(fd, generation))
    )
  }

  /// Stops watching; only if it was added, and before close(2).
  ///
  /// close(2) does it by itself, unless the file is open under another number or elsewhere.
  package func remove(_ fd: Int32) -> Answer {
    Answer(raw: clab_epoll_remove(epoll.raw, fd))
  }

  /// Waits, and returns the number of reports; they are read by index and hold until the next wait.
  ///
  /// - Parameter timeoutNanoseconds: How long at most; nil for ever, 0 to look only.
  /// - Returns: The number of reports; 0 also when a signal interrupted the wait.
  package mutating func wait(timeoutNanoseconds: Int64?) -> Int {
    // Below zero means for ever, so an overdue deadline is a look.
    let timeout = timeoutNanoseconds.map { max(0, $0) } ?? -1
    count = max(0, clab_epoll_wait(epoll.raw, events, Int32(Self.batchLimit), timeout))
    return count
  }

  /// A report of the last wait.
  package subscript(index: Int) -> ReadyDescriptor {
    precondition(index >= 0 && index < count)
    let data = clab_epoll_data(events + index)
    return ReadyDescriptor(
      fd: Int32(truncatingIfNeeded: data),
      generation: UInt32(truncatingIfNeeded: data >> 32),
      events: Readiness(rawValue: events[index].events)
    )
  }

  private static func pack(_ fd: Int32, _ generation: UInt32) -> UInt64 {
    UInt64(generation) << 32 | UInt64(UInt32(bitPattern: fd))
  }
}
