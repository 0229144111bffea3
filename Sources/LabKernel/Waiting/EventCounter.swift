import CLab

/// A counter that wakes a poller; eventfd(2).
package struct EventCounter: ~Copyable, Sendable {
  private let descriptor: FileDescriptor

  /// The descriptor to watch.
  package var fd: Int32 { descriptor.raw }

  package init() throws(Errno) {
    descriptor = try FileDescriptor(movingUp: Answer(raw: clab_eventfd()))
  }

  /// Takes what was counted since the last time; 0 when nothing was.
  package func take() -> UInt64 {
    var value: UInt64 = 0
    return clab_read(descriptor.raw, &value, 8) == 8 ? value : 0
  }
}
